// Rows as lines of values: the keys, which are most of a JSON answer, stand in the first line only. This is CSV.
import { ContractError } from "../domain/errors.ts";
import { longestLine, otherFields } from "../domain/receipt.ts";
import { longestExactNumber } from "./json-value.ts";
import { nowhere } from "./question.ts";
import type { Chunk } from "./row-shape.ts";
import { meantJson, meantText } from "./text-rule.ts";

/** A row where it stands in memory: which field each of its values belongs to, where each begins and ends. */
export interface StandingRow {
  readonly names: readonly string[];
  readonly starts: ArrayLike<number>;
  readonly stops: ArrayLike<number>;
}

/** A row without escapes, and at which places its columns' values and all others stand. */
export interface PlainRow extends StandingRow {
  readonly places: Int32Array;
  readonly others: readonly number[];
}

const comma = 0x2c;
const lineBreak = 0x0a;
const usualSize = 16 * 1024;

/**
 * The rows of one answer, each value as the API wrote it: numbers, true, false and null by the letter, texts in quotes with
 * JSON's escapes undone and quotes doubled, what is nested as its JSON in quotes; a field the row does not have as nothing.
 */
export class ValueLines {
  readonly columns: readonly string[];
  readonly #fields: readonly string[];
  #bytes = Buffer.allocUnsafe(usualSize);
  #words = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length);
  #length = 0;

  /** Lines with a column for each of these fields, those an endpoint promises, and one for all others. */
  constructor(fields: readonly string[]) {
    this.#fields = fields;
    this.columns = [...fields, otherFields];
    this.#append(`${this.columns.map(quoted).join(",")}\n`);
  }

  /** At which places rows with these fields have those that no column is for. */
  othersIn(names: readonly string[]): readonly number[] {
    return names.flatMap((name, place) => (this.#fields.includes(name) ? [] : [place]));
  }

  /** At which place each column's value stands in rows with these fields. */
  placesIn(names: readonly string[]): Int32Array {
    return Int32Array.from(this.#fields, (column) => names.indexOf(column));
  }

  /** Adds a row whose values stand at these places and, being without escapes, can be copied as they are. */
  addPlain({ bytes, words }: Chunk, row: PlainRow): void {
    const { starts, stops, places, others } = row;
    const first = starts[0] ?? 0;
    const last = stops[stops.length - 1] ?? first;
    const room = last - first + places.length + 5;
    if ((others.length === 0 ? room : 2 * room) > longestLine) {
      this.add(bytes, row);
      return;
    }
    this.#makeRoom(room);
    const to = this.#bytes;
    const out = this.#words;
    // Four bytes at a time copy what stands behind a value too; the next value is written over it.
    const isRoomBehind = last + 4 < bytes.length;
    let here = this.#length;
    for (let column = 0; column < places.length; column++) {
      const place = places[column] ?? nowhere;
      if (place !== nowhere) {
        const stop = stops[place] ?? 0;
        let at = starts[place] ?? stop;
        if (isRoomBehind) {
          const end = here + stop - at;
          for (; here < end; here += 4, at += 4) out.setInt32(here, words.getInt32(at, true), true);
          here = end;
        } else for (; at < stop; at++) to[here++] = bytes[at] ?? 0;
      }
      to[here++] = comma;
    }
    if (others.length === 0) to[here++] = lineBreak;
    this.#length = here;
    if (others.length > 0) this.#append(`${othersCell(bytes, row, others)}\n`);
  }

  /** Adds any row. Throws a ContractError for a text that no field may hold. */
  add(bytes: Buffer, { names, starts, stops }: StandingRow): void {
    const written = names.map((_, place) => bytes.toString("utf8", starts[place], stops[place]));
    const cells = this.#fields.map((column) => cellOf(written[names.indexOf(column)] ?? ""));
    const other = othersCell(bytes, { names, starts, stops }, this.othersIn(names));
    this.#append(`${[...cells, other].join(",")}\n`);
  }

  /** The lines added since it was last called; the first has the columns' names. */
  take(): Buffer {
    const taken = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  #append(line: string): void {
    this.#makeRoom(Buffer.byteLength(line));
    this.#length += this.#bytes.write(line, this.#length);
  }

  #makeRoom(more: number): void {
    if (more > longestLine) throw new ContractError(`has a row of more than ${longestLine} bytes`);
    const least = this.#length + more;
    if (least <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * least);
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
    this.#words = new DataView(larger.buffer, larger.byteOffset, larger.length);
  }
}

/** What a row has at these places, as one JSON object in a cell; nothing where there are none. */
function othersCell(bytes: Buffer, row: StandingRow, places: readonly number[]): string {
  if (places.length === 0) return "";
  const members = places.map((place) => {
    const written = bytes.toString("utf8", row.starts[place], row.stops[place]);
    return `${JSON.stringify(row.names[place])}:${exact(meantJson(written))}`;
  });
  return quoted(`{${members.join(",")}}`);
}

/** A value within JSON: a number too long for DuckDB's JSON reader as a text. */
function exact(json: string): string {
  return json.length > longestExactNumber && /^[-\d]/.test(json) ? `"${json}"` : json;
}

/** A JSON value as a cell. */
function cellOf(json: string): string {
  if (json.startsWith('"')) return quoted(textOf(json));
  return json.startsWith("{") || json.startsWith("[") ? quoted(meantJson(json)) : json;
}

function textOf(json: string): string {
  // Spaces around a text without escapes are left to SQL, as where rows are compared with the shape of one before.
  const text = String(JSON.parse(json));
  return json.includes("\\") ? meantText(text) : text;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
