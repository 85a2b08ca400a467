// How much a takst is used: a grid of fylker and years, and the sum of each year.
import { barY, cell, ruleY } from "@observablehq/plot";
import { element } from "./element.ts";
import { figure, type Picture, yearTick } from "./figure.ts";
import { count } from "./language.ts";
import { say } from "./say.ts";
import type { FylkeUse, TakstFacts } from "./takst-facts.ts";

export function takstUse({ takstkode, fagomraade, use }: TakstFacts): HTMLElement {
  if (use === undefined) return element("p", { class: "note" }, say("noUseData"));
  if (use.length === 0) return element("p", { class: "note" }, say("noUse"));
  const title = `${takstkode}, ${fagomraade}`;
  return element(
    "div",
    {},
    figure({ ...byFylke(use), id: `bruk-${fagomraade}`, title: `${say("use")}: ${title}` }),
    figure({ ...byYear(use), id: `sum-${fagomraade}`, title: `${say("sum")}: ${title}` }),
  );
}

type Drawn = Omit<Picture, "id" | "title">;

function byFylke(use: readonly FylkeUse[]): Drawn {
  const cells = summed(use, ({ fylke, year }) => `${fylke} ${year}`);
  const years = [...new Set(cells.map(({ year }) => year))].sort();
  const fylker = [...new Set(cells.map(({ fylke }) => fylke))].sort((one, other) =>
    one.localeCompare(other, "nb"),
  );
  const known = new Map(cells.map((one) => [`${one.fylke} ${one.year}`, count(one.amount)]));
  const title = ({ fylke, year, amount }: FylkeUse) => `${fylke} ${year}: ${count(amount)}`;
  return {
    lead: say("useLead"),
    options: (width) => ({
      height: 40 + fylker.length * 20,
      marginLeft: 140,
      x: { type: "band", label: null, axis: "top", tickFormat: yearTick(width), domain: years },
      y: { type: "band", label: null, domain: fylker },
      color: {
        type: "sqrt",
        range: ["#dfe9f2", "#0b4f8a"],
        interpolate: "lab",
        legend: true,
        label: say("antall"),
        tickFormat: "~s",
      },
      marks: [cell(cells, { x: "year", y: "fylke", fill: "amount", inset: 0.5, title })],
    }),
    head: [say("fylke"), ...years.map(String)],
    rows: fylker.map((fylke) => [fylke, ...years.map((year) => known.get(`${fylke} ${year}`) ?? "")]),
  };
}

function byYear(use: readonly FylkeUse[]): Drawn {
  const totals = summed(use, ({ year }) => String(year)).sort((one, other) => one.year - other.year);
  return {
    lead: say("sumLead"),
    options: (width) => ({
      height: 200,
      marginLeft: 48,
      x: { type: "band", label: null, tickFormat: yearTick(width) },
      y: { tickFormat: "~s", label: say("antall"), grid: true },
      marks: [barY(totals, { x: "year", y: "amount", fill: "#2a78b5" }), ruleY([0])],
    }),
    head: [say("year"), say("antall")],
    rows: totals.map(({ year, amount }) => [String(year), count(amount)]),
  };
}

function summed(use: readonly FylkeUse[], by: (row: FylkeUse) => string): FylkeUse[] {
  return [...Map.groupBy(use, by).values()].flatMap(([first, ...rest]) => {
    if (first === undefined) return [];
    return [{ ...first, amount: rest.reduce((sum, { amount }) => sum + amount, first.amount) }];
  });
}
