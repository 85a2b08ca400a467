// Reads a CSV answer: delimiter, encoding, line ends and header recognised from the answer itself.
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { parse as parseWhole } from "csv-parse/sync";
import type { Endpoint } from "../../domain/endpoint.ts";
import { ContractError } from "../../domain/errors.ts";
import { longestRow } from "../../domain/rows-file.ts";
import { CutShortError } from "../other-body.ts";
import { type BytesSeen, seenIn, textOf } from "./encoding.ts";
import { headerOf, knownLabels, mostSearched, unknownHeader } from "./header.ts";
import { type KeptBody, noEnvelope, type Read } from "./reading.ts";
import { TextRows } from "./text-rows.ts";

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
