// The sentences of an analysis: what is counted, in which unit, by which places.
import type { Level, Lookup } from "../data/embedded.ts";
import type { Analysis, Chosen, Measure } from "../state/analysis.ts";
import { text } from "../text/language.ts";

export function measureText(measure: Measure): string {
  switch (measure) {
    case "antall":
      return text("Antall", "Uses");
    case "regninger":
      return text("Regninger", "Bills");
    case "refusjon":
      return text("Refusjon", "Reimbursement");
    case "egenandel":
      return text("Egenandel", "Co-payment");
    case "refusjon-per-takst":
      return text("Refusjon per takst", "Reimbursement per use");
  }
}

export function levelText(level: Level): string {
  switch (level) {
    case "landet":
      return text("Landet", "Country");
    case "fylke":
      return text("Fylker", "Counties");
    case "kommune":
      return text("Kommuner", "Municipalities");
  }
}

export function chosenName({ fagomraade, takstkode }: Chosen, lookup: Lookup): string {
  const field = lookup.fagomraader.get(fagomraade) ?? fagomraade;
  return takstkode === undefined ? field : takstkode;
}

/** `2ad + 2cd`, or how many there are. */
export function chosenNames(takster: readonly Chosen[], lookup: Lookup): string {
  if (takster.length > 4) return `${takster.length} ${text("takster", "tariff items")}`;
  return takster.map((one) => chosenName(one, lookup)).join(" + ");
}

const isMoney = (measure: Measure) => measure !== "antall" && measure !== "regninger";

/** The unit of a value: `kr per 1 000 innbyggere`. */
export function unitText({ measure, per }: Analysis, lookup: Lookup): string {
  const money = isMoney(measure) ? text("kr", "NOK") : "";
  const counted = measure === "regninger" ? text("regninger", "bills") : text("ganger", "times");
  const unit = money === "" ? counted : money;
  if (measure === "refusjon-per-takst") return text("kr per gang", "NOK per use");
  if (per.kind === "innbyggere")
    return `${unit} ${text("per 1\u202f000 innbyggere", "per 1,000 inhabitants")}`;
  if (per.kind === "takster")
    return `${unit} ${text("per 100", "per 100")} ${chosenNames(per.takster, lookup)}`;
  return unit;
}

/** `Antall 2ad per 1 000 innbyggere` */
export function analysisTitle(analysis: Analysis, lookup: Lookup): string {
  const { takster, measure, per } = analysis;
  const names = chosenNames(takster, lookup);
  const counted = `${measureText(measure)}${text("", " of")} ${names}`;
  if (measure === "refusjon-per-takst" || per.kind === "none") return counted;
  if (per.kind === "innbyggere")
    return `${counted} ${text("per 1\u202f000 innbyggere", "per 1,000 inhabitants")}`;
  return `${counted} ${text("per 100", "per 100")} ${chosenNames(per.takster, lookup)}`;
}
