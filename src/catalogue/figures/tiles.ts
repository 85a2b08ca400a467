// A map of Norway of squares: one for each fylke of today, about where it lies. No borders are needed for it.
import { cell, type Markish, type PlotOptions, text } from "@observablehq/plot";
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

interface Tile extends PlaceValue {
  readonly x: number;
  readonly y: number;
  readonly short: string;
}

export function tiles(drawing: TilesDrawing, settings: DrawingSettings): SVGSVGElement {
  const size = Math.min(largestTile, Math.floor(settings.width / columns));
  const placed = drawing.values.flatMap((value): readonly Tile[] => {
    const tile = tilesOfNorway[value.nr];
    return tile === undefined ? [] : [{ ...value, x: tile[0], y: tile[1], short: tile[2] }];
  });
  const range = heatRange(placed.flatMap(({ value }) => (value === undefined ? [] : [value])));
  const options: PlotOptions = {
    height: size * rows + 36,
    margin: 0,
    marginBottom: 36,
    padding: 0.04,
    x: { axis: null, domain: Array.from({ length: columns }, (_, one) => one) },
    y: { axis: null, domain: Array.from({ length: rows }, (_, one) => one) },
    marks: [...marksOf(placed, { drawing, settings, range, size })],
  };
  const image = plotImage(options, { ...settings, width: size * columns });
  return withLegend(image, { settings, range, top: size * rows });
}

interface Marking {
  readonly drawing: TilesDrawing;
  readonly settings: DrawingSettings;
  readonly range: HeatRange;
  readonly size: number;
}

function marksOf(placed: readonly Tile[], { drawing, settings, range, size }: Marking): readonly Markish[] {
  const { palette } = settings;
  const classOf = ({ value = 0 }: Tile) => heatClass(value, range, palette.heat.length);
  const ink = (tile: Tile) => (tile.value !== undefined && classOf(tile) > 3 ? palette.paper : palette.ink);
  const fill = (tile: Tile) =>
    tile.value === undefined ? hatched : (palette.heat[classOf(tile)] ?? palette.quiet);
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

function tileText({ value, certainty }: Tile, { formats }: DrawingSettings): string {
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
