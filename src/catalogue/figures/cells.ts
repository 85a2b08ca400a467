// A table of coloured cells: rows down, columns across, a colour for a number or for a status.
import { cell, type PlotOptions, text } from "@observablehq/plot";
import { type Cell, type CellsDrawing, type DrawingSettings, heatClass } from "./drawing.ts";
import { cut, hatched, letterWidth, plotImage, toneColour } from "./plot-image.ts";

const rowHeight = 22;

export function cells(drawing: CellsDrawing, settings: DrawingSettings): SVGSVGElement {
  const { cells: all, statuses } = drawing;
  const { width } = settings;
  const rows = [...new Set(all.map(({ row }) => row))];
  const columns = [...new Set(all.map(({ column }) => column))].sort();
  const longest = Math.min(width < 480 ? 12 : 24, Math.max(...rows.map((row) => row.length), 1));
  const left = (longest + 1) * letterWidth;
  const isNarrow = (width - left) / Math.max(1, columns.length) < narrowest;
  const at = { x: "column", y: "row" } as const;
  const title = ({ row, column, label }: Cell) => `${row} ${column}: ${label}`;
  const { fill, ink } = colours(drawing, settings);
  const labels = text(all, { ...at, text: "label", fill: ink, pointerEvents: "none", fontSize: 11 });
  const options: PlotOptions = {
    height: rows.length * rowHeight + 28,
    marginTop: 24,
    marginBottom: 4,
    marginLeft: left,
    marginRight: 0,
    x: {
      label: null,
      axis: "top",
      domain: columns,
      tickSize: 0,
      tickFormat: (name: string) => (isNarrow ? `’${name.slice(2)}` : name),
    },
    y: { label: null, domain: rows, tickSize: 0, tickFormat: (name: string) => cut(name, longest) },
    marks: [
      cell(all, { ...at, fill, inset: 0.5, rx: 2, title }),
      ...(isNarrow || statuses !== undefined ? [] : [labels]),
    ],
  };
  return plotImage(options, settings);
}

/** Narrower cells have no number in them, and years of two digits. */
const narrowest = 44;

function colours({ cells: all, statuses = [], least = 0 }: CellsDrawing, { palette }: DrawingSettings) {
  const largest = Math.max(...all.map(({ value }) => value ?? 0), least);
  const tones = new Map(statuses.map(({ name, tone }) => [name, toneColour(tone, palette)]));
  const classOf = ({ value = 0 }: Cell) => heatClass(value, { least: 0, largest }, palette.heat.length);
  const hasHeat = ({ status, value }: Cell) => status === undefined && value !== undefined;
  return {
    fill: (one: Cell) => {
      if (one.status !== undefined) return tones.get(one.status) ?? palette.quiet;
      return one.value === undefined ? hatched : (palette.heat[classOf(one)] ?? palette.quiet);
    },
    ink: (one: Cell) => (hasHeat(one) && classOf(one) > 3 ? palette.paper : palette.ink),
  };
}
