// How many row groups of a Parquet file a reader who asks for one value of a column must open.
import { bloomFilterFacts, parquetFacts } from "../../src/stores/read-files.ts";
import { identifier, literal, type Warehouse } from "../../src/stores/warehouse.ts";

/** The mean share of a file's row groups that may hold one value of a column, in percent. */
export interface GroupsRead {
  readonly column: string;
  /** For readers that know only the bounds of a row group, such as polars. */
  readonly byBounds: number;
  /** For readers that know Bloom filters too, such as DuckDB and Spark. */
  readonly byBloomFilters: number;
}

/** So many values of a column are tried, spread evenly over all. */
const mostValues = 40;

export async function groupsRead(
  warehouse: Warehouse,
  of: { readonly file: string; readonly rows: string; readonly column: string },
): Promise<GroupsRead> {
  const { file, rows, column } = of;
  const values = await warehouse.rows(`
    with known as (select distinct ${identifier(column)} as value from ${rows} where ${identifier(column)} is not null),
    numbered as (select value, row_number() over (order by value) - 1 as place, count(*) over () as total from known)
    select value from numbered where place % greatest(1, total // ${mostValues}) = 0 order by value`);
  const totals = { groups: 0, byBounds: 0, byBloomFilters: 0 };
  for (const { value } of values) {
    const text = literal(value ?? "");
    const [found] = await warehouse.rows(`
      with bounds as (
        select row_group_id, ${text} between stats_min_value and stats_max_value as inside
        from ${parquetFacts("metadata", file)} where path_in_schema = ${literal(column)}
      )
      select count(*) as groups, count(*) filter (inside) as bounds,
        count(*) filter (inside and not bloom_filter_excludes) as blooms
      from bounds inner join ${bloomFilterFacts(file, column, value ?? "")} using (row_group_id)`);
    totals.groups += Number(found?.groups);
    totals.byBounds += Number(found?.bounds);
    totals.byBloomFilters += Number(found?.blooms);
  }
  const share = (groups: number) => (100 * groups) / totals.groups;
  return { column, byBounds: share(totals.byBounds), byBloomFilters: share(totals.byBloomFilters) };
}
