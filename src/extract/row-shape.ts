// The data that reader and writer of rows share: fields, shapes, and the positions of the values of the current row.
import type { JsonKind } from "../domain/endpoint.ts";
import type { FieldSeen } from "../domain/receipt.ts";

/** A field of the answer. `kinds` has a bit for each entry of `jsonKinds`. */
export interface Field {
  readonly name: string;
  rows: number;
  nulls: number;
  kinds: number;
}

/** Rows with the same keys in the same order. A place is the number of a key in that order. */
export interface Shape {
  readonly fields: readonly Field[];
  /** The places of the fields that are compared with the request; `nowhere` for fields that such rows lack. */
  readonly requested: Int32Array;
  readonly columns: Int32Array;
  /** The places of the fields without a column. */
  readonly others: readonly number[];
  rows: number;
}

/** The current row: the positions of its values in the bytes. */
export interface ScannedRow {
  /** The number of rows so far, which is the number of this row. */
  readonly count: number;
  readonly bytes: Buffer;
  readonly words: DataView;
  readonly start: number;
  readonly end: number;
  readonly shape: Shape;
  /** Start, end and kind of each value, by place. */
  readonly starts: Int32Array;
  readonly stops: Int32Array;
  readonly marks: Uint8Array;
  /** Starts and ends of the numbers that a double cannot hold. */
  readonly longNumbers: readonly number[];
  /** Whether there are line breaks or tabs between its tokens. */
  readonly hasBreaks: boolean;
}

/** A step through a row: the bytes from the end of one value to the start of the next value, or to the end of the row. */
export interface Step {
  readonly parent: Step | undefined;
  /** The position of its bytes among all known bytes. */
  readonly from: number;
  readonly length: number;
  readonly field: Field | undefined;
  /** Set if the row ends here. */
  readonly shape: Shape | undefined;
  readonly hasBreaks: boolean;
  /** False for a step that is not remembered, because enough are. */
  readonly isKnown: boolean;
  /** The steps that have followed this one, as a linked list. */
  child: Step | undefined;
  sibling: Step | undefined;
}

const jsonKinds: readonly JsonKind[] = ["string", "number", "boolean", "null", "array", "object"];
export const [kindText, kindNumber, kindBoolean, kindNull, kindArray, kindObject] = [1, 2, 4, 8, 16, 32];
/** Added to the kind of a value with an escape. */
export const markEscape = 64;
/** Values whose marks are less than this are written to CSV as they are in JSON. */
export const markNested = kindArray;

/**
 * DuckDB's JSON reader parses each number as a double, so that it changes 99999999999999.99 to 99999999999999.98. Numbers with more
 * characters than this are therefore written in quotes, which keeps them exact.
 */
export const longestExactNumber = 15;

export function dataViewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}

export function stepTo(
  parent: Step | undefined,
  step: Pick<Step, "from" | "length" | "isKnown"> & Partial<Pick<Step, "field" | "shape" | "hasBreaks">>,
): Step {
  const { from, length, isKnown, field, shape, hasBreaks = false } = step;
  return { parent, from, length, field, shape, hasBreaks, isKnown, child: undefined, sibling: undefined };
}

export function shapeOf(
  fields: readonly Field[],
  requested: readonly string[],
  columns: readonly string[],
): Shape {
  const names = fields.map(({ name }) => name);
  const places = (wanted: readonly string[]) => Int32Array.from(wanted, (name) => names.indexOf(name));
  const others = names.flatMap((name, place) => (columns.includes(name) ? [] : [place]));
  return { fields, requested: places(requested), columns: places(columns), others, rows: 0 };
}

export function countNulls({ fields }: Shape, marks: Uint8Array): void {
  for (let place = 0; place < fields.length; place++) {
    const field = fields[place];
    if (marks[place] === kindNull && field !== undefined) field.nulls++;
  }
}

/** Adds the rows of a shape to its fields. To count each row in each field would be slower. */
export function settle(shape: Shape): void {
  for (const field of shape.fields) field.rows += shape.rows;
  shape.rows = 0;
}

export function seenOf({ rows, nulls, kinds }: Field): FieldSeen {
  return { rows, nulls, kinds: jsonKinds.filter((_, bit) => (kinds & (1 << bit)) !== 0) };
}
