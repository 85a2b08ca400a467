// How many row groups of a Parquet file a reader who asks for one takst must open, by the bounds the file gives.
import { parquetFacts, parquetRows } from "../../src/stores/read-files.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";

/** One takst of one kind of practice, how many rows it has, and how many row groups may hold them. */
export interface TakstGroups {
  readonly fagomraade: string;
  readonly takstkode: string;
  readonly praksis_type_kode: string;
  readonly rows: number;
  readonly groups: number;
}

const keys = ["fagomraade", "takstkode", "praksis_type_kode"] as const;

/** Every takst and kind of practice of a file, those in most row groups first, then those with most rows. */
export async function groupsOfTakster(file: string): Promise<readonly TakstGroups[]> {
  const bounds = keys.map(
    (name) => `max(stats_min_value) filter (where path_in_schema = '${name}') as ${name}_first,
      max(stats_max_value) filter (where path_in_schema = '${name}') as ${name}_last`,
  );
  const admits = keys.map((name) => `takster.${name} between ${name}_first and ${name}_last`);
  const warehouse = await openWarehouse({ file: ":memory:" });
  try {
    const found = await warehouse.rows(`
      with groups as (
        select row_group_id, ${bounds.join(", ")} from ${parquetFacts("metadata", file)} group by all
      ),
      takster as (select ${keys.join(", ")}, count(*) as rows from ${parquetRows(file)} group by all)
      select takster.*, count(row_group_id) as groups
      from takster left join groups on ${admits.join(" and ")}
      group by all order by groups desc, rows desc, ${keys.join(", ")}`);
    return found.map((row) => ({
      fagomraade: row.fagomraade ?? "",
      takstkode: row.takstkode ?? "",
      praksis_type_kode: row.praksis_type_kode ?? "",
      rows: Number(row.rows),
      groups: Number(row.groups),
    }));
  } finally {
    warehouse.close();
  }
}
