// Writes the changes of each dataset as a page: rows added, removed and restated.
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { markdownTable } from "../domain/markdown.ts";
import { jsonText, syncFolder, writeWhole } from "../platform/files.ts";
import type { CodeChange, DatasetChange, KeptChanges, PeriodChange, RestatedCell } from "./diff-changes.ts";

/** The limits of the page. changes.json holds all of it. */
const mostCodes = 50;
const mostPeriods = 24;

/** The text does not depend on when it was written. */
export function changesText(changes: KeptChanges): string {
  const { old, new: now, datasets, unchanged, words, level } = changes;
  return `${[
    `# Changes from ${old.id} to ${now.id}`,
    `Version ${old.version} → ${now.version}; these changes are ${level === "none" ? "none of the data" : level.toUpperCase()}.`,
    ...(words.length === 0 ? [] : [`Said otherwise of the release: ${words.join(", ")}.`]),
    datasets.length === 0
      ? "No dataset changed."
      : markdownTable(["dataset", ...countHeads], datasets.map(countsLine)),
    ...datasets.flatMap(section),
    ...(unchanged.length === 0 ? [] : [`Unchanged: ${unchanged.join(", ")}.`]),
  ].join("\n\n")}\n`;
}

const countHeads = ["rows before", "rows after", "added", "removed", "restated", "is"] as const;

function countsLine({ name, rows, kind, level, evidence }: DatasetChange): readonly string[] {
  const { before, after, added, removed, restated } = rows;
  const is = evidence && level === "none" ? "evidence of the pull" : `${kind}, ${level.toUpperCase()}`;
  return [name, ...[before, after, added, removed, restated].map(String), is];
}

function section(dataset: DatasetChange): readonly string[] {
  const { name, schema, words, codes, periods, columns, restated, evidence } = dataset;
  const parts = [
    ...(schema.length === 0
      ? []
      : [schema.map(({ change, level }) => `- ${change} (${level.toUpperCase()})`).join("\n")]),
    ...(words.length === 0 ? [] : [`Described otherwise: ${words.join(", ")}.`]),
    ...codes.flatMap(codesText),
    ...periodsText(periods),
    ...(columns.length === 0 || evidence
      ? []
      : [
          markdownTable(
            ["column", "restated cells", "together"],
            columns.map((one) => [one.column, String(one.restated), one.difference ?? ""]),
          ),
        ]),
    ...(evidence ? [] : cellsText(restated)),
  ];
  return parts.length === 0 ? [] : [`## ${name}`, ...parts];
}

function codesText({ columns, added, removed }: CodeChange): readonly string[] {
  const line = (what: string, codes: readonly string[]) => {
    if (codes.length === 0) return [];
    const more = codes.length > mostCodes ? ` and ${codes.length - mostCodes} more` : "";
    return [`Codes ${what} (${columns.join("/")}): ${codes.slice(0, mostCodes).join(", ")}${more}.`];
  };
  return [...line("added", added), ...line("removed", removed)];
}

function periodsText(periods: readonly PeriodChange[]): readonly string[] {
  if (periods.length === 0) return [];
  const shown = periods.slice(-mostPeriods).map(({ period, added, removed, restated }) => {
    return [period, ...[added, removed, restated].map(String)];
  });
  const earlier = periods.length - shown.length;
  return [
    markdownTable(["period", "added", "removed", "restated"], shown),
    ...(earlier === 0 ? [] : [`${earlier} earlier periods changed too; they are in changes.json.`]),
  ];
}

function cellsText(cells: readonly RestatedCell[]): readonly string[] {
  const [first] = cells;
  if (first === undefined) return [];
  const keys = Object.keys(first.key);
  const lines = cells.map(({ key, column, before, after }) => {
    return [...keys.map((name) => key[name] ?? ""), column, before ?? "NULL", after ?? "NULL"];
  });
  return ["The first restated cells:", markdownTable([...keys, "column", "before", "after"], lines)];
}

/** An empty folder for a comparison in progress. Removes the files of an earlier one. */
export async function stageChanges(output: string): Promise<string> {
  const folder = join(output, "changes", ".staging");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Removes the staged files, if they are still there. */
export async function discardChanges(staged: string): Promise<void> {
  await rm(staged, { recursive: true, force: true });
}

/**
 * Adds changes.json and changes.md to the staged files and names the folder `<old>--<new>`, in place of one of that name:
 * the same two releases always give the same changes. Gives the folder.
 */
export async function keepChanges(staged: string, changes: KeptChanges): Promise<string> {
  const parent = join(staged, "..");
  const folder = join(parent, `${changes.old.id}--${changes.new.id}`);
  await writeWhole(join(staged, "changes.json"), jsonText(changes));
  await writeWhole(join(staged, "changes.md"), changesText(changes));
  await rm(folder, { recursive: true, force: true });
  await rename(staged, folder);
  await syncFolder(parent);
  return folder;
}
