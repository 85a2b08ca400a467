// Writes the rows of a dataset that differ between two releases. The new release can be rebuilt from the old one and this file.
import { parquetRows } from "../stores/read-files.ts";
import { identifier, literal, type Warehouse } from "../stores/warehouse.ts";
import type { ColumnChange, ComparedDataset, PeriodChange, RestatedCell, RowCounts } from "./changes.ts";

/** The same dataset in two releases. */
export interface Pair {
  readonly old: ComparedDataset;
  readonly now: ComparedDataset;
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
  const on = keysAreEqual(keys, ["old_rows", "new_rows"]);
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
  const names = columns.map(({ name }) => `own.${identifier(name)}`).join(", ");
  const side = (dataset: ComparedDataset, label: string, but: string) => `
    select if(_change = 'restated', ${literal(label)}, _change) as _change, ${names}
    from ${rowsOf(dataset)} as own inner join differing on ${keysAreEqual(keys, ["own", "differing"])}
    where _change <> ${literal(but)}`;
  await copyInOrder(warehouse, file, {
    sql: `${side(old, "restated_old", "added")} union all by name ${side(now, "restated_new", "removed")}`,
    keys,
  });
  await warehouse.run("drop table differing");
}

/** The first key column always has a value. A place may be null, and then equals another null. */
function keysAreEqual(
  [first = "", ...others]: readonly string[],
  [one, other]: readonly [string, string],
): string {
  const same = others.map((name) => `${one}.${name} is not distinct from ${other}.${name}`);
  return [`${one}.${first} = ${other}.${first}`, ...same].join(" and ");
}

/** Writes all rows as `added` or `removed`, for a dataset that is new, gone or has another shape. */
export async function writeAllRows(
  warehouse: Warehouse,
  { dataset, change }: { readonly dataset: ComparedDataset; readonly change: "added" | "removed" },
  file: string,
): Promise<void> {
  const sql = `select ${literal(change)} as _change, * from ${rowsOf(dataset)}`;
  await copyInOrder(warehouse, file, { sql, keys: dataset.key.map(identifier) });
}

/** The number of rows before and after, and of changes of each kind. */
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

export function rowsOf({ parquet }: ComparedDataset): string {
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

const mostExamples = 20;

/** In time order; empty for a dataset without periods. */
export async function periodChanges(
  warehouse: Warehouse,
  { period }: ComparedDataset,
  file: string,
): Promise<readonly PeriodChange[]> {
  if (period === null) return [];
  const rows = await warehouse.rows(`
    select ${identifier(period)}::varchar as period, count(*) filter (_change = 'added') as added,
      count(*) filter (_change = 'removed') as removed, count(*) filter (_change = 'restated_new') as restated
    from ${parquetRows(file)} group by all order by all`);
  return rows.map(({ period, added, removed, restated }) => ({
    period: period ?? "",
    added: Number(added),
    removed: Number(removed),
    restated: Number(restated),
  }));
}

/** In the order of the file. */
export async function columnChanges(
  warehouse: Warehouse,
  dataset: ComparedDataset,
  file: string,
): Promise<readonly ColumnChange[]> {
  const others = dataset.columns.filter(({ name }) => !dataset.key.includes(name));
  if (others.length === 0) return [];
  const counts = others.map(({ name }, at) => `count(*) filter (${isRestated(name)}) as restated_${at}`);
  const differences = others.map(({ name, type }, at) => {
    const adds = dataset.period !== null && /^(DECIMAL|INTEGER|BIGINT)/.test(type);
    return `${adds ? `sum(${totalChange(name)})::varchar` : "null"} as difference_${at}`;
  });
  const [row] = await warehouse.rows(
    `select ${[...counts, ...differences].join(", ")} from ${restatedPairs(dataset, file)}`,
  );
  return others
    .map(({ name }, at) => ({
      column: name,
      restated: Number(row?.[`restated_${at}`]),
      difference: row?.[`difference_${at}`] ?? null,
    }))
    .filter(({ restated }) => restated > 0);
}

/** In the order of the key. */
export async function restatedCells(
  warehouse: Warehouse,
  dataset: ComparedDataset,
  { file, columns }: { readonly file: string; readonly columns: readonly ColumnChange[] },
): Promise<readonly RestatedCell[]> {
  if (columns.length === 0) return [];
  const restated = dataset.columns.filter(({ name }) => columns.some(({ column }) => column === name));
  const cells = restated.map((column) => {
    const cell = `{name: ${literal(column.name)}, old: ${cellText("old_rows", column)}, new: ${cellText("new_rows", column)}}`;
    return `if(${isRestated(column.name)}, ${cell}, null)`;
  });
  const keys = dataset.key.map((name) => `new_rows.${identifier(name)}`);
  const texts = dataset.key.map((name) => `${identifier(name)}::varchar as ${identifier(name)}`);
  const rows = await warehouse.rows(`
    with first_rows as (
      select ${keys.join(", ")}, list_filter([${cells.join(", ")}], lambda cell: cell is not null) as cells
      from ${restatedPairs(dataset, file)} order by ${keys.join(", ")} limit ${mostExamples}
    ), first_cells as (
      select * exclude (cells), unnest(cells) as cell, generate_subscripts(cells, 1) as place from first_rows
    )
    select ${texts.join(", ")}, cell.name as _column, cell.old as _before, cell.new as _after
    from first_cells order by ${[...dataset.key.map((name) => `first_cells.${identifier(name)}`), "place"].join(", ")}
    limit ${mostExamples}`);
  return rows.map(({ _column, _before, _after, ...key }) => ({
    key,
    column: _column ?? "",
    before: _before ?? null,
    after: _after ?? null,
  }));
}

function restatedPairs({ key }: ComparedDataset, file: string): string {
  const rows = `from ${parquetRows(file)}`;
  const on = key.map((name) => `old_rows.${identifier(name)} = new_rows.${identifier(name)}`);
  return `(${rows} where _change = 'restated_old') as old_rows
    inner join (${rows} where _change = 'restated_new') as new_rows on ${on.join(" and ")}`;
}

function isRestated(name: string): string {
  return `old_rows.${identifier(name)} is distinct from new_rows.${identifier(name)}`;
}

function cellText(side: string, { name, type }: ComparedDataset["columns"][number]): string {
  const value = `${side}.${identifier(name)}`;
  return type === "VARCHAR[]" ? `to_json(${value})::varchar` : `${value}::varchar`;
}

function totalChange(name: string): string {
  return `coalesce(new_rows.${identifier(name)}, 0) - coalesce(old_rows.${identifier(name)}, 0)`;
}
