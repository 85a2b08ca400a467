// Reads a CSV answer. Delimiter, encoding, line ends and header are recognised from the answer.
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { parse as parseWhole } from "csv-parse/sync";
import type { Endpoint } from "../domain/endpoint.ts";
import { longestRow } from "../domain/receipt.ts";
import type { Decimal } from "../domain/representation.ts";
import { AnswerError, CutShortError } from "../extract/answer-error.ts";
import { normalText } from "../extract/texts.ts";
import { decodedPieces, inspectBytes, type SeenBytes } from "./encoding.ts";
import { isBlank, type KeptBody, noEnvelope, type Read, TextRows, textMember } from "./text-rows.ts";

const longestStart = 64 * 1024;
const delimiters = [";", ",", "\t"] as const;
/** Either may end a line outside quotes, even if an answer has both. */
const lineEnds = ["\r\n", "\n"];

/**
 * CSV has no mark for its end, so the transport must announce it by a length or a last chunk. Each line must have as many cells as the
 * header, and quotes must close. The last line must end too, unless the length was announced before the first byte was sent.
 */
export async function* readCsv(body: KeptBody): AsyncGenerator<Buffer, Read> {
  const seen = await inspectBytes(body.bytes());
  assertEnd(seen, body);
  const form = await recogniseForm(body, seen);
  const header = openHeader(body.endpoint, form.labels);
  const rows = new TextRows(body);
  let ragged: AnswerError | undefined;
  for await (const cells of recordsIn(decodedPieces(body.bytes(), seen.encoding), form)) {
    if (ragged !== undefined) throw ragged;
    if (cells.length === form.labels.length) rows.add(header.membersOf(cells));
    else
      ragged = raggedRow(rows.count + 1, { cells, form, kind: seen.endsLine ? AnswerError : CutShortError });
    if (rows.isFull) yield rows.take();
  }
  if (ragged !== undefined) throw ragged;
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

function assertEnd(seen: SeenBytes, { isMeasured, isAnnounced }: KeptBody): void {
  if (seen.bytes === 0) throw new CutShortError("is empty", {});
  if (!seen.endsLine && !isMeasured) throw new CutShortError("ends within a line", {});
  if (isAnnounced) return;
  throw new AnswerError("may not be whole", { expected: "a Content-Length, or a last chunk" });
}

/** A last row with too few cells was cut if its line does not end. */
function raggedRow(
  row: number,
  read: { readonly cells: readonly string[]; readonly form: Form; readonly kind: typeof AnswerError },
): AnswerError {
  const { cells, form, kind } = read;
  const expected = `${form.labels.length} cells, as in the header`;
  return new kind("has a wrong number of cells", { row, expected, found: cells.join(" | ") });
}

interface Form {
  readonly delimiter: string;
  /** The end of the header's line. */
  readonly lineEnd: "\r\n" | "\n";
  readonly labels: readonly string[];
  /** The number of the first record that is a row. */
  readonly firstRow: number;
}

/** The delimiter is named by Excel's first line `sep=;`, or it is the one that gives the most known columns. */
async function recogniseForm(body: KeptBody, { encoding }: SeenBytes): Promise<Form> {
  const start = await firstCharacters(decodedPieces(body.bytes(), encoding));
  const named = /^"?sep=(.)"?\r?\n/i.exec(start);
  const table = start.slice(named?.[0].length ?? 0);
  const line = /^[^\n]*\n/.exec(table)?.[0];
  if (line === undefined) {
    if (start.length >= longestStart)
      throw new AnswerError("has a first line that is too long", {
        expected: `at most ${longestStart} characters`,
      });
    throw new CutShortError("has no whole first line", { found: start });
  }
  const possible = named === null ? delimiters : [named[1] ?? ";"];
  const [best] = formsOf(line, { endpoint: body.endpoint, possible });
  if (best === undefined) {
    const lines = table.split(/\r?\n/).slice(0, mostSearched);
    const first = lines.map((text) => ({
      text,
      isHeader: formsOf(text, { endpoint: body.endpoint, possible }).length > 0,
    }));
    throw unknownHeader("line", { first });
  }
  return { ...best, lineEnd: line.endsWith("\r\n") ? "\r\n" : "\n", firstRow: named === null ? 2 : 3 };
}

async function firstCharacters(text: AsyncIterable<string>): Promise<string> {
  let start = "";
  for await (const piece of text) {
    start += piece;
    if (start.length >= longestStart) break;
  }
  return start;
}

/** The delimiters by which the line has known columns, the one with the most first. */
function formsOf(
  line: string,
  { endpoint, possible }: { readonly endpoint: Endpoint; readonly possible: readonly string[] },
): readonly { readonly delimiter: string; readonly labels: readonly string[] }[] {
  const forms = possible.map((delimiter) => {
    const labels = splitLine(line, delimiter);
    return { delimiter, labels, known: countKnownLabels(endpoint, labels) };
  });
  return forms.filter(({ known }) => known > 0).sort((one, other) => other.known - one.known);
}

function splitLine(line: string, delimiter: string): readonly string[] {
  try {
    const [labels = []]: readonly (readonly string[])[] = parseWhole(line, {
      delimiter,
      record_delimiter: lineEnds,
    });
    return labels;
  } catch (error) {
    // The line does not use this delimiter.
    if (error instanceof CsvError) return [];
    throw error;
  }
}

/** The cells of each line after the header. */
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
    throw error instanceof CsvError ? malformedCsv(error) : error;
  } finally {
    // The parser reports its failures.
    await Promise.allSettled([fed]);
  }
}

