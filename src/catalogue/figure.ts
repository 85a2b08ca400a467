// A picture with its title, its explanation, its drawing in the width there is, and its figures as a table.
import { type PlotOptions, plot } from "@observablehq/plot";
import { type Child, element, fill, table } from "./element.ts";
import { textFor } from "./language.ts";

export interface Picture {
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  /** What the reader can choose, above the drawing. */
  readonly controls?: Child;
  /** How to draw it in so many pixels. */
  readonly options: (width: number) => PlotOptions;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const narrowest = 280;

/** The figure as an element; it is drawn anew when its width changes. */
export function figure(picture: Picture): HTMLElement {
  const { id, title, lead, controls = null, head, rows } = picture;
  const drawing = element("div", { class: "drawing" });
  let drawn = 0;
  new ResizeObserver(() => {
    const width = Math.max(narrowest, Math.floor(drawing.clientWidth));
    if (width === drawn || drawing.clientWidth === 0) return;
    drawn = width;
    fill(drawing, drawnAt(picture, width));
  }).observe(drawing);
  return element(
    "figure",
    { id },
    element("figcaption", {}, element("h2", {}, title), element("p", {}, lead)),
    element("div", { class: "controls" }, controls),
    drawing,
    element("details", {}, element("summary", {}, textFor("figures")), table(title, head, { rows })),
  );
}

function drawnAt({ title, options }: Picture, width: number): Element {
  const drawn = plot({
    ...options(width),
    width,
    style: { fontSize: "12px", background: "transparent", color: "currentColor", overflow: "visible" },
  });
  // The legend, where there is one, stands beside the drawing inside a figure; only the drawing is an image.
  const images = drawn instanceof SVGSVGElement ? [drawn] : [...drawn.querySelectorAll(":scope > svg")];
  for (const image of images) {
    // An image has one name; those of its parts are nothing to a screen reader.
    for (const part of image.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
    image.setAttribute("role", "img");
    image.setAttribute("aria-label", title);
  }
  return drawn;
}

/** A year on an axis, short where there is little room. */
export function yearTick(width: number): (year: string | number) => string {
  return (year) => (width < 640 ? `’${String(year).slice(2)}` : String(year));
}

/** A figure that is made anew when the reader chooses otherwise; the choice begins with this value. */
export function chosenFigure(
  first: string,
  make: (chosen: string, choose: (value: string) => void) => Picture,
): HTMLElement {
  const place = element("div", {});
  const show = (chosen: string) => fill(place, figure(make(chosen, show)));
  show(first);
  return place;
}
