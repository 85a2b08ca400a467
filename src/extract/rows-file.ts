// The file with the rows of an answer: the fields and positions of the current row, its line, and the file.

import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Endpoint, JsonKind } from "../domain/endpoint.ts";
import { type FieldSeen, longestLine, otherFields, type RowsFile } from "../domain/receipt.ts";
import { HashedFile } from "../platform/written-file.ts";
import { rowTooLong } from "./answer-error.ts";
import { nowhere } from "./row-filter.ts";
import { characterAt, isBreakOrTab, normalJson } from "./texts.ts";

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

/** The current row: the positions of its values in the bytes. The reader reuses this object for the next row, so nobody may keep it. */
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
const markNested = kindArray;

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

const chunkSize = 128 * 1024;
const usualSize = 16 * 1024;

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const space = 0x20;
const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const letterU = 0x75;

/**
 * Lines for the rows of this endpoint. Rows by period become CSV, a fifth of the size of the answer. Code lists become JSON, because
 * their rows contain rows.
 */
export function rowLinesFor(endpoint: Endpoint): RowLines {
  return new RowLines(endpoint.period === undefined ? undefined : Object.keys(endpoint.fields));
}

/**
 * The rows of one answer, one per line, as JSON or as CSV with the keys in the first line. In CSV each value is as the API wrote it.
 * Numbers, true, false and null are bare. Texts are in quotes, with JSON's escapes resolved and quotes doubled. Nested values are JSON in
 * quotes. An absent field is empty.
 */
export class RowLines {
  /** The fields with a column: those that the endpoint declares. All others share the last column. */
  readonly fields: readonly string[];
  /** The columns of a CSV file; undefined for JSON. */
  readonly columns: readonly string[] | undefined;
  #bytes = Buffer.allocUnsafe(usualSize);
  #words = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length);
  #length = 0;

  /** CSV lines with a column for each of these fields, or JSON lines if there are none. */
  constructor(fields?: readonly string[]) {
    this.fields = fields ?? [];
    this.columns = fields === undefined ? undefined : [...fields, otherFields];
    if (this.columns !== undefined) this.#append(`${this.columns.map(csvQuoted).join(",")}\n`);
  }

  /** The number of bytes that `take` would return. */
  get length(): number {
    return this.#length;
  }

  /** Adds the current row. */
  add(row: ScannedRow): void {
    // No row becomes longer than this, even if all its quotes are doubled.
    this.#makeRoom(2 * (row.end - row.start) + this.fields.length + 16);
    if (this.columns === undefined) this.#addJson(row);
    else this.#addValues(row);
  }

  /** The lines since the last call. The first call for CSV includes the line of names. */
  take(): Buffer {
    const taken = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  /** White space between tokens becomes spaces, and numbers that a double cannot hold are put in quotes. */
  #addJson({ bytes, start, end, longNumbers, hasBreaks }: ScannedRow): void {
    const to = this.#bytes;
    const first = this.#length;
    let here = first;
    let from = start;
    for (const position of longNumbers) {
      here += bytes.copy(to, here, from, position);
      to[here++] = quote;
      from = position;
    }
    here += bytes.copy(to, here, from, end);
    if (hasBreaks) for (let at = first; at < here; at++) if (isBreakOrTab(to[at] ?? 0)) to[at] = space;
    to[here++] = lineFeed;
    this.#length = here;
  }

