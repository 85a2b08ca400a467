// The page of a takst: what it is, what it pays, what it excludes and requires, and how it is used.
import { beginUse } from "../analyse/read-use.ts";
import type { Lookup, Takst } from "../data/embedded.ts";
import { type Child, element, facts, link, tiles } from "../page/element.ts";
import { nothing, withLookup } from "../page/results.ts";
import { hashOf } from "../state/address.ts";
import { text } from "../text/language.ts";
import { kroner, percent, periodText, rate, shortNumber } from "../text/numbers.ts";
import { ratesFigure, rulesSection } from "./rates-and-rules.ts";
import { beginFacts, type TakstName } from "./takst-facts.ts";
import { usePerFylke, useSection } from "./use.ts";

/** `LE/2ad`, or a code alone, which shows every fagomraade that has it. */
export function takstPage(name: string): HTMLElement {
  const [first = "", second] = name.split("/");
  const code = second ?? first;
  if (second !== undefined) beginReading({ fagomraade: first, takstkode: second });
  return element(
    "article",
    {},
    element("h1", { tabindex: -1 }, code === "" ? text("Takst", "Tariff item") : code),
    withLookup((found) => content(found, { code, fagomraade: second === undefined ? undefined : first })),
  );
}

/** The files are read while the lookup still loads. */
function beginReading(name: TakstName): void {
  beginFacts(name);
  beginUse(usePerFylke(name));
}

interface Wanted {
  readonly code: string;
  readonly fagomraade: string | undefined;
}

function content(found: Lookup, { code, fagomraade }: Wanted): Child {
  const same = found.takster.filter(({ takstkode }) => takstkode === code);
  const named =
    same.length > 0
      ? same
      : found.takster.filter((one) => one.takstkode.toLowerCase() === code.toLowerCase());
  if (named.length === 0) return unknownTakst(code);
  const shown = named.filter((one) => fagomraade === undefined || one.fagomraade === fagomraade);
  const others = named.filter((one) => !shown.includes(one));
  return [
    others.length === 0 || shown.length === 0 ? null : otherFields(others, found),
    element(
      "div",
      { class: shown.length > 1 ? "columns" : "" },
      ...(shown.length === 0 ? named : shown).map((one) => takstSection(one, found)),
    ),
  ];
}

function unknownTakst(code: string): HTMLElement {
  return nothing(
    `${text("Ingen takst heter", "No tariff item is called")} ${code}. `,
    link(hashOf("finn", "", [["q", code]]), text("Søk etter den", "Search for it")),
  );
}

function otherFields(others: readonly Takst[], { fagomraader }: Lookup): HTMLElement {
  const [first] = others;
  const links = others.flatMap(({ fagomraade, takstkode }) => [
    " ",
    link(hashOf("takst", `${fagomraade}/${takstkode}`), fagomraader.get(fagomraade) ?? fagomraade),
  ]);
  return element(
    "p",
    { class: "quiet" },
    text("Samme kode finnes også i", "The same code is also in"),
    ...links,
    " · ",
    link(hashOf("takst", first?.takstkode ?? ""), text("vis side ved side", "show side by side")),
  );
}

function takstSection(takst: Takst, found: Lookup): HTMLElement {
  const { fagomraade, takstkode, navn } = takst;
  const chosen = `${fagomraade}:${takstkode}`;
  const analyse = (niva: string) =>
    hashOf("analyse", "", [
      ["takst", chosen],
      ["niva", niva],
    ]);
  return element(
    "section",
    { class: "takst", "data-takst": chosen },
    element("p", { class: "lead" }, navn),
    element(
      "p",
      {},
      element("span", { class: "tag" }, found.fagomraader.get(fagomraade) ?? fagomraade),
      " ",
      takst.siste === "" ? element("span", { class: "tag" }, text("ikke i bruk", "not in use")) : null,
    ),
    largeNumbers(takst, found),
    element(
      "ul",
      { class: "chips" },
      element("li", {}, link(analyse("fylke"), text("Sammenlign fylker", "Compare counties"))),
      element("li", {}, link(analyse("kommune"), text("Sammenlign kommuner", "Compare municipalities"))),
    ),
    useSection(takst, found),
    ratesFigure(takst),
    rulesSection(takst, found),
    related(takst, found),
  );
}

function largeNumbers(takst: Takst, found: Lookup): Child {
  const { antall, kroner: amount, honorar, refusjon, egenandel, siste } = takst;
  const year = String(found.wholeYear);
  const money = (value: number | undefined) => (value === undefined ? null : rate(value));
  return [
    tiles([
      {
        name: `${text("Brukt", "Used")} ${year}`,
        value: shortNumber(antall),
        below: text("ganger", "times"),
      },
      {
        name: `${text("Refusjon", "Reimbursement")} ${year}`,
        value: kroner(amount),
        below: shareText(takst, found),
      },
      ...(honorar === undefined ? [] : [{ name: text("Honorar nå", "Fee now"), value: rate(honorar) }]),
    ]),
    facts([
      [text("Refusjon nå", "Reimbursement now"), money(refusjon)],
      [text("Egenandel nå", "Co-payment now"), money(egenandel)],
      [text("Sist brukt", "Last used"), siste === "" ? null : periodText(siste.slice(0, 7))],
    ]),
  ];
}

/** The takst's share of what the state pays, in its fagomraade and in all. */
function shareText({ fagomraade, kroner: amount }: Takst, { takster }: Lookup): string {
  const sum = (all: readonly Takst[]) => all.reduce((total, one) => total + one.kroner, 0);
  const [own, all] = [sum(takster.filter((one) => one.fagomraade === fagomraade)), sum(takster)];
  if (own === 0 || all === 0) return "";
  return text(
    `${percent(amount / own)} av fagområdet, ${percent(amount / all)} av alt`,
    `${percent(amount / own)} of the field, ${percent(amount / all)} of all`,
  );
}

const mostRelated = 6;

/** Takster of the same fagomraade whose codes begin alike or whose texts share words, those that cost most first. */
function related(takst: Takst, { takster }: Lookup): Child {
  const words = new Set(wordsOf(takst));
  const stem = takst.takstkode.slice(0, 2);
  const likeness = (one: Takst) =>
    wordsOf(one).filter((word) => words.has(word)).length + (one.takstkode.startsWith(stem) ? 1 : 0);
  const found = takster
    .filter((one) => one.fagomraade === takst.fagomraade && one.takstkode !== takst.takstkode)
    .map((one) => ({ one, like: likeness(one) }))
    .filter(({ like }) => like > 0)
    .sort((left, right) => right.like - left.like || right.one.kroner - left.one.kroner)
    .slice(0, mostRelated);
  if (found.length === 0) return null;
  const items = found.map(({ one }) => element("li", {}, takstLink(one)));
  return [
    element("h2", {}, text("Lignende takster", "Similar tariff items")),
    element("ul", { class: "chips" }, ...items),
  ];
}

function takstLink({ fagomraade, takstkode, navn }: Takst): HTMLElement {
  return link(hashOf("takst", `${fagomraade}/${takstkode}`), element("b", {}, takstkode), ` ${navn}`);
}

/** The words of its text that say something: those of more than four letters. */
function wordsOf({ navn }: Takst): readonly string[] {
  const words = navn.toLowerCase().split(/[^\p{L}]+/u);
  return words.filter((word) => word.length > 4);
}
