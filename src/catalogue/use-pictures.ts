// Use of takster over time, the largest fagområder each a band, the others together.
import { areaY, barX, type PlotOptions, ruleX, ruleY, text } from "@observablehq/plot";
import { select, shortName } from "./element.ts";
import { chosenFigure, type Picture } from "./figure.ts";
import { count, textFor } from "./language.ts";
import { type PictureRow, release } from "./release.ts";

const mostBands = 8;

interface Band {
  readonly band: string;
  readonly period: string;
  readonly amount: number;
}

export function usePicture(rows: readonly PictureRow[]): HTMLElement {
  const measures = [["refusjon", textFor("refusjon")] as const, ["antall", textFor("antall")] as const];
  return chosenFigure("refusjon", (measure, choose) => {
    const label = textFor(measure === "antall" ? "antall" : "refusjon");
    const { bands, order } = bandsOf(rows, measure);
    return {
      id: "bruk",
      title: textFor("bruk"),
      lead: textFor("brukLead"),
      controls: select(textFor("measure"), measures, { chosen: measure, choose }),
      options: () => drawing(bands, { order, label }),
      head: [textFor("span"), textFor("fagomraade"), label],
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
  const bandOf = ({ navn }: PictureRow) => (large.includes(navn ?? "") ? (navn ?? "") : textFor("others"));
  const groups = [...Map.groupBy(rows, (row) => `${row.periode} ${bandOf(row)}`).values()];
  const bands = groups.flatMap(([first, ...rest]) => {
    if (first === undefined) return [];
    const amount = [first, ...rest].reduce((sum, row) => sum + Number(row[measure]), 0);
    return [{ band: bandOf(first), period: first.periode ?? "", amount }];
  });
  return { bands, order: names.length > mostBands ? [...large, textFor("others")] : large };
}

function largestFirst(rows: readonly PictureRow[], measure: string): readonly string[] {
  const groups = [...Map.groupBy(rows, ({ navn }) => navn ?? "")];
  const sums = groups.map(([name, own]) => ({
    name,
    sum: own.reduce((sum, row) => sum + Number(row[measure]), 0),
  }));
  return sums.sort((one, other) => other.sum - one.sum).map(({ name }) => name);
}

type Measure = "per1000" | "antall" | "refusjon";

interface Choice {
  readonly measure: Measure;
  readonly fagomraade: string;
  readonly year: string;
}

export function fylkePicture(rows: readonly PictureRow[]): HTMLElement {
  const years = [...new Set(rows.map(({ ar }) => ar ?? ""))].sort();
  const people = rows.some(({ innbyggere }) => innbyggere !== null);
  const first: Choice = { measure: people ? "per1000" : "antall", fagomraade: "", year: wholeYear(years) };
  return chosenFigure(JSON.stringify(first), (chosen, choose) => {
    const choice: Choice = JSON.parse(chosen);
    const change = (part: Partial<Choice>) => choose(JSON.stringify({ ...choice, ...part }));
    return ranked(rows, { choice, change, years, people });
  });
}

/** The last year that was asked for whole; the last there is where none was. */
function wholeYear(years: readonly string[]): string {
  const { until } = release.scope;
  const last = until.endsWith("12") ? Number(until.slice(0, 4)) : Number(until.slice(0, 4)) - 1;
  return years.findLast((year) => Number(year) <= last) ?? years.at(-1) ?? "";
}

interface Ranking {
  readonly choice: Choice;
  readonly change: (part: Partial<Choice>) => void;
  readonly years: readonly string[];
  readonly people: boolean;
}

function ranked(rows: readonly PictureRow[], ranking: Ranking): Picture {
  const { measure, fagomraade, year } = ranking.choice;
  const here = rows.filter((row) => row.ar === year && (fagomraade === "" || row.fagomraade === fagomraade));
  const data = amounts(here, measure);
  return {
    id: "fylker",
    title: `${textFor("fylker")}, ${year}`,
    lead: textFor("fylkerLead"),
    controls: controls(rows, ranking),
    options: () => ({
      height: 30 + data.length * 24,
      marginLeft: 120,
      marginRight: 70,
      x: { label: null, tickFormat: "~s", grid: true },
      y: { label: null, domain: data.map(({ name }) => name) },
      marks: [
        barX(data, { x: "amount", y: "name", fill: "#2a78b5" }),
        text(data, { x: "amount", y: "name", text: barText, dx: 4, textAnchor: "start" }),
        ruleX([0]),
      ],
    }),
    head: [textFor("fylke"), textFor(measure)],
    rows: data.map(({ name, amount }) => [name, amount.toFixed(measure === "per1000" ? 1 : 0)]),
  };
}

function controls(
  rows: readonly PictureRow[],
  { choice, change, years, people }: Ranking,
): readonly HTMLElement[] {
  const codes = [...new Set(rows.map((row) => row.fagomraade ?? ""))].sort();
  const measures: readonly Measure[] = people ? ["per1000", "antall", "refusjon"] : ["antall", "refusjon"];
  return [
    select(
      textFor("measure"),
      measures.map((one) => [one, textFor(one)] as const),
      {
        chosen: choice.measure,
        choose: (value) => change({ measure: measures.find((one) => one === value) ?? "antall" }),
      },
    ),
    select(textFor("fagomraade"), [["", textFor("all")], ...codes.map((code) => [code, code] as const)], {
      chosen: choice.fagomraade,
      choose: (value) => change({ fagomraade: value }),
    }),
    select(
      textFor("year"),
      years.map((one) => [one, one] as const),
      {
        chosen: choice.year,
        choose: (value) => change({ year: value }),
      },
    ),
  ];
}

interface Amount {
  readonly name: string;
  readonly amount: number;
}

function barText({ amount }: Amount): string {
  return count(Math.round(amount));
}

function amounts(rows: readonly PictureRow[], measure: Measure): readonly Amount[] {
  const byFylke = Map.groupBy(rows, ({ fylkesnr }) => fylkesnr);
  const all = [...byFylke.values()].flatMap((group) => {
    const sum = group.reduce(
      (total, row) => total + Number(measure === "refusjon" ? row.refusjon : row.antall),
      0,
    );
    const people = Number(group[0]?.innbyggere ?? 0);
    if (measure === "per1000" && people === 0) return [];
    return [
      {
        name: shortName(group[0]?.fylkesnavn ?? group[0]?.fylkesnr ?? ""),
        amount: measure === "per1000" ? (1000 * sum) / people : sum,
      },
    ];
  });
  return all.sort((one, other) => other.amount - one.amount);
}
