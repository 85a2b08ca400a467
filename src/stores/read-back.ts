// Proof that a finished file holds what the release will say of it: every file is read whole before it counts.
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { createGunzip } from "node:zlib";
import { ReleaseError } from "../domain/errors.ts";
import { asText, type CsvForm, headerOf, type TypedColumn, writesAsText } from "./csv-form.ts";
import { csvRows, parquetFacts, parquetRows } from "./read-files.ts";
import { identifier, type TextRow, type Warehouse } from "./warehouse.ts";

const longestShown = 300;

/** The columns of a file, in their order, with DuckDB types. */
export interface Columns {
  readonly columns: readonly TypedColumn[];
}

/** A dataset's Parquet file and one of its CSV files. */
export interface FilePair {
  readonly dataset: Columns;
  readonly parquet: string;
  readonly csv: string;
  /** How the CSV file is written. */
  readonly form: CsvForm;
}

/** What a Parquet file must say and hold. */
export interface ExpectedParquet {
  readonly dataset: Columns;
  readonly rows: number;
  readonly footer: Readonly<Record<string, string>>;
}

/** ReleaseError unless the file has the rows, columns, types and footer it must have. */
export async function proveParquet(
  warehouse: Warehouse,
  parquet: string,
  expected: ExpectedParquet,
): Promise<void> {
  await proveColumns(warehouse, parquet, expected.dataset);
  const [metadata] = await read(warehouse, parquet, rowsIn(parquet));
  refuse(parquet, { what: "rows", expected: String(expected.rows), found: metadata?.num_rows ?? "none" });
  await proveFooter(warehouse, parquet, expected);
}

/**
 * ReleaseError unless the CSV file has its header, the Parquet file's rows and every value of theirs. The order of the rows is
 * not compared: it is the COPY's own promise.
 */
export async function proveCsv(
  warehouse: Warehouse,
  { dataset, parquet, csv, form }: FilePair,
): Promise<void> {
  const header = headerOf(dataset.columns, form);
  refuse(csv, { what: "header", expected: header, found: await textAtStart(csv, { like: header, form }) });
  const expected = await contentOf(warehouse, parquet, parquetContent({ dataset, parquet, form }));
  const found = await contentOf(warehouse, csv, csvContent({ dataset, csv, form }));
  const of = `(of ${basename(parquet)})`;
  refuse(csv, { what: `rows ${of}`, expected: expected.rows, found: found.rows });
  refuse(csv, { what: `content hash ${of}`, expected: expected.content, found: found.content });
}

function rowsIn(parquet: string): string {
  return `select num_rows from ${parquetFacts("file_metadata", parquet)}`;
}

/** ReleaseError unless the file has these columns in this order, and their types. */
export async function proveColumns(warehouse: Warehouse, parquet: string, dataset: Columns): Promise<void> {
  const found = await read(warehouse, parquet, `describe select * from ${parquetRows(parquet)}`);
  for (let at = 0; at < Math.max(found.length, dataset.columns.length); at++) {
    const [promised, actual] = [dataset.columns[at], found[at]];
    refuse(parquet, {
      what: `column ${at + 1}`,
      expected: promised === undefined ? "none" : `${promised.name} ${promised.type}`,
      found: actual === undefined ? "none" : `${actual.column_name} ${actual.column_type}`,
    });
  }
}

async function proveFooter(
  warehouse: Warehouse,
  parquet: string,
  { footer }: ExpectedParquet,
): Promise<void> {
  const sql = `select decode(key) as name, decode(value) as value from ${parquetFacts("kv_metadata", parquet)}`;
  const found = new Map((await read(warehouse, parquet, sql)).map((row) => [row.name, row.value]));
  for (const [name, expected] of Object.entries(footer)) {
    refuse(parquet, { what: `footer ${name}`, expected, found: found.get(name) ?? "none" });
  }
}

/** The sum of all rows' hashes tells other, lost, doubled and exchanged values. */
function parquetContent({ dataset, parquet, form }: Omit<FilePair, "csv">): string {
  const values = dataset.columns.map((column) => asText(column, form));
  return `select count(*) as rows, sum(hash(${values.join(", ")})) as content
    from ${parquetRows(parquet)}`;
}

/** Types are given, never guessed; a quoted empty text stays a text, and a line break within quotes is no new row. */
function csvContent({ dataset, csv, form }: Omit<FilePair, "parquet">): string {
  const names = dataset.columns.map((column) => identifier(column.name));
  const types = dataset.columns.map((column) => {
    return [column.name, writesAsText(column, form) ? "VARCHAR" : column.type] as const;
  });
  // DuckDB 1.5.6 finds no rows at all where it is told of CRLF and strict; untold it finds them all.
  const lineEnd = form.newLine === "\\n" ? { lineEnd: form.newLine } : {};
  const { delimiter, compression } = form;
  const nulls = { texts: [""], quoted: false };
  const rows = csvRows(csv, { columns: types, delimiter, nulls, compression, ...lineEnd });
  return `select count(*) as rows, sum(hash(${names.join(", ")})) as content from ${rows}`;
}

interface Content {
  readonly rows: string;
  readonly content: string;
}

async function contentOf(warehouse: Warehouse, file: string, sql: string): Promise<Content> {
  const [row] = await read(warehouse, file, sql);
  return { rows: row?.rows ?? "none", content: row?.content ?? "none" };
}

async function read(warehouse: Warehouse, file: string, sql: string): Promise<readonly TextRow[]> {
  try {
    return await warehouse.rows(sql);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new ReleaseError(`Cannot trust ${basename(file)} as it must read back whole: ${found}`, {
      cause,
    });
  }
}

function refuse(file: string, { what, expected, found }: Comparison): void {
  if (found === expected) return;
  throw new ReleaseError(
    `Cannot trust ${basename(file)} as its ${what} must be ${short(expected)}: found ${short(found)}`,
  );
}

function short(text: string): string {
  return text.length <= longestShown ? text : `${text.slice(0, longestShown)}…`;
}

interface Comparison {
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

async function textAtStart(path: string, { like, form }: { like: string; form: CsvForm }): Promise<string> {
  const bytes = Buffer.byteLength(like);
  const file = createReadStream(path);
  const start: Buffer[] = [];
  for await (const chunk of form.compression === "gzip" ? file.pipe(createGunzip()) : file) {
    start.push(chunk);
    if (Buffer.concat(start).length >= bytes) break;
  }
  return Buffer.concat(start).toString("utf8", 0, bytes);
}
