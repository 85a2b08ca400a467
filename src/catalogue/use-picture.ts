// Use of takster over time, the largest fagområder each a band, the others together.
import { areaY, type PlotOptions, ruleY } from "@observablehq/plot";
import { select } from "./element.ts";
import { chosenFigure } from "./figure.ts";
import type { PictureRow } from "./release.ts";
import { say } from "./say.ts";

const mostBands = 8;

interface Band {
  readonly band: string;
  readonly period: string;
  readonly amount: number;
}

export function usePicture(rows: readonly PictureRow[]): HTMLElement {
  const measures = [["refusjon", say("refusjon")] as const, ["antall", say("antall")] as const];
  return chosenFigure("refusjon", (measure, choose) => {
    const label = say(measure === "antall" ? "antall" : "refusjon");
    const { bands, order } = bandsOf(rows, measure);
    return {
      id: "bruk",
      title: say("bruk"),
      lead: say("brukLead"),
      controls: select(say("measure"), measures, { chosen: measure, choose }),
      options: () => drawing(bands, { order, label }),
      head: [say("span"), say("fagomraade"), label],
      rows: bands.map(({ period, band, amount }) => [period, band, amount.toFixed(0)]),
    };
  });
}

function drawing(
  bands: readonly Band[],
  { order, label }: { readonly order: readonly string[]; readonly label: string },
): PlotOptions {
  const data = bands.map((one) => ({ ...one, time: new Date(`${one.period.padEnd(7, "-01")}-01`) }));
  return {
    height: 360,
    marginLeft: 48,
    x: { type: "utc", label: null },
    y: { tickFormat: "~s", label, grid: true },
    color: { domain: order, legend: true, scheme: "tableau10" },
    marks: [
      areaY(data, { x: "time", y: "amount", fill: "band", order: [...order], title: "band" }),
      ruleY([0]),
    ],
  };
}

function bandsOf(
  rows: readonly PictureRow[],
  measure: string,
): { readonly bands: readonly Band[]; readonly order: readonly string[] } {
  const names = largestFirst(rows, measure);
  const large = names.slice(0, mostBands);
  const bandOf = ({ navn }: PictureRow) => (large.includes(navn ?? "") ? (navn ?? "") : say("others"));
  const groups = [...Map.groupBy(rows, (row) => `${row.periode} ${bandOf(row)}`).values()];
  const bands = groups.flatMap(([first, ...rest]) => {
    if (first === undefined) return [];
    const amount = [first, ...rest].reduce((sum, row) => sum + Number(row[measure]), 0);
    return [{ band: bandOf(first), period: first.periode ?? "", amount }];
  });
  return { bands, order: names.length > mostBands ? [...large, say("others")] : large };
}

function largestFirst(rows: readonly PictureRow[], measure: string): readonly string[] {
  const groups = [...Map.groupBy(rows, ({ navn }) => navn ?? "")];
  const sums = groups.map(([name, own]) => ({
    name,
    sum: own.reduce((sum, row) => sum + Number(row[measure]), 0),
  }));
  return sums.sort((one, other) => other.sum - one.sum).map(({ name }) => name);
}
