// The statistics of a Parquet file in the form of a Delta log, from its footer: rows, nulls, smallest and largest values.
import type { ManifestDataset } from "../domain/manifest.ts";
import { parquetFacts } from "../stores/read-files.ts";
import { literal, type Warehouse } from "../stores/warehouse.ts";

/** The columns without limits: readers cannot compare lists, and round moments and booleans in different ways. */
const unlimited = /\[\]$|^(BOOLEAN|TIMESTAMP)$/;

/** Reads only the footer. A column without limits in some row group has none here. */
export async function fileStatistics(
  warehouse: Warehouse,
  { file, dataset }: { readonly file: string; readonly dataset: ManifestDataset },
): Promise<string> {
  const columns = dataset.columns.filter(({ type }) => !unlimited.test(type));
  if (columns.length === 0) return JSON.stringify({ numRecords: dataset.rows });
  await warehouse.run(
    `create or replace temp table footer as select * from ${parquetFacts("metadata", file)}`,
  );
  const rows = await warehouse.rows(columns.map(columnLimits).join("\nunion all\n"));
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const member = (field: string, isNumber: (name: string) => boolean) =>
    `{${rows
      .flatMap(({ name, [field]: value }) => {
        if (name == null || value == null) return [];
        return [`${JSON.stringify(name)}:${isNumber(name) ? value : JSON.stringify(value)}`];
      })
      .join(",")}}`;
  const isNumber = (name: string) => !/^(VARCHAR|DATE)$/.test(types.get(name) ?? "");
  // Numbers stay text, because a double cannot hold every amount.
  return (
    `{"numRecords":${dataset.rows},"minValues":${member("smallest", isNumber)},` +
    `"maxValues":${member("largest", isNumber)},"nullCount":${member("nulls", () => true)}}`
  );
}

function columnLimits({ name, type }: ManifestDataset["columns"][number]): string {
  const limit = (aggregate: "min" | "max") =>
    `case when count(*) filter (stats_${aggregate}_value is null and stats_null_count is distinct from num_values
        or ${aggregate}_is_exact = false) = 0 then ${aggregate}(cast(stats_${aggregate}_value as ${type}))::varchar end`;
  return `select ${literal(name)} as name, ${limit("min")} as smallest, ${limit("max")} as largest,
    case when count(*) = count(stats_null_count) then sum(stats_null_count)::bigint::varchar end as nulls
    from footer where path_in_schema = ${literal(name)}`;
}
