// All datasets, in groups by subject.

import type { Words } from "../../domain/dataset.ts";
import { groupedBy } from "../data/grouped.ts";
import { type Dataset, parquetOf, release } from "../data/release.ts";
import { type Child, element, link } from "../page/element.ts";
import { hashOf } from "../state/address.ts";
import { text, translated } from "../text/language.ts";
import { bytesText, shortNumber } from "../text/numbers.ts";
import { recipesSection } from "./recipes.ts";

export function datasetList(): HTMLElement {
  const byGroup = groupedBy(release.datasets, ({ name }) => groupOf(name));
  return element(
    "article",
    {},
    element("h1", { tabindex: -1 }, text("Data", "Data")),
    element(
      "p",
      { class: "lead" },
      text(
        "Hver tabell er én Parquet-fil og én CSV-fil. Se radene her, eller last filen ned.",
        "Each table is a Parquet file and a CSV file. See the rows here, or download the file.",
      ),
    ),
    element("p", {}, wholeLinks()),
    ...groups.map((group) => groupSection(group, byGroup.get(group) ?? [])),
    recipesSection(release.datasets),
  );
}

function wholeLinks(): Child {
  return [
    link(
      "data-dictionary.html",
      text("Alle tabeller og kolonner på én side", "All tables and columns on one page"),
    ),
    " · ",
    link(
      "helserefusjon.sql",
      text("Åpne alt i DuckDB med én linje", "Open everything in DuckDB with one line"),
    ),
  ];
}

function groupSection(group: Group, datasets: readonly Dataset[]): HTMLElement | null {
  if (datasets.length === 0) return null;
  const { title, about } = groupTexts[group];
  return element(
    "section",
    { id: group },
    element("h2", {}, translated(title)),
    element("p", { class: "quiet" }, translated(about)),
    element("ul", { class: "cards" }, ...datasets.map(card)),
  );
}

export type Group = "bruk" | "takster" | "laboratorium" | "geografi" | "kvalitet";

/** The subject of a dataset, by its name. */
export function groupOf(name: string): Group {
  if (/^takstbruk_/.test(name)) return "bruk";
  if (/^(avstemming|dekning)/.test(name)) return "kvalitet";
  if (/^(kommune|fylke|innbyggere|sted)/.test(name)) return "geografi";
  return /^(nlk|refusjonskategori|apat)/.test(name) ? "laboratorium" : "takster";
}

const groups: readonly Group[] = ["bruk", "takster", "laboratorium", "geografi", "kvalitet"];

interface GroupText {
  readonly title: Words;
  readonly about: Words;
}

/** What the tables of each group are about. */
const groupTexts: Readonly<Record<Group, GroupText>> = {
  bruk: {
    title: { nb: "Bruk", en: "Use" },
    about: {
      nb: "Hvor ofte takster ble brukt, og hva det kostet.",
      en: "How often tariff items were used, and what that cost.",
    },
  },
  takster: {
    title: { nb: "Takster og satser", en: "Tariff items and rates" },
    about: {
      nb: "Hva en takst er, hva den betaler, og hva den utelukker.",
      en: "What an item is, what it pays, and what it excludes.",
    },
  },
  laboratorium: {
    title: { nb: "Laboratorium", en: "Laboratory" },
    about: { nb: "Koder og satser for prøver og bilder.", en: "Codes and rates of tests and images." },
  },
  geografi: {
    title: { nb: "Geografi", en: "Geography" },
    about: {
      nb: "Kommuner og fylker over tid, med innbyggere.",
      en: "Municipalities and counties over time, with inhabitants.",
    },
  },
  kvalitet: {
    title: { nb: "Kvalitet", en: "Quality" },
    about: {
      nb: "Hva som ble hentet, og hvordan tallene stemmer.",
      en: "What was fetched, and how the numbers agree.",
    },
  },
};

function card(dataset: Dataset): HTMLElement {
  const { name, title, grain } = dataset;
  return element(
    "li",
    { class: "card" },
    element("h3", {}, link(hashOf("data", name), translated(title))),
    element("p", {}, element("code", {}, name)),
    element("p", {}, translated(grain)),
    element("p", { class: "quiet" }, factsLine(dataset)),
  );
}

function factsLine(dataset: Dataset): string {
  const file = parquetOf(dataset);
  const parts = [
    `${shortNumber(dataset.rows)} ${text("rader", "rows")}`,
    `${dataset.columns.length} ${text("kolonner", "columns")}`,
    spanText(dataset),
    file === undefined ? "" : bytesText(file.bytes),
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** The first to the last period, or nothing for a table without periods. */
export function spanText({ key, first_period: first, last_period: last }: Dataset): string {
  if (first === null || last === null) return "";
  const length = key.includes("ar") && !key.includes("maned") ? "yyyy".length : "yyyy-mm".length;
  return `${first.slice(0, length)}–${last.slice(0, length)}`;
}
