// The script that draws: Plot makes an SVG image of a picture's description.
import { bars } from "./bars.ts";
import { cells } from "./cells.ts";
import { dots } from "./dots.ts";
import type { Drawing, DrawingSettings } from "./drawing.ts";
import { lines } from "./lines.ts";
import { tiles } from "./tiles.ts";

/** The picture as an image that needs nothing but itself. */
export function draw(drawing: Drawing, settings: DrawingSettings): SVGSVGElement {
  const image = drawn(drawing, settings);
  // The image has one name, which its figure gives; names of its parts are noise to a screen reader.
  for (const part of image.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
  return image;
}

function drawn(drawing: Drawing, settings: DrawingSettings): SVGSVGElement {
  switch (drawing.kind) {
    case "lines":
      return lines(drawing, settings);
    case "bars":
      return bars(drawing, settings);
    case "tiles":
      return tiles(drawing, settings);
    case "dots":
      return dots(drawing, settings);
    case "cells":
      return cells(drawing, settings);
  }
}
