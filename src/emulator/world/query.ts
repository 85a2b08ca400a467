// A query to takstbruk, with all parameters parsed.

import type { Place } from "./places.ts";
import { firstMonth, lastMonth } from "./span.ts";

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

/** True if the table shows this place: kommune/maned has only kommuner with more than 10 000 inhabitants that year. */
export function isShown(place: Place, { table, ar }: { table: Table; ar: number }): boolean {
  return table.level !== "kommune" || table.grain === "ar" || place.overTenThousand(ar);
}
