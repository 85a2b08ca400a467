// Writes one mart as the Parquet file that will be published: contract kept, rows in total order, dictionary in the footer.
import type { Dataset } from "../domain/dataset.ts";
import type { Scope } from "../domain/endpoint.ts";
import { ModelError } from "../domain/errors.ts";
import { footerOf } from "../domain/footer.ts";
import type { Source } from "../domain/pull.ts";
import { parquetRows } from "../stores/read-files.ts";
import { identifier, literal, type TextRow, type Warehouse } from "../stores/warehouse.ts";
import { withoutEnd } from "./models.ts";

/** Small enough to be read one by one by browsers, and DuckDB's own measure: one takst over time touches two groups. */
const rowsPerGroup = 122_880;

/** Runs the mart's SELECT into a Parquet file and makes `marts.<name>` a view of that file. */
export async function materialise(
  warehouse: Warehouse,
  of: {
    readonly dataset: Dataset;
    readonly sql: string;
    readonly file: string;
    readonly source: Source;
    readonly pull: string;
    readonly scope: Scope;
  },
): Promise<void> {
  const { dataset, sql, file } = of;
  const found = await warehouse.rows(`describe ${withoutEnd(sql)}`);
  assertColumns(dataset, found);
  const footer = Object.entries(footerOf(dataset, of));
  const pairs = footer.map(([key, text]) => `${literal(key)}: ${literal(text)}`).join(", ");
  // DuckDB gives an ENUM the bounds of all its texts in every row group, by which a reader could skip none: what the rows
  // are sorted by becomes text again once they are. Their order stays (`preserve_insertion_order`).
  const keys = found.filter(({ column_name }) => dataset.sort.includes(column_name ?? ""));
  const sorted = `${withoutEnd(sql)} order by ${dataset.sort.map(identifier).join(", ")}`;
  await warehouse.run(`copy (${plainSelect(sorted, keys)})
    to ${literal(file)} (format parquet, parquet_version v1, compression zstd, compression_level 3,
      row_group_size ${rowsPerGroup}, per_thread_output false, use_tmp_file false, write_bloom_filter false,
      kv_metadata {${pairs}})`);
  await warehouse.run(
    `create or replace view marts.${identifier(dataset.name)} as from ${parquetRows(file)}`,
  );
}

/** Throws a ModelError that names the first column of a mart which is not as the registry says. */
function assertColumns(dataset: Dataset, found: readonly TextRow[]): void {
  const actual = found.map((row) => `${row.column_name} ${typeInFile(row.column_type ?? "")}`);
  const promised = dataset.columns.map((column) => `${column.name} ${column.type}`);
  const at = promised.findIndex((column, index) => column !== actual[index]);
  if (at === -1 && actual.length === promised.length) return;
  const place = at === -1 ? promised.length : at;
  throw new ModelError(
    `Cannot publish ${dataset.name} as the registry says: column ${place + 1} should be ${promised[place] ?? "absent"}, ` +
      `sql/marts/${dataset.name}.sql gives ${actual[place] ?? "none"}`,
  );
}

// file written from them holds plain text all the same.

/**
 * A SELECT of everything in `source` (a relation or table function that can be read twice), with every text column as an ENUM
 * of the texts it holds, in their order. Makes the types, named after the relation, in the schema `coded`.
 */
export async function codedSelect(
  warehouse: Warehouse,
  of: { readonly relation: string; readonly source: string },
): Promise<string> {
  const columns = await warehouse.rows(`describe from ${of.source}`);
  const texts = columns.filter((column) => column.column_type === "VARCHAR");
  const casts: string[] = [];
  for (const { column_name } of texts) {
    const name = identifier(column_name ?? "");
    const type = `coded.${identifier(`${of.relation}.${column_name}`)}`;
    // A type must have some text, also where the column has none.
    await warehouse.run(`create type ${type} as enum (
      select unnest(coalesce(list_sort(list(distinct ${name})), [''])) from ${of.source} where ${name} is not null)`);
    casts.push(`${name}::${type} as ${name}`);
  }
  return `select *${casts.length === 0 ? "" : ` replace (${casts.join(", ")})`} from ${of.source}`;
}

/** A SELECT with those of these columns (rows of `describe`) that are coded as plain texts again. */
export function plainSelect(select: string, columns: readonly TextRow[]): string {
  const coded = columns.filter(({ column_type }) => typeInFile(column_type ?? "") !== column_type);
  const casts = coded
    .map(({ column_name }) => identifier(column_name ?? ""))
    .map((name) => `${name}::varchar as ${name}`);
  return casts.length === 0 ? select : `select * replace (${casts.join(", ")}) from (${select})`;
}

/** The type a column has in the file: an ENUM is written as text. */
export function typeInFile(type: string): string {
  return type.startsWith("ENUM(") ? "VARCHAR" : type;
}
