// Results as people and programs read them: tables, counts, sizes, durations, JSON.

import Table from "cli-table3";
import { countText } from "../domain/markdown.ts";
import type { Terminal } from "./command.ts";
import type { DisplayChoice } from "./options.ts";

export { countText };

/** Prints a result: as text, as one line of JSON with --json, or not at all with --quiet. */
export function printResult(
  { terminal, choice }: { readonly terminal: Terminal; readonly choice: DisplayChoice },
  result: { readonly text: string; readonly json: unknown },
): void {
  if (choice.quiet === true) return;
  terminal.out(choice.json === true ? `${JSON.stringify(result.json)}\n` : result.text);
}

export interface Column {
  readonly head: string;
  /** Numbers stand to the right. */
  readonly number?: true;
}

/** A table without colours. */
export function tableText(
  columns: readonly (string | Column)[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const described = columns.map((column) => (typeof column === "string" ? { head: column } : column));
  const table = new Table({
    head: described.map(({ head }) => head),
    style: { head: [], border: [], compact: true },
    colAligns: described.map(({ number }) => (number === true ? "right" : "left")),
  });
  for (const row of rows) table.push([...row]);
  return table.toString();
}

/** Columns of numbers. */
export function numbers(...heads: readonly string[]): readonly Column[] {
  return heads.map((head) => ({ head, number: true }));
}

/** Bytes in the largest decimal unit that leaves at least one: `12.3 MB`. */
export function bytesText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

/** A duration in seconds, minutes, or hours and minutes. */
export function timeText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
