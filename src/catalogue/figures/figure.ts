// A figure of the page: title, explanation, picture in the width there is, and ways to take it along.
import { loadScript } from "../data/script.ts";
import { type Child, element, fill } from "../page/element.ts";
import { failure } from "../page/results.ts";
import type { Drawing, DrawingSettings } from "./drawing.ts";
import { pageFormats, pagePalette } from "./page-style.ts";
import { type TakeAlong, takeAlong } from "./take-along.ts";

declare global {
  var helserefusjonFigures:
    | { readonly draw: (drawing: Drawing, settings: DrawingSettings) => SVGSVGElement }
    | undefined;
}

export interface Figure {
  readonly id: string;
  readonly title: string;
  readonly lead?: string;
  readonly drawing: Drawing;
  /** What the reader can choose, above the picture. */
  readonly controls?: Child;
  /** Below the picture. */
  readonly below?: Child;
  readonly take?: Omit<TakeAlong, "title" | "subtitle" | "draw">;
}

const narrowest = 280;

/** The figure as an element; it is drawn anew when its width changes. */
export function figure({ id, title, lead = "", drawing, controls, below, take }: Figure): HTMLElement {
  const place = element("div", { class: "drawing" });
  let drawn = 0;
  const show = async () => {
    const width = Math.max(narrowest, Math.floor(place.clientWidth));
    if (width === drawn || place.clientWidth === 0) return;
    drawn = width;
    try {
      const image = await drawAt(drawing, { width, palette: pagePalette, formats: pageFormats() });
      image.setAttribute("role", "img");
      image.setAttribute("aria-label", lead === "" ? title : `${title}. ${lead}`);
      fill(place, image);
    } catch (error) {
      drawn = 0;
      fill(
        place,
        failure(error, () => void show()),
      );
    }
  };
  new ResizeObserver(() => void show()).observe(place);
  const draw = (settings: DrawingSettings) => drawAt(drawing, settings);
  return element(
    "figure",
    { id, class: "figure" },
    element("figcaption", {}, element("h3", {}, title), lead === "" ? null : element("p", {}, lead)),
    controls === undefined ? null : element("div", { class: "controls" }, controls),
    place,
    below,
    take === undefined ? null : takeAlong({ ...take, title, subtitle: lead, draw }),
  );
}

/** Loads the script that draws before anybody needs it. */
export function startFigures(): void {
  void loadScript("catalogue-figures.js");
}

let before: Promise<void> = Promise.resolve();

/** One figure in each frame, so that the page can react between two of them. */
async function turn(): Promise<void> {
  before = before.then(() => new Promise((next) => requestAnimationFrame(() => next())));
  await before;
}

async function drawAt(drawing: Drawing, settings: DrawingSettings): Promise<SVGSVGElement> {
  await loadScript("catalogue-figures.js");
  await turn();
  if (globalThis.helserefusjonFigures === undefined) throw new Error("catalogue-figures.js did not load");
  return globalThis.helserefusjonFigures.draw(drawing, settings);
}
