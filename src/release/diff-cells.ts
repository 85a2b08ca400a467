// What a file of changed rows says, counted: periods, columns, and the first restated cells as examples.
import { parquetRows } from "../stores/read-files.ts";
import { identifier, literal, type Warehouse } from "../stores/warehouse.ts";
import type { ColumnChange, PeriodChange, RestatedCell } from "./diff-changes.ts";
import type { EditionDataset } from "./edition.ts";

const mostExamples = 20;

/** The periods with changed rows, in time order; none for a dataset without periods. */
export async function periodChanges(
  warehouse: Warehouse,
  { period }: EditionDataset,
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

/** The columns with restated cells, in the order of the file. */
export async function columnChanges(
  warehouse: Warehouse,
  dataset: EditionDataset,
  file: string,
): Promise<readonly ColumnChange[]> {
  const others = dataset.columns.filter(({ name }) => !dataset.key.includes(name));
  if (others.length === 0) return [];
  const counts = others.map(({ name }, at) => `count(*) filter (${isRestated(name)}) as restated_${at}`);
  const differences = others.map(({ name, type }, at) => {
    const adds = dataset.period !== null && /^(DECIMAL|INTEGER|BIGINT)/.test(type);
    return `${adds ? `sum(${differenceIn(name)})::varchar` : "null"} as difference_${at}`;
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

/** The first restated cells in the order of the key. */
export async function restatedCells(
  warehouse: Warehouse,
  dataset: EditionDataset,
  { file, columns }: { readonly file: string; readonly columns: readonly ColumnChange[] },
): Promise<readonly RestatedCell[]> {
  if (columns.length === 0) return [];
  const restated = dataset.columns.filter(({ name }) => columns.some(({ column }) => column === name));
  const cells = restated.map((column) => {
    const cell = `{name: ${literal(column.name)}, old: ${textIn("old_rows", column)}, new: ${textIn("new_rows", column)}}`;
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

function restatedPairs({ key }: EditionDataset, file: string): string {
  const rows = `from ${parquetRows(file)}`;
  const on = key.map((name) => `old_rows.${identifier(name)} = new_rows.${identifier(name)}`);
  return `(${rows} where _change = 'restated_old') as old_rows
    inner join (${rows} where _change = 'restated_new') as new_rows on ${on.join(" and ")}`;
}

function isRestated(name: string): string {
  return `old_rows.${identifier(name)} is distinct from new_rows.${identifier(name)}`;
}

function textIn(side: string, { name, type }: EditionDataset["columns"][number]): string {
  const value = `${side}.${identifier(name)}`;
  return type === "VARCHAR[]" ? `to_json(${value})::varchar` : `${value}::varchar`;
}

function differenceIn(name: string): string {
  return `coalesce(new_rows.${identifier(name)}, 0) - coalesce(old_rows.${identifier(name)}, 0)`;
}
