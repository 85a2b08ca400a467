// The distribution over places: each place a dot, a row for each group, the median of the row as a tick.
import {
  dot,
  groupY,
  type Markish,
  type PlotOptions,
  pointer,
  ruleX,
  text,
  tickX,
  tip,
} from "@observablehq/plot";
import type { DotsDrawing, DrawingSettings, PlaceValue } from "./drawing.ts";
import { cut, letterWidth, plotImage } from "./plot-image.ts";

const rowHeight = 24;

export function dots({ values, highlighted, unit }: DotsDrawing, settings: DrawingSettings): SVGSVGElement {
  const { formats, width } = settings;
  const shown = values.filter(({ value }) => value !== undefined);
  const largest = Math.max(...shown.map(({ value }) => value ?? 0), 0) || 1;
  const groups = [...new Set(values.map(({ group }) => group))];
  const isOneRow = groups.length === 1;
  const names = width < 480 ? 12 : 20;
  const options: PlotOptions = {
    height: groups.length * rowHeight + 56,
    marginTop: 20,
    marginLeft: isOneRow ? 16 : (names + 1) * letterWidth,
    marginRight: 24,
    marginBottom: 32,
    x: {
      label: null,
      domain: [0, largest],
      tickFormat: formats.axis(largest),
      grid: true,
      ticks: width < 480 ? 4 : 8,
    },
    y: {
      label: null,
      domain: groups,
      axis: isOneRow ? null : "left",
      tickSize: 0,
      tickFormat: (name: string) => cut(name, names),
    },
    marks: [...marksOf(shown, { settings, highlighted, unit, isOneRow })],
  };
  return plotImage(options, settings);
}

interface Marking {
  readonly settings: DrawingSettings;
  readonly highlighted: string;
  readonly unit: string;
  readonly isOneRow: boolean;
}

function marksOf(
  shown: readonly PlaceValue[],
  { settings, highlighted, unit, isOneRow }: Marking,
): readonly Markish[] {
  const { formats, palette } = settings;
  const own = shown.filter(({ nr }) => nr === highlighted);
  const at = { x: "value", y: "group" } as const;
  const title = ({ name, value = 0 }: PlaceValue) => `${name}\n${formats.number(value)} ${unit}`;
  const medians = tickX(
    shown,
    groupY({ x: "median" }, { ...at, stroke: palette.ink, strokeWidth: 2, inset: 4 }),
  );
  return [
    dot(shown, { ...at, r: 4, fill: palette.heat[4] ?? palette.quiet, fillOpacity: 0.45 }),
    ...(isOneRow ? [] : [medians]),
    ruleX(own, { x: "value", stroke: palette.accent, strokeDasharray: "2 3" }),
    dot(own, { ...at, r: 6, fill: palette.accent, stroke: palette.paper, strokeWidth: 1.5 }),
    text(own, {
      x: "value",
      frameAnchor: "top",
      text: "name",
      dy: -14,
      fill: palette.accent,
      fontWeight: 650,
    }),
    tip(
      shown,
      pointer({
        ...at,
        title: (one: PlaceValue) => one,
        format: { title },
        fill: palette.paper,
        stroke: palette.line,
      }),
    ),
  ];
}
