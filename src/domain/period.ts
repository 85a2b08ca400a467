// Calendar months as the API writes them (201805), the period of a row of takstbruk, and the periods of a request.

export const periods = ["maned", "ar"] as const;
export type Period = (typeof periods)[number];

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

/** The fields with the period of a row, by their names in the API. */
export const periodFields: Readonly<Record<Period, readonly string[]>> = {
  maned: ["ar", "maned"],
  ar: ["ar"],
};

/**
 * The period of a row as `yyyyMM` or `yyyy`, from the texts of `ar` and `maned`. A month may include its year. Undefined if the texts are
 * not a period. Then the SQL of staging reports the row.
 */
export function parsePeriod(period: Period, [ar = "", maned = ""]: readonly string[]): string | undefined {
  const year = /^(19|20)\d\d$/.test(ar.trim()) ? ar.trim() : "";
  if (period === "ar") return year === "" ? undefined : year;
  const digits = maned.trim().replace(/^(\d{4})-/, "$1");
  if (isMonth(digits)) return digits.startsWith(year) ? digits : undefined;
  const isBare = /^(0?[1-9]|1[0-2])$/.test(digits);
  return isBare && year !== "" ? `${year}${digits.padStart(2, "0")}` : undefined;
}

/** The periods of a request: `yyyyMM` or `yyyy`, none for a request without a window. */
export function requestedPeriods(parameters: Readonly<Record<string, string>>): readonly string[] {
  const { fommaned, tommaned, fomar, tomar } = parameters;
  if (fommaned !== undefined && tommaned !== undefined)
    return numbersBetween(monthNumber(fommaned), monthNumber(tommaned)).map(monthOf);
  if (fomar === undefined || tomar === undefined) return [];
  return numbersBetween(Number(fomar), Number(tomar)).map(String);
}

function numbersBetween(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
