// Plot with the style that all pictures share.
import { type Markish, type PlotOptions, plot } from "@observablehq/plot";
import type { DrawingSettings, Palette, Tone } from "./drawing.ts";

/** A plot as a single SVG image. */
export function plotImage(options: PlotOptions, { width, palette }: DrawingSettings): SVGSVGElement {
  const made = plot({
    ...options,
    width,
    style: {
      fontSize: "12px",
      fontFamily: "system-ui, sans-serif",
      background: "transparent",
      color: palette.ink,
      overflow: "visible",
    },
    marks: [hatching(palette), ...(options.marks ?? [])],
  });
  if (!(made instanceof SVGSVGElement)) throw new Error("Plot gave no SVG image");
  made.style.setProperty("--plot-background", palette.paper);
  return made;
}

export function toneColour(tone: Tone, palette: Palette): string {
  if (tone === "accent") return palette.accent;
  if (tone === "ink") return palette.ink;
  return tone === "quiet"
    ? (palette.heat[2] ?? palette.line)
    : (palette.series[tone % palette.series.length] ?? palette.ink);
}

/** Fills what has no final number. */
export const hatched = "url(#hatched)";

const svg = "http://www.w3.org/2000/svg";

function hatching({ quiet }: Palette): Markish {
  return () => {
    const defs = document.createElementNS(svg, "defs");
    const pattern = document.createElementNS(svg, "pattern");
    for (const [name, value] of Object.entries({
      id: "hatched",
      width: "6",
      height: "6",
      patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(45)",
    })) {
      pattern.setAttribute(name, value);
    }
    const stripe = document.createElementNS(svg, "rect");
    stripe.setAttribute("width", "2");
    stripe.setAttribute("height", "6");
    stripe.setAttribute("style", `fill: ${quiet}`);
    pattern.append(stripe);
    defs.append(pattern);
    return defs;
  };
}

/** The width of a letter of a label, in pixels; of a bold one a little more. */
export const letterWidth = 7.4;

/** Cuts a text that would not fit. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
