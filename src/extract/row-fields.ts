// Which fields the rows of one answer had: every key of every row, counted while the bytes pass.
import type { JsonKind } from "../domain/endpoint.ts";
import { ContractError } from "../domain/errors.ts";
import type { FieldSeen } from "../domain/receipt.ts";
import { type AskedRows, nowhere } from "./question.ts";
import { chunkOf, countNulls, letterN, otherShape, type RowShape, rowEndIn, shapeOf } from "./row-shape.ts";
import { meantText } from "./text-rule.ts";
import type { PlainRow, ValueLines } from "./value-lines.ts";

/** One field; `bytes` is its key as written, with the closing quote; `kinds` has a bit for each entry of `jsonKinds`. */
export interface Field {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly index: number;
  rows: number;
  nulls: number;
  kinds: number;
  lastRow: number;
}

export const jsonKinds: readonly JsonKind[] = ["string", "number", "boolean", "null", "array", "object"];

const noPlaces = new Int32Array(0);
const mostFields = 1000;
/** Fields that do not apply are left out, so one answer's rows have a few shapes; tried by turns, each costs time. */
const mostShapes = 8;

/** A shape and, place by place, the fields its keys name. */
interface NamedShape extends RowShape, Pick<PlainRow, "names" | "places" | "others"> {
  readonly fields: readonly Field[];
  /** Which of its values the question is about, and where they stand in the row compared last. */
  readonly asked: readonly number[];
  readonly askedStarts: number[];
  readonly askedStops: number[];
}

/**
 * The fields seen so far. Rows of one answer have nearly always the same keys in the same order, so each key is first
 * compared, byte by byte, with the key that followed last time; only a surprise costs a look-up by name.
 */
export class RowFields {
  readonly #fields: Field[] = [];
  readonly #byName = new Map<string, Field>();
  readonly #shapes: NamedShape[] = [];
  /** Begin and end of each value of the row being read, in its order, and the fields they belong to. */
  readonly #values: number[] = [];
  readonly #order: Field[] = [];
  readonly #question: AskedRows;
  readonly #lines: ValueLines | undefined;
  #chunk = chunkOf(Buffer.alloc(0));
  #row = 0;
  #next = 0;

  /** Fields of rows that are held against this question, and kept as these lines, if any. */
  constructor(question: AskedRows, lines?: ValueLines) {
    this.#question = question;
    this.#lines = lines;
  }

