// Encodes text in the encodings seen in the API's publications.
import type { TakstbrukRow } from "../world/rows.ts";

export type Encoding = "utf-8" | "cp1252";

/** In cp1252, a character outside the encoding becomes a question mark. */
export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === "utf-8") return Buffer.from(text, "utf8");
  return Buffer.from(
    text.replace(/[\u0100-\uffff]/g, (char) => windows.get(char) ?? "?"),
    "latin1",
  );
}

/** The characters that Windows has in place of the ISO-8859-1 control codes. */
const windows: ReadonlyMap<string, string> = new Map([
  ["€", "\x80"],
  ["–", "\x96"],
  ["—", "\x97"],
  ["‘", "\x91"],
  ["’", "\x92"],
  ["“", "\x93"],
  ["”", "\x94"],
  ["…", "\x85"],
]);

/** A buffer for rows. Call `hasRoom` before each row. */
export interface Sink {
  readonly bytes: Buffer;
  length: number;
}

/** The most bytes of one row. The longest rows of any dialect are about a fifth of this. */
export const longestRow = 4_096;

export type RowWriter = (row: TakstbrukRow, sink: Sink) => void;

/** An empty sink of about 64 KB. */
export function newSink(): Sink {
  return { bytes: Buffer.allocUnsafe(65_536), length: 0 };
}

/** True if another row fits. */
function hasRoom(sink: Sink): boolean {
  return sink.length + longestRow <= sink.bytes.length;
}

/** Appends short fragments byte by byte, because that is faster than a call into the engine. */
export function putBytes(sink: Sink, fragment: Uint8Array): void {
  const { bytes, length } = sink;
  const count = fragment.length;
  if (count > 48) bytes.set(fragment, length);
  else for (let i = 0; i < count; i++) bytes[length + i] = fragment[i] ?? 0;
  sink.length = length + count;
}

/** Appends ASCII text. */
export function putAscii(sink: Sink, text: string): void {
  for (let i = 0; i < text.length; i++) sink.bytes[sink.length + i] = text.charCodeAt(i);
  sink.length += text.length;
}

/** Appends a whole number from 0 to 2^53. */
export function putWhole(sink: Sink, value: number): void {
  const { bytes } = sink;
  const end = sink.length + digitsOf(value);
  let rest = value;
  let position = end - 1;
  while (rest >= 2_147_483_648) {
    const quotient = Math.floor(rest / 10);
    bytes[position--] = 48 + (rest - quotient * 10);
    rest = quotient;
  }
  for (let small = rest | 0; position >= sink.length; position--) {
    const quotient = (small / 10) | 0;
    bytes[position] = 48 + (small - quotient * 10);
    small = quotient;
  }
  sink.length = end;
}

/** Appends an amount in øre as kroner: `301185.0`, `12.5`, `12.55`, with the given decimal mark. */
export function putOre(sink: Sink, ore: number, mark: number = point): void {
  const kroner = Math.floor(ore / 100);
  const rest = (ore - kroner * 100) | 0;
  putWhole(sink, kroner);
  sink.bytes[sink.length++] = mark;
  sink.bytes[sink.length++] = 48 + ((rest / 10) | 0);
  if (rest % 10 !== 0) sink.bytes[sink.length++] = 48 + (rest % 10);
}

const point = 46;

function digitsOf(value: number): number {
  let digits = 1;
  for (let limit = 10; value >= limit; limit *= 10) digits++;
  return digits;
}

/** The text before, between and after the rows of an answer. */
export interface Frame {
  readonly head: string;
  readonly between: string;
  readonly tail: string;
  readonly encoding: Encoding;
}

/** Streams rows that are text already. Holds at most one chunk in memory. */
export function* textChunks<Row>(
  rows: Iterable<Row>,
  { head, between, tail, encoding, write }: Frame & { readonly write: (row: Row) => string },
): Generator<Buffer, void> {
  let text = head;
  let separator = "";
  for (const row of rows) {
    text += separator + write(row);
    separator = between;
    if (text.length < 65_536) continue;
    yield encode(text, encoding);
    text = "";
  }
  yield encode(text + tail, encoding);
}

/** Streams takstbruk rows. Holds at most one chunk in memory. */
export function* rowChunks(
  rows: Iterable<TakstbrukRow>,
  { head, between, tail, encoding, write }: Frame & { readonly write: RowWriter },
): Generator<Buffer, void> {
  const separator = encode(between, encoding);
  yield encode(head, encoding);
  let sink = newSink();
  let first = true;
  for (const row of rows) {
    if (!first) putBytes(sink, separator);
    first = false;
    write(row, sink);
    if (hasRoom(sink)) continue;
    yield sink.bytes.subarray(0, sink.length);
    sink = newSink();
  }
  yield Buffer.concat([sink.bytes.subarray(0, sink.length), encode(tail, encoding)]);
}
