// What is known of the rows of an answer: their fields, their shapes, and where the values of the row read last stand.
import type { JsonKind } from "../domain/endpoint.ts";
import type { FieldSeen } from "../domain/receipt.ts";

/** One field of the answer; `kinds` has a bit for each entry of `jsonKinds`. */
export interface Field {
  readonly name: string;
  rows: number;
  nulls: number;
  kinds: number;
}

/** Rows with the same keys in the same order, and at which places the values stand that are looked for in them. */
export interface Shape {
  readonly fields: readonly Field[];
  /** The places of the fields the question is about, then of the columns; `nowhere` for those such rows do not have. */
  readonly asked: Int32Array;
  readonly columns: Int32Array;
  /** The places of the fields that no column is for. */
  readonly others: readonly number[];
  rows: number;
}

/** The row read last: which of the bytes are which of its values. */
export interface ScannedRow {
  readonly bytes: Buffer;
  readonly words: DataView;
  readonly start: number;
  readonly end: number;
  readonly shape: Shape;
  /** By place: where the value begins, where it ends, and its kind. */
  readonly starts: Int32Array;
  readonly stops: Int32Array;
  readonly marks: Uint8Array;
  /** Begins and ends of the numbers a double cannot hold. */
  readonly longNumbers: readonly number[];
  /** Whether line breaks or tabs stand between its tokens. */
  readonly hasBreaks: boolean;
}

/** A step through a row: the bytes from the end of one value to the begin of the next one, or to the end of the row. */
export interface Step {
  readonly parent: Step | undefined;
  /** Where its bytes stand among all known. */
  readonly from: number;
  readonly length: number;
  readonly field: Field | undefined;
  /** Set where the row ends here. */
  readonly shape: Shape | undefined;
  readonly hasBreaks: boolean;
  /** False for a step that was taken only once, because enough are known. */
  readonly isKnown: boolean;
  /** The steps that followed this one, in a list. */
  child: Step | undefined;
  sibling: Step | undefined;
}

const jsonKinds: readonly JsonKind[] = ["string", "number", "boolean", "null", "array", "object"];
export const [kindText, kindNumber, kindBoolean, kindNull, kindArray, kindObject] = [1, 2, 4, 8, 16, 32];
/** Added to the kind of a value that holds an escape. */
export const markEscape = 64;
/** The marks of values that are written in a line of values as they are in JSON are less than this. */
export const markNested = kindArray;

/**
 * Numbers written with more characters than this do not survive DuckDB's JSON reader, which takes every number through
 * a double and prints 99999999999999.99 as 99999999999999.98. They are handed on in quotes: the text stays exact.
 */
export const longestExactNumber = 15;

export function wordsOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}

export function stepTo(
  parent: Step | undefined,
  of: Pick<Step, "from" | "length" | "isKnown"> & Partial<Pick<Step, "field" | "shape" | "hasBreaks">>,
): Step {
  const { from, length, isKnown, field, shape, hasBreaks = false } = of;
  return { parent, from, length, field, shape, hasBreaks, isKnown, child: undefined, sibling: undefined };
}

export function shapeOf(
  fields: readonly Field[],
  asked: readonly string[],
  columns: readonly string[],
): Shape {
  const names = fields.map(({ name }) => name);
  const places = (wanted: readonly string[]) => Int32Array.from(wanted, (name) => names.indexOf(name));
  const others = names.flatMap((name, place) => (columns.includes(name) ? [] : [place]));
  return { fields, asked: places(asked), columns: places(columns), others, rows: 0 };
}

export function countNulls({ fields }: Shape, marks: Uint8Array): void {
  for (let place = 0; place < fields.length; place++) {
    const field = fields[place];
    if (marks[place] === kindNull && field !== undefined) field.nulls++;
  }
}

/** Rows are counted by shape, and added to their fields when these are asked for. */
export function settle(shape: Shape): void {
  for (const field of shape.fields) field.rows += shape.rows;
  shape.rows = 0;
}

export function seenOf({ rows, nulls, kinds }: Field): FieldSeen {
  return { rows, nulls, kinds: jsonKinds.filter((_, bit) => (kinds & (1 << bit)) !== 0) };
}
