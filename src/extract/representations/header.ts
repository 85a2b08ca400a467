// Which field each column of a CSV or Excel answer holds, by the label in its header.
import type { Endpoint } from "../../domain/endpoint.ts";
import { ContractError } from "../../domain/errors.ts";
import type { Decimal } from "../../domain/notation.ts";
import { meantText } from "../text-rule.ts";
import { isBlank, memberOf } from "./text-rows.ts";

/** The columns of a table. `labels` says which field each label was taken for; an unknown one is a field of its own name. */
export interface Header {
  readonly labels: Readonly<Record<string, string>>;
  /** The members of the row with these cells, empty ones left out. */
  membersOf(cells: readonly (string | undefined)[]): readonly string[];
  /** The mark before decimals in the amounts so far. Throws a ContractError where there have been both. */
  decimal(): Decimal;
}

/** How many of the labels name a field of the endpoint. */
export function knownLabels(endpoint: Endpoint, labels: readonly string[]): number {
  return labels.filter((label) => fieldNamed(endpoint, label) !== undefined).length;
}

/** How many of the first rows are searched for the header, for the sentence that says where it is. */
export const mostSearched = 20;

/** The refusal of a table that does not begin with a header: what stands there instead, and where the header may be. */
export function unknownHeader(
  unit: string,
  first: readonly { readonly text: string; readonly isHeader: boolean }[],
): ContractError {
  const found = JSON.stringify((first[0]?.text ?? "").trim().slice(0, 80));
  const at = first.findIndex(({ isHeader }) => isHeader);
  const header = at === -1 ? "" : `; ${unit} ${at + 1} looks like the header`;
  return new ContractError(`has no column the registry knows in its first ${unit}: ${found}${header}`);
}

/** Throws a ContractError where two labels mean the same field. */
export function headerOf(endpoint: Endpoint, labels: readonly string[]): Header {
  const names = labels.map((label, at) => fieldNamed(endpoint, label) ?? nameFrom(label, at));
  refuseTwice(labels, names);
  const keys = names.map((name) => JSON.stringify(name));
  const amounts = names.flatMap((name, at) => (isAmount(endpoint, name) ? [at] : []));
  const marks = new Set<"," | ".">();
  return {
    labels: Object.fromEntries(labels.map((label, at) => [labelAt(label, at), names[at] ?? label])),
    membersOf(cells) {
      for (const at of amounts) noteMark(cells[at], marks);
      return cells.flatMap((cell, at) => memberIn(cell, keys[at]) ?? []);
    },
    decimal() {
      if (marks.size > 1) throw new ContractError("writes amounts both with a decimal comma and a point");
      return [...marks][0] ?? null;
    },
  };
}

function memberIn(cell: string | undefined, key: string | undefined): string | undefined {
  if (cell === undefined || isBlank(cell)) return undefined;
  if (key === undefined)
    throw new ContractError(`has the value ${JSON.stringify(cell)} in a column without a header`);
  return memberOf(key, cell);
}

/** Labels are compared in small letters, with single spaces for spaces, hyphens and underscores. */
function fieldNamed({ fields, labels = {} }: Endpoint, label: string): string | undefined {
  const plain = plainOf(label);
  const labelled = Object.entries(labels).find(([known]) => known === plain)?.[1];
  return Object.keys(fields).find((name) => plainOf(name) === plain) ?? labelled;
}

function plainOf(label: string): string {
  return label
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, " ")
    .trim();
}

function nameFrom(label: string, at: number): string {
  return meantText(labelAt(label, at)).replaceAll(/\s+/g, " ");
}

function labelAt(label: string, at: number): string {
  return isBlank(label) ? `column ${at + 1}` : label;
}

function refuseTwice(labels: readonly string[], names: readonly string[]): void {
  for (const [at, name] of names.entries()) {
    const first = names.indexOf(name);
    if (first < at)
      throw new ContractError(`has two columns for ${name}: ${labels[first]} and ${labels[at]}`);
  }
}

function isAmount({ fields }: Endpoint, name: string): boolean {
  const type = Object.hasOwn(fields, name) ? fields[name]?.type : undefined;
  return type === "money" || type === "number";
}

function noteMark(cell: string | undefined, marks: Set<"," | ".">): void {
  if (cell === undefined) return;
  if (cell.includes(",")) marks.add(",");
  if (cell.includes(".")) marks.add(".");
}
