// How two tables of the same columns differ: crosscheck.json and crosscheck.other, row by row, field by field, sum by sum.
import type { Difference } from "../domain/crosscheck.ts";
import { identifier, literal, type TextRow, type Warehouse } from "../stores/warehouse.ts";

type Found = Omit<Difference, "representation" | "request">;

interface Column {
  readonly name: string;
  readonly isNumber: boolean;
}

/** Every difference, rows told by those columns of the key that the tables have. Equal rows may come in any order. */
export async function differencesIn(warehouse: Warehouse, key: readonly string[]): Promise<readonly Found[]> {
  await warehouse.run(`create or replace table crosscheck.only_json as
    from crosscheck.json except all from crosscheck.other`);
  await warehouse.run(`create or replace table crosscheck.only_other as
    from crosscheck.other except all from crosscheck.json`);
  const columns = await columnsOf(warehouse);
  const own = key.filter((name) => columns.some((column) => column.name === name));
  const keys = own.length === 0 ? columns.map(({ name }) => name) : own;
  const rows = await warehouse.rows(`${rowsSql(keys)} union all ${fieldsSql(columns, keys)} order by all`);
  return [...rows.map(foundIn), ...(await sumsOf(warehouse, columns))];
}

async function columnsOf(warehouse: Warehouse): Promise<readonly Column[]> {
  const rows = await warehouse.rows("describe crosscheck.json");
  return rows.map(({ column_name: name, column_type: type }) => ({
    name: name ?? "",
    isNumber: /^(BIGINT|DECIMAL|HUGEINT|INTEGER|SMALLINT|TINYINT)/.test(type ?? ""),
  }));
}

function keyText(keys: readonly string[], side: string): string {
  const parts = keys.map(
    (name) => `${literal(`${name} `)} || coalesce(${side}.${identifier(name)}::varchar, '')`,
  );
  return `concat_ws(', ', ${parts.join(", ")})`;
}

function sameKey(keys: readonly string[]): string {
  return keys
    .map((name) => `json_rows.${identifier(name)} is not distinct from other_rows.${identifier(name)}`)
    .join(" and ");
}

/** Rows whose key only one of the two has. */
function rowsSql(keys: readonly string[]): string {
  const only = (
    side: string,
    other: string,
  ) => `select 'row' as kind, ${keyText(keys, `${side}_rows`)} as row,
      null as field, ${side === "json" ? "'present'" : "null"} as json, ${side === "json" ? "null" : "'present'"} as other
    from crosscheck.only_${side} as ${side}_rows
    anti join crosscheck.only_${other} as ${other}_rows on ${sameKey(keys)}`;
  return `${only("json", "other")} union all ${only("other", "json")}`;
}

/** Fields that differ between rows of the same key. */
function fieldsSql(columns: readonly Column[], keys: readonly string[]): string {
  const selects = columns.map(({ name }) => {
    const column = identifier(name);
    return `select 'field' as kind, ${keyText(keys, "json_rows")} as row, ${literal(name)} as field,
        json_rows.${column}::varchar as json, other_rows.${column}::varchar as other
      from crosscheck.only_json as json_rows
      inner join crosscheck.only_other as other_rows on ${sameKey(keys)}
      where json_rows.${column} is distinct from other_rows.${column}`;
  });
  return selects.join(" union all ");
}

async function sumsOf(warehouse: Warehouse, columns: readonly Column[]): Promise<readonly Found[]> {
  const sums = columns
    .filter(({ isNumber }) => isNumber)
    .map(({ name }) => [name, `sum(${identifier(name)})`]);
  const selects = [["rows", "count(*)"], ...sums].map(
    ([name = "", sql]) => `select 'sum' as kind, null as row, ${literal(name)} as field,
      (select ${sql} from crosscheck.json)::varchar as json, (select ${sql} from crosscheck.other)::varchar as other`,
  );
  const all = selects.join(" union all ");
  const rows = await warehouse.rows(`from (${all}) where json is distinct from other order by field`);
  return rows.map(foundIn);
}

function foundIn({ kind, row, field, json, other }: TextRow): Found {
  const kinds = { field: "field", sum: "sum", row: "row" } as const;
  const known = kind === "field" || kind === "sum" ? kinds[kind] : kinds.row;
  return { kind: known, row: row ?? null, field: field ?? null, json: json ?? null, other: other ?? null };
}
