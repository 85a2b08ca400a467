// The file that keeps the rows of an answer.
import { createWriteStream } from "node:fs";
import type { Duplex, Writable } from "node:stream";
import { createGzip } from "node:zlib";
import type { Endpoint } from "../domain/endpoint.ts";
import type { RowsFile } from "../domain/receipt.ts";
import { digestStream } from "./digest-stream.ts";
import { ValueLines } from "./value-lines.ts";

const chunkSize = 128 * 1024;

/**
 * The lines rows of this endpoint are kept as: values, a fifth of what was answered, where they are of a period, as nearly all
 * rows are. Undefined where they stay JSON and are packed: code lists, whose rows hold rows themselves.
 */
export function linesOf(endpoint: Endpoint): ValueLines | undefined {
  return endpoint.period === undefined ? undefined : new ValueLines(Object.keys(endpoint.fields));
}

/**
 * The streams that rows, one a line, go through to the disk at `path`, as values of these columns or as JSON; `file` tells
 * what is there once they have ended.
 */
export function openRows(
  path: string,
  columns: readonly string[] | undefined,
): { readonly streams: readonly (Duplex | Writable)[]; readonly file: () => RowsFile } {
  const { stream, digest } = digestStream();
  const disk = createWriteStream(path, { flush: true });
  if (columns !== undefined) return { streams: [stream, disk], file: () => ({ ...digest(), columns }) };
  return { streams: [createGzip({ level: 1, chunkSize }), stream, disk], file: digest };
}
