// What the checks found, where the API surprised, and what misleads: all of it, the failed checks first.
import { type Child, element, link, table } from "./element.ts";
import { count, textFor, translated } from "./language.ts";
import { checkedDataset, release } from "./release.ts";

type Check = (typeof release.checks)[number];

export function checksPage(): HTMLElement {
  const failedCheck = release.checks.filter(({ failed }) => failed > 0);
  const passed = release.checks.filter(({ failed }) => failed === 0);
  return element(
    "article",
    {},
    element("h1", { tabindex: -1 }, textFor("checks")),
    element("h2", {}, `${textFor("broken")} (${failedCheck.length})`),
    failedCheck.length === 0 ? element("p", {}, textFor("noneBroken")) : failedChecks(failedCheck),
    element("h2", {}, textFor("traps")),
    trapList(),
    element("h2", {}, textFor("drift")),
    driftTable(),
    element("h2", {}, `${textFor("passed")} (${passed.length})`),
    element(
      "details",
      {},
      element("summary", {}, textFor("showAll")),
      element(
        "ul",
        {},
        ...passed.map((check) =>
          element("li", {}, translated(check.check), " ", element("code", {}, check.name)),
        ),
      ),
    ),
  );
}

/** Each failed check, with the number of rows that fail and some of them. */
export function failedChecks(checks: readonly Check[]): HTMLElement {
  return element("ul", { class: "plain" }, ...checks.map(failedCheck));
}

function failedCheck(check: Check): HTMLElement {
  const { name, sample } = check;
  const dataset = checkedDataset(name);
  const columns = [...new Set(sample.flatMap((row) => Object.keys(row)))];
  const rows = sample.map((row) => columns.map((column) => row[column] ?? "NULL"));
  return element(
    "li",
    { class: "broken" },
    element("p", {}, translated(check.check)),
    element("p", {}, ...failedCounts(check)),
    element(
      "details",
      {},
      element("summary", {}, element("code", {}, name)),
      dataset === undefined
        ? null
        : element("p", {}, link(`#/data/${dataset.name}`, translated(dataset.title))),
      columns.length === 0 ? null : table(name, columns, { rows }),
    ),
  );
}

/** How many fail, in every unit of the check: rows, and the different things they are about. */
function failedCounts({ failed, noun, counted }: Check): readonly Child[] {
  const counts = [{ number: failed, noun }, ...(counted === undefined ? [] : [counted])];
  return counts.flatMap((one, at) => [
    `${at === 0 ? "" : ", "}${translated(one.noun)}: `,
    element("strong", {}, count(one.number)),
  ]);
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
  return element("li", {}, translated(text), element("p", { class: "quiet" }, links));
}

function driftTable(): HTMLElement {
  const { drift } = release;
  if (drift.length === 0) return element("p", {}, textFor("noDrift"));
  const rows = drift.map(({ endpoint, field, kind, found, rows }) => [
    endpoint,
    field,
    kind,
    found,
    count(rows),
  ]);
  return table(
    textFor("drift"),
    [textFor("endpoint"), textFor("column"), textFor("difference"), textFor("type"), textFor("rowsHeading")],
    { rows },
  );
}
