// Stores the rows of a JSON answer while its body arrives: decompresses, hashes, reads, checks that it is whole, and syncs the file.

import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { Writable } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { counted } from "../domain/markdown.ts";
import {
  type Digest,
  type EnvelopeSeen,
  type FieldSeen,
  longestRow,
  type Original,
  type RowsFile,
} from "../domain/receipt.ts";
import type { Notation, OtherRepresentation } from "../domain/representation.ts";
import { AnswerError, assertNoPage, CutShortError, rowTooLong } from "./answer-error.ts";
import { checkEnvelope, ListFinder } from "./envelope.ts";
import { JsonRows } from "./json-rows.ts";
import { type FilteredRequest, RequestedRows } from "./row-filter.ts";
import { openRows, type RowLines, type Rows, rowLinesFor } from "./rows-file.ts";
import { assertWritable, incomplete, isBreakOrTab } from "./texts.ts";

/** What a reader knows of an answer once it has read all of it. */
export interface ReadAnswer {
  readonly rows: number;
  readonly fields: Readonly<Record<string, FieldSeen>>;
  /** Rows by month (`yyyyMM`) or year (`yyyy`), without the rows that have none. */
  readonly periods: Readonly<Record<string, number>>;
  readonly envelope: EnvelopeSeen;
}

/** An answer whose rows are in a file. */
export interface StoredAnswer extends ReadAnswer {
  readonly body: Digest;
  readonly file: RowsFile;
  /** The stored body and how it was written, if it was not JSON. */
  readonly original?: Original;
  readonly notation?: Notation;
}

/** An answer on its way to a file: write its body to `input`, then await `stored`, which rejects unless the answer was whole. */
export interface AnswerWriter {
  readonly input: Writable;
  readonly stored: Promise<StoredAnswer>;
}

/** A body in XML, CSV or Excel. It is stored at `original`, and its rows at `rows`. */
export interface Arriving extends FilteredRequest {
  readonly rows: string;
  readonly original: string;
  readonly representation: OtherRepresentation;
  readonly headers: Readonly<Record<string, string>>;
}

/** Opens a writer for a body that is not JSON. */
export type OpenOther = (arriving: Arriving) => AnswerWriter;

const chunkSize = 128 * 1024;
const batchSize = 512 * 1024;

/** Opens a writer to the file at `path` for a JSON body with this content encoding (`gzip`, or none). */
export function openAnswerWriter(
  path: string,
  request: FilteredRequest & { readonly encoding?: string | undefined },
): AnswerWriter {
  const lines = rowLinesFor(request.endpoint);
  const decompressing = decompressionOf(request.encoding);
  const input = new Reading(new JsonAnswer(request, lines), { lines, rows: openRows(path, lines.columns) });
  if (decompressing === undefined) return { input, stored: input.stored() };
  // `stored` reports the failure.
  pipeline(decompressing, input).catch(() => {});
  return { input: decompressing, stored: input.stored() };
}

/** Whether a body with this content encoding is sent uncompressed. */
export function isUncompressed(encoding: string | undefined): boolean {
  return encoding === undefined || encoding === "" || encoding === "identity";
}

/** A stream that decompresses a body with this content encoding, or undefined if the body is not compressed. */
export function decompressionOf(encoding: string | undefined) {
  if (isUncompressed(encoding)) return undefined;
  if (encoding === "gzip") return createGunzip({ chunkSize });
  throw new AnswerError("has an unknown content encoding", {
    expected: "gzip or none",
    found: `${encoding}`,
  });
}

/** Reads a body as it arrives and writes its rows. It is one stream, because each stream costs as much as reading a small answer. */
class Reading extends Writable {
  readonly #reader: JsonAnswer;
  /** Rows are collected, because to write and pack small pieces one by one is slower than to read them. */
  readonly #lines: RowLines;
  readonly #rows: Rows;
  readonly #hash = createHash("sha256");
  #bytes = 0;
  #stored: StoredAnswer | undefined;

  constructor(reader: JsonAnswer, outputs: { readonly lines: RowLines; readonly rows: Rows }) {
    super({ highWaterMark: chunkSize });
    this.#reader = reader;
    this.#lines = outputs.lines;
    this.#rows = outputs.rows;
  }

  /** Resolves when the rows are on the disk. Rejects after the file is closed. */
  async stored(): Promise<StoredAnswer> {
    await finished(this);
    if (this.#stored === undefined) throw new Error("An answer was written without a result");
    return this.#stored;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    try {
      this.#bytes += chunk.length;
      this.#hash.update(chunk);
      this.#reader.read(chunk);
    } catch (thrown) {
      done(thrown instanceof Error ? thrown : new Error(String(thrown)));
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
    this.#stored = { ...answer, body: { bytes: this.#bytes, sha256: this.#hash.digest("hex") }, file };
  }
}

type Done = (error?: Error | null) => void;

const longestEnvelope = 1024 * 1024;
/** Longer than nearly every row. */
const bridgeLength = 2 * 1024;
const comma = 0x2c;
const openBrace = 0x7b;
const closeBracket = 0x5d;
const space = 0x20;
const nothing = Buffer.alloc(0);

/**
 * A reader of one answer. `read` takes each chunk and adds the rows that it completes; `end` checks the whole. Memory is bounded by the
 * longest row and the envelope, not by the answer.
 */
export class JsonAnswer {
  #place: "head" | "before a row" | "after a row" | "tail" = "head";
  #head: Buffer = nothing;
  #tail: Buffer = nothing;
  /** The envelope's head or a row that the next chunk continues. */
  #held: Buffer = nothing;
  readonly #known: string;
  readonly #list: ListFinder;
  readonly #requested: RequestedRows;
  readonly #rows: JsonRows;

