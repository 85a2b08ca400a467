// Text to bytes, in the encodings the API's publications have been seen in.
import type { TakstbrukRow } from "../world/sums.ts";

/** How an answer's text becomes bytes. */
export type Encoding = "utf-8" | "cp1252";

/** The bytes of a text; in cp1252 a character it lacks becomes a question mark. */
export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === "utf-8") return Buffer.from(text, "utf8");
  return Buffer.from(
    text.replace(/[\u0100-\uffff]/g, (char) => windows.get(char) ?? "?"),
    "latin1",
  );
}

/** The characters Windows put where ISO-8859-1 has control codes. */
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

/** A buffer being filled. Whoever writes a row must have asked `hasRoom` first. */
export interface Sink {
  readonly bytes: Buffer;
  length: number;
}

/** The most bytes one row may take; the longest rows of any dialect and format are about a fifth of it. */
export const longestRow = 4_096;

/** Writes one row. */
export type RowWriter = (row: TakstbrukRow, sink: Sink) => void;

/** An empty sink of about 64 KB. */
export function newSink(): Sink {
  return { bytes: Buffer.allocUnsafe(65_536), length: 0 };
}

/** Whether another row fits. */
export function hasRoom(sink: Sink): boolean {
  return sink.length + longestRow <= sink.bytes.length;
}

/** Appends a fragment. Short ones byte by byte: a call into the engine costs more than they do. */
export function putBytes(sink: Sink, fragment: Uint8Array): void {
  const { bytes, length } = sink;
  const count = fragment.length;
  if (count > 48) bytes.set(fragment, length);
  else for (let i = 0; i < count; i++) bytes[length + i] = fragment[i] ?? 0;
  sink.length = length + count;
}

/** Appends text of plain ASCII characters. */
export function putAscii(sink: Sink, text: string): void {
  for (let i = 0; i < text.length; i++) sink.bytes[sink.length + i] = text.charCodeAt(i);
  sink.length += text.length;
}

/** Appends a whole number from 0 up to 2^53 in decimal digits. */
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

/** What stands before, between and after the rows of an answer. */
export interface Frame {
  readonly head: string;
  readonly between: string;
  readonly tail: string;
  readonly encoding: Encoding;
}

/** An answer of rows that are text already; never more than a chunk of it in memory. */
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

/** An answer of takstbruk rows; never more than a chunk of it in memory. */
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
