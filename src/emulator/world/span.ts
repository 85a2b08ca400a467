// The time the world has data for: a fixed span, so that the same seed gives the same answers forever.
import { monthNumber } from "../../domain/month.ts";

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
