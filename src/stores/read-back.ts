// Reads each finished file of a release back, and compares it with what the manifest says about it.
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

/** The expected content of a Parquet file. */
export interface ExpectedParquet {
  readonly dataset: Columns;
  readonly rows: number;
  readonly footer: Readonly<Record<string, string>>;
}

/** Throws a ReleaseError unless the file has the expected rows, columns, types and footer. */
export async function verifyParquet(
  warehouse: Warehouse,
  parquet: string,
  expected: ExpectedParquet,
): Promise<void> {
  await verifyColumns(warehouse, parquet, expected.dataset);
  const [metadata] = await read(warehouse, parquet, rowsIn(parquet));
  assertSame(parquet, { what: "rows", expected: String(expected.rows), found: metadata?.num_rows ?? "none" });
  await verifyFooter(warehouse, parquet, expected);
}

/**
 * Throws a ReleaseError unless the CSV file has its header, and the rows and values of the Parquet file. The order of the rows
 * is not compared, because DuckDB's COPY keeps it.
 */
export async function verifyCsv(
  warehouse: Warehouse,
  { dataset, parquet, csv, form }: FilePair,
): Promise<void> {
  const header = headerOf(dataset.columns, form);
  assertSame(csv, {
    what: "header",
    expected: header,
    found: await textAtStart(csv, { like: header, form }),
  });
  const expected = await contentOf(warehouse, parquet, parquetContent({ dataset, parquet, form }));
  const found = await contentOf(warehouse, csv, csvContent({ dataset, csv, form }));
  const of = `(of ${basename(parquet)})`;
  assertSame(csv, { what: `rows ${of}`, expected: expected.rows, found: found.rows });
  assertSame(csv, { what: `content hash ${of}`, expected: expected.content, found: found.content });
}

function rowsIn(parquet: string): string {
  return `select num_rows from ${parquetFacts("file_metadata", parquet)}`;
}

/** Throws a ReleaseError unless the file has these columns in this order, with these types. */
export async function verifyColumns(warehouse: Warehouse, parquet: string, dataset: Columns): Promise<void> {
  const found = await read(warehouse, parquet, `describe select * from ${parquetRows(parquet)}`);
  for (let at = 0; at < Math.max(found.length, dataset.columns.length); at++) {
    const [expected, actual] = [dataset.columns[at], found[at]];
    assertSame(parquet, {
      what: `column ${at + 1}`,
      expected: expected === undefined ? "none" : `${expected.name} ${expected.type}`,
      found: actual === undefined ? "none" : `${actual.column_name} ${actual.column_type}`,
    });
  }
}

async function verifyFooter(
  warehouse: Warehouse,
  parquet: string,
  { footer }: ExpectedParquet,
): Promise<void> {
  const sql = `select decode(key) as name, decode(value) as value from ${parquetFacts("kv_metadata", parquet)}`;
  const found = new Map((await read(warehouse, parquet, sql)).map((row) => [row.name, row.value]));
  for (const [name, expected] of Object.entries(footer)) {
    assertSame(parquet, { what: `footer ${name}`, expected, found: found.get(name) ?? "none" });
  }
}

/** The sum of the hashes of all rows changes with any lost, doubled, changed or exchanged value. */
function parquetContent({ dataset, parquet, form }: Omit<FilePair, "csv">): string {
  const values = dataset.columns.map((column) => asText(column, form));
  return `select count(*) as rows, sum(hash(${values.join(", ")})) as content
    from ${parquetRows(parquet)}`;
}

/** Types are given and not guessed. A quoted empty text stays a text, and a line break in quotes is no new row. */
function csvContent({ dataset, csv, form }: Omit<FilePair, "parquet">): string {
  const names = dataset.columns.map((column) => identifier(column.name));
  const types = dataset.columns.map((column) => {
    return [column.name, writesAsText(column, form) ? "VARCHAR" : column.type] as const;
  });
  // DuckDB 1.5.6 finds no rows if it gets both `new_line` CRLF and `strict_mode`. Without `new_line` it finds all.
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
    throw new ReleaseError(`Cannot read ${basename(file)} back: ${found}`, {
      cause,
      facts: { file: basename(file) },
    });
  }
}

function assertSame(file: string, { what, expected, found }: Comparison): void {
  if (found === expected) return;
  const facts = { file: basename(file), what, expected: short(expected), found: short(found) };
  throw new ReleaseError(
    `Cannot trust ${facts.file}: its ${facts.what} must be ${facts.expected}, found ${facts.found}`,
    { facts },
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
