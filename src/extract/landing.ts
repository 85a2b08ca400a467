// Lands one answer on disk: unpacked, hashed, read, proven whole, brought to the disk.
import { createHash } from "node:crypto";
import { Transform, type TransformCallback, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { Endpoint } from "../domain/endpoint.ts";
import { ContractError } from "../domain/errors.ts";
import type { Notation } from "../domain/notation.ts";
import type { Digest, Original, RowsFile } from "../domain/receipt.ts";
import { JsonAnswer, type ReadAnswer } from "./json-answer.ts";
import { linesOf, openRows } from "./rows-file.ts";

/** An answer on disk, as one row a line. */
export interface Landed extends ReadAnswer {
  readonly body: Digest;
  readonly file: RowsFile;
  /** The body as it came, where it is kept, and how it was written. */
  readonly original?: Original;
  readonly notation?: Notation;
}

/** An answer on its way to a file: write its body to `input`, then await `landed`, which rejects unless it was whole. */
export interface Landing {
  readonly input: Writable;
  readonly landed: Promise<Landed>;
}

const chunkSize = 128 * 1024;
const batchSize = 512 * 1024;

/** Opens a landing in the file at `path` for a body of that content encoding (`gzip`, or none), an answer of this endpoint. */
export function openLanding(
  path: string,
  of: { readonly encoding?: string | undefined; readonly endpoint: Endpoint },
): Landing {
  const lines = linesOf(of.endpoint);
  const reading = readingStream(new JsonAnswer(of.endpoint.period, lines));
  const rows = openRows(path, lines?.columns);
  const landed = () => ({ ...reading.answer(), file: rows.file() });
  if (isPlain(of.encoding)) {
    const done = pipeline([reading.stream, ...rows.streams]);
    return { input: reading.stream, landed: done.then(landed) };
  }
  refuseEncoding(of.encoding);
  const unpacking = createGunzip({ chunkSize });
  const done = pipeline([unpacking, reading.stream, ...rows.streams]);
  return { input: unpacking, landed: done.then(landed) };
}

/** True for a body that comes as it is. */
export function isPlain(encoding: string | undefined): boolean {
  return encoding === undefined || encoding === "" || encoding === "identity";
}

/** Throws a ContractError for a packed body in any other content encoding than gzip. */
export function refuseEncoding(encoding: string | undefined): void {
  if (encoding === "gzip") return;
  throw new ContractError(`comes in the content encoding ${encoding}, not gzip or none`);
}

function readingStream(reader: JsonAnswer): { stream: Transform; answer: () => Omit<Landed, "file"> } {
  const hash = createHash("sha256");
  /** Rows on their way: handing small pieces on, and packing them one by one, costs more than the work itself. */
  const held: Buffer[] = [];
  let bytes = 0;
  let answer: ReadAnswer | undefined;
  const stream = new Transform({
    highWaterMark: chunkSize,
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      bytes += chunk.length;
      hash.update(chunk);
      settle(done, () => {
        held.push(...reader.read(chunk));
        if (bytesOf(held) >= batchSize) stream.push(Buffer.concat(held.splice(0)));
      });
    },
    flush(done: TransformCallback) {
      settle(done, () => {
        answer = reader.end();
        stream.push(Buffer.concat([...held, reader.rest()]));
      });
    },
  });
  return {
    stream,
    answer() {
      if (answer === undefined) throw new ContractError("was not read to its end");
      return { ...answer, body: { bytes, sha256: hash.digest("hex") } };
    },
  };
}

function bytesOf(pieces: readonly Buffer[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

/** Streams take errors as an argument, the reader throws them. */
function settle(done: TransformCallback, work: () => void): void {
  try {
    work();
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)));
    return;
  }
  done();
}
