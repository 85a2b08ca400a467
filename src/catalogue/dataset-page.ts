// One dataset: what a row is, its facts, traps, files, columns, how to load it, what checks found, and its rows.
import { brokenChecks } from "./checks-page.ts";
import { columnTable } from "./column-table.ts";
import { spanText } from "./dataset-list.ts";
import { type Child, element, link, table } from "./element.ts";
import { count, said, size } from "./language.ts";
import { preview } from "./preview.ts";
import { checkedDataset, type Dataset, release } from "./release.ts";
import { say } from "./say.ts";
import { snippetTabs } from "./snippet-tabs.ts";

export function datasetPage(dataset: Dataset): HTMLElement {
  const { name, title, grain } = dataset;
  const broken = release.checks.filter((check) => check.failed > 0 && checkedDataset(check.name) === dataset);
  return element(
    "article",
    {},
    element("h1", { tabindex: -1 }, said(title)),
    element("p", { class: "quiet" }, element("code", {}, name)),
    element("p", { class: "lead" }, said(grain)),
    facts(dataset),
    traps(dataset),
    broken.length === 0
      ? null
      : element("section", {}, element("h2", {}, say("broken")), brokenChecks(broken)),
    preview(dataset),
    element("section", { id: "load" }, element("h2", {}, say("load")), snippetTabs(dataset)),
    element("section", {}, element("h2", {}, say("columnsHeading")), columnTable(dataset)),
    element("section", {}, element("h2", {}, say("files")), files(dataset)),
  );
}

function facts(dataset: Dataset): HTMLElement {
  const { rows, key, from, references, sources } = dataset;
  const told: readonly (readonly [string, Child])[] = [
    [say("rowsHeading"), count(rows)],
    [say("span"), spanText(dataset) || say("noSpan")],
    [say("key"), codes(key)],
    ...(from.length === 0 ? [] : [[say("from"), codes(from)] as const]),
    ...(references.length === 0 ? [] : [[say("references"), references.map(referenceLine)] as const]),
    [
      say("sources"),
      sources.map(({ title, path, license }, at) => [
        at === 0 ? "" : "; ",
        link(path, title),
        ` (${license})`,
      ]),
    ],
  ];
  return element("dl", {}, ...told.map(([term, text]) => [element("dt", {}, term), element("dd", {}, text)]));
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
    element("h2", {}, say("traps")),
    element("ul", {}, ...known.map((trap) => element("li", {}, said(trap.text)))),
  );
}

function files({ name, files: all }: Dataset): HTMLElement {
  const rows = all.map(({ path, bytes, sha256 }) => [
    link(path, path),
    size(bytes),
    element("code", { class: "hash" }, sha256),
  ]);
  return table(`${say("files")}: ${name}`, [say("file"), say("size"), "SHA-256"], { rows });
}
