// Which table answers a question about use: its dataset, its column of places, and the sums of a measure.
import type { Level } from "../data/embedded.ts";
import type { Measure, Step } from "../state/analysis.ts";

export interface UseTable {
  readonly dataset: string;
  /** The column with the number of today's place; absent for the country. */
  readonly place?: string;
}

/** Places are those of today at every level, so that series do not break when borders change. */
export function useTable(level: Level, step: Step): UseTable {
  if (level === "landet") return { dataset: `takstbruk_landet_${step}` };
  const place = level === "fylke" ? "gjeldende_fylkesnr" : "gjeldende_kommunenr";
  return { dataset: step === "ar" ? `takstbruk_${level}_ar_gjeldende` : `takstbruk_${level}_maned`, place };
}

const egenandel = ["sum_egenandel_betalt_av_pasient", "sum_egenandel_dekket_av_folketrygden"];

/** The columns whose sum is the measure. Refusjon per takst is a sum divided by another. */
export function summedColumns(measure: Measure): readonly string[] {
  switch (measure) {
    case "antall":
      return ["sum_antall_takst"];
    case "regninger":
      return ["antall_regninger"];
    case "refusjon":
    case "refusjon-per-takst":
      return ["sum_refusjon"];
    case "egenandel":
      return egenandel;
  }
}

/** What the sum is multiplied by: use per 1 000 inhabitants, and per 100 of another takst. */
export const perInhabitants = 1000;
export const perOthers = 100;
