// What a view shows while it waits, when it found nothing, and when something went wrong.
import { type Lookup, loadedLookup, lookup } from "../data/embedded.ts";
import { FileNeeded, takeFiles } from "../data/reader.ts";
import { text } from "../text/language.ts";
import { type Child, element, fill } from "./element.ts";

interface Waiting {
  /** What an element of this id shows now stays, dimmed, until the new content is there. */
  readonly id?: string;
  /** The least height in pixels, so that the rest of the page does not move. */
  readonly height?: number;
}

/** A place for something that takes a while: a waiting sign, then the content or the reason why there is none. */
export function waitFor(load: () => Promise<Child>, { id, height }: Waiting = {}): HTMLElement {
  const place = element("div", id === undefined ? {} : { id });
  const before = id === undefined ? null : document.getElementById(id);
  const show = async () => {
    const waiting = element("div", { class: "waiting", role: "status" }, text("Leser …", "Reading …"));
    if (height !== undefined) waiting.style.minHeight = `${height}px`;
    fill(place, waiting);
    try {
      fill(place, await load());
    } catch (error) {
      fill(
        place,
        failure(error, () => void show()),
      );
    }
    place.classList.remove("stale");
  };
  void show();
  if (before !== null && before.childElementCount > 0) {
    fill(place, ...before.childNodes);
    place.classList.add("stale");
  }
  return place;
}

/** Something that needs the lookup: at once if it is there, so that the focus of the reader stays. */
export function withLookup(render: (found: Lookup) => Child): Child {
  const known = loadedLookup();
  return known === undefined ? waitFor(async () => render(await lookup())) : render(known);
}

/** Why something is not shown, with a way to try again. */
export function failure(error: unknown, again: () => void): HTMLElement {
  if (error instanceof FileNeeded) return filePicker([error.path], again);
  const reason = error instanceof Error ? error.message : String(error);
  return element(
    "div",
    { class: "note fault", role: "alert" },
    element("p", {}, `${text("Kan ikke lese tallene", "Cannot read the numbers")}: ${reason}`),
    element("button", { type: "button", onclick: again }, text("Prøv igjen", "Try again")),
  );
}

/** Says that there is nothing, and what to do. */
export function nothing(...sentences: readonly Child[]): HTMLElement {
  return element("div", { class: "note", role: "note" }, element("p", {}, ...sentences));
}

/** Names the files that are needed and calls back when the reader has chosen some. */
export function filePicker(paths: readonly string[], then: () => void): HTMLElement {
  const input = element("input", {
    type: "file",
    accept: ".parquet",
    multiple: true,
    onchange: () => {
      takeFiles(input.files ?? []);
      then();
    },
  });
  const names = paths.flatMap((path, at) => [at === 0 ? "" : ", ", element("code", {}, path)]);
  return element(
    "div",
    { class: "note", role: "note" },
    element(
      "p",
      {},
      text(
        "Siden er åpnet som en fil, og da får nettleseren ikke lese filene ved siden av. Velg filen her, eller vis utgivelsen med helserefusjon serve.",
        "This page was opened as a file, so the browser may not read the files beside it. Choose the file here, or show the release with helserefusjon serve.",
      ),
    ),
    element("label", {}, text("Velg", "Choose"), " ", ...names, " ", input),
  );
}
