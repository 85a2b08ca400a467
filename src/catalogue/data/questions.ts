// Finds rows of a table by conditions on its columns, in an order, a page at a time.
import { groupsOf, type ParquetTable, type Row, readRows } from "./parquet.ts";
import { valueText } from "./values.ts";

/** A condition on the value of a column. */
export type Condition =
  | {
      readonly column: string;
      readonly type: string;
      readonly kind: "equals" | "contains";
      readonly text: string;
    }
  | {
      readonly column: string;
      readonly type: string;
      readonly kind: "among";
      readonly texts: readonly string[];
    }
  | {
      readonly column: string;
      readonly type: string;
      readonly kind: "between";
      readonly from: string;
      readonly to: string;
    };

export interface Question {
  /** All of them must hold. */
  readonly conditions: readonly Condition[];
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
  const { conditions, sort, from, count } = question;
  if (conditions.length === 0 && sort === undefined) {
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
  { conditions, sort, from, count }: Question,
): Promise<{ readonly places: readonly number[]; readonly more: boolean }> {
  const named = [...conditions.map(({ column }) => column), ...(sort === undefined ? [] : [sort.column])];
  const columns = [...new Set(named)];
  const tests = conditions.map((one) => [one.column, testOf(one)] as const);
  const places: Place[] = [];
  for (const group of groupsOf(table)) {
    const rows = await readRows(table, { columns, ...group });
    for (const [at, row] of rows.entries()) {
      if (!tests.every(([column, test]) => test(row[column]))) continue;
      places.push({ row: group.from + at, value: sort === undefined ? undefined : row[sort.column] });
    }
    const enough = sort === undefined && places.length > from + count && group.to < table.rows;
    if (enough) return { places: places.map(({ row }) => row), more: true };
  }
  if (sort !== undefined) places.sort((one, other) => inOrder(one, other, sort.descending));
  return { places: places.map(({ row }) => row), more: false };
}

/** A function that tests the values of the condition's column. A missing value fulfils no condition. */
export function testOf(condition: Condition): (value: unknown) => boolean {
  const test = presentTest(condition);
  return (value) => !isMissing(value) && test(valueText(value, condition.type));
}

function presentTest(condition: Condition): (text: string) => boolean {
  switch (condition.kind) {
    case "equals": {
      const wanted = condition.text.toLowerCase();
      return (text) => text.toLowerCase() === wanted;
    }
    case "contains": {
      const wanted = condition.text.toLowerCase();
      return (text) => text.toLowerCase().includes(wanted);
    }
    case "among": {
      const wanted = new Set(condition.texts.map((text) => text.toLowerCase()));
      return (text) => wanted.has(text.toLowerCase());
    }
    case "between":
      return betweenTest(condition);
  }
}

/** Whether a column of this type has numbers. */
export function isNumeric(type: string): boolean {
  return /INT|DECIMAL|DOUBLE|FLOAT/.test(type);
}

/** Both ends are included, and an empty end is open. */
function betweenTest({
  type,
  from,
  to,
}: Condition & { readonly kind: "between" }): (text: string) => boolean {
  if (!isNumeric(type)) return (text) => (from === "" || text >= from) && (to === "" || text <= to);
  const [least, most] = [numberOf(from, -Infinity), numberOf(to, Infinity)];
  return (text) => Number(text) >= least && Number(text) <= most;
}

function numberOf(text: string, open: number): number {
  return text.trim() === "" ? open : Number(text.replace(",", "."));
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
