// Reads the rows of a JSON answer in place: one pass checks the grammar, finds each value and counts each field.
import { type FieldSeen, longestRow } from "../domain/receipt.ts";
import { AnswerError, rowTooLong } from "./answer-error.ts";
import type { RequestedRows } from "./row-filter.ts";
import {
  countNulls,
  dataViewOf,
  type Field,
  kindArray,
  kindBoolean,
  kindNull,
  kindNumber,
  kindObject,
  kindText,
  longestExactNumber,
  markEscape,
  type RowLines,
  type ScannedRow,
  type Shape,
  type Step,
  seenOf,
  settle,
  shapeOf,
  stepTo,
} from "./rows-file.ts";
import {
  deepestNesting,
  digitsEnd,
  incomplete,
  isBreakOrTab,
  malformed,
  textEnd,
  tooDeep,
  wordEnd,
} from "./texts.ts";

const mostFields = 1000;
/** The bytes of all known steps and the number of steps after one step. The limits bound the cost of an answer whose rows all differ. */
const mostKnownBytes = 256 * 1024;
const mostSiblings = 16;

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const space = 0x20;
const zero = 0x30;
const point = 0x2e;
const minus = 0x2d;
const plus = 0x2b;
const letterE = 0x65;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const closeBracket = 0x5d;
const wordTrue = Buffer.from("true");
const wordFalse = Buffer.from("false");
const wordNull = Buffer.from("null");

/** The kind of a value by its first byte; 0 if no value begins with it. */
const kindsByFirst = new Uint8Array(256);
for (const digit of "-0123456789") kindsByFirst[digit.charCodeAt(0)] = kindNumber;
for (const [first, kind] of Object.entries({ '"': kindText, t: kindBoolean, f: kindBoolean, n: kindNull }))
  kindsByFirst[first.charCodeAt(0)] = kind;
kindsByFirst[0x5b] = kindArray;
kindsByFirst[openBrace] = kindObject;

/**
 * The rows of one answer. Most rows have the keys of an earlier row in the same order. So the bytes up to the next value are compared
 * with the bytes of that row, eight at a time. Only other bytes are read as tokens and looked up by name.
 *
 * An example, with positions below the bytes:
 *
 *     {"ar":2023,"kode":"2ad"},{"ar":2024,"kode":null}
 *     0     6   10      18   23 25    31  35      43  47
 *
 * 1. No step is known, so `#newStep` reads the key of `{"ar":` and makes a step of these six bytes, which leads to the field `ar`.
 * 2. `#valueEnd` reads the number: `starts[0]` is 6, `stops[0]` is 10, and `marks[0]` is `kindNumber`.
 * 3. In the same way, `,"kode":` becomes the next step, and the text is place 1, from 18 to 23.
 * 4. `}` becomes a step without a field. Its shape is the list of fields, `ar` and `kode`. `#finish` counts the row in this shape,
 *    compares it with the request and hands it to the lines, which write `2023,"2ad"`.
 * 5. In the second row, the three steps are known. So `#isAt` compares their bytes, and no key is read.
 *
 * There is one row object, and each `read` changes it. A `ScannedRow` is therefore valid only until the next row is read.
 */
export class JsonRows implements ScannedRow {
  bytes: Buffer = Buffer.alloc(0);
  words = dataViewOf(this.bytes);
  start = 0;
  end = 0;
  shape: Shape = shapeOf([], [], []);
  hasBreaks = false;
  readonly starts = new Int32Array(mostFields);
  readonly stops = new Int32Array(mostFields);
  readonly marks = new Uint8Array(mostFields);
  readonly longNumbers: number[] = [];
  count = 0;
  readonly #question: RequestedRows;
  readonly #lines: RowLines;
  readonly #fields = new Map<string, Field>();
  readonly #shapes: Shape[] = [];
  readonly #root = stepTo(undefined, { from: 0, length: 0, isKnown: true });
  readonly #open = new Uint8Array(deepestNesting + 1);
  #known = Buffer.alloc(1024);
  #knownWords = dataViewOf(this.#known);
  #knownLength = 0;
  #nulls = 0;
  #hasEscape = false;

  constructor(question: RequestedRows, lines: RowLines) {
    this.#question = question;
    this.#lines = lines;
  }

  /** Counts and writes the row at `start` and returns the position after it. Returns `incomplete` and counts nothing if the row goes on. */
  read(bytes: Buffer, start: number): number {
    if (bytes !== this.bytes) {
      this.bytes = bytes;
      this.words = dataViewOf(bytes);
    }
    if (this.longNumbers.length > 0) this.longNumbers.length = 0;
    this.hasBreaks = false;
    this.#nulls = 0;
    const { starts, stops, marks } = this;
    let step = this.#root;
    let at = start;
    for (let place = 0; ; place++) {
      const next = this.#knownStep(step, at) ?? this.#newStep(step, at);
      if (next === undefined) return incomplete;
      step = next;
      at += step.length;
      const { field } = step;
      if (field === undefined) return this.#finish(step, start, at);
      let kind = at < bytes.length ? (kindsByFirst[bytes[at] ?? 0] ?? 0) : 0;
      if (kind === 0) {
        // More white space than in the earlier row, or no value.
        at = this.#skipSpace(at);
        if (at === bytes.length) return incomplete;
        kind = kindsByFirst[bytes[at] ?? 0] ?? 0;
      }
      starts[place] = at;
      this.#hasEscape = false;
      at = this.#valueEnd(at, kind);
      if (at === incomplete) return incomplete;
      stops[place] = at;
      marks[place] = this.#hasEscape ? kind | markEscape : kind;
      if (kind === kindNull) this.#nulls++;
      field.kinds |= kind;
    }
  }

