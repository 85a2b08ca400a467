// Writes a mart as the Parquet file of the release: checked columns, sorted rows, descriptions in the footer.
import type { Dataset } from "../domain/dataset.ts";
import type { Scope } from "../domain/endpoint.ts";
import { ModelError } from "../domain/errors.ts";
import { footerOf } from "../domain/footer.ts";
import type { Source } from "../domain/pull.ts";
import { parquetRows } from "../stores/read-files.ts";
import { identifier, literal, type TextRow, type Warehouse } from "../stores/warehouse.ts";
import { withoutEnd } from "./models.ts";

/** A reader skips a group by its bounds and its Bloom filters. Smaller groups would cost more bytes than they let anyone skip. */
const rowsPerGroup = 20_480;

/** Only codes, names and days get dictionaries, and with them Bloom filters. The filters of counts and amounts would be a tenth of the bytes. */
const mostDictionaryValues = 1_000;

/** Writes the rows of the mart's SELECT into a Parquet file, and makes `marts.<name>` a view of it. */
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
  // For an ENUM, DuckDB writes the bounds and the number of all its texts into every row group. The rows are sorted as ENUMs
  // and written as texts; their order stays (`preserve_insertion_order`).
  const sorted = `${withoutEnd(sql)} order by ${dataset.sort.map(identifier).join(", ")}`;
  await warehouse.run(`copy (${plainSelect(sorted, found)})
    to ${literal(file)} (format parquet, parquet_version v1, compression zstd, compression_level 3,
      row_group_size ${rowsPerGroup}, dictionary_size_limit ${mostDictionaryValues}, write_bloom_filter true,
      bloom_filter_false_positive_ratio 0.01, per_thread_output false, use_tmp_file false, kv_metadata {${pairs}})`);
  await warehouse.run(
    `create or replace view marts.${identifier(dataset.name)} as from ${parquetRows(file)}`,
  );
}

/** Throws a ModelError that names the first column of a mart that differs from the registry. */
function assertColumns(dataset: Dataset, found: readonly TextRow[]): void {
  const actual = found.map((row) => `${row.column_name} ${typeInFile(row.column_type ?? "")}`);
  const declared = dataset.columns.map((column) => `${column.name} ${column.type}`);
  const at = declared.findIndex((column, index) => column !== actual[index]);
  if (at === -1 && actual.length === declared.length) return;
  const place = at === -1 ? declared.length : at;
  throw new ModelError(
    `Cannot publish ${dataset.name}: column ${place + 1} should be ${declared[place] ?? "absent"} by the registry, ` +
      `sql/marts/${dataset.name}.sql gives ${actual[place] ?? "none"}`,
    { facts: { dataset: dataset.name, expected: declared[place] ?? "none", found: actual[place] ?? "none" } },
  );
}

/**
 * A SELECT of everything in `source`, a relation or table function that can be read twice. Every text column becomes an ENUM of
 * its texts, sorted. Makes the types in the schema `coded`, with the name of the relation. Files written from them have plain text.
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
    // An ENUM needs at least one text, also if the column has none.
    await warehouse.run(`create type ${type} as enum (
      select unnest(coalesce(list_sort(list(distinct ${name})), [''])) from ${of.source} where ${name} is not null)`);
    casts.push(`${name}::${type} as ${name}`);
  }
  return `select *${casts.length === 0 ? "" : ` replace (${casts.join(", ")})`} from ${of.source}`;
}

/** A SELECT in which these columns (rows of `describe`) are plain texts again, if they are ENUMs. */
export function plainSelect(select: string, columns: readonly TextRow[]): string {
  const coded = columns.filter(({ column_type }) => typeInFile(column_type ?? "") !== column_type);
  const casts = coded
    .map(({ column_name }) => identifier(column_name ?? ""))
    .map((name) => `${name}::varchar as ${name}`);
  return casts.length === 0 ? select : `select * replace (${casts.join(", ")}) from (${select})`;
}

/** The type of a column in the file. An ENUM is written as text. */
export function typeInFile(type: string): string {
  return type.startsWith("ENUM(") ? "VARCHAR" : type;
}
