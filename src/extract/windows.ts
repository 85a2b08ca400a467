// Cuts a span of months or years into windows no longer than the API allows, anchored at the first, so keys never move.
import { type Month, monthNumber, monthOf } from "../domain/month.ts";

/** Two ends of a window, both inclusive, as the API takes them: `yyyyMM` or `yyyy`. */
export type Window = readonly [first: string, last: string];

/** `201501…201606` in windows of at most 13 months: `201501–201601`, `201602–201606`. */
export function monthWindows(since: Month, until: Month, longest: number): readonly Window[] {
  return windows(monthNumber(since), monthNumber(until), longest).map(([first, last]) => [
    monthOf(first),
    monthOf(last),
  ]);
}

/** The calendar years that `since…until` touches, in windows of at most `longest` years. */
export function yearWindows(since: Month, until: Month, longest: number): readonly Window[] {
  const years = windows(Number(since.slice(0, 4)), Number(until.slice(0, 4)), longest);
  return years.map(([first, last]) => [String(first), String(last)]);
}

function windows(first: number, last: number, longest: number): readonly (readonly [number, number])[] {
  const count = Math.max(0, Math.ceil((last - first + 1) / longest));
  return Array.from({ length: count }, (_, index) => {
    const start = first + index * longest;
    return [start, Math.min(start + longest - 1, last)] as const;
  });
}
