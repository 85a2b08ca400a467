// A map of Norway of squares: fylker of today about where they lie, with their kommuner. No borders are needed for it.
import { cell, type Markish, type PlotOptions, rect, text } from "@observablehq/plot";
import {
  type DrawingSettings,
  type HeatRange,
  heatClass,
  heatRange,
  type PlaceValue,
  type TilesDrawing,
} from "./drawing.ts";
import { hatched, plotImage } from "./plot-image.ts";

/** Column and row of each fylke, with its short name. */
const tilesOfNorway: Readonly<Record<string, readonly [column: number, row: number, name: string]>> = {
  "55": [3, 0, "Troms"],
  "56": [4, 0, "Finnmark"],
  "18": [2, 1, "Nordland"],
  "15": [1, 2, "M&R"],
  "50": [2, 2, "Trøndelag"],
  "46": [0, 3, "Vestland"],
  "33": [1, 3, "Buskerud"],
  "34": [2, 3, "Innlandet"],
  "11": [0, 4, "Rogaland"],
  "40": [1, 4, "Telemark"],
  "03": [2, 4, "Oslo"],
  "32": [3, 4, "Akershus"],
  "42": [1, 5, "Agder"],
  "39": [2, 5, "Vestfold"],
  "31": [3, 5, "Østfold"],
};

const [columns, rows] = [5, 6];
const largestTile = 84;
/** Kommuner need more room. */
const largestBlock = 112;

interface Tile extends PlaceValue {
  readonly x: number;
  readonly y: number;
  readonly short: string;
}

/** Fylker as squares, or kommuner as small squares within the square of their fylke. */
export function tiles(drawing: TilesDrawing, settings: DrawingSettings): SVGSVGElement {
  const isFylker = drawing.values.every(({ nr }) => nr in tilesOfNorway);
  const size = Math.min(isFylker ? largestTile : largestBlock, Math.floor(settings.width / columns));
  const range = heatRange(drawing.values.flatMap(({ value }) => (value === undefined ? [] : [value])));
  const marking = { drawing, settings, range, size };
  const options: PlotOptions = {
    height: size * rows + 36,
    margin: 0,
    marginBottom: 36,
    ...(isFylker
      ? { padding: 0.04, x: bands(columns), y: bands(rows), marks: [...fylkeMarks(marking)] }
      : { x: line(columns), y: line(rows, { reverse: true }), marks: [...kommuneMarks(marking)] }),
  };
  const image = plotImage(options, { ...settings, width: size * columns });
  return withLegend(image, { settings, range, top: size * rows });
}

function bands(count: number) {
  return { axis: null, domain: Array.from({ length: count }, (_, one) => one) };
}

function line(count: number, { reverse = false } = {}) {
  return { axis: null, type: "linear", domain: [0, count], reverse } as const;
}

interface Marking {
  readonly drawing: TilesDrawing;
  readonly settings: DrawingSettings;
  readonly range: HeatRange;
  readonly size: number;
}

function fylkeMarks(marking: Marking): readonly Markish[] {
  const { drawing, settings, range, size } = marking;
  const { palette } = settings;
  const placed = drawing.values.flatMap((value): readonly Tile[] => {
    const tile = tilesOfNorway[value.nr];
    return tile === undefined ? [] : [{ ...value, x: tile[0], y: tile[1], short: tile[2] }];
  });
  const isDark = ({ value }: Tile) => value !== undefined && heatClass(value, range, palette.heat.length) > 3;
  const ink = (tile: Tile) => (isDark(tile) ? palette.paper : palette.ink);
  const fill = fillOf(marking);
  const value = (tile: Tile) => tileText(tile, settings);
  const own = placed.filter(({ nr }) => nr === drawing.highlighted);
  const at = { x: "x", y: "y" } as const;
  const label = { ...at, fill: ink, pointerEvents: "none" } as const;
  return [
    cell(placed, {
      ...at,
      rx: 4,
      fill,
      title: (tile: Tile) => `${tile.name}: ${value(tile)} ${drawing.unit}`,
    }),
    cell(own, { ...at, rx: 4, fill: "none", stroke: palette.ink, strokeWidth: 3 }),
    text(placed, { ...label, text: "short", dy: -9, fontSize: size < 72 ? 10 : 12 }),
    text(placed, { ...label, text: value, dy: 8, fontSize: size < 72 ? 11 : 13, fontWeight: 650 }),
  ];
}

