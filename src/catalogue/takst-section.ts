// One takst in one fagomraade: text, periods and rates, rules, and use.
import { type Child, element, link, table } from "./element.ts";
import type { Row } from "./parquet.ts";
import { datasetNamed } from "./release.ts";
import { say } from "./say.ts";
import type { TakstFacts } from "./takst-facts.ts";
import { takstUse } from "./takst-use.ts";
import { valueText } from "./value-text.ts";

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
    element("h3", {}, say("periods")),
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
  return table(`${say("periods")}: ${takstkode}, ${fagomraade}`, columns, { rows });
}

function rules(row: Row, facts: TakstFacts): HTMLElement {
  const lists = [
    ["excludes", "ugyldig_kombinasjon", "ugyldig_kombinasjon_takstkoder"],
    ["requires", "krever_takst", "krever_takst_takstkoder"],
    ["requiresProcedure", "krever_prosedyre", ""],
    ["requiresDiagnosis", "krever_diagnose", ""],
  ] as const;
  const told = lists.map(([name, raw, codes]) => [
    element("dt", {}, `${say(name)} (${say("newestPeriod")})`),
    element("dd", {}, rule(row, { raw, codes, facts })),
  ]);
  return element("dl", {}, ...told);
}

interface Rule {
  readonly raw: string;
  readonly codes: string;
  readonly facts: TakstFacts;
}

/** The rule as the API writes it where it is no list of takster; else its mode and each code as a link to follow. */
function rule(row: Row, { raw, codes, facts }: Rule): Child {
  const text = valueText(row[raw], "VARCHAR");
  if (text === "") return element("span", { class: "quiet" }, say("nothing"));
  const list = row[codes];
  if (!Array.isArray(list)) return text;
  const mode = valueText(row[`${raw}_modus`], "VARCHAR");
  return [`${mode}: `, list.map((code, at) => [at === 0 ? "" : ", ", codeLink(String(code), facts)])];
}

function codeLink(code: string, { official }: TakstFacts): Child {
  const found = link(`#/takst/${encodeURIComponent(code)}`, code);
  return official.has(code) ? [found, ` (${say("official")})`] : found;
}
