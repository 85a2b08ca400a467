// The release in pictures: use over time, coverage, what kommuner lack, fylker ranked, and what is new.

import { barX, cell, type PlotOptions, ruleX, text } from "@observablehq/plot";
import { element, select } from "./element.ts";
import { chosenFigure, figure, yearTick } from "./figure.ts";
import { count, textFor } from "./language.ts";
import { type PictureRow, pictureRows, release } from "./release.ts";
import { fylkePicture, usePicture } from "./use-pictures.ts";

export function picturesPage(): HTMLElement {
  const [bruk, dekning, avstemming, fylker] = [
    pictureRows("bruk"),
    pictureRows("dekning"),
    pictureRows("avstemming"),
    pictureRows("fylker"),
  ];
  const isEmpty = [bruk, dekning, avstemming, fylker].every((rows) => rows.length === 0);
  return element(
    "article",
    {},
    element("h1", { tabindex: -1 }, textFor("pictures")),
    isEmpty ? element("p", { class: "note" }, textFor("noPictures")) : null,
    bruk.length === 0 ? null : usePicture(bruk),
    fylker.length === 0 ? null : fylkePicture(fylker),
    avstemming.length === 0 ? null : gapPicture(avstemming),
    dekning.length === 0 ? null : coveragePicture(dekning),
    changesPicture(),
  );
}

export function changesPicture(): HTMLElement {
  const { previous, changes = [] } = release;
  if (previous === null) return sentence(textFor("noPrevious"));
  const lead = `${textFor("previousIs")}: ${previous.id}, ${previous.version}`;
  const kinds = ["added", "removed", "restated"] as const;
  const changed = changes.filter((one) => one.added + one.removed + one.restated > 0);
  if (changed.length === 0) return sentence(`${lead}. ${textFor("noChanges")}`);
  const bars = changed.flatMap((one) =>
    kinds.map((kind) => ({ dataset: one.dataset, kind: textFor(kind), rows: one[kind] })),
  );
  return figure({
    id: "changes",
    title: textFor("changes"),
    lead,
    options: () => ({
      height: 40 + changed.length * 26,
      marginLeft: 190,
      x: { label: textFor("rowsHeading"), tickFormat: "~s", grid: true },
      y: { label: null },
      color: {
        domain: kinds.map((kind) => textFor(kind)),
        range: ["#2f7d4f", "#c0392b", "#b58900"],
        legend: true,
      },
      marks: [barX(bars, { x: "rows", y: "dataset", fill: "kind" }), ruleX([0])],
    }),
    head: [textFor("datasets"), ...kinds.map((kind) => textFor(kind))],
    rows: changed.map((one) => [one.dataset, ...kinds.map((kind) => count(one[kind]))]),
  });
}

function sentence(text: string): HTMLElement {
  return element("section", { id: "changes" }, element("h2", {}, textFor("changes")), element("p", {}, text));
}

/** What came of the requests, endpoint by endpoint. */
export function coveragePicture(rows: readonly PictureRow[]): HTMLElement {
  const endpoints = [...new Set(rows.map(({ endepunkt }) => endepunkt ?? ""))];
  const options = endpoints.map((name) => [name, name] as const);
  return chosenFigure(endpoints[0] ?? "", (endpoint, choose) => {
    const here = rows.filter(({ endepunkt }) => endepunkt === endpoint);
    return {
      id: "dekning",
      title: textFor("dekning"),
      lead: textFor("dekningLead"),
      controls: select(textFor("endpoint"), options, { chosen: endpoint, choose }),
      options: (width) => ({
        ...grid(here, width),
        color: { domain: statuses, range: colours, legend: true },
        marks: [cell(here, { x: "ar", y: "fagomraade", fill: "status", inset: 0.5, title: coverageText })],
      }),
      head: [textFor("fagomraade"), textFor("year"), "status", textFor("requests")],
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
    const options = kinds.map((one) => [one, textFor(one === "ar" ? "ar" : "maned")] as const);
    return {
      id: "avstemming",
      title: textFor("avstemming"),
      lead: textFor("avstemmingLead"),
      controls: select(textFor("periodType"), options, { chosen: kind, choose }),
      options: (width) => ({ ...grid(gaps, width), ...gapMarks(gaps, width) }),
      head: [textFor("fagomraade"), textFor("year"), "%"],
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
