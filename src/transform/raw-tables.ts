// What the SQL files begin with: macros, reference tables, and raw.<endpoint> with each field of the answers as text.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Endpoint } from "../domain/endpoint.ts";
import { ReleaseError } from "../domain/errors.ts";
import { longestLine, longestRow, otherFields, type Receipt, rowsEnding } from "../domain/receipt.ts";
import { filesBelow } from "../platform/files.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { csvRows, gzipLines, jsonRows } from "../stores/read-files.ts";
import { identifier, literal, type Warehouse } from "../stores/warehouse.ts";
import { layers, sqlFiles } from "./models.ts";

/**
 * Makes raw.<endpoint> a view over the endpoint's answers. It has a VARCHAR column for each declared field, `_request`, and
 * `_<parameter>` for each fixed or code axis. Endpoints without a period also have `_row`, the whole row as JSON.
 */
export async function createRawTable(
  warehouse: Warehouse,
  endpoint: Endpoint,
  pull: PullFolder,
): Promise<void> {
  const receipts = (await pull.receipts(endpoint.name)).filter((receipt) => receipt.rows > 0);
  const kept = receipts.map((receipt) => storedRows(pull, receipt));
  await createRawView(warehouse, endpoint, kept);
}

/** A file of rows: values of these columns, or JSON in gzip if there are no columns. */
export interface StoredRows {
  readonly path: string;
  readonly columns?: readonly string[] | undefined;
}

/** The rows of an answer of this pull. */
export function storedRows(pull: PullFolder, receipt: Receipt): StoredRows {
  return { path: pull.answerFile(receipt), columns: receipt.file.columns };
}

/** Makes raw.<endpoint> a view over these answers, none of them without rows. */
export async function createRawView(
  warehouse: Warehouse,
  endpoint: Endpoint,
  kept: readonly StoredRows[],
): Promise<void> {
  const view = `raw.${identifier(endpoint.name)}`;
  await warehouse.run(`create or replace view ${view} as ${rawSelect(endpoint, kept)}`);
}

/**
 * Makes raw.plan, raw.receipts and raw.splits of a complete pull, with every value as text: one row for each planned request,
 * each answered request, and each split request.
 */
export async function createReceiptTables(warehouse: Warehouse, pull: PullFolder): Promise<void> {
  const all = await filesBelow(pull.folder);
  for (const [name, { file, columns }] of Object.entries(records)) {
    const files = all.filter((path) => file.test(path)).map((path) => join(pull.folder, path));
    await createFromJson(warehouse, { name, columns, files });
  }
}

/** The relations about the pull itself: their files in its folder, and their columns besides `_file`. */
export const records = {
  plan: { file: /^plan\.ndjson$/, columns: ["endpoint", "key", "parameters"] },
  receipts: {
    file: /^[^/]+\/receipts\.ndjson$/,
    columns: ["endpoint", "key", "parameters", "status", "fetched_at", "rows", "body", "reused_from"],
  },
  splits: { file: /^[^/]+\/[^/]+\.split\.json$/, columns: ["because", "divided_by", "parts"] },
} as const;

async function createFromJson(
  warehouse: Warehouse,
  { name, columns, files }: { name: string; columns: readonly string[]; files: readonly string[] },
): Promise<void> {
  const rows = `select ${columns.join(", ")}, filename as _file from ${jsonRows(files, { columns, longest: longestRow })}`;
  await warehouse.run(
    `create table raw.${name} as ${files.length === 0 ? emptySelect([...columns, "_file"]) : rows}`,
  );
}

function rawSelect(endpoint: Endpoint, kept: readonly StoredRows[]): string {
  if (kept.length === 0) {
    return emptySelect([
      ...Object.keys(endpoint.fields),
      ...rowColumn(endpoint),
      "_request",
      ...requestColumns(endpoint),
    ]);
  }
  if (endpoint.period === undefined) return selectOfJson(endpoint, kept);
  const older = kept.find(({ columns }) => columns === undefined);
  if (older !== undefined)
    throw new ReleaseError(
      `Cannot read ${older.path}: an older version of this tool wrote it in another form. Run extract for a new pull`,
      { facts: { file: older.path } },
    );
  // Reads files by the columns they were written with, because a pull may be older than the registry.
  const written = [...new Set(kept.map(({ columns = [] }) => columns.join()))];
  const selects = written.map((names) =>
    selectOfValues(
      endpoint,
      kept.filter(({ columns = [] }) => columns.join() === names),
    ),
  );
  return selects.join(" union all ");
}

