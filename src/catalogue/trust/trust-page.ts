// Whether the numbers can be trusted: what is missing, what is preliminary, what changed, and what was checked.

import { type Lookup, lookup, rowsOf, type TextRow, trustData } from "../data/embedded.ts";
import { groupedBy } from "../data/grouped.ts";
import { release } from "../data/release.ts";
import {
  type Child,
  element,
  link,
  numberHeading,
  separated,
  type Tile,
  table,
  tiles,
} from "../page/element.ts";
import { waitFor } from "../page/results.ts";
import { hashOf } from "../state/address.ts";
import { text, translated } from "../text/language.ts";
import { percent, periodText, wholeNumber } from "../text/numbers.ts";
import { failedChecks, passedChecks } from "./checks.ts";
import { completeness } from "./completeness.ts";
import { reconciliation } from "./reconciliation.ts";

export function trustPage(): HTMLElement {
  const failed = release.checks;
  return element(
    "article",
    {},
    element("h1", { tabindex: -1 }, text("Kan du stole på tallene?", "Can you trust the numbers?")),
    waitFor(async () => {
      const [{ avstemming, passed }, { years }] = await Promise.all([trustData(), lookup()]);
      return overview({ years, avstemming: rowsOf(avstemming), passed: passed.length });
    }),
    element("h2", { id: "endringer" }, text("Nytt siden forrige utgivelse", "New since the release before")),
    changes(),
    waitFor(async () => {
      const { dekning, avstemming } = await trustData();
      return [completeness(rowsOf(dekning)), reconciliation(rowsOf(avstemming))];
    }),
    element("h2", { id: "feller" }, text("Kjente feller", "Known traps")),
    trapList(),
    element(
      "h2",
      { id: "sjekker" },
      `${text("Sjekker som fant noe", "Checks that found something")} (${failed.length})`,
    ),
    failed.length === 0 ? element("p", {}, text("Ingen.", "None.")) : failedChecks(failed),
    waitFor(async () => {
      const { passed } = await trustData();
      const heading = `${text("Sjekker uten funn", "Checks without findings")} (${passed.length})`;
      return [element("h2", {}, heading), passedChecks(passed)];
    }),
    element(
      "h2",
      { id: "avvik" },
      text("Der APIet svarte annerledes enn ventet", "Where the API answered otherwise than expected"),
    ),
    driftTable(),
  );
}

interface Overview {
  readonly years: Lookup["years"];
  readonly avstemming: readonly TextRow[];
  readonly passed: number;
}

/** The answers in short. */
function overview({ years, avstemming, passed }: Overview): HTMLElement {
  const sums = avstemming.filter(({ periodetype }) => periodetype === "ar");
  const total = (column: string) => sums.reduce((sum, row) => sum + Number(row[column] ?? 0), 0);
  const [whole, parts] = [total("landet"), total("kommune")];
  const missing = {
    name: text("Mangler i kommunetallene", "Missing from the municipalities"),
    value: percent((whole - parts) / whole),
    below: text("av refusjonen: små tall er utelatt.", "of reimbursement: small numbers are left out."),
  };
  return tiles([...yearTiles(years), ...(whole === 0 ? [] : [missing]), checksTile(passed), fetchedTile()]);
}

function yearTiles(years: Lookup["years"]): readonly Tile[] {
  const preliminary = years.filter(({ forelopig }) => forelopig);
  const incomplete = years.filter(({ maneder }) => maneder < 12);
  const list = (some: Lookup["years"]) => some.map(({ ar }) => ar).join(", ") || text("ingen", "none");
  const months = incomplete.map(({ ar, maneder }) => `${ar}: ${maneder} ${text("måneder", "months")}`);
  return [
    {
      name: text("Foreløpige år", "Preliminary years"),
      value: list(preliminary),
      below: text("Regninger kan komme i ettertid.", "Bills may still arrive."),
    },
    { name: text("Ufullstendige år", "Incomplete years"), value: list(incomplete), below: months.join(", ") },
  ];
}

function checksTile(passed: number): Tile {
  const failed = release.checks.length;
  const found =
    failed === 0
      ? text("ingen fant noe", "none found anything")
      : `${failed} ${text("fant noe", "found something")}`;
  return { name: text("Sjekker", "Checks"), value: wholeNumber(passed + failed), below: found };
}

function fetchedTile(): Tile {
  const { last_fetched_at: fetched, requests } = release.pull;
  return {
    name: text("Hentet", "Fetched"),
    value: periodText(fetched.slice(0, 10)),
    below: `${wholeNumber(requests)} ${text("forespørsler", "requests")}`,
  };
}

function changes(): Child {
  const { previous, changes: all = [] } = release;
  if (previous === null) {
    return element(
      "p",
      {},
      text(
        "Dette er den første utgivelsen av sitt slag: det er ingen forrige å sammenligne med.",
        "This is the first release of its kind: there is none before it to compare with.",
      ),
    );
  }
  const changed = all.filter((one) => one.added + one.removed + one.restated > 0);
  const lead = element(
    "p",
    {},
    `${text("Forrige utgivelse", "The release before")}: ${previous.id}, ${previous.version}. ${changed.length === 0 ? text("Ingen rader er endret.", "No rows changed.") : ""}`,
  );
  if (changed.length === 0) return lead;
  return [
    lead,
    table({
      label: text("Endringer", "Changes"),
      head: [
        text("Datasett", "Dataset"),
        numberHeading(text("Nye rader", "New rows")),
        numberHeading(text("Borte", "Gone")),
        numberHeading(text("Endret", "Restated")),
      ],
      rows: changed.map((one) => [
        link(hashOf("data", one.dataset), one.dataset),
        wholeNumber(one.added),
        wholeNumber(one.removed),
        wholeNumber(one.restated),
      ]),
    }),
  ];
}

/** Each trap once, with the datasets that have it. */
function trapList(): HTMLElement {
  const all = release.datasets.flatMap((dataset) => dataset.traps.map((trap) => ({ trap, dataset })));
  const byName = groupedBy(all, ({ trap }) => trap.name);
  const items = [...byName.values()].flatMap((having) => {
    const [first] = having;
    if (first === undefined) return [];
    const links = separated(having.map(({ dataset }) => link(hashOf("data", dataset.name), dataset.name)));
    return [
      element(
        "li",
        {},
        translated(first.trap.text),
        element(
          "details",
          {},
          element(
            "summary",
            {},
            `${text("Gjelder", "Holds for")} ${having.length} ${having.length === 1 ? text("tabell", "table") : text("tabeller", "tables")}`,
          ),
          element("p", { class: "quiet" }, links),
        ),
      ),
    ];
  });
  return element("ul", {}, ...items);
}

function driftTable(): Child {
  if (release.drift.length === 0) return element("p", {}, text("Ingen avvik.", "No differences."));
  return table({
    label: text("Avvik", "Differences"),
    head: [
      text("Endepunkt", "Endpoint"),
      text("Felt", "Field"),
      text("Avvik", "Difference"),
      text("Funnet", "Found"),
      { name: text("Rader", "Rows"), isNumber: true },
    ],
    rows: release.drift.map(({ endpoint, field, kind, found, rows }) => [
      endpoint,
      field,
      kind,
      found,
      wholeNumber(rows),
    ]),
  });
}
