// Turns takstbruk rows into text as fast as JavaScript can: every piece that repeats is made once and kept.
import type { TakstbrukRow } from "../world/sums.ts";
import type { Column } from "./columns.ts";

/** How a format writes a row: its fields, and what stands before, between and after them. */
export interface Notation {
  readonly open: string;
  readonly between: string;
  readonly close: string;
  /** What encloses a field's value. */
  readonly around: (column: Column) => { readonly before: string; readonly after: string };
  readonly text: (value: string) => string;
  readonly whole: (value: number) => string;
  /** A number that is a code or a month, never a count. */
  readonly code: (value: number) => string;
  readonly ore: (value: number) => string;
  /** The whole field when it has no value, or undefined to leave it out. */
  readonly missing: (column: Column) => string | undefined;
}

/** Writes one row. */
export type RowWriter = (row: TakstbrukRow) => string;

/** A writer for rows of these columns; the first column must never be missing. */
export function rowWriter(columns: readonly Column[], notation: Notation): RowWriter {
  const fields = columns.map((column, index) => ({
    source: column.source,
    write: fieldWriter(column, { notation, separator: index === 0 ? notation.open : notation.between }),
  }));
  const parts: RowWriter[] = [];
  for (let start = 0, end = 0; start < fields.length; start = end) {
    const source = fields[start]?.source ?? "measure";
    end = start + 1;
    while (source !== "measure" && fields[end]?.source === source) end++;
    const writers = fields.slice(start, end).map((field) => field.write);
    parts.push(source === "measure" ? joined(writers) : remembered(joined(writers), source));
  }
  const { close } = notation;
  return (row) => {
    let line = "";
    for (const part of parts) line += part(row);
    return line + close;
  };
}

function fieldWriter(
  column: Column,
  { notation, separator }: { notation: Notation; separator: string },
): RowWriter {
  const { before, after } = notation.around(column);
  const start = separator + before;
  const missing = notation.missing(column);
  const nothing = missing === undefined ? "" : separator + missing;
  switch (column.kind) {
    case "text": {
      const { read } = column;
      return (row) => {
        const value = read(row);
        return value === undefined ? nothing : start + notation.text(value) + after;
      };
    }
    case "code":
      return numberWriter(column.read, { start, write: notation.code, after });
    case "whole":
      return numberWriter(column.read, { start, write: notation.whole, after });
    case "ore":
      return numberWriter(column.read, { start, write: notation.ore, after });
  }
}

function numberWriter(
  read: (row: TakstbrukRow) => number,
  { start, write, after }: { start: string; write: (value: number) => string; after: string },
): RowWriter {
  return (row) => start + write(read(row)) + after;
}

function joined(writers: readonly RowWriter[]): RowWriter {
  const [only] = writers;
  if (only !== undefined && writers.length === 1) return only;
  return (row) => writers.map((write) => write(row)).join("");
}

function remembered(write: RowWriter, source: "period" | "place" | "combination"): RowWriter {
  switch (source) {
    case "period":
      return rememberLast(write);
    case "place":
      return rememberEach(write, (row) => row.placeIndex);
    case "combination":
      return rememberEach(write, (row) => row.combination.index);
  }
}

function rememberLast(write: RowWriter): RowWriter {
  let period: TakstbrukRow["period"] | undefined;
  let text = "";
  return (row) => {
    if (row.period !== period) text = write(row);
    period = row.period;
    return text;
  };
}

function rememberEach(write: RowWriter, indexOf: (row: TakstbrukRow) => number): RowWriter {
  const texts: (string | undefined)[] = [];
  return (row) => {
    const index = indexOf(row);
    const known = texts[index];
    if (known !== undefined) return known;
    const text = write(row);
    texts[index] = text;
    return text;
  };
}
