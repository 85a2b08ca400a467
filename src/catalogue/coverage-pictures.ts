// Two grids of fagområder and years: whether all was asked and answered, and what the sum of kommuner lacks.
import { cell, type PlotOptions, text } from "@observablehq/plot";
import { select } from "./element.ts";
import { chosenFigure, yearTick } from "./figure.ts";
import type { PictureRow } from "./release.ts";
import { say } from "./say.ts";

/** What came of the requests, endpoint by endpoint. */
export function coveragePicture(rows: readonly PictureRow[]): HTMLElement {
  const endpoints = [...new Set(rows.map(({ endepunkt }) => endepunkt ?? ""))];
  const options = endpoints.map((name) => [name, name] as const);
  return chosenFigure(endpoints[0] ?? "", (endpoint, choose) => {
    const here = rows.filter(({ endepunkt }) => endepunkt === endpoint);
    return {
      id: "dekning",
      title: say("dekning"),
      lead: say("dekningLead"),
      controls: select(say("endpoint"), options, { chosen: endpoint, choose }),
      options: (width) => ({
        ...grid(here, width),
        color: { domain: statuses, range: colours, legend: true },
        marks: [cell(here, { x: "ar", y: "fagomraade", fill: "status", inset: 0.5, title: coverageText })],
      }),
      head: [say("fagomraade"), say("year"), "status", say("requests")],
      rows: here.map(({ fagomraade, ar, status, foresporsler }) => {
        return [fagomraade ?? "", ar ?? "", status ?? "", foresporsler ?? "0"];
      }),
    };
  });
}

const statuses = ["ok", "gjenbrukt", "delt", "tom", "avvist"];
const colours = ["#2f7d4f", "#4c8fbf", "#b58900", "#b9bfc6", "#c0392b"];

function coverageText({ fagomraade, ar, status, foresporsler }: PictureRow): string {
  return `${fagomraade} ${ar}: ${status} (${foresporsler})`;
}

interface Gap {
  readonly fagomraade: string;
  readonly ar: string;
  readonly percent: number;
}

/** Which share of the country's reimbursement the sum of kommuner lacks, by the years' figures or the months'. */
export function gapPicture(rows: readonly PictureRow[]): HTMLElement {
  const kinds = [...new Set(rows.map(({ periodetype }) => periodetype ?? ""))].sort().reverse();
  return chosenFigure(kinds[0] ?? "", (kind, choose) => {
    const gaps = rows.filter(({ periodetype }) => periodetype === kind).flatMap(gapOf);
    const options = kinds.map((one) => [one, say(one === "ar" ? "ar" : "maned")] as const);
    return {
      id: "avstemming",
      title: say("avstemming"),
      lead: say("avstemmingLead"),
      controls: select(say("periodType"), options, { chosen: kind, choose }),
      options: (width) => ({ ...grid(gaps, width), ...gapMarks(gaps, width) }),
      head: [say("fagomraade"), say("year"), "%"],
      rows: gaps.map(({ fagomraade, ar, percent }) => [fagomraade, ar, percent.toFixed(2)]),
    };
  });
}

function gapOf({ fagomraade, ar, landet, kommune }: PictureRow): readonly Gap[] {
  const whole = Number(landet);
  if (whole <= 0) return [];
  return [
    { fagomraade: fagomraade ?? "", ar: ar ?? "", percent: (100 * (whole - Number(kommune ?? 0))) / whole },
  ];
}

/** On a narrow screen the colours alone, since numbers would lie upon each other; they are in the table below. */
function gapMarks(gaps: readonly Gap[], width: number): PlotOptions {
  const largest = Math.max(1, ...gaps.map(({ percent }) => percent));
  const numbers = text(gaps, {
    x: "ar",
    y: "fagomraade",
    text: ({ percent }: Gap) => percent.toFixed(percent >= 10 ? 0 : 1),
    fill: ({ percent }: Gap) => (percent > largest * 0.6 ? "white" : "black"),
  });
  const title = ({ fagomraade, ar, percent }: Gap) => `${fagomraade} ${ar}: ${percent.toFixed(2)} %`;
  const range = ["#dfe9f2", "#0b4f8a"];
  return {
    color: { type: "linear", domain: [0, largest], range, interpolate: "lab", legend: true, label: "%" },
    marks: [
      cell(gaps, { x: "ar", y: "fagomraade", fill: "percent", inset: 0.5, title }),
      ...(width < 640 ? [] : [numbers]),
    ],
  };
}

function grid(rows: readonly { readonly fagomraade?: string | null }[], width: number): PlotOptions {
  const codes = new Set(rows.map(({ fagomraade }) => fagomraade));
  return {
    height: 40 + codes.size * 20,
    marginLeft: 48,
    x: { type: "band", label: null, axis: "top", tickFormat: yearTick(width) },
    y: { type: "band", label: null },
  };
}
