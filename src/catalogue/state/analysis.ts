// What Analyse shows, and how its address says so.
import type { Level } from "../data/embedded.ts";

/** A takst, or all takster of a fagomraade. */
export interface Chosen {
  readonly fagomraade: string;
  readonly takstkode?: string;
}

export const measures = ["antall", "regninger", "refusjon", "egenandel", "refusjon-per-takst"] as const;
export type Measure = (typeof measures)[number];

export type Denominator =
  | { readonly kind: "none" }
  | { readonly kind: "innbyggere" }
  | { readonly kind: "takster"; readonly takster: readonly Chosen[] };

export const levels: readonly Level[] = ["landet", "fylke", "kommune"];
export const steps = ["ar", "maned"] as const;
export type Step = (typeof steps)[number];

export interface Analysis {
  readonly takster: readonly Chosen[];
  readonly measure: Measure;
  readonly per: Denominator;
  readonly level: Level;
  readonly step: Step;
  /** Codes of types of practice; all of them if empty. */
  readonly praksistyper: readonly string[];
  /** The year or month in which places are compared; the last whole one if empty. */
  readonly period: string;
  /** The number of the place that stands out; none if empty. */
  readonly place: string;
}

export const nothingChosen: Analysis = {
  takster: [],
  measure: "antall",
  per: { kind: "innbyggere" },
  level: "fylke",
  step: "ar",
  praksistyper: [],
  period: "",
  place: "",
};

/** The analysis of an address. Anything that is not understood is left at its usual value. */
export function analysisOf(query: ReadonlyMap<string, string>): Analysis {
  const measure = measures.find((one) => one === query.get("mal")) ?? nothingChosen.measure;
  return {
    takster: chosenOf(query.get("takst")),
    measure,
    per: measure === "refusjon-per-takst" ? { kind: "none" } : denominatorOf(query.get("per")),
    level: levels.find((one) => one === query.get("niva")) ?? nothingChosen.level,
    step: steps.find((one) => one === query.get("tid")) ?? nothingChosen.step,
    praksistyper: listOf(query.get("praksis")),
    period: /^\d{4}(-\d\d)?$/.test(query.get("periode") ?? "") ? (query.get("periode") ?? "") : "",
    place: /^\d{2,4}$/.test(query.get("sted") ?? "") ? (query.get("sted") ?? "") : "",
  };
}

/** The query of an analysis; usual values are left out. */
export function queryOf(analysis: Analysis): readonly (readonly [string, string])[] {
  const { takster, measure, per, level, step, praksistyper, period, place } = analysis;
  const unlessUsual = (value: string, usual: string) => (value === usual ? "" : value);
  return [
    ["takst", chosenText(takster)],
    ["mal", unlessUsual(measure, nothingChosen.measure)],
    ["per", measure === "refusjon-per-takst" ? "" : unlessUsual(denominatorText(per), "innbyggere")],
    ["niva", unlessUsual(level, nothingChosen.level)],
    ["tid", unlessUsual(step, nothingChosen.step)],
    ["praksis", praksistyper.join(",")],
    ["periode", period],
    ["sted", place],
  ];
}

/** `LE:2ad,LE:2cd,FY` */
export function chosenText(takster: readonly Chosen[]): string {
  return takster
    .map(({ fagomraade, takstkode }) => (takstkode === undefined ? fagomraade : `${fagomraade}:${takstkode}`))
    .join(",");
}

function chosenOf(text: string | undefined): readonly Chosen[] {
  return listOf(text).map((part) => {
    const [fagomraade = "", takstkode] = part.split(":");
    return takstkode === undefined ? { fagomraade } : { fagomraade, takstkode };
  });
}

function denominatorOf(text: string | undefined): Denominator {
  if (text === "ingen") return { kind: "none" };
  if (text === undefined || text === "" || text === "innbyggere") return { kind: "innbyggere" };
  return { kind: "takster", takster: chosenOf(text) };
}

function denominatorText(per: Denominator): string {
  if (per.kind === "takster") return chosenText(per.takster);
  return per.kind === "none" ? "ingen" : "innbyggere";
}

function listOf(text: string | undefined): readonly string[] {
  return (text ?? "").split(",").filter((part) => part !== "");
}
