// What period a row of takstbruk is about, as it is counted while answers land: by the words of the row alone.
import type { Period } from "./endpoint.ts";
import { isMonth, type Month, monthNumber, monthOf } from "./month.ts";

/** The fields that tell a row's period, as the API names them. */
export const periodFields: Readonly<Record<Period, readonly string[]>> = {
  maned: ["ar", "maned"],
  ar: ["ar"],
};

/**
 * The period of a row as `yyyyMM` or `yyyy`, from the texts of its `ar` and `maned`; a month may carry its year. Undefined
 * where they cannot be read so: the SQL that publishes the row stops at it, with the text.
 */
export function periodIn(period: Period, [ar = "", maned = ""]: readonly string[]): string | undefined {
  const year = /^(19|20)\d\d$/.test(ar.trim()) ? ar.trim() : "";
  if (period === "ar") return year === "" ? undefined : year;
  const digits = maned.trim().replace(/^(\d{4})-/, "$1");
  if (isMonth(digits)) return digits.startsWith(year) ? digits : undefined;
  const isBare = /^(0?[1-9]|1[0-2])$/.test(digits);
  return isBare && year !== "" ? `${year}${digits.padStart(2, "0")}` : undefined;
}

/** The periods a request asks for: `yyyyMM` or `yyyy`, none for a request without a window. */
export function periodsAsked(parameters: Readonly<Record<string, string>>): readonly string[] {
  const { fommaned, tommaned, fomar, tomar } = parameters;
  if (fommaned !== undefined && tommaned !== undefined) return months(fommaned, tommaned);
  if (fomar === undefined || tomar === undefined) return [];
  return numbers(Number(fomar), Number(tomar)).map(String);
}

function months(first: Month, last: Month): readonly Month[] {
  return numbers(monthNumber(first), monthNumber(last)).map(monthOf);
}

function numbers(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
