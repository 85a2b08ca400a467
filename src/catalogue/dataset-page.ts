// One dataset: what a row is, its facts, traps, files, columns, how to load it, what checks found, and its rows.

import { type Snippet, snippetsOf } from "../metadata/snippets.ts";
import { failedChecks } from "./checks-page.ts";
import { spanText } from "./dataset-list.ts";
import { type Child, element, fill, link, select, table } from "./element.ts";
import { count, language, size, textFor, translated } from "./language.ts";
import { preview } from "./preview.ts";
import { checkedDataset, type Dataset, parquetOf, release } from "./release.ts";

export function datasetPage(dataset: Dataset): HTMLElement {
  const { name, title, grain } = dataset;
  const broken = release.checks.filter((check) => check.failed > 0 && checkedDataset(check.name) === dataset);
  return element(
    "article",
    {},
    element("h1", { tabindex: -1 }, translated(title)),
    element("p", { class: "quiet" }, element("code", {}, name)),
    element("p", { class: "lead" }, translated(grain)),
    facts(dataset),
    traps(dataset),
    broken.length === 0
      ? null
      : element("section", {}, element("h2", {}, textFor("broken")), failedChecks(broken)),
    preview(dataset),
    element("section", { id: "load" }, element("h2", {}, textFor("load")), snippetTabs(dataset)),
    element("section", {}, element("h2", {}, textFor("columnsHeading")), columnTable(dataset)),
    element("section", {}, element("h2", {}, textFor("files")), files(dataset)),
  );
}

function facts(dataset: Dataset): HTMLElement {
  const { rows, key, from, references, sources } = dataset;
  const lines: readonly (readonly [string, Child])[] = [
    [textFor("rowsHeading"), count(rows)],
    [textFor("span"), spanText(dataset) || textFor("noSpan")],
    [textFor("key"), codes(key)],
    ...(from.length === 0 ? [] : [[textFor("from"), codes(from)] as const]),
    ...(references.length === 0 ? [] : [[textFor("references"), references.map(referenceLine)] as const]),
    [
      textFor("sources"),
      sources.map(({ title, path, license }, at) => [
        at === 0 ? "" : "; ",
        link(path, title),
        ` (${license})`,
      ]),
    ],
  ];
  return element(
    "dl",
    {},
    ...lines.map(([term, text]) => [element("dt", {}, term), element("dd", {}, text)]),
  );
}

function codes(names: readonly string[]): Child {
  return names.map((name, at) => [at === 0 ? "" : ", ", element("code", {}, name)]);
}

function referenceLine({ columns, dataset, to }: Dataset["references"][number]): Child {
  return element("div", {}, codes(columns), " → ", link(`#/data/${dataset}`, dataset), " (", codes(to), ")");
}

function traps({ traps: known }: Dataset): Child {
  if (known.length === 0) return null;
  return element(
    "section",
    { class: "traps" },
    element("h2", {}, textFor("traps")),
    element("ul", {}, ...known.map((trap) => element("li", {}, translated(trap.text)))),
  );
}

function files({ name, files: all }: Dataset): HTMLElement {
  const rows = all.map(({ path, bytes, sha256 }) => [
    link(path, path),
    size(bytes),
    element("code", { class: "hash" }, sha256),
  ]);
  return table(`${textFor("files")}: ${name}`, [textFor("file"), textFor("size"), "SHA-256"], { rows });
}

export function columnTable(dataset: Dataset): HTMLElement {
  const { name, columns, rows } = dataset;
  const head = [
    "column",
    "description",
    "type",
    "apiName",
    "nulls",
    "examples",
    "smallest",
    "largest",
  ] as const;
  const cells = columns.map((column) => [
    element("code", {}, column.name),
    element("span", { class: "words" }, translated(column.description)),
    element("code", {}, column.type),
    column.api === undefined ? "" : element("code", {}, column.api),
    ...statisticsOf(column, rows),
  ]);
  return table(`${textFor("columnsHeading")}: ${name}`, head.map(textFor), { rows: cells });
}

function statisticsOf({ statistics }: Dataset["columns"][number], rows: number): readonly Child[] {
  if (statistics === undefined) return ["", "", "", ""];
  const { nulls, examples, smallest, largest } = statistics;
  const shown = examples.map((example, at) => [at === 0 ? "" : ", ", element("code", {}, example)]);
  return [share(nulls, rows), element("span", { class: "words" }, shown), smallest, largest];
}

/** Never 0 % where a value is missing, nor 100 % where one is there. */
function share(nulls: number, rows: number): string {
  if (nulls === 0 || rows === 0) return "0 %";
  if (nulls === rows) return "100 %";
  const percent = Math.min(99.9, Math.max(0.1, (100 * nulls) / rows));
  return `${percent.toLocaleString(language() === "nb" ? "nb-NO" : "en-GB", { maximumFractionDigits: 1 })} %`;
}

let chosen: Snippet["title"] | string = "DuckDB";

/** One snippet at a time; the language chosen stays for the next dataset. */
export function snippetTabs(dataset: Dataset): HTMLElement {
  const all = snippetsOf(placeOf(parquetOf(dataset)?.path ?? ""));
  const code = element("code", {});
  const status = element("span", { role: "status", class: "quiet" });
  const show = (title: string) => {
    chosen = title;
    fill(status);
    fill(code, all.find((snippet) => snippet.title === title)?.text ?? "");
  };
  show(chosen);
  const options = all.map(({ title }) => [title, title] as const);
  const copy = () => void copyText(code.textContent ?? "", status);
  return element(
    "div",
    { class: "snippet" },
    element(
      "p",
      { class: "controls" },
      select(textFor("load"), options, { chosen, choose: show }),
      element("button", { type: "button", onclick: copy }, textFor("copy")),
      status,
    ),
    element("pre", { tabindex: 0, "aria-label": textFor("load"), role: "region" }, code),
  );
}

/** The address of a file where the page was fetched from a server; its bare name where it was opened from a folder. */
function placeOf(path: string): string {
  return location.protocol === "file:" ? path : new URL(path, location.href).href;
}

async function copyText(text: string, status: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    fill(status, textFor("copied"));
  } catch {
    fill(status, textFor("copyFailed"));
  }
}
