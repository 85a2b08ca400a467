// Lays the stored answers open as relations: raw.<endpoint>, every field as the text the API wrote, and what was asked.
import type { Endpoint } from "../domain/endpoint.ts";
import { type PullFolder, planFile } from "../stores/pull-folder.ts";
import { fileLiteral, identifier, literal, type Warehouse } from "../stores/warehouse.ts";

/**
 * Makes raw.<endpoint> a view over the endpoint's answers: one VARCHAR column for each declared field, `_request`, and
 * `_<parameter>` for what a fixed or code axis asked. Endpoints without a period also have `_row`, the whole row as JSON.
 */
export async function createRawTable(
  warehouse: Warehouse,
  endpoint: Endpoint,
  pull: PullFolder,
): Promise<void> {
  const receipts = (await pull.receipts(endpoint.name)).filter((receipt) => receipt.rows > 0);
  const files = receipts.map((receipt) => pull.answerFile(receipt));
  await createRawView(warehouse, endpoint, files);
}

/** Makes raw.<endpoint> a view over these answers, none of them without rows. */
export async function createRawView(
  warehouse: Warehouse,
  endpoint: Endpoint,
  files: readonly string[],
): Promise<void> {
  const view = `raw.${identifier(endpoint.name)}`;
  await warehouse.run(`create or replace view ${view} as ${selectOf(endpoint, files)}`);
}

/**
 * Makes raw.plan, raw.receipts and raw.splits of a complete pull, every value as text: one row per request that was to be
 * asked, one per request that was answered, and one per request that was asked in parts instead.
 */
export async function createReceiptTables(warehouse: Warehouse, pull: PullFolder): Promise<void> {
  for (const [name, { files, columns }] of Object.entries(records)) {
    await createFromJson(warehouse, { name, columns, files: fileLiteral(pull.folder, files) });
  }
}

/** The relations about a pull itself: the files they are read from, and their columns besides `_file`. */
export const records = {
  plan: { files: `/${planFile}`, columns: ["endpoint", "key", "parameters"] },
  receipts: {
    files: "/*/*.receipt.json",
    columns: ["endpoint", "key", "parameters", "status", "fetched_at", "rows", "body", "reused_from"],
  },
  splits: { files: "/*/*.split.json", columns: ["because", "divided_by", "parts"] },
} as const;

async function createFromJson(
  warehouse: Warehouse,
  { name, columns, files }: { name: string; columns: readonly string[]; files: string },
): Promise<void> {
  const found = await warehouse.rows(`select file from glob(${files}) order by file`);
  const list = found.map(({ file }) => fileLiteral(file ?? "")).join(", ");
  const types = columns.map((column) => `${column}: 'VARCHAR'`).join(", ");
  const rows = `select ${columns.join(", ")}, filename as _file from read_json([${list}], format = 'unstructured',
    columns = {${types}}, filename = true)`;
  await warehouse.run(
    `create table raw.${name} as ${found.length === 0 ? emptySelect([...columns, "_file"]) : rows}`,
  );
}

function selectOf(endpoint: Endpoint, files: readonly string[]): string {
  const fields = Object.keys(endpoint.fields);
  const asked = askedColumns(endpoint);
  if (files.length === 0) return emptySelect([...fields, ...rowColumn(endpoint), "_request", ...asked]);
  const list = files.map((file) => fileLiteral(file)).join(", ");
  const columns = fields.map((field) => `${identifier(field)}: 'VARCHAR'`).join(", ");
  const stamps = ["parse_filename(filename, true)[:-8] as _request"];
  for (const name of asked) {
    stamps.push(`${parameterInName(name.slice(1))} as ${identifier(name)}`);
  }
  const rest = stamps.join(", ");
  if (endpoint.period === undefined) {
    const extracted = fields.map((field) => `json->>${literal(`$."${field}"`)} as ${identifier(field)}`);
    return `select ${extracted.join(", ")}, json::varchar as _row, ${rest}
      from read_ndjson_objects([${list}], compression = 'gzip', filename = true, maximum_object_size = 16777216)`;
  }
  return `select ${fields.map(identifier).join(", ")}, ${rest}
    from read_ndjson([${list}], columns = {${columns}}, compression = 'gzip', filename = true)`;
}

function rowColumn(endpoint: Endpoint): readonly string[] {
  return endpoint.period === undefined ? ["_row"] : [];
}

function askedColumns(endpoint: Endpoint): readonly string[] {
  return endpoint.axes
    .filter((axis) => axis.kind === "fixed" || axis.kind === "codes")
    .map((axis) => `_${axis.parameter}`);
}

/** A parameter's value, out of the request's key, which is the answer's file name: `samhandlertype-PO.ndjson.gz`. */
function parameterInName(parameter: string): string {
  return `regexp_extract(parse_filename(filename), ${literal(`(?:^|_)${parameter}-([^_.]*)`)}, 1)`;
}

function emptySelect(columns: readonly string[]): string {
  return `select ${columns.map((name) => `null::varchar as ${identifier(name)}`).join(", ")} where false`;
}
