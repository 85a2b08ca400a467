// Lands one answer on disk: unpacked, hashed, read, proven whole, brought to the disk.
import { createHash } from "node:crypto";
import { Writable } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { ContractError } from "../domain/errors.ts";
import type { Notation } from "../domain/notation.ts";
import type { Digest, Original, RowsFile } from "../domain/receipt.ts";
import type { OtherRepresentation } from "../domain/representation.ts";
import { JsonAnswer, type ReadAnswer } from "./json-answer.ts";
import type { Question } from "./question.ts";
import { linesOf, openRows, type RowLines, type Rows } from "./rows-file.ts";

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

/** A body in another representation than JSON, to be kept at `original` and its rows at `rows`. */
export interface Arriving extends Question {
  readonly rows: string;
  readonly original: string;
  readonly representation: OtherRepresentation;
  readonly headers: Readonly<Record<string, string>>;
}

/** Opens a landing for such a body. `landed` rejects unless it was whole and all of it was read. */
export type OpenOther = (arriving: Arriving) => Landing;

const chunkSize = 128 * 1024;
const batchSize = 512 * 1024;

/** Opens a landing in the file at `path` for a body of that content encoding (`gzip`, or none), an answer to this question. */
export function openLanding(
  path: string,
  of: Question & { readonly encoding?: string | undefined },
): Landing {
  if (!isPlain(of.encoding)) refuseEncoding(of.encoding);
  const lines = linesOf(of.endpoint);
  const input = new Reading(new JsonAnswer(of, lines), { lines, rows: openRows(path, lines.columns) });
  if (isPlain(of.encoding)) return { input, landed: input.landed() };
  const unpacking = createGunzip({ chunkSize });
  // What fails on the way to the reading is told by that.
  pipeline(unpacking, input).catch(() => {});
  return { input: unpacking, landed: input.landed() };
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

/** Reads a body as it comes, and writes its rows: one stream, since for a small answer each costs as much as reading it. */
class Reading extends Writable {
  readonly #reader: JsonAnswer;
  /** Rows on their way: writing small pieces, and packing them one by one, costs more than the work itself. */
  readonly #lines: RowLines;
  readonly #rows: Rows;
  readonly #hash = createHash("sha256");
  #bytes = 0;
  #landed: Landed | undefined;

  constructor(reader: JsonAnswer, to: { readonly lines: RowLines; readonly rows: Rows }) {
    super({ highWaterMark: chunkSize });
    this.#reader = reader;
    this.#lines = to.lines;
    this.#rows = to.rows;
  }

  /** What has landed, once it is on the disk. Rejects with what failed, once the file is closed. */
  async landed(): Promise<Landed> {
    await finished(this);
    if (this.#landed === undefined) throw new ContractError("was not read to its end");
    return this.#landed;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    try {
      this.#bytes += chunk.length;
      this.#hash.update(chunk);
      this.#reader.read(chunk);
    } catch (error) {
      done(errorOf(error));
      return;
    }
    if (this.#lines.length < batchSize) done();
    else this.#rows.write(this.#lines.take()).then(() => done(), done);
  }

  override _final(done: Done): void {
    this.#end().then(() => done(), done);
  }

  override _destroy(error: Error | null, done: Done): void {
    this.#rows.abandon().then(
      () => done(error),
      (failure) => done(error ?? failure),
    );
  }

  async #end(): Promise<void> {
    const answer = this.#reader.end();
    await this.#rows.write(this.#lines.take());
    const file = await this.#rows.end();
    this.#landed = { ...answer, body: { bytes: this.#bytes, sha256: this.#hash.digest("hex") }, file };
  }
}

type Done = (error?: Error | null) => void;

function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
