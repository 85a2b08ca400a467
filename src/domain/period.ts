// The period of a row of takstbruk, and the periods of a request.
import type { Period } from "./endpoint.ts";
import { isMonth, monthNumber, monthOf } from "./month.ts";

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
