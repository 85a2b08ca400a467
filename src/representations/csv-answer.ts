// Reads a CSV answer: delimiter, encoding, line ends and header recognised from the answer itself.
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { parse as parseWhole } from "csv-parse/sync";
import type { Endpoint } from "../domain/endpoint.ts";
import { ContractError } from "../domain/errors.ts";
import type { Decimal } from "../domain/notation.ts";
import { longestRow } from "../domain/receipt.ts";
import { CutShortError } from "../extract/other-body.ts";
import { meantText } from "../extract/text-rule.ts";
import { type BytesSeen, seenIn, textOf } from "./encoding.ts";
import { isBlank, type KeptBody, memberOf, noEnvelope, type Read, TextRows } from "./text-rows.ts";

const longestStart = 64 * 1024;
const delimiters = [";", ",", "\t"] as const;
/** A line ends with any of these outside quotes, also where both are found in one answer. */
const lineEnds = ["\r\n", "\n"];

/**
 * CSV does not say where it ends, so the transport must have: by a length or a last chunk. Every line must have as many cells as
 * the header, and quotes must close. The last line must end too, unless the length was announced before the first byte was sent.
 */
export async function* readCsv(body: KeptBody): AsyncGenerator<Buffer, Read> {
  const seen = await seenIn(body.bytes());
  assertEnd(seen, body);
  const form = await formOf(body, seen);
  const header = headerOf(body.endpoint, form.labels);
  const rows = new TextRows(body);
  let ragged: string | undefined;
  for await (const cells of recordsIn(textOf(body.bytes(), seen.encoding), form)) {
    if (ragged !== undefined) throw new ContractError(ragged);
    if (cells.length === form.labels.length) rows.add(header.membersOf(cells));
    else ragged = raggedRow(rows.count + 1, { cells, columns: form.labels.length });
    if (rows.isFull) yield rows.take();
  }
  if (ragged !== undefined) throw seen.endsLine ? new ContractError(ragged) : new CutShortError(ragged);
  yield rows.take();
  return {
    ...rows.read(),
    envelope: noEnvelope,
    notation: {
      representation: "csv",
      media_type: body.mediaType,
      encoding: seen.encoding,
      byte_order_mark: seen.hasMark,
      delimiter: form.delimiter,
      line_end: form.lineEnd,
      decimal: header.decimal(),
      columns: header.labels,
    },
  };
}

function assertEnd(seen: BytesSeen, { isMeasured, isAnnounced }: KeptBody): void {
  if (seen.bytes === 0) throw new CutShortError("is empty");
  if (!seen.endsLine && !isMeasured) throw new CutShortError("ends within a line");
  if (isAnnounced) return;
  throw new ContractError("cannot be known to be whole: neither CSV nor the server says where it ends");
}

function raggedRow(row: number, { cells, columns }: { cells: readonly string[]; columns: number }): string {
  const found = JSON.stringify(cells.join(" | ").slice(0, 80));
  return `is no table: row ${row} has ${cells.length} cells and the header ${columns}: ${found}`;
}

interface Form {
  readonly delimiter: string;
  /** How the header's line ends. */
  readonly lineEnd: "\r\n" | "\n";
  readonly labels: readonly string[];
  /** The number of the first record that is a row. */
  readonly firstRow: number;
}

/** The delimiter is the one named by Excel's first line `sep=;`, else that which gives the most columns the registry knows. */
async function formOf(body: KeptBody, { encoding }: BytesSeen): Promise<Form> {
  const start = await startOf(textOf(body.bytes(), encoding));
  const named = /^"?sep=(.)"?\r?\n/i.exec(start);
  const table = start.slice(named?.[0].length ?? 0);
  const line = /^[^\n]*\n/.exec(table)?.[0];
  if (line === undefined) {
    if (start.length >= longestStart) throw new ContractError("has no line end in its first 64 kB");
    throw new CutShortError(`has no whole first line: ${JSON.stringify(start.slice(0, 80))}`);
  }
  const possible = named === null ? delimiters : [named[1] ?? ";"];
  const [best] = formsOf(line, { endpoint: body.endpoint, possible });
  if (best === undefined) {
    const lines = table.split(/\r?\n/).slice(0, mostSearched);
    throw unknownHeader(
      "line",
      lines.map((text) => ({
        text,
        isHeader: formsOf(text, { endpoint: body.endpoint, possible }).length > 0,
      })),
    );
  }
  return { ...best, lineEnd: line.endsWith("\r\n") ? "\r\n" : "\n", firstRow: named === null ? 2 : 3 };
}

async function startOf(text: AsyncIterable<string>): Promise<string> {
  let start = "";
  for await (const piece of text) {
    start += piece;
    if (start.length >= longestStart) break;
  }
  return start;
}

/** The delimiters by which the line has columns the registry knows, the one with most of them first. */
function formsOf(
  line: string,
  { endpoint, possible }: { readonly endpoint: Endpoint; readonly possible: readonly string[] },
): readonly { readonly delimiter: string; readonly labels: readonly string[] }[] {
  const forms = possible.map((delimiter) => {
    const labels = labelsIn(line, delimiter);
    return { delimiter, labels, known: knownLabels(endpoint, labels) };
  });
  return forms.filter(({ known }) => known > 0).sort((one, other) => other.known - one.known);
}

function labelsIn(line: string, delimiter: string): readonly string[] {
  try {
    const [labels = []]: readonly (readonly string[])[] = parseWhole(line, {
      delimiter,
      record_delimiter: lineEnds,
    });
    return labels;
  } catch (error) {
    // Not a line in this delimiter.
    if (error instanceof CsvError) return [];
    throw error;
  }
}

/** The lines after the header, as cells. */
async function* recordsIn(
  text: AsyncIterable<string>,
  { delimiter, firstRow }: Form,
): AsyncGenerator<readonly string[]> {
  const parser = parse({
    delimiter,
    record_delimiter: lineEnds,
    from: firstRow,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: longestRow,
  });
  const fed = pipeline(text, parser);
  try {
    for await (const cells of parser) yield cells;
  } catch (error) {
    throw error instanceof CsvError ? refusalOf(error) : error;
  } finally {
    // What fails in it fails in the parser too.
    await Promise.allSettled([fed]);
  }
}

function refusalOf(error: CsvError): ContractError {
  const found = error.message.slice(0, 200);
  return error.code === "CSV_QUOTE_NOT_CLOSED"
    ? new CutShortError(`ends within quotes: ${found}`, { cause: error })
    : new ContractError(`is not CSV: ${found}`, { cause: error });
}

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