function malformedCsv(cause: CsvError): AnswerError {
  const found = cause.message;
  return cause.code === "CSV_QUOTE_NOT_CLOSED"
    ? new CutShortError("ends within quotes", { found }, { cause })
    : new AnswerError("is not CSV", { found }, { cause });
}

/** The columns of a table. `labels` maps each label to its field. An unknown label is a field of its own name. */
export interface Header {
  readonly labels: Readonly<Record<string, string>>;
  /** The members of the row with these cells, without empty cells. */
  membersOf(cells: readonly (string | undefined)[]): readonly string[];
  /** The decimal mark in the amounts so far. Throws an AnswerError if there were both. */
  decimal(): Decimal;
}

/** The number of labels that name a field of the endpoint. */
export function countKnownLabels(endpoint: Endpoint, labels: readonly string[]): number {
  return labels.filter((label) => fieldNamed(endpoint, label) !== undefined).length;
}

/** The number of rows that are searched for the header, so that the error can name its place. */
export const mostSearched = 20;

/** One of the first lines or rows, and whether it looks like the header. */
export interface FirstRow {
  readonly text: string;
  readonly isHeader: boolean;
}

/** The error of a table without a header in its first line or row. Names the place that looks like the header. */
export function unknownHeader(
  unit: string,
  table: { readonly first: readonly FirstRow[]; readonly sheet?: string; readonly tableSheet?: string },
): AnswerError {
  const { first, sheet, tableSheet } = table;
  const found = (first[0]?.text ?? "").trim();
  const at = first.findIndex(({ isHeader }) => isHeader);
  const other = tableSheet === undefined ? undefined : `the sheet ${tableSheet}`;
  const place = at === -1 ? other : `${unit} ${at + 1}`;
  return new AnswerError(`has no known column in its first ${unit}`, {
    ...(sheet === undefined ? {} : { place: `the sheet ${sheet}` }),
    expected: place === undefined ? "the header" : `the header, which is in ${place}`,
    found,
  });
}

/** Throws an AnswerError if two labels mean the same field. */
export function openHeader(endpoint: Endpoint, labels: readonly string[]): Header {
  const names = labels.map(
    (label, at) => fieldNamed(endpoint, label) ?? normalText(labelAt(label, at)).replaceAll(/\s+/g, " "),
  );
  assertDifferentFields(labels, names);
  const keys = names.map((name) => JSON.stringify(name));
  const amounts = names.flatMap((name, at) => (isAmount(endpoint, name) ? [at] : []));
  const marks = new Set<"," | ".">();
  return {
    labels: Object.fromEntries(labels.map((label, at) => [labelAt(label, at), names[at] ?? label])),
    membersOf(cells) {
      for (const at of amounts) noteDecimalMark(cells[at], marks);
      return cells.flatMap((cell, at) => memberIn(cell, keys[at]) ?? []);
    },
    decimal() {
      if (marks.size > 1)
        throw new AnswerError("has amounts with different decimal marks", { found: ", and ." });
      return [...marks][0] ?? null;
    },
  };
}

function memberIn(cell: string | undefined, key: string | undefined): string | undefined {
  if (cell === undefined || isBlank(cell)) return undefined;
  if (key === undefined) throw new AnswerError("has a value in a column without a header", { found: cell });
  return textMember(key, cell);
}

/** Labels are compared in lower case, with a single space for spaces, hyphens and underscores. */
function fieldNamed({ fields, labels = {} }: Endpoint, label: string): string | undefined {
  const plain = comparableLabel(label);
  const labelled = Object.entries(labels).find(([known]) => known === plain)?.[1];
  return Object.keys(fields).find((name) => comparableLabel(name) === plain) ?? labelled;
}

function comparableLabel(label: string): string {
  return label
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, " ")
    .trim();
}

function labelAt(label: string, at: number): string {
  return isBlank(label) ? `column ${at + 1}` : label;
}

function assertDifferentFields(labels: readonly string[], names: readonly string[]): void {
  for (const [at, name] of names.entries()) {
    const first = names.indexOf(name);
    if (first < at)
      throw new AnswerError("has two columns for one field", {
        field: name,
        found: `${labels[first]}, ${labels[at]}`,
      });
  }
}

function isAmount({ fields }: Endpoint, name: string): boolean {
  const type = Object.hasOwn(fields, name) ? fields[name]?.type : undefined;
  return type === "money" || type === "number";
}

function noteDecimalMark(cell: string | undefined, marks: Set<"," | ".">): void {
  if (cell === undefined) return;
  if (cell.includes(",")) marks.add(",");
  if (cell.includes(".")) marks.add(".");
}