  /** Every field of the rows read, by its name. */
  seen(): Readonly<Record<string, FieldSeen>> {
    for (const shape of this.#shapes) settle(shape);
    return Object.fromEntries([...this.#fields].map(([name, field]) => [name, seenOf(field)]));
  }

  #finish({ shape = this.shape, hasBreaks, isKnown }: Step, start: number, end: number): number {
    this.count++;
    if (end - start > longestRow) throw rowTooLong(this.count, end - start);
    this.start = start;
    this.end = end;
    this.shape = shape;
    this.hasBreaks ||= hasBreaks;
    shape.rows++;
    if (this.#nulls > 0) countNulls(shape, this.marks);
    if (!isKnown) settle(shape);
    if (shape.requested.length > 0) this.#question.count(this, shape.requested, this.count);
    this.#lines.add(this);
    return end;
  }

  /** The known step after this one whose bytes are at `at`. */
  #knownStep(step: Step, at: number): Step | undefined {
    let next = step.child;
    while (next !== undefined && !this.#isAt(next, at)) next = next.sibling;
    return next;
  }

  /**
   * Compares eight bytes as one number. Equal numbers are equal bytes except for zeros with a sign, which JSON cannot have as bytes.
   * To read beyond the end of an array would make this several times slower.
   */
  #isAt({ from, length }: Step, at: number): boolean {
    if (at + length > this.bytes.length) return false;
    if (length < 8) {
      for (let i = 0; i < length; i++) if (this.bytes[at + i] !== this.#known[from + i]) return false;
      return true;
    }
    const words = this.words;
    const known = this.#knownWords;
    const last = length - 8;
    for (let i = 0; i < last; i += 8)
      if (words.getFloat64(at + i, true) !== known.getFloat64(from + i, true)) return false;
    return words.getFloat64(at + last, true) === known.getFloat64(from + last, true);
  }

  /** Reads the tokens from `start` to the next value or the end of the row. Undefined if some have not arrived. */
  #newStep(step: Step, start: number): Step | undefined {
    const { bytes } = this;
    const isFirst = step === this.#root;
    let at = this.#skipSpace(isFirst ? start + 1 : start);
    if (at === bytes.length) return undefined;
    if (bytes[at] === closeBrace) return this.#learn(step, { start, end: at + 1, field: undefined });
    if (!isFirst) {
      if (bytes[at] !== comma) throw malformed(bytes, at, "a comma or the end of the row");
      at = this.#skipSpace(at + 1);
      if (at === bytes.length) return undefined;
    }
    const end = this.#memberStart(at);
    if (end === incomplete) return undefined;
    const field = this.#fieldOf(bytes.toString("utf8", at, this.#keyEnd(at)));
    for (let before: Step | undefined = step; before !== undefined; before = before.parent)
      if (before.field === field)
        throw new AnswerError(`has the key "${field.name}" twice`, {
          field: field.name,
          row: this.count + 1,
        });
    return this.#learn(step, { start, end, field });
  }

  #learn(
    parent: Step,
    {
      start,
      end,
      field,
    }: { readonly start: number; readonly end: number; readonly field: Field | undefined },
  ): Step {
    const length = end - start;
    const from = this.#knownLength;
    let siblings = 0;
    let last = parent.child;
    for (; last?.sibling !== undefined; last = last.sibling) siblings++;
    const isKnown = parent.isKnown && siblings < mostSiblings && from + length <= mostKnownBytes;
    const shape = field === undefined ? this.#shapeAfter(parent) : undefined;
    const hasBreaks = parent.hasBreaks || this.bytes.subarray(start, end).some(isBreakOrTab);
    const step = stepTo(parent, { from, length, field, shape, hasBreaks, isKnown });
    if (!isKnown) return step;
    if (last === undefined) parent.child = step;
    else last.sibling = step;
    if (shape !== undefined) this.#shapes.push(shape);
    this.#remember(start, end);
    return step;
  }

  #remember(start: number, end: number): void {
    const length = this.#knownLength + end - start;
    if (length > this.#known.length) {
      const larger = Buffer.alloc(2 * length);
      this.#known.copy(larger);
      this.#known = larger;
      this.#knownWords = dataViewOf(larger);
    }
    this.bytes.copy(this.#known, this.#knownLength, start, end);
    this.#knownLength = length;
  }

  #shapeAfter(last: Step): Shape {
    const fields: Field[] = [];
    for (let step: Step | undefined = last; step?.field !== undefined; step = step.parent)
      fields.unshift(step.field);
    return shapeOf(fields, this.#question.names, this.#lines.fields);
  }

  #fieldOf(key: string): Field {
    const written: unknown = JSON.parse(key);
    const name = String(written);
    const known = this.#fields.get(name);
    if (known !== undefined) return known;
    if (this.#fields.size === mostFields)
      throw new AnswerError("has too many fields in its rows", {
        field: name,
        expected: `at most ${mostFields}`,
      });
    const field = { name, rows: 0, nulls: 0, kinds: 0 };
    this.#fields.set(name, field);
    return field;
  }

  #keyEnd(at: number): number {
    if (this.bytes[at] !== quote) throw malformed(this.bytes, at, "a key in quotes");
    return textEnd(this.bytes, at + 1);
  }

