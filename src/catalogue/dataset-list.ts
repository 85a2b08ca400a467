// All datasets, and the search over them.
import { element, fill, link } from "./element.ts";
import { count, size, textFor, translated } from "./language.ts";
import { type Dataset, parquetOf, release } from "./release.ts";

const mostColumnsNamed = 8;

/** The first page. What was searched for stays in its address, so that it can be sent to somebody. */
export function datasetList(text: string): HTMLElement {
  const list = element("ul", { class: "cards" });
  const status = element("p", { role: "status", class: "quiet" });
  const show = (searched: string) => {
    const found = search(release.datasets, searched);
    fill(list, ...found.map(card));
    fill(status, `${count(found.length)} ${textFor("found")}`);
  };
  const input = element("input", {
    type: "search",
    id: "search",
    value: text,
    placeholder: "fagomraade, 2ad, refusjon …",
    oninput: () => {
      history.replaceState(null, "", `#/?q=${encodeURIComponent(input.value)}`);
      show(input.value);
    },
  });
  show(text);
  return element(
    "div",
    {},
    element("h1", { tabindex: -1 }, translated(release.title)),
    element("p", { class: "lead" }, translated(release.description)),
    element("label", { class: "search", for: "search" }, textFor("search")),
    input,
    status,
    list,
    about(),
  );
}

function card({ dataset, columns }: Found): HTMLElement {
  const { name, title, grain } = dataset;
  const named = columns.slice(0, mostColumnsNamed).flatMap((column) => [element("code", {}, column), " "]);
  return element(
    "li",
    { class: "card" },
    element("h2", {}, link(`#/data/${name}`, translated(title))),
    element("p", { class: "quiet" }, element("code", {}, name)),
    element("p", {}, translated(grain)),
    element("p", { class: "quiet" }, factsLine(dataset)),
    columns.length === 0 ? null : element("p", { class: "matched" }, ...named),
  );
}

function factsLine(dataset: Dataset): string {
  const parts = [
    `${count(dataset.rows)} ${textFor("rows")}`,
    `${dataset.columns.length} ${textFor("columns")}`,
    spanText(dataset),
    size(parquetOf(dataset)?.bytes ?? 0),
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** First to last period, or nothing for a table without periods. */
export function spanText({ key, first_period: first, last_period: last }: Dataset): string {
  if (first === null || last === null) return "";
  const length = key.includes("ar") && !key.includes("maned") ? "yyyy".length : "yyyy-mm".length;
  return `${first.slice(0, length)} – ${last.slice(0, length)}`;
}

function about(): HTMLElement {
  const { id, version, pull, scope, license, attribution, source } = release;
  const facts = [
    [textFor("version"), `${version} (${id})`],
    [textFor("fetched"), `${pull.last_fetched_at.slice(0, 10)}, ${source.origin}`],
    [textFor("scope"), `${scope.since}–${scope.until}`],
  ] as const;
  return element(
    "section",
    {},
    element("h2", {}, textFor("about")),
    element("dl", {}, ...facts.map(([term, text]) => [element("dt", {}, term), element("dd", {}, text)])),
    element(
      "p",
      {},
      `${textFor("licence")}: `,
      link(license.data.path, license.data.name),
      ", ",
      link(license.reference_tables.path, license.reference_tables.name),
      ". ",
      translated(attribution),
    ),
    element(
      "p",
      {},
      link("manifest.json", "manifest.json"),
      " · ",
      link("README.md", "README.md"),
      " · ",
      link("SHA256SUMS", "SHA256SUMS"),
    ),
  );
}

export interface Found {
  readonly dataset: Dataset;
  /** The columns that hold a word of the search themselves, in their order. */
  readonly columns: readonly string[];
}

/** The datasets in which every word is found, those with a word in name or title first. All for an empty search. */
export function search(datasets: readonly Dataset[], text: string): readonly Found[] {
  const words = text.split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return datasets.map((dataset) => ({ dataset, columns: [] }));
  const found = datasets.filter((dataset) => words.every((word) => holds(textsOf(dataset), word)));
  const isNamed = ({ name, title }: Dataset) =>
    words.some((word) => holds([name, title.nb, title.en], word)) ? 0 : 1;
  return found
    .toSorted((one, other) => isNamed(one) - isNamed(other))
    .map((dataset) => ({ dataset, columns: columnsWith(dataset, words) }));
}

function columnsWith({ columns }: Dataset, words: readonly string[]): readonly string[] {
  return columns
    .filter((column) => words.some((word) => holds(columnTexts(column), word)))
    .map(({ name }) => name);
}

function textsOf({ name, title, grain, traps, columns }: Dataset): readonly string[] {
  const trapTexts = traps.flatMap((trap) => [trap.name, trap.text.nb, trap.text.en]);
  return [name, title.nb, title.en, grain.nb, grain.en, ...trapTexts, ...columns.flatMap(columnTexts)];
}

function columnTexts({ name, api = "", description }: Dataset["columns"][number]): readonly string[] {
  return [name, api, description.nb, description.en];
}

function holds(texts: readonly string[], word: string): boolean {
  return texts.some((text) =>
    spellings(text).some((one) => spellings(word).some((other) => one.includes(other))),
  );
}

/** Columns write fagomraade and ar, texts fagområde and år: a word is held against both ways of writing å and ø. */
function spellings(text: string): readonly [string, string] {
  const low = text.toLowerCase().replaceAll("æ", "ae");
  return [low.replaceAll("å", "aa").replaceAll("ø", "oe"), low.replaceAll("å", "a").replaceAll("ø", "o")];
}
