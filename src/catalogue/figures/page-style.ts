// Colours and formats of the page for its pictures.
import { element } from "../page/element.ts";
import { text } from "../text/language.ts";
import { axisFormat, periodText, shortNumber } from "../text/numbers.ts";
import type { Certainty, Formats, Palette } from "./drawing.ts";

function paletteOf(colour: (name: string) => string): Palette {
  const several = (name: string, many: number) =>
    Array.from({ length: many }, (_, at) => colour(`${name}-${at + 1}`));
  return {
    paper: colour("paper"),
    ink: colour("ink"),
    quiet: colour("quiet"),
    line: colour("line"),
    accent: colour("accent"),
    heat: several("heat", 7),
    series: several("series", 6),
  };
}

/** Colours that follow the theme of the page by themselves. */
export const pagePalette = paletteOf((name) => `var(--${name})`);

/** The light colours as they are, for files. */
export function fixedPalette(): Palette {
  const probe = element("span", {});
  probe.style.colorScheme = "light";
  document.body.append(probe);
  const palette = paletteOf((name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return palette;
}

export function pageFormats(): Formats {
  return {
    number: (value) => shortNumber(value),
    axis: (largest) => axisFormat(largest),
    period: (period) => periodText(period),
    certainty: certaintyText,
  };
}

export function certaintyText(certainty: Certainty): string {
  switch (certainty) {
    case "final":
      return text("endelig", "final");
    case "approximate":
      return text("kan være for lav", "may be too low");
    case "preliminary":
      return text("foreløpig", "preliminary");
    case "incomplete":
      return text("ufullstendig år", "incomplete year");
    case "missing":
      return text("ingen tall", "no number");
  }
}
