// The rows of a table that a filter finds, in the order asked for: only the columns that decide are read whole.

import { groupsOf, type ParquetTable, type Row, readRows } from "./parquet.ts";
import { valueText } from "./value-text.ts";

export interface Question {
  /** A column and what its value's text must contain, whatever the case. */
  readonly filter?: { readonly column: string; readonly type: string; readonly text: string };
  readonly sort?: { readonly column: string; readonly descending: boolean };
  readonly from: number;
  readonly count: number;
}

export interface FoundRows {
  readonly rows: readonly Row[];
  /** How many rows there are in all; `more` when no more of them were counted. */
  readonly total: number;
  readonly more: boolean;
}

/** Sorting holds a column of the whole table in memory. */
export const mostSortedRows = 3_000_000;

/** The rows a question asks for. */
export async function findRows(table: ParquetTable, question: Question): Promise<FoundRows> {
  const { filter, sort, from, count } = question;
  if (filter === undefined && sort === undefined) {
    const to = Math.min(table.rows, from + count);
    return { rows: await readRows(table, { from, to }), total: table.rows, more: false };
  }
  const { places, more } = await placesOf(table, question);
  const wanted = places.slice(from, from + count);
  return { rows: await rowsAt(table, wanted), total: places.length, more };
}

interface Place {
  readonly row: number;
  readonly value: unknown;
}

async function placesOf(
  table: ParquetTable,
  { filter, sort, from, count }: Question,
): Promise<{ places: readonly number[]; more: boolean }> {
  const columns = [...new Set([filter?.column, sort?.column].filter((name) => name !== undefined))];
  const places: Place[] = [];
  for (const group of groupsOf(table)) {
    const rows = await readRows(table, { columns, ...group });
    for (const [at, row] of rows.entries()) {
      if (filter !== undefined && !holds(row[filter.column], filter)) continue;
      places.push({ row: group.from + at, value: sort === undefined ? undefined : row[sort.column] });
    }
    const enough = sort === undefined && places.length > from + count && group.to < table.rows;
    if (enough) return { places: places.map(({ row }) => row), more: true };
  }
  if (sort !== undefined) places.sort((one, other) => inOrder(one, other, sort.descending));
  return { places: places.map(({ row }) => row), more: false };
}

function holds(value: unknown, { type, text }: { readonly type: string; readonly text: string }): boolean {
  return (
    value !== null && value !== undefined && valueText(value, type).toLowerCase().includes(text.toLowerCase())
  );
}

/** Rows without a value come last either way; equal ones stay in the order of the file. */
function inOrder(one: Place, other: Place, descending: boolean): number {
  const missing = Number(isMissing(one.value)) - Number(isMissing(other.value));
  if (missing !== 0) return missing;
  const order = compare(one.value, other.value);
  return (descending ? -order : order) || one.row - other.row;
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined;
}

function compare(one: unknown, other: unknown): number {
  const [left, right] = [comparable(one), comparable(other)];
  if (left < right) return -1;
  return left > right ? 1 : 0;
}

function comparable(value: unknown): string | number | bigint {
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "string") return value;
  return value instanceof Date ? value.getTime() : String(value);
}

/** Rows by their numbers, in that order; each row group is read at most once. */
async function rowsAt(table: ParquetTable, wanted: readonly number[]): Promise<readonly Row[]> {
  const found = new Map<number, Row>();
  for (const { from, to } of groupsOf(table)) {
    const here = wanted.filter((row) => row >= from && row < to);
    if (here.length === 0) continue;
    const [first, last] = [Math.min(...here), Math.max(...here)];
    const rows = await readRows(table, { from: first, to: last + 1 });
    for (const row of here) found.set(row, rows[row - first] ?? {});
  }
  return wanted.map((row) => found.get(row) ?? {});
}
