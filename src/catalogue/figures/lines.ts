// Lines over time. Preliminary parts are dashed, an incomplete year is a hollow point by itself, a missing number is a gap.
import { dot, lineY, type PlotOptions, pointerX, ruleX, ruleY, text, tip } from "@observablehq/plot";
import { type DrawingSettings, type LinesDrawing, type Point, type Series, spread } from "./drawing.ts";
import { cut, plotImage, toneColour } from "./plot-image.ts";

const height = 300;
const top = 16;
const bottom = 28;
/** The width of a bold letter of a label. */
const letter = 7.8;

interface Placed extends Point {
  readonly name: string;
  readonly time: Date;
}

export function lines(drawing: LinesDrawing, settings: DrawingSettings): SVGSVGElement {
  const { series, unit } = drawing;
  const { formats, palette, width } = settings;
  const all = series.flatMap(placed);
  const largest = Math.max(...all.map(({ value }) => value ?? 0), 0) || 1;
  const labelled = series.filter(({ tone }) => tone !== "quiet");
  const room = labelRoom(labelled, width);
  const options: PlotOptions = {
    height,
    marginTop: top,
    marginBottom: bottom,
    marginLeft: 56,
    marginRight: room,
    x: { type: "utc", label: null, ticks: timeTicks(all, width), tickFormat: tickText },
    y: { label: null, domain: [0, largest * 1.04], grid: true, ticks: 5, tickFormat: formats.axis(largest) },
    marks: [
      ruleY([0], { stroke: palette.quiet }),
      ...series.flatMap((one) => marksOf(one, drawing, settings)),
      endLabels(labelled, { settings, room, largest: largest * 1.04 }),
      ...tips(
        all.filter(({ value }) => value !== undefined),
        { settings, unit },
      ),
    ],
  };
  return plotImage(options, settings);
}

function marksOf(one: Series, { isStepped = false }: LinesDrawing, { palette }: DrawingSettings) {
  const stroke = toneColour(one.tone, palette);
  const strokeWidth = one.tone === "quiet" ? 1 : 2.25;
  const curve = isStepped ? "step-after" : "linear";
  const points = placed(one);
  const style = { x: "time", y: "value", stroke, strokeWidth, curve } as const;
  const hollow = points.filter(({ certainty }) => certainty === "incomplete");
  return [
    lineY(
      points.map((point) => (isFinal(point) ? point : { ...point, value: undefined })),
      style,
    ),
    lineY(preliminaryPart(points), { ...style, strokeDasharray: "4 4" }),
    dot(hollow, { x: "time", y: "value", stroke, strokeWidth: 1.5, r: 3.5, fill: palette.paper }),
    ...(one.tone === "quiet" ? [] : [dot(alone(points), { x: "time", y: "value", fill: stroke, r: 2.5 })]),
  ];
}

function isFinal({ certainty }: Point): boolean {
  return certainty === "final" || certainty === "approximate";
}

/** The preliminary points, beginning at the last final one so that the line hangs together. */
function preliminaryPart(points: readonly Placed[]): readonly Placed[] {
  return points.map((point, at) => {
    const next = points[at + 1];
    const shown = point.certainty === "preliminary" || (isFinal(point) && next?.certainty === "preliminary");
    return shown ? point : { ...point, value: undefined };
  });
}

/** Final points without neighbours: no line would show them. */
function alone(points: readonly Placed[]): readonly Placed[] {
  const has = (at: number) => points[at] !== undefined && points[at]?.value !== undefined;
  return points.filter(
    (point, at) => point.certainty !== "incomplete" && has(at) && !has(at - 1) && !has(at + 1),
  );
}

function placed({ name, points }: Series): readonly Placed[] {
  return points.map((point) => ({ ...point, name, time: timeOf(point.period) }));
}

function timeOf(period: string): Date {
  return new Date(`${period.padEnd(7, "-01").padEnd(10, "-01")}T00:00:00Z`);
}

/** Years only, as many as there is room for; the last year has a tick. */
function timeTicks(all: readonly Placed[], width: number): readonly Date[] {
  const times = all.map(({ time }) => time.getTime());
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const until = new Date(last).getUTCFullYear();
  const years = Array.from({ length: until - new Date(first).getUTCFullYear() + 1 }, (_, at) => until - at);
  const every = Math.max(1, Math.ceil((years.length * 44) / Math.max(1, width - 120)));
  return years
    .filter((_, at) => at % every === 0)
    .map((year) => timeOf(String(year)))
    .filter((time) => time.getTime() >= first);
}

function tickText(time: Date): string {
  return String(time.getUTCFullYear());
}

function labelRoom(labelled: readonly Series[], width: number): number {
  const longest = Math.max(0, ...labelled.map(({ name }) => name.length));
  return Math.min(width * 0.32, 16 + longest * letter);
}

interface Labels {
  readonly settings: DrawingSettings;
  readonly room: number;
  readonly largest: number;
}

/** Each line's name at its end, moved apart where lines end close to each other. */
function endLabels(labelled: readonly Series[], { settings, room, largest }: Labels) {
  const span = height - top - bottom;
  const ends = labelled.flatMap((one) => {
    const last = placed(one).findLast(({ value }) => value !== undefined);
    return last === undefined ? [] : [{ ...last, tone: one.tone }];
  });
  const heights = ends.map(({ value = 0 }) => top + span * (1 - value / largest));
  const apart = spread(heights, 14, height - bottom);
  const labels = ends.map((end, at) => ({
    ...end,
    value: largest * (1 - ((apart[at] ?? 0) - top) / span),
    fill: toneColour(end.tone, settings.palette),
  }));
  return text(labels, {
    x: "time",
    y: "value",
    text: ({ name }: Placed) => cut(name, Math.max(4, Math.floor((room - 8) / letter))),
    fill: "fill",
    textAnchor: "start",
    dx: 8,
    fontWeight: 600,
  });
}

function tips(
  points: readonly Placed[],
  { settings, unit }: { readonly settings: DrawingSettings; readonly unit: string },
) {
  const { formats, palette } = settings;
  const title = ({ name, period, value = 0, certainty }: Placed) => {
    const note = certainty === "final" ? "" : `\n${formats.certainty(certainty)}`;
    return `${name}, ${formats.period(period)}\n${formats.number(value)} ${unit}${note}`;
  };
  const at = { x: "time", y: "value" } as const;
  return [
    ruleX(points, pointerX({ ...at, stroke: palette.quiet, strokeOpacity: 0.6 })),
    tip(points, pointerX({ ...at, title, fill: palette.paper, stroke: palette.line })),
  ];
}
