// The first view: one search box over everything, and what to begin with if nothing is typed.
import { lookup, mostUsedTakster } from "../data/embedded.ts";
import { isOpenedAsFile, release } from "../data/release.ts";
import { type Child, element, fill, link } from "../page/element.ts";
import { failure } from "../page/results.ts";
import { hashOf } from "../state/address.ts";
import { note } from "../state/navigate.ts";
import { language, text, translated } from "../text/language.ts";
import { kroner, shortNumber, wholeNumber } from "../text/numbers.ts";
import { entriesOf } from "./entries.ts";
import { type Entry, moveWithArrows, type Search, searchOver } from "./search.ts";

const mostFound = 30;

export function findPage(typed: string): HTMLElement {
  const input = searchInput(typed);
  const results = element("ul", { class: "found", id: "results" });
  const status = element("p", { role: "status", class: "quiet" });
  const start = element("div", { id: "start" }, beginnings());
  searchAsTyped({ input, results, status, start });
  const page = element(
    "div",
    {},
    element(
      "div",
      { class: "hero" },
      element("h1", { tabindex: -1 }, translated(release.title)),
      element("p", { class: "lead" }, translated(release.description)),
      element("div", { class: "searchbox" }, input, element("kbd", { "aria-hidden": "true" }, "/")),
      status,
      results,
    ),
    start,
  );
  page.addEventListener("keydown", (event) =>
    moveWithArrows(event, { input, found: [...results.querySelectorAll("a")] }),
  );
  return page;
}

interface Parts {
  readonly input: HTMLInputElement;
  readonly results: HTMLElement;
  readonly status: HTMLElement;
  /** What is shown as long as nothing is typed. */
  readonly start: HTMLElement;
}

function searchAsTyped({ input, results, status, start }: Parts): void {
  const show = (search: Search) => {
    const found = search.find(input.value, mostFound);
    const isSearching = input.value.trim() !== "";
    start.hidden = isSearching;
    fill(results, ...found.map(resultItem));
    fill(status, isSearching ? statusText(found.length, input.value) : null);
  };
  const begin = async () => {
    try {
      show(await preparedSearch());
    } catch (error) {
      const reason = failure(error, () => void begin());
      fill(status, reason);
    }
  };
  input.addEventListener("input", () => {
    note(hashOf("finn", "", [["q", input.value]]));
    void begin();
  });
  afterFirstView(() => void begin());
}

/** What is searched is loaded when the rest of the page is there. */
function afterFirstView(work: () => void): void {
  if (document.readyState === "complete") work();
  else window.addEventListener("load", work, { once: true });
}

function searchInput(value: string): HTMLInputElement {
  return element("input", {
    type: "search",
    id: "search",
    value,
    autocomplete: "off",
    spellcheck: "false",
    "aria-controls": "results",
    "aria-label": text(
      "Søk i takster, steder, datasett og kolonner",
      "Search tariff items, places, datasets and columns",
    ),
    placeholder: text("Takst, sted, datasett eller kolonne", "Tariff item, place, dataset or column"),
  });
}

const prepared = new Map<string, Search>();

/** The search in the language of the page; it is prepared once. */
async function preparedSearch(): Promise<Search> {
  const known = prepared.get(language());
  if (known !== undefined) return known;
  const made = searchOver(entriesOf(await lookup()));
  prepared.set(language(), made);
  return made;
}

function statusText(found: number, typed: string): string {
  if (found === 0) {
    return text(
      `Ingenting ligner på «${typed}». Prøv en takstkode, et ord fra takstens tekst eller et stedsnavn.`,
      `Nothing resembles “${typed}”. Try a tariff code, a word of its text, or the name of a place.`,
    );
  }
  const shown = found === mostFound ? text("De beste", "The best") : wholeNumber(found);
  return found === mostFound
    ? `${shown} ${mostFound} ${text("treff", "hits")}`
    : `${shown} ${text("treff", "hits")}`;
}

function resultItem(entry: Entry): HTMLElement {
  return element(
    "li",
    {},
    element(
      "a",
      { href: entry.hash, "data-kind": entry.kind },
      element(
        "span",
        { class: "code" },
        entry.kind === "datasett" || entry.kind === "kolonne" ? kindText(entry) : entry.code,
      ),
      element(
        "span",
        { class: "name" },
        entry.kind === "datasett" || entry.kind === "kolonne"
          ? [entry.code, " – ", entry.title]
          : entry.title,
      ),
      element("span", { class: "figure-text" }, entry.detail),
    ),
  );
}

