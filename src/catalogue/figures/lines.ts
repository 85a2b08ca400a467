// Lines over time. Preliminary parts are dashed, an incomplete year is a hollow point by itself, a missing number is a gap.
import {
  dot,
  lineY,
  type Markish,
  type PlotOptions,
  pointerX,
  ruleX,
  ruleY,
  text,
  tip,
} from "@observablehq/plot";
import {
  type DrawingSettings,
  type LinesDrawing,
  type Palette,
  type Point,
  type Series,
  spread,
} from "./drawing.ts";
import { cut, plotImage, toneColour } from "./plot-image.ts";

const height = 300;
const top = 16;
const bottom = 28;
/** The width of a bold letter of a label. */
const letter = 7.8;

interface Placed extends Point {
  readonly name: string;
  readonly time: Date;
  /** The number of the series, because two series may have the same name. */
  readonly line: number;
  readonly colour: string;
  readonly weight: number;
}

export function lines(drawing: LinesDrawing, settings: DrawingSettings): SVGSVGElement {
  const { series, unit } = drawing;
  const { formats, palette, width } = settings;
  const placed = series.map((one, line) => pointsOf(one, { line, palette }));
  const all = placed.flat();
  const largest = Math.max(...all.map(({ value }) => value ?? 0), 0) || 1;
  const labelled = placed.filter((_, at) => series[at]?.tone !== "quiet");
  const room = labelRoom(labelled, width);
  const options: PlotOptions = {
    height,
    marginTop: top,
    marginBottom: bottom,
    marginLeft: 56,
    marginRight: room,
    x: { type: "utc", label: null, ticks: timeTicks(all, width), tickFormat: tickText },
    y: { label: null, domain: [0, largest * 1.04], grid: true, ticks: 5, tickFormat: formats.axis(largest) },
    color: { type: "identity" },
    marks: [
      ruleY([0], { stroke: palette.quiet }),
      ...marksOf({ placed, labelled, isStepped: drawing.isStepped ?? false }, palette),
      endLabels(labelled, { room, largest: largest * 1.04 }),
      ...tips(
        all.filter(({ value }) => value !== undefined),
        { settings, unit },
      ),
    ],
  };
  return plotImage(options, settings);
}

function pointsOf(
  { name, tone, points }: Series,
  { line, palette }: { readonly line: number; readonly palette: Palette },
): readonly Placed[] {
  const style = { name, line, colour: toneColour(tone, palette), weight: tone === "quiet" ? 1 : 2.25 };
  return points.map((point) => ({ ...point, ...style, time: timeOf(point.period) }));
}

interface Lines {
  readonly placed: readonly (readonly Placed[])[];
  readonly labelled: readonly (readonly Placed[])[];
  readonly isStepped: boolean;
}

/** All lines in one mark of each kind: Plot takes as long for a mark as for its points. */
function marksOf({ placed, labelled, isStepped }: Lines, { paper }: Palette): readonly Markish[] {
  const at = { x: "time", y: "value" } as const;
  const curve = isStepped ? "step-after" : "linear";
  const style = { ...at, z: "line", stroke: "colour", strokeWidth: "weight", curve } as const;
  const solid = placed.flat().map((point) => (isFinal(point) ? point : { ...point, value: undefined }));
  const hollow = placed.flat().filter(({ certainty }) => certainty === "incomplete");
  return [
    lineY(solid, style),
    lineY(placed.flatMap(preliminaryPart), { ...style, strokeDasharray: "4 4" }),
    dot(hollow, { ...at, stroke: "colour", strokeWidth: 1.5, r: 3.5, fill: paper }),
    dot(labelled.flatMap(alone), { ...at, fill: "colour", r: 2.5 }),
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

function labelRoom(labelled: readonly (readonly Placed[])[], width: number): number {
  const longest = Math.max(0, ...labelled.map(([first]) => first?.name.length ?? 0));
  return Math.min(width * 0.32, 16 + longest * letter);
}

interface Labels {
  readonly room: number;
  readonly largest: number;
}

/** Each line's name at its end, moved apart where lines end close to each other. */
function endLabels(labelled: readonly (readonly Placed[])[], { room, largest }: Labels) {
  const span = height - top - bottom;
  const ends = labelled.flatMap((own) => own.findLast(({ value }) => value !== undefined) ?? []);
  const heights = ends.map(({ value = 0 }) => top + span * (1 - value / largest));
  const apart = spread(heights, 14, height - bottom);
  const labels = ends.map((end, at) => ({
    ...end,
    value: largest * (1 - ((apart[at] ?? 0) - top) / span),
  }));
  return text(labels, {
    x: "time",
    y: "value",
    text: ({ name }: Placed) => cut(name, Math.max(4, Math.floor((room - 8) / letter))),
    fill: "colour",
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
    // `format` writes the title that is shown, `title` would write those of hundreds of points.
    tip(
      points,
      pointerX({
        ...at,
        title: (point: Placed) => point,
        format: { title },
        fill: palette.paper,
        stroke: palette.line,
      }),
    ),
  ];
}
