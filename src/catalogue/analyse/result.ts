// The numbers of an analysis: places over time, the country beside them, and the period in which places are compared.
import type { Lookup } from "../data/embedded.ts";
import type { Certainty } from "../figures/drawing.ts";
import { type Analysis, chosenText } from "../state/analysis.ts";
import { comparedPeriod, type Measured, measured, type Period } from "./compute.ts";
import { beginUse, readUse, type UseAnswer } from "./read-use.ts";

/** The numbers of places, without the country. */
export interface PlaceResult {
  readonly analysis: Analysis;
  /** Every place and period, also where there is no number. */
  readonly numbers: readonly Measured[];
  readonly periods: readonly Period[];
  /** The period in which places are compared. */
  readonly compared: string;
}

export interface Result extends PlaceResult {
  /** The country's own numbers, which hold what is suppressed in its parts. */
  readonly country: readonly Measured[];
}

/** Starts to read what the result of an analysis needs. The results ask the same, and find it on its way. */
export function beginResult(analysis: Analysis): void {
  beginUse(analysis);
  beginUse({ ...analysis, level: "landet" });
}

export async function resultOf(analysis: Analysis, lookup: Lookup): Promise<Result> {
  if (analysis.level === "landet") {
    const whole = await placeResult(analysis, lookup);
    return { ...whole, country: whole.numbers };
  }
  const [places, country] = await Promise.all([
    placeResult(analysis, lookup),
    placeResult({ ...analysis, level: "landet" }, lookup),
  ]);
  return { ...places, country: country.numbers };
}

export async function placeResult(analysis: Analysis, lookup: Lookup): Promise<PlaceResult> {
  const { level, per } = analysis;
  const [answer, others] = await Promise.all([
    readUse(analysis),
    readUse({ ...analysis, takster: per.kind === "takster" ? per.takster : [] }),
  ]);
  const periods = periodsOf(analysis, { answer, lookup });
  const groups = level === "landet" ? groupsOf(analysis) : [chosenText(analysis.takster)];
  const places =
    level === "landet" ? [""] : lookup.places.filter(({ niva }) => niva === level).map(({ nr }) => nr);
  const numbers = measured({
    analysis,
    use: answer.use,
    others: others.use,
    places,
    periods,
    groups,
    inhabitants: (nr, ar) => lookup.innbyggere({ niva: level, nr, ar }),
  });
  return {
    analysis,
    numbers,
    periods,
    compared: comparedPeriod(withNumbers(periods, numbers), analysis.period),
  };
}

const mostGroups = 6;

/** Each takst for itself if they are few; else their sum. */
function groupsOf({ takster }: Analysis): readonly string[] {
  const names = takster.map((one) => chosenText([one]));
  return names.length <= mostGroups ? names : [chosenText(takster)];
}

function withNumbers(periods: readonly Period[], numbers: readonly Measured[]): readonly Period[] {
  const having = new Set(numbers.filter(({ value }) => value !== undefined).map(({ period }) => period));
  return periods.filter(({ period }) => having.has(period));
}

interface Reading {
  readonly answer: UseAnswer;
  readonly lookup: Lookup;
}

/** The periods from the first to the last with use, each with how certain its numbers are. */
function periodsOf({ step }: Analysis, { answer, lookup }: Reading): readonly Period[] {
  const used = [...new Set(answer.use.map(({ period }) => period))].sort();
  const [first = "", last = ""] = [used[0], used.at(-1)];
  if (step === "ar") {
    return lookup.years
      .filter(({ ar }) => String(ar) >= first && String(ar) <= last)
      .map(({ ar, maneder, forelopig }) => ({
        period: String(ar),
        certainty: certaintyOf(maneder, forelopig),
      }));
  }
  return monthsFrom(first, last).map((period) => ({
    period,
    certainty: answer.preliminary.has(period) ? "preliminary" : "final",
  }));
}

function certaintyOf(months: number, isPreliminary: boolean): Certainty {
  if (months < 12) return "incomplete";
  return isPreliminary ? "preliminary" : "final";
}

function monthsFrom(first: string, last: string): readonly string[] {
  if (first === "" || last === "") return [];
  const number = (period: string) => Number(period.slice(0, 4)) * 12 + Number(period.slice(5)) - 1;
  return Array.from({ length: number(last) - number(first) + 1 }, (_, at) => {
    const month = number(first) + at;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
  });
}
