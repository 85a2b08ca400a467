// Lands one answer on disk: unpacked, hashed, read, proven whole, packed again, brought to the disk.
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { Transform, type TransformCallback, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import type { Period } from "../domain/endpoint.ts";
import { ContractError } from "../domain/errors.ts";
import type { Notation } from "../domain/notation.ts";
import type { Digest, Original } from "../domain/receipt.ts";
import { JsonAnswer, type ReadAnswer } from "./json-answer.ts";

/** An answer on disk, as one row a line, compressed. */
export interface Landed extends ReadAnswer {
  readonly body: Digest;
  readonly file: Digest;
  /** The body as it came, where it is kept, and how it was written. */
  readonly original?: Original;
  readonly notation?: Notation;
}

/** An answer on its way to a file: write its body to `input`, then await `landed`, which rejects unless it was whole. */
export interface Landing {
  readonly input: Writable;
  readonly landed: Promise<Landed>;
}

export interface LandingOptions {
  readonly encoding?: string | undefined;
  readonly period?: Period | undefined;
}

const chunkSize = 128 * 1024;
const batchSize = 512 * 1024;
const lineBreak = Buffer.from("\n");

/**
 * Opens a landing in the file at `path` for a body of that content encoding (`gzip`, or none), whose rows are counted by the
 * endpoint's period if it has one.
 */
export function openLanding(path: string, { encoding, period }: LandingOptions): Landing {
  const reading = readingStream(period);
  const packing = createGzip({ level: 1, chunkSize });
  const packed = digestStream();
  const file = createWriteStream(path, { flush: true });
  const landed = () => ({ ...reading.answer(), file: packed.digest() });
  if (isPlain(encoding)) {
    const done = pipeline(reading.stream, packing, packed.stream, file);
    return { input: reading.stream, landed: done.then(landed) };
  }
  refuseEncoding(encoding);
  const unpacking = createGunzip({ chunkSize });
  const done = pipeline(unpacking, reading.stream, packing, packed.stream, file);
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

function readingStream(period: Period | undefined): {
  stream: Transform;
  answer: () => Omit<Landed, "file">;
} {
  const reader = new JsonAnswer(period);
  const hash = createHash("sha256");
  /** Rows on their way: packing small pieces one by one costs more than the packing. */
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
        if (answer.rows > 0) stream.push(Buffer.concat([...held, lineBreak]));
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

/** Passes bytes through, counted and hashed. */
export function digestStream(): { stream: Transform; digest: () => Digest } {
  const hash = createHash("sha256");
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      bytes += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, digest: () => ({ bytes, sha256: hash.digest("hex") }) };
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
