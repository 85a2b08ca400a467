// What checks found, each in a sentence, with how much fails and some examples.
import { checkedDataset, type release } from "../data/release.ts";
import { type Child, element, link, table } from "../page/element.ts";
import { hashOf } from "../state/address.ts";
import { text, translated } from "../text/language.ts";
import { wholeNumber } from "../text/numbers.ts";

type Check = (typeof release.checks)[number];

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
    { class: "check" },
    element("p", {}, translated(check.check), " ", ...failedCounts(check)),
    element(
      "details",
      {},
      element("summary", {}, text("Eksempler", "Examples")),
      element(
        "p",
        { class: "quiet" },
        element("code", {}, name),
        dataset === undefined ? null : [" · ", link(hashOf("data", dataset.name), translated(dataset.title))],
      ),
      columns.length === 0 ? null : table({ label: name, head: columns, rows }),
    ),
  );
}

/** How many fail, in every unit of the check: rows, and the different things they are about. */
function failedCounts({ failed, noun, counted }: Check): readonly Child[] {
  const counts = [{ number: failed, noun }, ...(counted === undefined ? [] : [counted])];
  return counts.flatMap((one, at) => [
    at === 0 ? "" : ", ",
    element("strong", {}, wholeNumber(one.number)),
    ` ${translated(one.noun)}`,
  ]);
}

export function passedChecks(checks: readonly Check[]): HTMLElement {
  return element(
    "details",
    {},
    element("summary", {}, text("Vis alle", "Show all")),
    element(
      "ul",
      {},
      ...checks.map((check) =>
        element("li", {}, translated(check.check), " ", element("code", {}, check.name)),
      ),
    ),
  );
}
