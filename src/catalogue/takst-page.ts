// The takst explorer: type a code, see what it means, what it pays, what it excludes, and where it is used.

import { barY, cell, ruleY } from "@observablehq/plot";
import { type Child, element, fill, link, table, valueText } from "./element.ts";
import { figure, type Picture, yearTick } from "./figure.ts";
import { count, language, textFor } from "./language.ts";
import { FileNeeded, type Row } from "./parquet.ts";
import { datasetNamed, filePicker, parquetOf } from "./release.ts";
import { type FylkeUse, type TakstFacts, takstDatasets, takstFacts, takstkoder } from "./takst-facts.ts";

/** The page for a code, which may be empty. */
export function takstPage(code: string): HTMLElement {
  const input = element("input", {
    type: "search",
    id: "takstkode",
    name: "takstkode",
    value: code,
    list: "takstkoder",
    autocomplete: "off",
    spellcheck: "false",
  });
  const list = element("datalist", { id: "takstkoder" });
  const result = element("div", { id: "takst", "aria-live": "polite" });
  const submit = (event: Event) => {
    event.preventDefault();
    location.hash = `#/takst/${encodeURIComponent(input.value.trim())}`;
  };
  if (code !== "") void showTakst(code, result);
  if (location.protocol !== "file:" && datasetNamed("takstkoder") !== undefined) void suggest(list);
  return element(
    "article",
    {},
    element("h1", { tabindex: -1 }, textFor("takst")),
    element(
      "p",
      { class: "lead" },
      datasetNamed("takstkoder") === undefined ? textFor("noTakstData") : textFor("takstLead"),
    ),
    element(
      "form",
      { class: "controls", role: "search", onsubmit: submit },
      element("label", { for: "takstkode" }, textFor("takstkode")),
      input,
      list,
      element("button", { type: "submit" }, textFor("lookUp")),
    ),
    result,
  );
}

async function suggest(list: HTMLElement): Promise<void> {
  try {
    fill(list, ...(await takstkoder()).map((code) => element("option", { value: code })));
  } catch (error) {
    fill(list);
    list.dataset.failed = String(error);
  }
}

async function showTakst(code: string, result: HTMLElement): Promise<void> {
  fill(result, element("p", {}, textFor("reading")));
  const began = performance.now();
  try {
    const found = await takstFacts(code);
    const milliseconds = Math.round(performance.now() - began).toLocaleString(language());
    if (found.length === 0) fill(result, element("p", { class: "note" }, `${textFor("noTakst")} ${code}`));
    else {
      const time = element("p", { class: "quiet", id: "time" }, `${textFor("readIn")} ${milliseconds} ms`);
      fill(result, ...found.map(takstSection), time);
    }
  } catch (error) {
    if (error instanceof FileNeeded)
      fill(
        result,
        filePicker(filesNeeded(), () => void showTakst(code, result)),
      );
    else fill(result, element("p", { class: "note", role: "alert" }, `${textFor("cannotRead")} ${error}`));
  }
}

function filesNeeded(): readonly string[] {
  const files = takstDatasets
    .map((name) => datasetNamed(name))
    .map((one) => (one === undefined ? undefined : parquetOf(one)?.path));
  return files.filter((path) => path !== undefined);
}

const shownColumns = [
  "fradato",
  "tildato",
  "honorar",
  "refusjon",
  "egenandel",
  "pasient_egenbetaling",
  "maks_repetisjoner",
  "repetisjonsprosent",
  "minimum_tidsbruk",
  "beskrivelse",
] as const;

export function takstSection(facts: TakstFacts): HTMLElement {
  const { fagomraade, takstkode, periods } = facts;
  const [newest = {}] = periods;
  return element(
    "section",
    { class: "takst" },
    element("h2", {}, `${takstkode} · ${fagomraade}`),
    element("p", { class: "lead" }, valueText(newest.beskrivelse, "VARCHAR")),
    rules(newest, facts),
    element("h3", {}, textFor("periods")),
    periodTable(facts),
    takstUse(facts),
  );
}

