// From rows of use to the numbers of a view: pure functions, the same for a browser and a test.
import type { Certainty } from "../figures/drawing.ts";
import type { Analysis } from "../state/analysis.ts";
import { perInhabitants, perOthers } from "./table-of-use.ts";

/** The sum of the measure over the chosen takster in a place and a period. */
export interface Use {
  /** The number of a place of today; empty for the country. */
  readonly place: string;
  readonly period: string;
  /** `FAGOMRAADE:KODE`, or the fagomraade if all its takster are summed. */
  readonly group: string;
  readonly amount: number;
  /** How often the takster were used; only for refusjon per takst. */
  readonly times: number;
  /** True if parts of the place may be missing or belong to a neighbour. */
  readonly isApproximate: boolean;
}

export interface Period {
  readonly period: string;
  readonly certainty: Certainty;
}

/** The number of a place in a period, with what it was computed from. */
export interface Measured {
  readonly place: string;
  readonly period: string;
  readonly group: string;
  readonly numerator: number | undefined;
  /** Undefined if there is none, or if it is not known. */
  readonly denominator: number | undefined;
  readonly value: number | undefined;
  readonly certainty: Certainty;
  readonly isApproximate: boolean;
}

export interface Computing {
  readonly analysis: Pick<Analysis, "measure" | "per">;
  readonly use: readonly Use[];
  /** Use of the takster that it is divided by. */
  readonly others: readonly Use[];
  readonly places: readonly string[];
  readonly periods: readonly Period[];
  /** One series for each group of takster, or one for all of them. */
  readonly groups: readonly string[];
  readonly inhabitants: (place: string, year: number) => number | undefined;
}

/** A number, or its absence, for each place, group and period. */
export function measured(input: Computing): readonly Measured[] {
  const use = summedBy(input.use, input.groups.length > 1);
  const others = summedBy(input.others, false);
  return input.places.flatMap((place) =>
    input.groups.flatMap((group) =>
      input.periods.map(({ period, certainty }) => {
        const own = use.get(keyOf({ place, period, group: input.groups.length > 1 ? group : "" }));
        const denominator = denominatorOf(input, { place, period, own, others });
        const value = valueFrom(input.analysis, own?.amount, denominator);
        return {
          place,
          period,
          group,
          numerator: own?.amount,
          denominator,
          value,
          certainty: value === undefined ? ("missing" as const) : certainty,
          isApproximate: own?.isApproximate ?? false,
        };
      }),
    ),
  );
}

interface Sum {
  readonly amount: number;
  readonly times: number;
  readonly isApproximate: boolean;
}

function keyOf({ place, period, group }: Pick<Use, "place" | "period" | "group">): string {
  return `${place} ${period} ${group}`;
}

function summedBy(use: readonly Use[], isGrouped: boolean): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const one of use) {
    const key = keyOf(isGrouped ? one : { ...one, group: "" });
    const before = sums.get(key);
    sums.set(key, {
      amount: (before?.amount ?? 0) + one.amount,
      times: (before?.times ?? 0) + one.times,
      isApproximate: (before?.isApproximate ?? false) || one.isApproximate,
    });
  }
  return sums;
}

interface At {
  readonly place: string;
  readonly period: string;
  readonly own: Sum | undefined;
  readonly others: ReadonlyMap<string, Sum>;
}

function denominatorOf(
  { analysis: { measure, per }, inhabitants }: Computing,
  { place, period, own, others }: At,
): number | undefined {
  if (measure === "refusjon-per-takst") return own?.times;
  if (per.kind === "none") return undefined;
  if (per.kind === "innbyggere") return inhabitants(place, Number(period.slice(0, 4)));
  return others.get(keyOf({ place, period, group: "" }))?.amount;
}

function valueFrom(
  { measure, per }: Pick<Analysis, "measure" | "per">,
  amount: number | undefined,
  denominator: number | undefined,
): number | undefined {
  if (amount === undefined) return undefined;
  if (measure !== "refusjon-per-takst" && per.kind === "none") return amount;
  if (denominator === undefined || denominator === 0) return undefined;
  if (measure === "refusjon-per-takst") return amount / denominator;
  return ((per.kind === "innbyggere" ? perInhabitants : perOthers) * amount) / denominator;
}

/** The place's rank among those with a number, 1 for the largest. */
export function rankOf(
  values: readonly Pick<Measured, "place" | "value">[],
  place: string,
): number | undefined {
  const own = values.find((one) => one.place === place)?.value;
  if (own === undefined) return undefined;
  return 1 + values.filter(({ value }) => value !== undefined && value > own).length;
}

/** The middle value; undefined if there is none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

/** The period to compare places in: the one that was requested, else the last that is whole and final. */
export function comparedPeriod(periods: readonly Period[], chosen: string): string {
  if (periods.some(({ period }) => period === chosen)) return chosen;
  const last = periods.findLast(({ certainty }) => certainty === "final");
  return (
    (last ?? periods.findLast(({ certainty }) => certainty === "preliminary") ?? periods.at(-1))?.period ?? ""
  );
}