  /** The position after the row at `start`, counted, where it is like one before; `otherShape` where it may not be. */
  likeBefore(bytes: Buffer, start: number): number {
    if (this.#chunk.bytes !== bytes) this.#chunk = chunkOf(bytes);
    for (const shape of this.#shapes) {
      const end = rowEndIn(shape, this.#chunk, start);
      if (end === otherShape) continue;
      shape.rows++;
      this.#row++;
      this.#countLike(shape, bytes);
      if (shape.isWithNull) countNulls(shape, bytes);
      this.#lines?.addPlain(this.#chunk, shape);
      return end;
    }
    return otherShape;
  }

  #countLike({ asked, askedStarts, askedStops, starts, stops }: NamedShape, bytes: Buffer): void {
    if (asked.length === 0) return;
    for (let index = 0; index < asked.length; index++) {
      const place = asked[index] ?? nowhere;
      askedStarts[index] = place === nowhere ? nowhere : (starts[place] ?? nowhere);
      askedStops[index] = place === nowhere ? nowhere : (stops[place] ?? nowhere);
    }
    this.#question.count(bytes, { starts: askedStarts, stops: askedStops }, this.#row);
  }

  /** Begins the next row. */
  nextRow(): void {
    this.#row++;
    this.#next = 0;
    this.#values.length = 0;
    this.#order.length = 0;
  }

  /** Notes where the value of the field noted last stands. */
  noteValue(start: number, end: number): void {
    this.#values.push(start, end);
  }

  /** Ends the row that stands from `start` to `end`, which it gives back: the next rows may be like it. */
  endRow(bytes: Buffer, start: number, end: number): number {
    if (this.#question.names.length > 0) {
      const places = this.#asked();
      const starts = places.map((place) => this.#values[2 * place] ?? nowhere);
      const stops = places.map((place) => this.#values[2 * place + 1] ?? nowhere);
      this.#question.count(bytes, { starts, stops }, this.#row);
    }
    for (const [place, field] of this.#order.entries()) {
      if (bytes[this.#values[2 * place] ?? end] === letterN) field.nulls++;
    }
    this.#lines?.add(bytes, {
      names: this.#order.map(({ name }) => name),
      starts: this.#values.filter((_, at) => at % 2 === 0),
      stops: this.#values.filter((_, at) => at % 2 === 1),
    });
    if (this.#shapes.length < mostShapes) this.#learn(bytes, start, end);
    return end;
  }

  /** The places of the fields the question is about in the row just read; `nowhere` for those it does not have. */
  #asked(): readonly number[] {
    return this.#question.names.map((name) => this.#order.findIndex((field) => field.name === name));
  }

  #learn(bytes: Buffer, start: number, end: number): void {
    const asked = this.#asked();
    const names = this.#order.map(({ name }) => name);
    const shape = {
      ...shapeOf(bytes, { start, end, values: this.#values }),
      fields: [...this.#order],
      names,
      places: this.#lines?.placesIn(names) ?? noPlaces,
      others: this.#lines?.othersIn(names) ?? [],
      asked,
      askedStarts: [...asked],
      askedStops: [...asked],
    };
    // A row may be read thoroughly for its values' sake, or for line breaks that have become spaces since.
    if (!this.#shapes.some((known) => Buffer.compare(known.between.bytes, shape.between.bytes) === 0))
      this.#shapes.push(shape);
  }

  /** Takes back what was noted of the row just begun: its bytes are not all there and it will be read again. */
  forgetRow(): void {
    for (const field of this.#fields) {
      if (field.lastRow !== this.#row) continue;
      field.rows--;
      field.lastRow = 0;
    }
    this.#row--;
  }

  /** The field whose key, with its closing quote, begins at `start`, where it is the one that followed last time. */
  predicted(bytes: Uint8Array, start: number): Field | undefined {
    const field = this.#fields[this.#next];
    return field !== undefined && startsWith(bytes, start, field.bytes) ? field : undefined;
  }

  /** The field whose key stands between the two quotes at `start` and `end`. */
  named(bytes: Uint8Array, start: number, end: number): Field {
    const name = nameIn(bytes.subarray(start, end));
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const index = this.#fields.length;
    if (index === mostFields)
      throw new ContractError(`has more than ${mostFields} different fields in its rows`);
    const field = {
      name,
      bytes: bytes.slice(start, end + 1),
      index,
      rows: 0,
      nulls: 0,
      kinds: 0,
      lastRow: 0,
    };
    this.#fields.push(field);
    this.#byName.set(name, field);
    return field;
  }

  /** Counts the field for this row. Throws a ContractError when the row has had it already. */
  note(field: Field): void {
    if (field.lastRow === this.#row) {
      throw new ContractError(`has the key "${field.name}" twice in row ${this.#row}`, {
        facts: { field: field.name, row: this.#row },
      });
    }
    field.lastRow = this.#row;
    field.rows++;
    this.#next = field.index + 1;
    this.#order.push(field);
  }

  seen(): Readonly<Record<string, FieldSeen>> {
    for (const shape of this.#shapes) {
      for (const [index, field] of shape.fields.entries()) {
        field.rows += shape.rows;
        field.nulls += shape.nulls[index] ?? 0;
        field.kinds |= shape.kinds[index] ?? 0;
      }
      shape.rows = 0;
      shape.nulls.fill(0);
    }
    return Object.fromEntries(this.#fields.map((field) => [field.name, seenOf(field)]));
  }
}

function startsWith(bytes: Uint8Array, start: number, expected: Uint8Array): boolean {
  for (let i = 0; i < expected.length; i++) if (bytes[start + i] !== expected[i]) return false;
  return true;
}

function nameIn(bytes: Uint8Array): string {
  const name: unknown = JSON.parse(`"${Buffer.from(bytes).toString("utf8")}"`);
  const text = String(name);
  meantText(text);
  return text;
}

function seenOf(field: Field): FieldSeen {
  const { rows, nulls } = field;
  return { rows, nulls, kinds: jsonKinds.filter((_, bit) => (field.kinds & (1 << bit)) !== 0) };
}