  #addValues(row: ScannedRow): void {
    const { bytes, words, starts, stops, marks, shape } = row;
    const { columns, others } = shape;
    const to = this.#bytes;
    const out = this.#words;
    const first = this.#length;
    // Copies four bytes at a time. Up to three bytes too many are overwritten by the next value.
    const lastWord = bytes.length - 4;
    let here = first;
    for (let column = 0; column < columns.length; column++) {
      const place = columns[column] ?? nowhere;
      if (place !== nowhere) {
        const stop = stops[place] ?? 0;
        let at = starts[place] ?? stop;
        if ((marks[place] ?? 0) >= markNested) here = this.#putCell(row, place, here);
        else if (stop <= lastWord) {
          const end = here + stop - at;
          for (; here < end; here += 4, at += 4) out.setInt32(here, words.getInt32(at, true), true);
          here = end;
        } else for (; at < stop; at++) to[here++] = bytes[at] ?? 0;
      }
      to[here++] = comma;
    }
    if (others.length > 0) here += to.write(othersCell(row), here);
    to[here++] = lineFeed;
    this.#length = here;
    if (here - first > longestLine) throw rowTooLong(row.count, here - first, longestLine);
  }

  /** Writes a value that CSV and JSON write differently. */
  #putCell({ bytes, starts, stops }: ScannedRow, place: number, here: number): number {
    const [start = 0, stop = 0] = [starts[place], stops[place]];
    if (bytes[start] === quote) return this.#putText(bytes.subarray(start + 1, stop - 1), here);
    return here + this.#bytes.write(csvQuoted(normalJson(bytes.toString("utf8", start, stop))), here);
  }

  /** Writes a text without escapes and without white space around it, with line feeds as line ends. */
  #putText(text: Buffer, start: number): number {
    const to = this.#bytes;
    let here = start;
    to[here++] = quote;
    const first = here;
    let wasReturn = false;
    for (let at = 0; at < text.length; at++) {
      let character = text[at] ?? 0;
      const isEscape = character === backslash;
      if (isEscape) {
        character = characterAt(text, at);
        at += text[at + 1] !== letterU ? 1 : character > 0xffff ? 11 : 5;
      }
      const isSecond = wasReturn && character === lineFeed;
      wasReturn = character === carriageReturn;
      if (wasReturn) character = lineFeed;
      if (isSecond || (here === first && isWhiteSpace(character))) continue;
      if (character === quote) to[here++] = quote;
      if (isEscape && character > 0x7f) here += to.write(String.fromCodePoint(character), here);
      else to[here++] = character;
    }
    while (here > first && isWhiteSpace(to[here - 1] ?? 0)) here--;
    to[here++] = quote;
    return here;
  }

  #append(line: string): void {
    this.#makeRoom(Buffer.byteLength(line));
    this.#length += this.#bytes.write(line, this.#length);
  }

  #makeRoom(more: number): void {
    const least = this.#length + more;
    if (least <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * least);
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
    this.#words = new DataView(larger.buffer, larger.byteOffset, larger.length);
  }
}

function isWhiteSpace(character: number): boolean {
  return character === space || character === tab || character === lineFeed;
}

/** The fields without a column, as one JSON object in a cell. */
function othersCell({ bytes, starts, stops, shape }: ScannedRow): string {
  const members = shape.others.map((place) => {
    const written = bytes.toString("utf8", starts[place], stops[place]);
    return `${JSON.stringify(shape.fields[place]?.name)}:${exact(normalJson(written))}`;
  });
  return csvQuoted(`{${members.join(",")}}`);
}

/** A value within JSON. A number that is too long for DuckDB's JSON reader becomes a text. */
function exact(json: string): string {
  return json.length > longestExactNumber && /^[-\d]/.test(json) ? `"${json}"` : json;
}

function csvQuoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** A file of rows. End or abandon it, and await each call other than `abandon` before the next. */
export interface Rows {
  /** Adds rows, one per line. */
  write(lines: Buffer): Promise<void>;
  /** Resolves with the digest when all rows are on the disk. */
  end(): Promise<RowsFile>;
  abandon(): Promise<void>;
}

/** Opens a file of CSV rows with these columns, or of compressed JSON rows if there are no columns. */
export function openRows(path: string, columns: readonly string[] | undefined): Rows {
  const file = new HashedFile(path);
  if (columns === undefined) return compressedRows(file);
  return {
    write: (lines) => file.write(lines),
    end: async () => ({ ...(await file.end()), columns }),
    abandon: () => file.abandon(),
  };
}

function compressedRows(file: HashedFile): Rows {
  const compressing = createGzip({ level: 1, chunkSize });
  const disk = new Writable({
    write(bytes: Buffer, _encoding, done) {
      file.write(bytes).then(() => done(), done);
    },
  });
  const compressed = pipeline(compressing, disk);
  compressed.catch(() => {});
  return {
    async write(lines) {
      const written = new Promise<void>((resolve, reject) => {
        compressing.write(lines, (error) => (error ? reject(error) : resolve()));
      });
      // The error of the disk is the cause. The compressing only reports that it was closed.
      await written.catch(async (error) => {
        await compressed;
        throw error;
      });
    },
    async end() {
      compressing.end();
      await compressed;
      return await file.end();
    },
    async abandon() {
      compressing.destroy();
      await file.abandon();
    },
  };
}
