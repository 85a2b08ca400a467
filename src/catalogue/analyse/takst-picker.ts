// Chooses takster and fagområder: the chosen ones as chips, and a box that finds more.
import type { Lookup } from "../data/embedded.ts";
import { type Entry, moveWithArrows, type Search, searchOver } from "../find/search.ts";
import { element, fill } from "../page/element.ts";
import type { Chosen } from "../state/analysis.ts";
import { language, text } from "../text/language.ts";
import { kroner } from "../text/numbers.ts";
import { chosenName } from "./words.ts";

interface Picker {
  readonly id: string;
  readonly label: string;
  readonly chosen: readonly Chosen[];
  readonly choose: (chosen: readonly Chosen[]) => void;
}

const mostOffered = 8;

export function takstPicker({ id, label, chosen, choose }: Picker, lookup: Lookup): HTMLElement {
  const offered = element("ul", { class: "offered", id: `${id}-offered` });
  const offer = () => {
    const { search, chosenBy } = choicesOf(lookup);
    const items = search.find(input.value, mostOffered).map((entry) => {
      const one = chosenBy.get(entry.hash);
      return one === undefined ? null : offeredItem(entry, () => choose([...chosen, one]));
    });
    fill(offered, ...items);
  };
  const input = element("input", {
    type: "search",
    id,
    autocomplete: "off",
    spellcheck: "false",
    "aria-controls": `${id}-offered`,
    placeholder: text("Legg til takst eller fagområde", "Add a tariff item or field"),
    oninput: offer,
  });
  const remove = (at: number) => () => choose(chosen.filter((_, other) => other !== at));
  const box = element(
    "div",
    { class: "picker" },
    element("label", { class: "field" }, element("span", {}, label), input),
    offered,
    element(
      "ul",
      { class: "chips" },
      ...chosen.map((one, at) => chosenItem(one, { lookup, remove: remove(at) })),
    ),
  );
  box.addEventListener("keydown", (event) =>
    moveWithArrows(event, { input, found: [...offered.querySelectorAll("button")] }),
  );
  return box;
}

function offeredItem({ code, title, detail }: Entry, add: () => void): HTMLElement {
  return element(
    "li",
    {},
    element(
      "button",
      { type: "button", onclick: add },
      element("b", {}, code),
      ` ${title} `,
      element("span", { class: "quiet" }, detail),
    ),
  );
}

interface Removable {
  readonly lookup: Lookup;
  readonly remove: () => void;
}

function chosenItem(one: Chosen, { lookup, remove }: Removable): HTMLElement {
  return element(
    "li",
    {},
    element(
      "button",
      { type: "button", onclick: remove, title: text("Fjern", "Remove") },
      element("b", {}, chosenName(one, lookup)),
      ` ${chosenText(one, lookup)} `,
      element("span", { "aria-hidden": "true" }, "×"),
    ),
  );
}

function chosenText({ fagomraade, takstkode }: Chosen, lookup: Lookup): string {
  if (takstkode === undefined) return text("alle takster", "all tariff items");
  const name = lookup.takst(fagomraade, takstkode)?.navn ?? "";
  return name.length > 40 ? `${name.slice(0, 39)}…` : name;
}

interface Choices {
  readonly search: Search;
  readonly chosenBy: ReadonlyMap<string, Chosen>;
}

const prepared = new Map<string, Choices>();

/** The search over all choices, prepared once for each language. */
function choicesOf(lookup: Lookup): Choices {
  const known = prepared.get(language());
  if (known !== undefined) return known;
  const all = choices(lookup);
  const made = {
    search: searchOver(all.map(({ entry }) => entry)),
    chosenBy: new Map(all.map(({ entry, chosen }) => [entry.hash, chosen])),
  };
  prepared.set(language(), made);
  return made;
}

function choices({ takster, fagomraader }: Lookup) {
  const fields = [...fagomraader].map(([kode, navn]) => ({
    chosen: { fagomraade: kode },
    entry: {
      kind: "fagomraade" as const,
      code: kode,
      title: navn,
      detail: text("alle takster", "all tariff items"),
      hash: kode,
      weight: 0,
    },
  }));
  const items = takster.map(({ fagomraade, takstkode, navn, kroner: amount }) => ({
    chosen: { fagomraade, takstkode },
    entry: {
      kind: "takst" as const,
      code: takstkode,
      title: navn,
      detail: `${fagomraade}${amount > 0 ? ` · ${kroner(amount)}` : ""}`,
      hash: `${fagomraade}:${takstkode}`,
      weight: amount,
    },
  }));
  return [...fields, ...items];
}
