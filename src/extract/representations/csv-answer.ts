// Reads a CSV answer: delimiter, encoding, line end and header recognised from the answer itself.
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { parse as parseWhole } from "csv-parse/sync";
import type { Endpoint } from "../../domain/endpoint.ts";
import { ContractError } from "../../domain/errors.ts";
import { longestRow } from "../../domain/rows-file.ts";
import { CutShortError } from "../json-answer.ts";
import { encodingOf, textOf } from "./encoding.ts";
import { headerOf, knownLabels } from "./header.ts";
import { type KeptBody, noEnvelope, type Read } from "./reading.ts";
import { TextRows } from "./text-rows.ts";

const longestHeader = 64 * 1024;
const delimiters = [";", ",", "\t"] as const;

/**
 * CSV does not say where it ends, so the transport must have: by a length or a last chunk. Every line must have as many cells as
 * the header and end as the first one does, the last one too, and quotes must close.
 */
export async function* readCsv(body: KeptBody): AsyncGenerator<Buffer, Read> {
  if (!body.isAnnounced) {
    throw new ContractError("cannot be known to be whole: neither CSV nor the server says where it ends");
  }
  const encoding = await encodingOf(body.bytes());
  const form = formOf(await firstLine(textOf(body.bytes(), encoding)), body.endpoint);
  const header = headerOf(body.endpoint, form.labels);
  const rows = new TextRows(body.endpoint);
  const end = { text: "" };
  for await (const cells of recordsIn(noting(textOf(body.bytes(), encoding), end), form)) {
    rows.add(header.membersOf(cells));
    if (rows.isFull) yield rows.take();
  }
  if (!end.text.endsWith(form.lineEnd)) throw new CutShortError("ends within a line");
  yield rows.take();
  return {
    ...rows.read(),
    envelope: noEnvelope,
    notation: {
      representation: "csv",
      media_type: body.mediaType,
      encoding,
      byte_order_mark: await beginsWithMark(body),
      delimiter: form.delimiter,
      line_end: form.lineEnd,
      decimal: header.decimal(),
      columns: header.labels,
    },
  };
}

interface Form {
  readonly delimiter: string;
  readonly lineEnd: "\r\n" | "\n";
  readonly labels: readonly string[];
}

async function firstLine(text: AsyncIterable<string>): Promise<string> {
  let start = "";
  for await (const piece of text) {
    start += piece;
    const end = start.indexOf("\n");
    if (end !== -1) return start.slice(0, end + 1);
    if (start.length > longestHeader) throw new ContractError("has no line end in its first 64 kB");
  }
  if (start.trim() === "") throw new ContractError("is empty");
  const found = JSON.stringify(start.slice(0, 80));
  throw new CutShortError(`has no whole first line: ${found}`);
}

/** The delimiter that gives the most columns the registry knows. */
function formOf(line: string, endpoint: Endpoint): Form {
  const lineEnd = line.endsWith("\r\n") ? "\r\n" : "\n";
  const forms = delimiters.map((delimiter) => {
    return { delimiter, lineEnd, labels: labelsIn(line, delimiter) } as const;
  });
  const known = forms.map(({ labels }) => knownLabels(endpoint, labels));
  const best = forms[known.indexOf(Math.max(...known))];
  if (best !== undefined && Math.max(...known) > 0) return best;
  throw new ContractError(
    `has no column the registry knows in its first line: ${JSON.stringify(line.trim().slice(0, 80))}`,
  );
}

function labelsIn(line: string, delimiter: string): readonly string[] {
  try {
    const [labels = []]: readonly (readonly string[])[] = parseWhole(line, { delimiter });
    return labels;
  } catch (error) {
    // Not a line in this delimiter.
    if (error instanceof CsvError) return [];
    throw error;
  }
}

/** The lines after the first, as cells. */
async function* recordsIn(
  text: AsyncIterable<string>,
  { delimiter, lineEnd }: Form,
): AsyncGenerator<readonly string[]> {
  const parser = parse({
    delimiter,
    record_delimiter: lineEnd,
    from: 2,
    skip_empty_lines: true,
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

/** The same pieces, the last characters kept for what the end must look like. */
async function* noting(pieces: AsyncIterable<string>, end: { text: string }): AsyncGenerator<string> {
  for await (const piece of pieces) {
    end.text = (end.text + piece.slice(-2)).slice(-2);
    yield piece;
  }
}

async function beginsWithMark(body: KeptBody): Promise<boolean> {
  for await (const chunk of body.bytes()) return chunk.subarray(0, 3).toString("latin1") === "ï»¿";
  return false;
}
