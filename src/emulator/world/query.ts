// The time that the world covers, and a query to takstbruk with all parameters parsed.
import { monthNumber } from "../../domain/period.ts";

/** The first month with data. */
export const firstMonth = monthNumber("201501");

/** The last month with data; 2026 is therefore ten months long. */
export const lastMonth = monthNumber("202610");

/** How many months the world spans: the length of every table with one entry a month. */
export const monthCount = lastMonth - firstMonth + 1;

/** The years the world has data for. */
export const worldYears: readonly number[] = Array.from(
  { length: Math.floor(lastMonth / 12) - Math.floor(firstMonth / 12) + 1 },
  (_, index) => Math.floor(firstMonth / 12) + index,
);

/** The month number a date (`yyyy-MM-dd`) lies in. */
export function monthOfDate(date: string): number {
  return monthNumber(date.slice(0, 4) + date.slice(5, 7));
}

/** The time of one row. `first` and `last` are months counted from the world's first. */
export interface Period {
  readonly ar: number;
  readonly maned: number | undefined;
  readonly first: number;
  readonly last: number;
}

/** The parameters of a query. An absent set means all. */
export interface TakstbrukQuery {
  readonly table: Table;
  readonly periods: readonly Period[];
  readonly fagomraader: ReadonlySet<string>;
  readonly takstkoder: ReadonlySet<string> | undefined;
  /** Kommune or fylke numbers, depending on the table. */
  readonly steder: ReadonlySet<string> | undefined;
  readonly praksistyper: ReadonlySet<string> | undefined;
  /** Fagområder whose rows have no place in this dialect. */
  readonly placeless: ReadonlySet<string>;
}

/** The months of a span for which the world has data. */
export function monthPeriods(from: number, to: number): readonly Period[] {
  return numbers(Math.max(from, firstMonth), Math.min(to, lastMonth)).map((month) => ({
    ar: Math.floor(month / 12),
    maned: (month % 12) + 1,
    first: month - firstMonth,
    last: month - firstMonth,
  }));
}

/** The years of a span for which the world has data. The last year is not complete. */
export function yearPeriods(from: number, to: number): readonly Period[] {
  const years = numbers(
    Math.max(from, Math.floor(firstMonth / 12)),
    Math.min(to, Math.floor(lastMonth / 12)),
  );
  return years.map((ar) => ({
    ar,
    maned: undefined,
    first: Math.max(ar * 12, firstMonth) - firstMonth,
    last: Math.min(ar * 12 + 11, lastMonth) - firstMonth,
  }));
}

function numbers(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/** A kind of takstbruk table: the area and the period of a row. */
export interface Table {
  readonly level: "kommune" | "fylke" | "landet";
  readonly grain: "maned" | "ar";
}

/** A row is shown only if its count exceeds this: 5 in kommune/ar, none elsewhere. */
export function threshold(table: Table): number {
  return table.level === "kommune" && table.grain === "ar" ? 5 : 0;
}