function fillOf({ settings: { palette }, range }: Marking): (tile: PlaceValue) => string {
  return ({ value }) =>
    value === undefined
      ? hatched
      : (palette.heat[heatClass(value, range, palette.heat.length)] ?? palette.quiet);
}

/** Between the squares of two fylker, as a part of a square. */
const gap = 0.08;
/** For the name of a fylke, above its kommuner. */
const headroom = 0.18;

function kommuneMarks(marking: Marking): readonly Markish[] {
  const { drawing, settings, size } = marking;
  const { palette } = settings;
  const { placed, named, side } = kommunePlaces(drawing.values);
  const at = {
    x1: "x",
    y1: "y",
    x2: ({ x }: Tile) => x + side,
    y2: ({ y }: Tile) => y + side,
  } as const;
  const title = (tile: Tile) => `${tile.name}: ${tileText(tile, settings)} ${drawing.unit}`;
  return [
    rect(placed, { ...at, inset: 0.5, rx: 1, fill: fillOf(marking), title }),
    rect(
      placed.filter(({ nr }) => nr === drawing.highlighted),
      { ...at, fill: "none", stroke: palette.ink, strokeWidth: 2.5 },
    ),
    text(named, {
      x: "x",
      y: "y",
      text: "short",
      textAnchor: "start",
      dy: size < 72 ? 5 : 8,
      fill: palette.ink,
      fontSize: size < 72 ? 9 : 11,
    }),
  ];
}

/** The kommuner of a fylke stand in rows, in the order of their numbers. All small squares have the same size. */
function kommunePlaces(values: readonly PlaceValue[]) {
  const byFylke = Object.entries(tilesOfNorway).map(([nr, [x, y, short]]) => {
    const own = values.filter((value) => value.nr.slice(0, nr.length) === nr);
    return { x, y, short, own: own.toSorted((one, other) => (one.nr < other.nr ? -1 : 1)) };
  });
  const across = Math.ceil(Math.sqrt(Math.max(1, ...byFylke.map(({ own }) => own.length))));
  const side = (1 - gap - headroom) / across;
  const placed: readonly Tile[] = byFylke.flatMap(({ x, y, short, own }) =>
    own.map((value, at) => ({
      ...value,
      short,
      x: x + (at % across) * side,
      y: y + headroom + Math.floor(at / across) * side,
    })),
  );
  return { placed, side, named: byFylke.filter(({ own }) => own.length > 0) };
}

function tileText({ value, certainty }: PlaceValue, { formats }: DrawingSettings): string {
  if (value === undefined) return "–";
  return `${formats.number(value)}${certainty === "final" ? "" : "*"}`;
}

interface Legend {
  readonly settings: DrawingSettings;
  readonly range: HeatRange;
  readonly top: number;
}

const svg = "http://www.w3.org/2000/svg";

/** The colours from the least to the largest value, below the map. */
function withLegend(image: SVGSVGElement, { settings, range, top }: Legend): SVGSVGElement {
  const { palette, formats } = settings;
  const group = document.createElementNS(svg, "g");
  group.setAttribute("transform", `translate(0, ${top + 10})`);
  for (const [at, colour] of palette.heat.entries()) {
    const box = document.createElementNS(svg, "rect");
    for (const [name, value] of Object.entries({ x: at * 24, width: 24, height: 8 }))
      box.setAttribute(name, String(value));
    box.style.fill = colour;
    group.append(box);
  }
  const end = palette.heat.length * 24;
  for (const [x, anchor, value] of [
    [0, "start", range.least],
    [end, "end", range.largest],
  ] as const) {
    const label = document.createElementNS(svg, "text");
    for (const [name, given] of Object.entries({ x, y: 20, "text-anchor": anchor, fill: "currentColor" }))
      label.setAttribute(name, String(given));
    label.textContent = formats.number(value);
    group.append(label);
  }
  image.append(group);
  return image;
}
