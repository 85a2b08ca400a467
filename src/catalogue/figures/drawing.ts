// What a picture shows, in plain values: views describe a picture so, and the figures script draws it.

/** How far a number can be trusted. `approximate` may be too low, `missing` has no number: suppressed, or not used at all. */
export type Certainty = "final" | "approximate" | "preliminary" | "incomplete" | "missing";

export interface Point {
  /** A year or a month: 2024 or 2024-07. */
  readonly period: string;
  readonly value: number | undefined;
  readonly certainty: Certainty;
}

export interface Series {
  readonly name: string;
  /** `accent` is what the picture is about, `ink` what it is compared with, `quiet` the rest; a number is one kind among several. */
  readonly tone: Tone;
  readonly points: readonly Point[];
}

export type Tone = "accent" | "ink" | "quiet" | number;

export interface LinesDrawing {
  readonly kind: "lines";
  readonly series: readonly Series[];
  readonly unit: string;
  /** Rates stay the same from one change to the next; use rises and falls between periods. */
  readonly isStepped?: boolean;
}

export interface PlaceValue {
  readonly nr: string;
  readonly name: string;
  readonly value: number | undefined;
  readonly certainty: Certainty;
  /** Places are grouped by it where there are many. */
  readonly group: string;
  /** A value to compare with, drawn as a tick. */
  readonly compared?: number;
}

export interface BarsDrawing {
  readonly kind: "bars";
  readonly values: readonly PlaceValue[];
  readonly highlighted: string;
  readonly unit: string;
}

/** The fylker of today as squares, about where they lie, or the kommuner as small squares within them. */
export interface TilesDrawing {
  readonly kind: "tiles";
  readonly values: readonly PlaceValue[];
  readonly highlighted: string;
  readonly unit: string;
}

/** Each place a dot; places of a group stand in one row. */
export interface DotsDrawing {
  readonly kind: "dots";
  readonly values: readonly PlaceValue[];
  readonly highlighted: string;
  readonly unit: string;
}

export interface Cell {
  readonly row: string;
  readonly column: string;
  readonly value: number | undefined;
  readonly label: string;
  /** One of these kinds instead of a number. */
  readonly status?: string;
}

export interface CellsDrawing {
  readonly kind: "cells";
  readonly cells: readonly Cell[];
  /** The colours end at this value at least, so that a tiny one does not look large. */
  readonly least?: number;
  /** The statuses with their colours, if the cells have statuses. */
  readonly statuses?: readonly { readonly name: string; readonly label: string; readonly tone: Tone }[];
}

export type Drawing = LinesDrawing | BarsDrawing | TilesDrawing | DotsDrawing | CellsDrawing;

/** Colours of a picture: variables of the page, or fixed ones in a file. */
export interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly accent: string;
  readonly heat: readonly string[];
  readonly series: readonly string[];
}

/** How numbers and periods are written. */
export interface Formats {
  readonly number: (value: number) => string;
  readonly axis: (largest: number) => (value: number) => string;
  readonly period: (period: string) => string;
  readonly certainty: (certainty: Certainty) => string;
}

export interface DrawingSettings {
  readonly width: number;
  readonly palette: Palette;
  readonly formats: Formats;
}

/** The values between which colours go. */
export interface HeatRange {
  readonly least: number;
  readonly largest: number;
}

/** From zero, unless all values lie so close to each other that colours from zero would look the same. */
export function heatRange(values: readonly number[]): HeatRange {
  const [least, largest] = [Math.min(...values), Math.max(...values)];
  if (values.length === 0 || largest <= 0) return { least: 0, largest: 0 };
  return { least: least > largest / 3 ? least : 0, largest };
}

/** The class of a value among so many of equal width. */
export function heatClass(value: number, { least, largest }: HeatRange, classes: number): number {
  if (largest <= least) return largest > 0 ? classes - 1 : 0;
  return Math.min(classes - 1, Math.max(0, Math.floor(((value - least) / (largest - least)) * classes)));
}

/** Heights moved apart until no two labels overlap, in the order given; all stay within the ends where there is room. */
export function spread(heights: readonly number[], gap: number, end: number): readonly number[] {
  const order = heights.map((height, at) => ({ height, at })).sort((one, other) => one.height - other.height);
  let last = -Infinity;
  const placed = order.map(({ height, at }) => {
    last = Math.max(height, last + gap);
    return { at, height: last };
  });
  let next = end;
  for (const one of placed.toReversed()) {
    one.height = Math.min(one.height, next);
    next = one.height - gap;
  }
  return placed.sort((one, other) => one.at - other.at).map(({ height }) => height);
}
