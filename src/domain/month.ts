// Calendar months as the API writes them: "201805".

/** A calendar month, `yyyyMM`. Text order is time order. */
export type Month = string;

/** Whether a text is six digits for a month from 1900 to 2099. */
export function isMonth(text: string): boolean {
  return /^(19|20)\d\d(0[1-9]|1[0-2])$/.test(text);
}

/** Months since year 0, so that months can be added and compared. */
export function monthNumber(month: Month): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(4)) - 1;
}

/** The inverse of `monthNumber`. */
export function monthOf(number: number): Month {
  return `${Math.floor(number / 12)}${String((number % 12) + 1).padStart(2, "0")}`;
}

/** The month `count` months after (or, when negative, before) `month`. */
export function addMonths(month: Month, count: number): Month {
  return monthOf(monthNumber(month) + count);
}

/** The last month that has ended in Oslo at `now`. */
export function lastCompleteMonth(now: Date): Month {
  const oslo = new Intl.DateTimeFormat("en-CA", {
    timeZone: "Europe/Oslo",
    year: "numeric",
    month: "2-digit",
  });
  return addMonths(oslo.format(now).replace("-", ""), -1);
}

/** A month as people type it: `2015-01`. */
export function monthText(month: Month): string {
  return `${month.slice(0, 4)}-${month.slice(4)}`;
}