function kindText({ kind }: Entry): string {
  return kind === "datasett" ? text("Datasett", "Dataset") : text("Kolonne", "Column");
}

function beginnings(): Child {
  const most = mostUsedTakster();
  return [
    element(
      "ul",
      { class: "chips", "aria-label": text("Eksempler", "Examples") },
      ...examples().map(exampleItem),
    ),
    element(
      "div",
      { class: "start" },
      element(
        "section",
        {},
        element("h2", {}, text("Hit går mest penger", "Where most of the money goes")),
        most.length === 0
          ? element("p", {}, text("Utgivelsen har ikke takster.", "The release has no tariff items."))
          : element("ul", { class: "found" }, ...most.map(mostUsedItem)),
      ),
      element(
        "section",
        {},
        element("h2", {}, text("Hva vil du gjøre?", "What would you like to do?")),
        element("ul", { class: "cards" }, ...doors().map(doorCard)),
      ),
    ),
    isOpenedAsFile() ? element("p", { class: "note" }, openedAsFile()) : null,
  ];
}

function openedAsFile(): string {
  return text(
    "Siden er åpnet fra en mappe. Søk, tall for landet og fylkene virker; resten leses fra filer du velger, eller med helserefusjon serve.",
    "This page was opened from a folder. Search and the numbers of the country and its counties work; files you choose, or helserefusjon serve, give the rest.",
  );
}

function examples(): readonly (readonly [hash: string, label: string])[] {
  const [first, second] = mostUsedTakster();
  return [
    [hashOf("finn", "", [["q", "konsultasjon"]]), "konsultasjon"],
    ...(first === undefined
      ? []
      : [[hashOf("takst", `${first.fagomraade}/${first.takstkode}`), first.takstkode] as const]),
    [hashOf("sted", "4601"), "Bergen"],
    ...(second === undefined
      ? []
      : [
          [
            hashOf("analyse", "", [
              ["takst", `${second.fagomraade}:${second.takstkode}`],
              ["niva", "fylke"],
            ]),
            text(
              `${second.takstkode} per innbygger og fylke`,
              `${second.takstkode} per inhabitant and county`,
            ),
          ] as const,
        ]),
  ];
}

function exampleItem([hash, label]: readonly [string, string]): HTMLElement {
  return element("li", {}, link(hash, label));
}

function mostUsedItem(one: ReturnType<typeof mostUsedTakster>[number]): HTMLElement {
  return element(
    "li",
    {},
    element(
      "a",
      { href: hashOf("takst", `${one.fagomraade}/${one.takstkode}`) },
      element("span", { class: "code" }, one.takstkode),
      element("span", {}, one.navn, " ", element("span", { class: "tag" }, one.fagomraade)),
      element(
        "span",
        { class: "figure-text" },
        `${kroner(one.kroner)} · ${shortNumber(one.antall)} ${text("ganger", "times")}`,
      ),
    ),
  );
}

function doors(): readonly (readonly [hash: string, title: string, sentence: string])[] {
  return [
    [
      hashOf("analyse"),
      text("Analyser bruken", "Analyse the use"),
      text(
        "Takster over tid, mellom steder og per innbygger.",
        "Tariff items over time, between places and per inhabitant.",
      ),
    ],
    [
      hashOf("sted"),
      text("Se et sted", "See a place"),
      text("Hva som gjøres i en kommune eller et fylke.", "What is done in a municipality or county."),
    ],
    [
      hashOf("data"),
      text("Last ned data", "Download data"),
      text(
        "Alle tabeller som Parquet og CSV, med forhåndsvisning.",
        "All tables as Parquet and CSV, with a preview.",
      ),
    ],
    [
      hashOf("tillit"),
      text("Vurder tallene", "Judge the numbers"),
      text(
        "Hva som mangler, hva som er foreløpig, og hva som er sjekket.",
        "What is missing, what is preliminary, and what was checked.",
      ),
    ],
  ];
}

function doorCard([hash, title, sentence]: readonly [string, string, string]): HTMLElement {
  return element("li", { class: "card" }, element("h3", {}, link(hash, title)), element("p", {}, sentence));
}
