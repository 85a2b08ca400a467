// The rows of a dataset that differ between two editions, as a Parquet file from which the new one can be made again.
import { parquetRows } from "../stores/read-files.ts";
import { identifier, literal, type Warehouse } from "../stores/warehouse.ts";
import type { RowCounts } from "./diff-changes.ts";
import type { EditionDataset } from "./edition.ts";

/** The same dataset in two editions. */
export interface Pair {
  readonly old: EditionDataset;
  readonly now: EditionDataset;
}

/**
 * Writes every row that differs, in the order of the key, with `_change` before the columns: `added`, `removed`, and for a
 * row whose values differ `restated_old` and `restated_new`. Nothing is NULL-blind; amounts are compared exactly.
 */
export async function writeRowChanges(warehouse: Warehouse, { old, now }: Pair, file: string): Promise<void> {
  const { key, columns } = now;
  const keys = key.map(identifier);
  const others = columns.map(({ name }) => name).filter((name) => !key.includes(name));
  const [first = ""] = keys;
  const on = keys.map((name) => `old_rows.${name} = new_rows.${name}`).join(" and ");
  const restated = others.map(
    (name) => `old_rows.${identifier(name)} is distinct from new_rows.${identifier(name)}`,
  );
  await warehouse.run(`
    create or replace temp table differing as
    select ${keys.map((name) => `coalesce(new_rows.${name}, old_rows.${name}) as ${name}`).join(", ")},
      case when old_rows.${first} is null then 'added' when new_rows.${first} is null then 'removed' else 'restated' end
        as _change
    from ${rowsOf(old)} as old_rows full join ${rowsOf(now)} as new_rows on ${on}
    where old_rows.${first} is null or new_rows.${first} is null${restated.map((one) => ` or ${one}`).join("")}`);
  const names = columns.map(({ name }) => identifier(name)).join(", ");
  const side = (dataset: EditionDataset, label: string, but: string) => `
    select if(_change = 'restated', ${literal(label)}, _change) as _change, ${names}
    from ${rowsOf(dataset)} inner join differing using (${keys.join(", ")}) where _change <> ${literal(but)}`;
  await copyInOrder(warehouse, file, {
    sql: `${side(old, "restated_old", "added")} union all by name ${side(now, "restated_new", "removed")}`,
    keys,
  });
  await warehouse.run("drop table differing");
}

/** Writes all rows of a dataset as `added` or `removed`: one that came, went, or has another shape. */
export async function writeAllRows(
  warehouse: Warehouse,
  { dataset, change }: { readonly dataset: EditionDataset; readonly change: "added" | "removed" },
  file: string,
): Promise<void> {
  const sql = `select ${literal(change)} as _change, * from ${rowsOf(dataset)}`;
  await copyInOrder(warehouse, file, { sql, keys: dataset.key.map(identifier) });
}

/** How many rows there were and are, and how many changes of each kind the file holds. */
export async function rowCounts(
  warehouse: Warehouse,
  file: string,
  { before, after }: Pick<RowCounts, "before" | "after">,
): Promise<RowCounts> {
  const [found] = await warehouse.rows(`
    select count(*) filter (_change = 'added') as added, count(*) filter (_change = 'removed') as removed,
      count(*) filter (_change = 'restated_new') as restated
    from ${parquetRows(file)}`);
  const count = (name: string) => Number(found?.[name]);
  return { before, after, added: count("added"), removed: count("removed"), restated: count("restated") };
}

export function rowsOf({ parquet }: EditionDataset): string {
  return parquetRows(parquet);
}

async function copyInOrder(
  warehouse: Warehouse,
  file: string,
  { sql, keys }: { readonly sql: string; readonly keys: readonly string[] },
): Promise<void> {
  await warehouse.run(`copy (select * from (${sql}) order by ${keys.join(", ")}, _change desc)
    to ${literal(file)} (format parquet, parquet_version v1, compression zstd, compression_level 3,
      row_group_size 122_880, per_thread_output false, use_tmp_file false)`);
}
