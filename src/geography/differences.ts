// What differs between the tables we have and those Klass gives, one line a row.
import { keyOf, type Row, type TableName, type Tables, tableNames, tableShapes } from "./tables.ts";

/** A row that is new, gone or changed, as a line for a person. */
export interface Difference {
  readonly table: TableName;
  readonly kind: "new" | "gone" | "changed";
  readonly text: string;
}

/** All differences, table by table. */
export function differencesOf(before: Tables, after: Tables): readonly Difference[] {
  return tableNames.flatMap((table) => {
    const old = new Map(before[table].map((row) => [keyOf(table, row), row]));
    const now = new Map(after[table].map((row) => [keyOf(table, row), row]));
    return [
      ...[...now].flatMap(([key, row]) => one(table, old.get(key), row)),
      ...[...old].flatMap(([key, row]) => (now.has(key) ? [] : one(table, row, undefined))),
    ];
  });
}

function one(table: TableName, old: Row | undefined, now: Row | undefined): readonly Difference[] {
  if (old === undefined) return now === undefined ? [] : [{ table, kind: "new", text: lineOf(table, now) }];
  if (now === undefined) return [{ table, kind: "gone", text: lineOf(table, old) }];
  const changed = tableShapes[table].columns.filter((column) => old[column] !== now[column]);
  if (changed.length === 0) return [];
  const parts = changed.map((column) => `${column} ${quoted(old[column])} → ${quoted(now[column])}`);
  return [{ table, kind: "changed", text: `${keyOf(table, now)}: ${parts.join(", ")}` }];
}

function lineOf(table: TableName, row: Row): string {
  return tableShapes[table].columns.map((column) => row[column]).join(",");
}

function quoted(cell: string | undefined): string {
  return JSON.stringify(cell ?? "");
}
