// What the checks found, where the API surprised, and what misleads: all of it, the failed checks first.
import { type Child, element, link, table } from "./element.ts";
import { count, said, say } from "./language.ts";
import { checkedDataset, release } from "./release.ts";

type Check = (typeof release.checks)[number];

export function checksPage(): HTMLElement {
  const broken = release.checks.filter(({ failed }) => failed > 0);
  const passed = release.checks.filter(({ failed }) => failed === 0);
  return element(
    "article",
    {},
    element("h1", { tabindex: -1 }, say("checks")),
    element("h2", {}, `${say("broken")} (${broken.length})`),
    broken.length === 0 ? element("p", {}, say("noneBroken")) : brokenChecks(broken),
    element("h2", {}, say("traps")),
    trapList(),
    element("h2", {}, say("drift")),
    driftTable(),
    element("h2", {}, `${say("passed")} (${passed.length})`),
    element(
      "details",
      {},
      element("summary", {}, say("showAll")),
      element(
        "ul",
        {},
        ...passed.map(({ name, claim }) => element("li", {}, claim, " ", element("code", {}, name))),
      ),
    ),
  );
}

/** Each failed check, with the number of rows that fail and some of them. */
export function brokenChecks(checks: readonly Check[]): HTMLElement {
  return element("ul", { class: "plain" }, ...checks.map(broken));
}

function broken(check: Check): HTMLElement {
  const { name, claim, failed, sample } = check;
  const dataset = checkedDataset(name);
  const columns = [...new Set(sample.flatMap((row) => Object.keys(row)))];
  const rows = sample.map((row) => columns.map((column) => row[column] ?? "NULL"));
  return element(
    "li",
    { class: "broken" },
    element("p", {}, claim, ` ${say("rowsBreak")}: `, element("strong", {}, count(failed))),
    element(
      "details",
      {},
      element("summary", {}, element("code", {}, name)),
      dataset === undefined ? null : element("p", {}, link(`#/data/${dataset.name}`, said(dataset.title))),
      columns.length === 0 ? null : table(name, columns, { rows }),
    ),
  );
}

/** Each trap once, with the datasets that have it. */
function trapList(): HTMLElement {
  const names = [...new Set(release.datasets.flatMap(({ traps }) => traps.map(({ name }) => name)))];
  return element("ul", {}, ...names.map(trapItem));
}

function trapItem(name: string): Child {
  const having = release.datasets.filter(({ traps }) => traps.some((trap) => trap.name === name));
  const text = having[0]?.traps.find((trap) => trap.name === name)?.text;
  if (text === undefined) return null;
  const links = having.map((dataset, at) => [
    at === 0 ? "" : ", ",
    link(`#/data/${dataset.name}`, dataset.name),
  ]);
  return element("li", {}, said(text), element("p", { class: "quiet" }, links));
}

function driftTable(): HTMLElement {
  const { drift } = release;
  if (drift.length === 0) return element("p", {}, say("noDrift"));
  const rows = drift.map(({ endpoint, field, kind, found, rows }) => [
    endpoint,
    field,
    kind,
    found,
    count(rows),
  ]);
  return table(
    say("drift"),
    [say("endpoint"), say("column"), say("difference"), say("type"), say("rowsHeading")],
    { rows },
  );
}