function periodTable({ takstkode, fagomraade, periods }: TakstFacts): HTMLElement {
  const types = new Map(datasetNamed("takstkoder")?.columns.map(({ name, type }) => [name, type]));
  const columns = shownColumns.filter((name) =>
    periods.some((row) => row[name] !== null && row[name] !== undefined),
  );
  const rows = periods.map((row) =>
    columns.map((name) => valueText(row[name], types.get(name) ?? "VARCHAR")),
  );
  return table(`${textFor("periods")}: ${takstkode}, ${fagomraade}`, columns, { rows });
}

function rules(row: Row, facts: TakstFacts): HTMLElement {
  const lists = [
    ["excludes", "ugyldig_kombinasjon", "ugyldig_kombinasjon_takstkoder"],
    ["requires", "krever_takst", "krever_takst_takstkoder"],
    ["requiresProcedure", "krever_prosedyre", ""],
    ["requiresDiagnosis", "krever_diagnose", ""],
  ] as const;
  const ruleList = lists.map(([name, raw, codes]) => [
    element("dt", {}, `${textFor(name)} (${textFor("newestPeriod")})`),
    element("dd", {}, rule(row, { raw, codes, facts })),
  ]);
  return element("dl", {}, ...ruleList);
}

interface Rule {
  readonly raw: string;
  readonly codes: string;
  readonly facts: TakstFacts;
}

/** The rule as the API writes it where it is no list of takster; else its mode and each code as a link to follow. */
function rule(row: Row, { raw, codes, facts }: Rule): Child {
  const text = valueText(row[raw], "VARCHAR");
  if (text === "") return element("span", { class: "quiet" }, textFor("nothing"));
  const list = row[codes];
  if (!Array.isArray(list)) return text;
  const mode = valueText(row[`${raw}_modus`], "VARCHAR");
  return [`${mode}: `, list.map((code, at) => [at === 0 ? "" : ", ", codeLink(String(code), facts)])];
}

function codeLink(code: string, { official }: TakstFacts): Child {
  const found = link(`#/takst/${encodeURIComponent(code)}`, code);
  return official.has(code) ? [found, ` (${textFor("official")})`] : found;
}

export function takstUse({ takstkode, fagomraade, use }: TakstFacts): HTMLElement {
  if (use === undefined) return element("p", { class: "note" }, textFor("noUseData"));
  if (use.length === 0) return element("p", { class: "note" }, textFor("noUse"));
  const title = `${takstkode}, ${fagomraade}`;
  return element(
    "div",
    {},
    figure({ ...byFylke(use), id: `bruk-${fagomraade}`, title: `${textFor("use")}: ${title}` }),
    figure({ ...byYear(use), id: `sum-${fagomraade}`, title: `${textFor("sum")}: ${title}` }),
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
    lead: textFor("useLead"),
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
        label: textFor("antall"),
        tickFormat: "~s",
      },
      marks: [cell(cells, { x: "year", y: "fylke", fill: "amount", inset: 0.5, title })],
    }),
    head: [textFor("fylke"), ...years.map(String)],
    rows: fylker.map((fylke) => [fylke, ...years.map((year) => known.get(`${fylke} ${year}`) ?? "")]),
  };
}

function byYear(use: readonly FylkeUse[]): Drawn {
  const totals = summed(use, ({ year }) => String(year)).sort((one, other) => one.year - other.year);
  return {
    lead: textFor("sumLead"),
    options: (width) => ({
      height: 200,
      marginLeft: 48,
      x: { type: "band", label: null, tickFormat: yearTick(width) },
      y: { tickFormat: "~s", label: textFor("antall"), grid: true },
      marks: [barY(totals, { x: "year", y: "amount", fill: "#2a78b5" }), ruleY([0])],
    }),
    head: [textFor("year"), textFor("antall")],
    rows: totals.map(({ year, amount }) => [String(year), count(amount)]),
  };
}

function summed(use: readonly FylkeUse[], by: (row: FylkeUse) => string): FylkeUse[] {
  return [...Map.groupBy(use, by).values()].flatMap(([first, ...rest]) => {
    if (first === undefined) return [];
    return [{ ...first, amount: rest.reduce((sum, { amount }) => sum + amount, first.amount) }];
  });
}
