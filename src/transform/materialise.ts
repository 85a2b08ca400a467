// Writes one mart as the Parquet file that will be published: contract kept, rows in total order, dictionary in the footer.
import type { Dataset } from "../domain/dataset.ts";
import type { Scope } from "../domain/endpoint.ts";
import { ModelError } from "../domain/errors.ts";
import { footerOf } from "../domain/footer.ts";
import type { Source } from "../domain/pull.ts";
import { parquetRows } from "../stores/read-files.ts";
import { identifier, literal, type TextRow, type Warehouse } from "../stores/warehouse.ts";
import { plainSelect, typeInFile } from "./coded-texts.ts";
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
  refuseOtherColumns(dataset, found);
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
function refuseOtherColumns(dataset: Dataset, found: readonly TextRow[]): void {
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