  constructor(question: FilteredRequest, lines: RowLines) {
    this.#known = question.endpoint.envelope;
    this.#list = new ListFinder(this.#known);
    this.#requested = new RequestedRows(question);
    this.#rows = new JsonRows(this.#requested, lines);
  }

  read(chunk: Buffer): void {
    if (this.#place === "tail") this.#tail = joinedTail(this.#tail, chunk);
    else if (this.#held.length === 0) this.#readOn(chunk);
    else if (!this.#readBridge(chunk)) this.#readOn(Buffer.concat([this.#held, chunk]));
  }

  #readOn(bytes: Buffer): void {
    if (this.#place !== "head") {
      this.#readRows(bytes, 0);
      return;
    }
    const start = this.#listStart(bytes);
    if (start === incomplete) {
      this.#held = bytes;
      return;
    }
    assertNoPage(bytes.subarray(0, start), "json");
    this.#head = Buffer.from(bytes.subarray(0, start));
    this.#place = "before a row";
    this.#readRows(bytes, start);
  }

  /** Takes a list with another name only once the head is longer than an envelope may be. */
  #listStart(bytes: Buffer): number {
    const start = this.#list.find(bytes);
    if (start !== incomplete || bytes.length <= longestEnvelope) return start;
    const only = this.#list.onlyList();
    if (only !== incomplete) return only;
    const names = this.#list.others.map(({ name }) => name).join(", ");
    throw new AnswerError("does not have its list in its first million bytes", {
      expected: this.#known,
      found: names === "" ? "no list" : names,
    });
  }

  /**
   * Completes the held row with the first bytes of the chunk and reads the rest of the chunk in place. To copy each chunk behind the
   * held bytes took as long as to read it. Returns false if the row is longer.
   */
  #readBridge(chunk: Buffer): boolean {
    if (this.#place === "head") return false;
    const held = this.#held.length;
    const bridge = Buffer.concat([this.#held, chunk.subarray(0, bridgeLength)]);
    const end = this.#rows.read(bridge, 0);
    if (end === incomplete) return false;
    assertText(bridge.subarray(0, end));
    this.#place = "after a row";
    this.#readRows(chunk, end - held);
    return true;
  }

  /** Throws an AnswerError unless the answer was one whole JSON document with one list of objects. */
  end(): ReadAnswer {
    const rows = this.#rows.count;
    if (this.#place !== "tail" && this.#place !== "head")
      throw new CutShortError(`ends within its list after ${rows} whole rows`, { row: rows });
    const head = this.#place === "head" ? this.#held : this.#head;
    const envelope = checkEnvelope({ head, tail: this.#tail }, { rows, known: this.#known });
    return { rows, fields: this.#rows.seen(), periods: this.#requested.periods(), envelope };
  }

  #readRows(bytes: Buffer, start: number): void {
    const end = this.#rowsEnd(bytes, start);
    assertText(bytes.subarray(start, end));
    this.#held = nothing;
    if (this.#place === "tail") this.#tail = joinedTail(this.#tail, bytes.subarray(end));
    else this.#held = Buffer.from(bytes.subarray(end));
    if (this.#held.length > longestRow) throw rowTooLong(this.#rows.count + 1, this.#held.length);
  }

  /** Reads rows up to the end of the list or of the bytes, or to a row that continues after them. */
  #rowsEnd(bytes: Buffer, start: number): number {
    for (let at = start; at < bytes.length; ) {
      const byte = bytes[at] ?? 0;
      if (byte === space || isBreakOrTab(byte)) at++;
      else if (this.#place === "before a row" && byte === openBrace) {
        const end = this.#rows.read(bytes, at);
        if (end === incomplete) return at;
        at = end;
        this.#place = "after a row";
      } else if (this.#place === "after a row" && byte === comma) {
        at++;
        this.#place = "before a row";
      } else if (byte === closeBracket && (this.#place === "after a row" || this.#rows.count === 0)) {
        this.#place = "tail";
        return at;
      } else {
        const found = bytes.toString("utf8", at, at + 40);
        const expected = this.#place === "after a row" ? "a comma or the end of the list" : "an object";
        throw new AnswerError(`has a malformed list after ${counted(this.#rows.count, "row")}`, {
          expected,
          found,
        });
      }
    }
    return bytes.length;
  }
}

function joinedTail(tail: Buffer, more: Buffer): Buffer {
  const bytes = tail.length + more.length;
  if (bytes > longestEnvelope)
    throw new AnswerError("has too many bytes after its list", {
      expected: `at most ${longestEnvelope} bytes`,
      found: bytes,
    });
  return Buffer.concat([tail, more]);
}

/** Throws an AnswerError unless these rows are UTF-8 and have only permitted characters. */
function assertText(rows: Buffer): void {
  if (!isUtf8(rows)) throw new AnswerError("is not UTF-8", { expected: "UTF-8" });
  assertWritable(rows);
}
