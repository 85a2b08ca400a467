// One dataset: its rows, files and columns, code that loads it, its traps, and what checks found.

import { type Snippet, snippetsOf } from "../../metadata/snippets.ts";
import {
  addressOfFile,
  checkedDataset,
  type DataFile,
  type Dataset,
  parquetOf,
  release,
} from "../data/release.ts";
import { copyText } from "../page/copy.ts";
import { type Child, element, facts, fill, link, select, separated, table } from "../page/element.ts";
import { hashOf } from "../state/address.ts";
import { text, translated } from "../text/language.ts";
import { bytesText, percent, wholeNumber } from "../text/numbers.ts";
import { failedChecks } from "../trust/checks.ts";
import { spanText } from "./dataset-list.ts";
import { preview } from "./preview.ts";
import { recipesSection } from "./recipes.ts";

export function datasetPage(dataset: Dataset, query: ReadonlyMap<string, string>): HTMLElement {
  const { name, title, grain, traps } = dataset;
  const failed = release.checks.filter(({ name: check }) => checkedDataset(check) === dataset);
  return element(
    "article",
    {},
    element("h1", { tabindex: -1 }, translated(title)),
    element("p", { class: "quiet" }, element("code", {}, name)),
    element("p", { class: "lead" }, translated(grain)),
    downloads(dataset),
    traps.length === 0
      ? null
      : element(
          "section",
          { class: "note traps" },
          element("h2", {}, text("Kjente feller", "Known traps")),
          element("ul", {}, ...traps.map((trap) => element("li", {}, translated(trap.text)))),
        ),
    preview(dataset, query),
    element(
      "section",
      { class: "describes" },
      element("h2", {}, text("Kolonner", "Columns")),
      columnTable(dataset),
    ),
    element("section", { id: "load" }, element("h2", {}, text("Last inn", "Load it")), snippets(dataset)),
    recipesSection([dataset]),
    failed.length === 0
      ? null
      : element(
          "section",
          {},
          element("h2", {}, text("Sjekker som fant noe", "Checks that found something")),
          failedChecks(failed),
        ),
    element("section", {}, element("h2", {}, text("Om tabellen", "About the table")), about(dataset)),
  );
}

/** A button for each file, with its size; the hashes are below. */
function downloads({ files }: Dataset): HTMLElement {
  return element(
    "ul",
    { class: "chips downloads", "aria-label": text("Last ned", "Download") },
    ...files.map((file) =>
      element(
        "li",
        {},
        element(
          "a",
          { href: file.path, download: file.path },
          element("b", {}, fileKind(file)),
          ` ${bytesText(file.bytes)}`,
        ),
      ),
    ),
  );
}

function fileKind({ format, variant, compression }: DataFile): string {
  const name = format === "parquet" ? "Parquet" : variant === "excel" ? "CSV for Excel" : "CSV";
  return compression === undefined ? name : `${name}, gzip`;
}

function about(dataset: Dataset): HTMLElement {
  const { rows, key, from, references, sources, files } = dataset;
  const hashes = files.map(({ path, sha256 }) =>
    element("div", {}, link(path, path), " ", element("code", { class: "hash" }, sha256)),
  );
  return facts([
    [text("Rader", "Rows"), wholeNumber(rows)],
    [text("Periode", "Period"), spanText(dataset)],
    [text("Nøkkel", "Key"), codes(key)],
    [text("Laget av", "Made from"), from.length === 0 ? null : codes(from)],
    [text("Peker til", "Refers to"), references.length === 0 ? null : references.map(referenceLine)],
    [
      text("Kilder og lisens", "Sources and licence"),
      separated(
        sources.map(({ title, path, license }) => [link(path, title), ` (${license})`]),
        "; ",
      ),
    ],
    ["SHA-256", hashes],
  ]);
}

function codes(names: readonly string[]): Child {
  return separated(names.map((name) => element("code", {}, name)));
}

function referenceLine({ columns, dataset, to }: Dataset["references"][number]): Child {
  return element(
    "div",
    {},
    codes(columns),
    " → ",
    link(hashOf("data", dataset), dataset),
    " (",
    codes(to),
    ")",
  );
}

function columnTable({ name, columns, rows }: Dataset): HTMLElement {
  const cells = columns.map((column) => [
    [
      element("code", {}, column.name),
      column.api === undefined || column.api === column.name
        ? null
        : element(
            "div",
            { class: "quiet" },
            `${text("i APIet", "in the API")}: `,
            element("code", {}, column.api),
          ),
    ],
    element("div", { class: "words" }, translated(column.description)),
    element("code", {}, column.type),
    ...statisticsOf(column, rows),
  ]);
  return table({
    label: `${text("Kolonner", "Columns")}: ${name}`,
    head: [
      text("Kolonne", "Column"),
      text("Beskrivelse", "Description"),
      "Type",
      { name: text("Uten verdi", "Without value"), isNumber: true },
      text("Eksempler", "Examples"),
      text("Minst–størst", "Smallest–largest"),
    ],
    rows: cells,
  });
}

function statisticsOf({ statistics }: Dataset["columns"][number], rows: number): readonly Child[] {
  if (statistics === undefined) return ["", "", ""];
  const { nulls, examples, smallest, largest } = statistics;
  const shown = separated(examples.map((example) => element("code", {}, example)));
  const range = smallest === null && largest === null ? "" : `${smallest ?? ""}–${largest ?? ""}`;
  return [percent(rows === 0 ? 0 : nulls / rows), element("span", { class: "words" }, shown), range];
}

let chosen: Snippet["title"] | string = "DuckDB";

/** One snippet at a time; the language chosen stays for the next dataset. */
export function snippets(dataset: Dataset): HTMLElement {
  const all = snippetsOf(addressOfFile(parquetOf(dataset)?.path ?? ""));
  const code = element("code", {});
  const status = element("span", { role: "status", class: "quiet" });
  const show = (title: string) => {
    chosen = title;
    fill(status);
    fill(code, all.find((snippet) => snippet.title === title)?.text ?? "");
  };
  show(chosen);
  const copy = async () => fill(status, await copyText(code.textContent ?? ""));
  return element(
    "div",
    {},
    element(
      "div",
      { class: "controls" },
      select(
        text("Språk", "Language"),
        all.map(({ title }) => [title, title] as const),
        { chosen, choose: show },
      ),
      element("button", { type: "button", onclick: () => void copy() }, text("Kopier", "Copy")),
      status,
    ),
    element("pre", { tabindex: 0, "aria-label": text("Kode", "Code"), role: "region" }, code),
  );
}
