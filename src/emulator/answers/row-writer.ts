// Turns takstbruk rows into bytes as fast as JavaScript can: every piece that repeats is made once and kept.
import type { TakstbrukRow } from "../world/sums.ts";
import type { Column } from "./columns.ts";
import { type Encoding, encode } from "./encoding.ts";
import { putBytes, type Sink } from "./sink.ts";

/** How a format writes a row: its fields, and what stands before, between and after them. */
export interface Notation {
  readonly open: string;
  readonly between: string;
  readonly close: string;
  /** What encloses a field's value. */
  readonly around: (column: Column) => { readonly before: string; readonly after: string };
  readonly text: (value: string) => string;
  readonly putWhole: (sink: Sink, value: number) => void;
  readonly putOre: (sink: Sink, value: number) => void;
  /** The whole field when it has no value, or undefined to leave it out. */
  readonly missing: (column: Column) => string | undefined;
  readonly encoding: Encoding;
}

/** Writes one row. */
export type RowWriter = (row: TakstbrukRow, sink: Sink) => void;

/** A writer for rows of these columns; the first column must never be missing. */
export function rowWriter(columns: readonly Column[], notation: Notation): RowWriter {
  const parts: RowWriter[] = [];
  for (let start = 0, end = 0; start < columns.length; start = end) {
    const source = columns[start]?.source ?? "measure";
    end = start + 1;
    while (source !== "measure" && columns[end]?.source === source) end++;
    const fields = columns.slice(start, end).map((column, i) => ({
      column,
      start: (start + i === 0 ? notation.open : notation.between) + notation.around(column).before,
    }));
    parts.push(...fields.flatMap((field) => measureWriter(field, notation) ?? []));
    if (source !== "measure")
      parts.push(remembered((row) => encode(textOf(fields, { row, notation }), notation.encoding), source));
  }
  const close = encode(notation.close, notation.encoding);
  return (row, sink) => {
    for (const part of parts) part(row, sink);
    putBytes(sink, close);
  };
}

interface Field {
  readonly column: Column;
  /** What comes before the value, the separator included. */
  readonly start: string;
}

/** A writer of counts and amounts, which differ from row to row; undefined for columns that repeat. */
function measureWriter({ column, start }: Field, notation: Notation): RowWriter | undefined {
  if (column.kind !== "whole" && column.kind !== "ore") return undefined;
  const before = encode(start, notation.encoding);
  const after = encode(notation.around(column).after, notation.encoding);
  const put = column.kind === "whole" ? notation.putWhole : notation.putOre;
  const { read } = column;
  return (row, sink) => {
    putBytes(sink, before);
    put(sink, read(row));
    putBytes(sink, after);
  };
}

function textOf(
  fields: readonly Field[],
  { row, notation }: { row: TakstbrukRow; notation: Notation },
): string {
  return fields
    .map(({ column, start }) => {
      if (column.kind === "whole" || column.kind === "ore") return "";
      const { before, after } = notation.around(column);
      const value = column.read(row);
      if (value !== undefined)
        return start + (typeof value === "string" ? notation.text(value) : value) + after;
      const missing = notation.missing(column);
      return missing === undefined ? "" : start.slice(0, start.length - before.length) + missing;
    })
    .join("");
}

function remembered(
  make: (row: TakstbrukRow) => Buffer,
  source: "period" | "place" | "combination",
): RowWriter {
  switch (source) {
    case "period":
      return rememberLast(make);
    case "place":
      return rememberEach(make, (row) => row.placeIndex);
    case "combination":
      return rememberEach(make, (row) => row.combination.index);
  }
}

function rememberLast(make: (row: TakstbrukRow) => Buffer): RowWriter {
  let period: TakstbrukRow["period"] | undefined;
  let fragment: Buffer = Buffer.alloc(0);
  return (row, sink) => {
    if (row.period !== period) fragment = make(row);
    period = row.period;
    putBytes(sink, fragment);
  };
}

function rememberEach(
  make: (row: TakstbrukRow) => Buffer,
  indexOf: (row: TakstbrukRow) => number,
): RowWriter {
  const fragments: (Buffer | undefined)[] = [];
  return (row, sink) => {
    const index = indexOf(row);
    const known = fragments[index] ?? make(row);
    fragments[index] = known;
    putBytes(sink, known);
  };
}
