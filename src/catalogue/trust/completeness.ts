// The requests and their answers: a cell for each fagomraade and year.
import { duckdbRows } from "../../metadata/snippets.ts";
import type { TextRow } from "../data/embedded.ts";
import type { CsvTable } from "../figures/csv.ts";
import type { Cell } from "../figures/drawing.ts";
import { figure } from "../figures/figure.ts";
import { type Child, element, fill, select } from "../page/element.ts";
import { text } from "../text/language.ts";

export function completeness(rows: readonly TextRow[]): Child {
  const endpoints = [...new Set(rows.map(({ endepunkt }) => endepunkt ?? ""))];
  if (endpoints.length === 0) return null;
  const place = element("div", {});
  const show = (endpoint: string) => fill(place, pictureOf(rows, { endpoint, endpoints, show }));
  show(endpoints[0] ?? "");
  return [element("h2", {}, text("Er alt hentet?", "Was everything fetched?")), place];
}

interface Choice {
  readonly endpoint: string;
  readonly endpoints: readonly string[];
  readonly show: (endpoint: string) => void;
}

function pictureOf(rows: readonly TextRow[], { endpoint, endpoints, show }: Choice): HTMLElement {
  const here = rows.filter(({ endepunkt }) => endepunkt === endpoint);
  const used = statuses().filter(({ name }) => here.some(({ status }) => status === name));
  const names = endpoints.map((name) => [name, name] as const);
  return figure({
    id: "dekning",
    title: text("Svar per fagområde og år", "Answers by field and year"),
    lead: text(
      "Et tomt svar betyr at APIet ikke hadde rader.",
      "An empty answer means that the API had no rows.",
    ),
    controls: select(text("Endepunkt", "Endpoint"), names, {
      chosen: endpoint,
      choose: show,
      id: "endepunkt",
    }),
    drawing: { kind: "cells", statuses: statuses(), cells: here.map(cellOf) },
    below: element("ul", { class: "chips" }, ...used.map(({ label, colour }) => legendItem(label, colour))),
    take: { name: "dekning", csv: csvOf(here), sql: sqlOf(endpoint) },
  });
}

function cellOf({ fagomraade, ar, status, foresporsler }: TextRow): Cell {
  const label = statuses().find(({ name }) => name === status)?.label ?? status;
  return {
    row: fagomraade ?? "",
    column: ar ?? "",
    value: undefined,
    label: `${label} (${foresporsler})`,
    status: status ?? "",
  };
}

function csvOf(rows: readonly TextRow[]): CsvTable {
  const head = ["endepunkt", "fagomraade", "ar", "status", "foresporsler"];
  return { head, rows: rows.map((row) => head.map((name) => row[name] ?? "")) };
}

/** Each request once for every year it covers. */
function sqlOf(endpoint: string): string {
  return [
    "SELECT endepunkt, fagomraade, status, unnest(range(year(periode_fra), year(periode_til) + 1)) AS ar,",
    "  count(*) AS foresporsler",
    `FROM ${duckdbRows("dekning.parquet")}`,
    `WHERE endepunkt = '${endpoint}'`,
    "GROUP BY ALL",
    "ORDER BY ALL;",
  ].join("\n");
}

function legendItem(label: string, colour: string): HTMLElement {
  const box = element("span", { class: "swatch", "aria-hidden": "true" });
  box.style.background = colour;
  return element("li", { class: "chip" }, box, label);
}

function statuses() {
  return [
    { name: "ok", label: text("kom", "came"), tone: 0, colour: "var(--series-1)" },
    {
      name: "gjenbrukt",
      label: text("gjenbrukt fra en tidligere henting", "reused from an earlier pull"),
      tone: 2,
      colour: "var(--series-3)",
    },
    { name: "delt", label: text("kom i flere deler", "came in parts"), tone: 4, colour: "var(--series-5)" },
    { name: "tom", label: text("tomt svar", "empty answer"), tone: "quiet", colour: "var(--heat-3)" },
    { name: "avvist", label: text("avvist", "rejected"), tone: 1, colour: "var(--series-2)" },
  ] as const;
}