function selectOfJson(endpoint: Endpoint, kept: readonly StoredRows[]): string {
  const fields = Object.keys(endpoint.fields);
  const paths = fields.map((field) => literal(`$."${field}"`)).join(", ");
  const extracted = fields.map(
    (field, place) => `${meantText(`_values[${place + 1}]`)} as ${identifier(field)}`,
  );
  // Extracts all values at once. One by one, every row would be parsed as often as it has fields.
  return `select ${extracted.join(", ")}, json::varchar as _row, ${stampsOf(endpoint, {})}
    from (select *, json->>[${paths}] as _values from ${gzipLines(pathsOf(kept), { longest: longestRow })})`;
}

/** The rule of src/extract/texts.ts for rows that are stored as the API wrote them. */
function meantText(value: string): string {
  return `trim(replace(replace(${value}, e'\\r\\n', e'\\n'), e'\\r', e'\\n'), e' \\t\\n')`;
}

function selectOfValues(endpoint: Endpoint, kept: readonly StoredRows[]): string {
  const written = kept[0]?.columns ?? [];
  const fields = Object.keys(endpoint.fields).map((field) =>
    written.includes(field)
      ? identifier(field)
      : `${otherFields}->>${literal(`$."${field}"`)} as ${identifier(field)}`,
  );
  const rows = csvRows(pathsOf(kept), {
    columns: written.map((column) => [column, "VARCHAR"]),
    nulls: { texts: ["", "null"], quoted: false },
    longestLine,
    filename: true,
  });
  return `select ${fields.join(", ")}, ${stampsOf(endpoint, { columns: written })} from ${rows}`;
}

function pathsOf(kept: readonly StoredRows[]): readonly string[] {
  return kept.map(({ path }) => path);
}

/** The columns about the request of a row, which the name of its file gives. */
function stampsOf(endpoint: Endpoint, kept: Pick<StoredRows, "columns">): string {
  const request = `replace(parse_filename(filename), ${literal(`.${rowsEnding(kept)}`)}, '') as _request`;
  const parameters = requestColumns(endpoint).map(
    (column) => `${parameterInName(column.slice(1))} as ${identifier(column)}`,
  );
  return [request, ...parameters].join(", ");
}

function rowColumn(endpoint: Endpoint): readonly string[] {
  return endpoint.period === undefined ? ["_row"] : [];
}

function requestColumns(endpoint: Endpoint): readonly string[] {
  return endpoint.axes
    .filter((axis) => axis.kind === "fixed" || axis.kind === "codes")
    .map((axis) => `_${axis.parameter}`);
}

/** The value of a parameter from the name of the answer's file, such as `samhandlertype-PO.ndjson.gz`. */
function parameterInName(parameter: string): string {
  return `regexp_extract(parse_filename(filename), ${literal(`(?:^|_)${parameter}-([^_.]*)`)}, 1)`;
}

function emptySelect(columns: readonly string[]): string {
  return `select ${columns.map((name) => `null::varchar as ${identifier(name)}`).join(", ")} where false`;
}

/** Makes the schemas, the macros and the reference tables. `sql` is the folder of the SQL files. */
export async function prepare(warehouse: Warehouse, sql: string): Promise<void> {
  for (const schema of ["raw", "reference", "coded", ...layers])
    await warehouse.run(`create schema ${schema}`);
  for (const file of sqlFiles(join(sql, "macros"))) await warehouse.run(readFileSync(file, "utf8"));
  await loadReferences(warehouse, join(sql, "reference"));
}

/** Makes `reference.<name>` of every CSV file in a folder, with each column as text. The header must not have quotes. */
export async function loadReferences(warehouse: Warehouse, folder: string): Promise<void> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".csv"));
  for (const name of names.sort()) {
    const file = join(folder, name);
    const [header = ""] = readFileSync(file, "utf8").split("\n", 1);
    const columns = header.split(",").map((column) => [column, "VARCHAR"] as const);
    const rows = csvRows(file, { columns, nulls: { texts: [""], quoted: true }, lineEnd: "\\n" });
    await warehouse.run(`create table reference.${identifier(basename(name, ".csv"))} as from ${rows}`);
  }
}
