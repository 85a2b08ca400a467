// The quick way through rows that look like one already read: same keys, same order, same spacing, plain values.
import { longestExactNumber } from "./json-value.ts";

/** A row as it was read: the bytes between its values, with the keys in them, and what was seen of rows like it. */
export interface RowShape {
  /** All that stands between the values, one after another: `{"ar":`, `,"maned":`, …, `}`. */
  readonly between: Chunk;
  /** Where each of those ends in `between`; one more than there are values. */
  readonly ends: Int32Array;
  /** The kinds of value seen at each place, as bits. */
  readonly kinds: Uint8Array;
  /** How many values at each place were null. */
  readonly nulls: Float64Array;
  /** Where the values of the row compared last begin, and where they end. */
  readonly starts: Int32Array;
  readonly stops: Int32Array;
  rows: number;
  /** Whether a row compared with it had a null. */
  isWithNull: boolean;
}

/** The same bytes twice: one by one, and several at a time, since most of a row is its keys. */
export interface Chunk {
  readonly bytes: Buffer;
  readonly words: DataView;
}

/** What is answered when a row is not, or may not be, of a shape; it must then be read the thorough way. */
export const otherShape = -1;

const quote = 0x22;
const backslash = 0x5c;
const space = 0x20;
const point = 0x2e;
const zero = 0x30;
const nine = 0x39;
const minus = 0x2d;
const plus = 0x2b;
const letterA = 0x61;
const letterE = 0x65;
const wordNull = 0x6e756c6c;
const wordTrue = 0x74727565;
const wordFals = 0x66616c73;
export const letterN = 0x6e;
export const kindString = 1;
export const kindNumber = 2;
export const kindBoolean = 4;
export const kindNull = 8;

/** The kind of a value by its first byte. */
const kindsByFirst = new Uint8Array(256).fill(kindNumber);
kindsByFirst[quote] = kindString;
kindsByFirst[letterN] = kindNull;
kindsByFirst[0x74] = kindBoolean;
kindsByFirst[0x66] = kindBoolean;

/** The shape of the row that stands from `start` to `end`, its values between these pairs of positions. */
export function shapeOf(
  bytes: Uint8Array,
  {
    start,
    end,
    values,
  }: { readonly start: number; readonly end: number; readonly values: readonly number[] },
): RowShape {
  const between: Uint8Array[] = [];
  const ends: number[] = [];
  let from = start;
  for (let at = 0; at <= values.length; at += 2) {
    const piece = bytes.subarray(from, values[at] ?? end);
    between.push(piece);
    ends.push((ends.at(-1) ?? 0) + piece.length);
    from = values[at + 1] ?? end;
  }
  return {
    between: chunkOf(Buffer.concat(between)),
    ends: Int32Array.from(ends),
    kinds: new Uint8Array(ends.length),
    nulls: new Float64Array(ends.length),
    starts: new Int32Array(ends.length - 1),
    stops: new Int32Array(ends.length - 1),
    rows: 0,
    isWithNull: false,
  };
}

/**
 * The position after the row at `start` if it differs from the shape only in its values, and these are texts without
 * escapes, numbers that need no quotes, true, false or null; `otherShape` where that is not certain. This loop is most of what
 * reading an answer costs: it never reads beyond an array's end, for that alone would make it several times slower.
 */
export function rowEndIn(shape: RowShape, { bytes, words }: Chunk, start: number): number {
  const { between, ends, kinds, starts, stops } = shape;
  const size = bytes.length;
  const last = ends.length - 1;
  let at = start;
  let here = 0;
  for (let index = 0; index <= last; index++) {
    const end = ends[index] ?? 0;
    const least = here + 8;
    if (at + end - here >= size) return otherShape;
    // Eight bytes as a number: equal numbers are equal bytes, but for zeros with a sign, which no JSON can hold. What happens to
    // be no number differs from itself, and the row is read the thorough way.
    for (; here + 8 <= end; here += 8, at += 8) {
      if (words.getFloat64(at, true) !== between.words.getFloat64(here, true)) return otherShape;
    }
    if (least <= end) {
      // What is left is compared with some bytes before it once more.
      at += end - here;
      here = end;
      if (words.getFloat64(at - 8, true) !== between.words.getFloat64(here - 8, true)) return otherShape;
    } else for (; here < end; here++, at++) if (bytes[at] !== between.bytes[here]) return otherShape;
    if (index === last) return at;
    starts[index] = at;
    const first = bytes[at] ?? 0;
    if (first === letterN) shape.isWithNull = true;
    if (first === quote) at = plainTextEnd(bytes, at);
    else at = first < letterA ? plainNumberEnd(bytes, at) : wordEnd({ bytes, words }, at);
    if (at === otherShape) return otherShape;
    stops[index] = at;
    kinds[index] = (kinds[index] ?? 0) | (kindsByFirst[first] ?? 0);
  }
  return otherShape;
}

/** Counts the nulls of the row compared last, once it is known to be of the shape. */
export function countNulls({ nulls, starts }: RowShape, bytes: Uint8Array): void {
  for (let index = 0; index < starts.length; index++) {
    if (bytes[starts[index] ?? 0] === letterN) nulls[index] = (nulls[index] ?? 0) + 1;
  }
}

function plainTextEnd(bytes: Uint8Array, start: number): number {
  const size = bytes.length;
  for (let at = start + 1; at < size; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) return at + 1;
    if (byte === backslash || byte < space) return otherShape;
  }
  return otherShape;
}

function wordEnd({ bytes, words }: Chunk, start: number): number {
  if (start + 5 >= bytes.length) return otherShape;
  const word = words.getInt32(start);
  if (word === wordNull || word === wordTrue) return start + 4;
  return word === wordFals && bytes[start + 4] === letterE ? start + 5 : otherShape;
}

/** The end of a number in any form JSON knows, short enough to survive as a number. */
function plainNumberEnd(bytes: Uint8Array, start: number): number {
  const size = bytes.length;
  const whole = start < size && bytes[start] === minus ? start + 1 : start;
  let at = digitsEnd(bytes, whole);
  if (at === whole || at === size || (bytes[whole] === zero && at > whole + 1)) return otherShape;
  if (bytes[at] === point) {
    const decimals = at + 1;
    at = digitsEnd(bytes, decimals);
    if (at === decimals || at === size) return otherShape;
  }
  if (((bytes[at] ?? 0) | 0x20) === letterE) {
    const isSigned = at + 1 < size && (bytes[at + 1] === minus || bytes[at + 1] === plus);
    const power = isSigned ? at + 2 : at + 1;
    at = digitsEnd(bytes, power);
    if (at <= power || at === size) return otherShape;
  }
  return at - start > longestExactNumber ? otherShape : at;
}

/** The position after the digits that begin at `start`, if any do. */
function digitsEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  for (; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < zero || byte > nine) return at;
  }
  return at;
}

/** The bytes, made ready to be compared; made once for the many rows in them. */
export function chunkOf(bytes: Buffer): Chunk {
  return { bytes, words: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}
