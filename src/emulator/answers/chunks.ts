// Collects small pieces into the chunks of about 64 KB that are worth sending.
import type { TakstbrukRow } from "../world/sums.ts";
import { type Encoding, encode } from "./encoding.ts";
import type { RowWriter } from "./row-writer.ts";
import { hasRoom, newSink, putBytes } from "./sink.ts";

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
