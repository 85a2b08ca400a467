// The rates of a takst as steps over time.

import type { Series } from "../figures/drawing.ts";
import { figure } from "../figures/figure.ts";
import { element } from "../page/element.ts";
import { nothing, waitFor } from "../page/results.ts";
import { text } from "../text/language.ts";
import { type RatePeriod, ratePeriods, type TakstName } from "./takst-facts.ts";

export function ratesFigure(name: TakstName): HTMLElement {
  const body = waitFor(async () => {
    const periods = await ratePeriods(name);
    if (periods === undefined || periods.length === 0) {
      return nothing(
        text("Utgivelsen har ingen satser for denne taksten.", "The release has no rates for this item."),
      );
    }
    return figure({
      id: `satser-${name.fagomraade}`,
      title: text("Satser over tid", "Rates over time"),
      lead: text(
        "Kroner per gang; satsene endres som regel 1. juli.",
        "NOK per use; rates usually change on 1 July.",
      ),
      drawing: { kind: "lines", series: ratesOf(periods), unit: text("kr", "NOK"), isStepped: true },
      take: {
        name: `satser-${name.fagomraade}-${name.takstkode}`,
        csv: {
          head: ["fradato", "tildato", "honorar", "refusjon", "egenandel"],
          rows: periods.map(({ from, to, honorar, refusjon, egenandel }) => [
            from,
            to,
            honorar,
            refusjon,
            egenandel,
          ]),
        },
        sql: `SELECT fradato, tildato, honorar, refusjon, egenandel\nFROM 'takstkoder.parquet'\nWHERE fagomraade = '${quoted(name.fagomraade)}' AND takstkode = '${quoted(name.takstkode)}'\nORDER BY fradato;`,
      },
    });
  });
  return element("section", {}, body);
}

function quoted(text: string): string {
  return text.replaceAll("'", "''");
}

/** A line for each kind of rate that the takst has; a rate of an ended period stays until its last day. */
function ratesOf(periods: readonly RatePeriod[]): readonly Series[] {
  const kinds = [
    ["honorar", text("Honorar", "Fee")],
    ["refusjon", text("Refusjon", "Reimbursement")],
    ["egenandel", text("Egenandel", "Co-payment")],
  ] as const;
  return kinds.flatMap(([kind, name], at) => {
    if (periods.every((period) => period[kind] === undefined)) return [];
    const points = periods.map((period) => ({
      period: period.from,
      value: period[kind],
      certainty: "final" as const,
    }));
    const last = periods.at(-1);
    const end =
      last === undefined || last.to === ""
        ? []
        : [{ period: last.to, value: last[kind], certainty: "final" as const }];
    return [{ name, tone: at, points: [...points, ...end] }];
  });
}
