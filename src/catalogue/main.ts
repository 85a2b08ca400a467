// The page: shows the view its address names, and shows it anew when the address or the language changes.
import { analysePage } from "./analyse/analyse-page.ts";
import { datasetList } from "./browse/dataset-list.ts";
import { datasetPage } from "./browse/dataset-page.ts";
import { loadLookup } from "./data/embedded.ts";
import { startReader } from "./data/reader.ts";
import { datasetNamed, release } from "./data/release.ts";
import { startFigures } from "./figures/figure.ts";
import { findPage } from "./find/find-page.ts";
import { element } from "./page/element.ts";
import { applyTheme, foot, head } from "./page/frame.ts";
import { nothing } from "./page/results.ts";
import { placePage } from "./place/place-page.ts";
import { type Address, addressOf, hashOf } from "./state/address.ts";
import { go, onNavigation } from "./state/navigate.ts";
import { takstPage } from "./takst/takst-page.ts";
import { chooseLanguage, language, languageNamed, text, translated } from "./text/language.ts";
import { trustPage } from "./trust/trust-page.ts";

/** Shows the view of the present address. The focus stays at the element with the same id, if there is one. */
function show(): void {
  const address = addressOf(location.hash);
  const spoken = languageNamed(address.query.get("lang"));
  if (spoken !== undefined) chooseLanguage(spoken);
  const focused = document.activeElement?.id;
  const body = viewOf(address);
  const heading = body.querySelector("h1")?.textContent ?? "";
  const title = translated(release.title);
  document.documentElement.lang = language();
  document.title = heading === title || heading === "" ? title : `${heading} – ${title}`;
  const again = () => {
    show();
    document.getElementById("language")?.focus();
  };
  document.body.replaceChildren(
    head(address.view, again),
    element("main", { id: "main", tabindex: -1 }, body),
    foot(),
  );
  if (focused !== undefined && focused !== "")
    document.getElementById(focused)?.focus({ preventScroll: true });
}

/** Starts to load the scripts that the view will need, all at the same time. */
function prefetchScripts({ view, name }: Address): void {
  if (view === "finn" || view === "unknown") return;
  const isList = name === "" && (view === "sted" || view === "data");
  if (!isList && view !== "tillit") startReader();
  if (view === "data") return;
  loadLookup();
  if (!isList) startFigures();
}

function viewOf({ view, name, query }: Address): HTMLElement {
  switch (view) {
    case "finn":
      return findPage(query.get("q") ?? "");
    case "analyse":
      return analysePage(query);
    case "takst":
      return takstPage(name);
    case "sted":
      return placePage(name);
    case "tillit":
      return trustPage();
    case "data": {
      if (name === "") return datasetList();
      const dataset = datasetNamed(name);
      return dataset === undefined ? unknownPage(name) : datasetPage(dataset, query);
    }
    case "unknown":
      return unknownPage(name);
  }
}

function unknownPage(name: string): HTMLElement {
  return element(
    "article",
    {},
    element(
      "h1",
      { tabindex: -1 },
      `${text("Denne siden finnes ikke her", "There is no such page here")}: ${name}`,
    ),
    nothing(element("a", { href: hashOf("finn") }, text("Gå til søket", "Go to the search"))),
  );
}

/** A slash leads to the search box from everywhere, unless somebody is writing. */
function searchOnSlash(event: KeyboardEvent): void {
  const isWriting = event.target instanceof HTMLElement && event.target.matches("input, select, textarea");
  if (event.key !== "/" || isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  document.getElementById("search")?.focus();
  if (addressOf(location.hash).view === "finn") return;
  firstFocus = "#search";
  go(hashOf("finn"));
}

/** What gets the focus in the next view: its heading, unless the reader opened the search box. */
let firstFocus = "h1";

applyTheme();
prefetchScripts(addressOf(location.hash));
onNavigation(show);
show();
document.addEventListener("keydown", searchOnSlash);
window.addEventListener("hashchange", () => {
  show();
  scrollTo(0, 0);
  document.querySelector<HTMLElement>(firstFocus)?.focus({ preventScroll: true });
  firstFocus = "h1";
});
window.addEventListener("popstate", (event) => {
  // A change of the hash is shown above; this is the back button between two states of one view.
  if (event.state !== undefined) show();
});