  /** The position of the value after the colon, which may have white space on both sides. */
  #colonEnd(start: number): number {
    const at = this.#skipSpace(start);
    if (at === this.bytes.length) return incomplete;
    if (this.bytes[at] !== colon) throw malformed(this.bytes, at, "a colon after the key");
    const end = this.#skipSpace(at + 1);
    return end === this.bytes.length ? incomplete : end;
  }

  /** The position after a value of this kind, or `incomplete`. */
  #valueEnd(at: number, kind: number): number {
    if (kind === kindText) return this.#textEnd(at);
    if (kind === kindNumber) return this.#numberEnd(at);
    if (kind === kindNull) return wordEnd(this.bytes, at, wordNull);
    if (kind === kindBoolean) return wordEnd(this.bytes, at, this.bytes[at] === 0x74 ? wordTrue : wordFalse);
    if (kind === 0) throw malformed(this.bytes, at, "a value");
    return this.#nestedEnd(at);
  }

  #textEnd(start: number): number {
    const { bytes } = this;
    const size = bytes.length;
    for (let at = start + 1; at < size; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === quote) return at + 1;
      if (byte === 0x5c || byte < space) {
        this.#hasEscape = true;
        return textEnd(bytes, at);
      }
    }
    return incomplete;
  }

  #numberEnd(start: number): number {
    const { bytes } = this;
    const size = bytes.length;
    const whole = bytes[start] === minus ? start + 1 : start;
    let at = digitsEnd(bytes, whole);
    if (at === size) return incomplete;
    if (at === whole || (bytes[whole] === zero && at > whole + 1)) throw malformed(bytes, start, "a number");
    if (bytes[at] === point) {
      const decimals = at + 1;
      at = digitsEnd(bytes, decimals);
      if (at === size) return incomplete;
      if (at === decimals) throw malformed(bytes, start, "a number");
    }
    if (((bytes[at] ?? 0) | 0x20) === letterE) {
      const isSigned = at + 1 < size && (bytes[at + 1] === minus || bytes[at + 1] === plus);
      const power = isSigned ? at + 2 : at + 1;
      at = digitsEnd(bytes, power);
      if (at === size) return incomplete;
      if (at === power) throw malformed(bytes, start, "a number");
    }
    if (at - start > longestExactNumber) this.longNumbers.push(start, at);
    return at;
  }

  /** The position after a nested list or object. `#open` holds the brackets that must close it. */
  #nestedEnd(start: number): number {
    const { bytes } = this;
    const open = this.#open;
    let depth = 0;
    let isValueNext = true;
    for (let at = start; at !== incomplete && at < bytes.length; ) {
      const byte = bytes[at] ?? 0;
      const kind = isValueNext ? (kindsByFirst[byte] ?? 0) : 0;
      if (kind >= kindArray) {
        if (++depth > deepestNesting) throw tooDeep();
        open[depth] = byte + 2;
        at = this.#skipSpace(at + 1);
        isValueNext = at === bytes.length || bytes[at] !== byte + 2;
        if (isValueNext && kind === kindObject) at = this.#memberStart(at);
      } else if (isValueNext) {
        at = this.#valueEnd(at, kind);
        if (at !== incomplete) at = this.#skipSpace(at);
        isValueNext = false;
      } else if (byte === open[depth]) {
        if (--depth === 0) return at + 1;
        at = this.#skipSpace(at + 1);
      } else {
        if (byte === closeBracket || byte === closeBrace) throw malformed(bytes, at, "brackets that match");
        if (byte !== comma) throw malformed(bytes, at, "a comma or the end of a list or an object");
        at = this.#skipSpace(at + 1);
        if (open[depth] === closeBrace) at = this.#memberStart(at);
        isValueNext = true;
      }
    }
    return incomplete;
  }

  /** The position of the value of the member whose key begins at `at`. */
  #memberStart(at: number): number {
    const keyEnd = at === this.bytes.length ? incomplete : this.#keyEnd(at);
    return keyEnd === incomplete ? incomplete : this.#colonEnd(keyEnd);
  }

  /** The first position from `at` that is not white space. */
  #skipSpace(at: number): number {
    const { bytes } = this;
    let here = at;
    for (; here < bytes.length; here++) {
      const byte = bytes[here] ?? 0;
      if (isBreakOrTab(byte)) this.hasBreaks = true;
      else if (byte !== space) break;
    }
    return here;
  }
}
