// Large numbers side by side, each with its name above and an explanation below.
import { type Child, element } from "./element.ts";

export interface Tile {
  readonly name: string;
  readonly value: string;
  readonly below?: Child;
}

export function tiles(all: readonly Tile[]): HTMLElement {
  return element("div", { class: "tiles" }, ...all.map(tile));
}

function tile({ name, value, below }: Tile): HTMLElement {
  return element(
    "div",
    { class: "tile" },
    element("span", {}, name),
    element("b", {}, value),
    element("span", {}, below),
  );
}
