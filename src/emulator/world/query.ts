// A question to takstbruk, decided and without strings left to parse.

import type { Place } from "./places.ts";
import { firstMonth, lastMonth } from "./span.ts";

/** The time of one row; `first` and `last` are months counted from the world's first. */
export interface Period {
  readonly ar: number;
  readonly maned: number | undefined;
  readonly first: number;
  readonly last: number;
}

/** What is asked for; an absent set means everything. */
export interface TakstbrukQuery {
  readonly table: Table;
  readonly periods: readonly Period[];
  readonly fagomraader: ReadonlySet<string>;
  readonly takstkoder: ReadonlySet<string> | undefined;
  /** Kommune or fylke numbers, as the table's level says. */
  readonly steder: ReadonlySet<string> | undefined;
  readonly praksistyper: ReadonlySet<string> | undefined;
}

/** The months from one month number to another, as far as the world has data. */
export function monthPeriods(from: number, to: number): readonly Period[] {
  return numbers(Math.max(from, firstMonth), Math.min(to, lastMonth)).map((month) => ({
    ar: Math.floor(month / 12),
    maned: (month % 12) + 1,
    first: month - firstMonth,
    last: month - firstMonth,
  }));
}

/** The years from one to another, as far as the world has data; the last year is not a whole one. */
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

/** A kind of takstbruk table: which area and which period one row is about. */
export interface Table {
  readonly level: "kommune" | "fylke" | "landet";
  readonly grain: "maned" | "ar";
}

/** The count a row must exceed to be shown: 5 in kommune/ar, none elsewhere. */
export function threshold(table: Table): number {
  return table.level === "kommune" && table.grain === "ar" ? 5 : 0;
}

/** Whether rows of a place are shown at all: kommune/maned has only kommuner over 10 000 inhabitants that year. */
export function isShown(place: Place, { table, ar }: { table: Table; ar: number }): boolean {
  return table.level !== "kommune" || table.grain === "ar" || place.overTenThousand(ar);
}
