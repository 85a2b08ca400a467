// Places ranked as bars. The highlighted place stands out, and what is not final is hatched.
import { barX, type Markish, type PlotOptions, ruleX, text, tickX } from "@observablehq/plot";
import type { BarsDrawing, DrawingSettings, PlaceValue } from "./drawing.ts";
import { cut, hatched, letterWidth, plotImage } from "./plot-image.ts";

const rowHeight = 22;

export function bars(drawing: BarsDrawing, settings: DrawingSettings): SVGSVGElement {
  const { values } = drawing;
  const largest = Math.max(...values.flatMap(({ value = 0, compared = 0 }) => [value, compared]), 0) || 1;
  const names = settings.width < 480 ? 14 : 22;
  const options: PlotOptions = {
    height: values.length * rowHeight + 8,
    marginTop: 4,
    marginBottom: 4,
    marginLeft: (names + 1) * letterWidth,
    marginRight: 72,
    x: { axis: null, domain: [0, largest] },
    y: { label: null, domain: values.map(({ nr }) => nr), axis: null, padding: 0.2 },
    marks: [
      ...barMarks(drawing, { settings, stub: largest * 0.04 }),
      ...textMarks(values, { settings, names, stub: largest * 0.04 }),
      tickX(
        values.filter(({ compared }) => compared !== undefined),
        { x: "compared", y: "nr", stroke: settings.palette.ink, strokeWidth: 2.5 },
      ),
      ruleX([0], { stroke: settings.palette.quiet }),
    ],
  };
  return plotImage(options, settings);
}

interface Marking {
  readonly settings: DrawingSettings;
  /** The length of the hatched bar of a place without a number. */
  readonly stub: number;
}

function isMissing({ certainty }: PlaceValue): boolean {
  return certainty === "missing";
}

function barMarks({ values, highlighted }: BarsDrawing, { settings, stub }: Marking): readonly Markish[] {
  const { palette } = settings;
  const shown = values.filter(({ value }) => value !== undefined);
  const fill = ({ nr }: PlaceValue) =>
    nr === highlighted ? palette.accent : (palette.heat[2] ?? palette.quiet);
  return [
    barX(shown, { x: "value", y: "nr", fill }),
    barX(
      shown.filter(({ certainty }) => certainty !== "final"),
      { x: "value", y: "nr", fill: hatched },
    ),
    barX(values.filter(isMissing), { x: () => stub, y: "nr", fill: hatched }),
  ];
}

function textMarks(
  values: readonly PlaceValue[],
  { settings, names, stub }: Marking & { readonly names: number },
): readonly Markish[] {
  const { formats, palette } = settings;
  const end = { y: "nr", dx: 5, textAnchor: "start" } as const;
  return [
    text(values, {
      x: 0,
      y: "nr",
      text: ({ name }: PlaceValue) => cut(name, names),
      textAnchor: "end",
      dx: -6,
      fill: palette.ink,
    }),
    text(
      values.filter(({ value }) => value !== undefined),
      { ...end, x: "value", text: ({ value = 0 }: PlaceValue) => formats.number(value) },
    ),
    text(values.filter(isMissing), {
      ...end,
      x: () => stub,
      text: () => formats.certainty("missing"),
      fill: palette.quiet,
    }),
  ];
}
