// Turns a JSON answer into one row a line while it streams past, and proves at its end that it was whole.
import { isUtf8 } from "node:buffer";
import { ContractError } from "../domain/errors.ts";
import { type EnvelopeSeen, type FieldSeen, longestRow } from "../domain/receipt.ts";
import { envelopeOf, ListFinder } from "./envelope.ts";
import { scanRow } from "./json-row.ts";
import { incomplete, type LongNumbers, skipSpace } from "./json-value.ts";
import { assertNoPage, CutShortError } from "./other-body.ts";
import { AskedRows, type Question } from "./question.ts";
import { RowFields } from "./row-fields.ts";
import { otherShape } from "./row-shape.ts";
import { assertEscapes, assertWritable } from "./text-rule.ts";
import type { ValueLines } from "./value-lines.ts";

export interface ReadAnswer {
  readonly rows: number;
  readonly fields: Readonly<Record<string, FieldSeen>>;
  /** Rows by month (`yyyyMM`) or year (`yyyy`), where they say. */
  readonly periods: Readonly<Record<string, number>>;
  readonly envelope: EnvelopeSeen;
}

const longestEnvelope = 1024 * 1024;
/** Longer than nearly every row. */
const bridgeLength = 2 * 1024;
const comma = 0x2c;
const openBrace = 0x7b;
const closeBracket = 0x5d;
const lineBreak = 0x0a;
const nothing = Buffer.alloc(0);
const lastLineBreak = Buffer.from("\n");

/**
 * An answer being read: every chunk goes in, the rows it completes come out, `end` gives the proof. Memory is bounded by
 * the longest row and the envelope, not by the answer.
 */
export class JsonAnswer {
  #place: "head" | "before a row" | "after a row" | "tail" = "head";
  #rows = 0;
  #head: Buffer = nothing;
  #tail: Buffer = nothing;
  /** The beginning of what the next chunk completes: the envelope's head, or a row. */
  #held: Buffer = nothing;
  readonly #known: string;
  readonly #list: ListFinder;
  readonly #asked: AskedRows;
  readonly #fields: RowFields;
  readonly #lines: ValueLines | undefined;

  /** An answer to this question, whose rows are given as these lines, if any. */
  constructor(question: Question, lines?: ValueLines) {
    this.#known = question.endpoint.envelope;
    this.#list = new ListFinder(this.#known);
    this.#asked = new AskedRows(question);
    this.#lines = lines;
    this.#fields = new RowFields(this.#asked, lines);
  }

  /** Takes the next bytes (which it may change) and gives the rows completed by them, one a line, in pieces. */
  read(chunk: Buffer): readonly Buffer[] {
    const rows = this.#rowsIn(chunk);
    if (this.#lines !== undefined) return [this.#lines.take()];
    for (const some of rows) assertEscapes(some);
    return rows;
  }

  #rowsIn(chunk: Buffer): readonly Buffer[] {
    if (this.#place === "tail") {
      this.#tail = joined(this.#tail, chunk);
      return [];
    }
    if (this.#held.length === 0) return this.#readOn(chunk);
    return this.#readBridge(chunk) ?? this.#readOn(Buffer.concat([this.#held, chunk]));
  }

  #readOn(bytes: Buffer): readonly Buffer[] {
    if (this.#place !== "head") return [this.#readRows(bytes, 0)];
    const start = this.#listStart(bytes);
    if (start !== incomplete) {
      assertNoPage(bytes.subarray(0, start), "json");
      this.#head = Buffer.from(bytes.subarray(0, start));
      this.#place = "before a row";
      return [this.#readRows(bytes, start)];
    }
    this.#held = bytes;
    return [];
  }

  /** A list with another name is only waited with as long as an envelope may be. */
  #listStart(bytes: Buffer): number {
    const start = this.#list.find(bytes);
    if (start !== incomplete || bytes.length <= longestEnvelope) return start;
    const only = this.#list.onlyList();
    if (only !== incomplete) return only;
    const names = this.#list.others.map(({ name }) => name).join(", ");
    const found = names === "" ? "no list" : `no list called ${this.#known}, but ${names},`;
    throw new ContractError(`has ${found} in its first million bytes`);
  }

  /**
   * Finishes the row held back with the first bytes of the chunk, so that the rest is read where it stands: copying every
   * chunk together with what was held before it took as long as reading it. Undefined where the row is longer than that.
   */
  #readBridge(chunk: Buffer): readonly Buffer[] | undefined {
    if (this.#place === "head") return undefined;
    const held = this.#held.length;
    const bridge = Buffer.concat([this.#held, chunk.subarray(0, bridgeLength)]);
    const long: LongNumbers = [];
    const end = this.#rowEnd(bridge, 0, long);
    if (end === incomplete) {
      this.#giveBack(0, long);
      return undefined;
    }
    this.#rows++;
    this.#place = "after a row";
    return [finished(bridge.subarray(0, end), { long, start: 0 }), this.#readRows(chunk, end - held)];
  }

  /** What ends the last line: rows of JSON have what separated them between them, and nothing after the last. */
  rest(): Buffer {
    return this.#lines === undefined && this.#rows > 0 ? lastLineBreak : nothing;
  }

  /** Throws a ContractError unless the answer was one whole JSON document with one list of objects. */
  end(): ReadAnswer {
    if (this.#place !== "tail" && this.#place !== "head") {
      throw new CutShortError(`ends within its list after ${this.#rows} whole rows`);
    }
    const head = this.#place === "head" ? this.#held : this.#head;
    const envelope = envelopeOf({ head, tail: this.#tail }, { rows: this.#rows, known: this.#known });
    const periods = this.#asked.periods();
    return { rows: this.#rows, fields: this.#fields.seen(), periods, envelope };
  }

  #readRows(bytes: Buffer, start: number): Buffer {
    const long: LongNumbers = [];
    const end = this.#rowsEnd(bytes, { start, long });
    this.#held = nothing;
    if (this.#place === "tail") this.#tail = joined(this.#tail, bytes.subarray(end));
    else this.#held = Buffer.from(bytes.subarray(end));
    if (this.#held.length > longestRow) throw new ContractError(`has a row of more than ${longestRow} bytes`);
    return finished(bytes.subarray(start, end), { long, start });
  }

  /** Reads rows until the list or the bytes end; what separates them becomes spaces and one line break. */
  #rowsEnd(bytes: Buffer, to: { start: number; long: LongNumbers }): number {
    let at = to.start;
    while (at < bytes.length) {
      at = skipSpace(bytes, at);
      const byte = bytes[at];
      if (byte === undefined) break;
      if (this.#place === "before a row" && byte === openBrace) {
        const end = this.#rowEnd(bytes, at, to.long);
        if (end === incomplete) return this.#giveBack(at, to.long);
        this.#rows++;
        at = end;
        this.#place = "after a row";
      } else if (this.#place === "after a row" && byte === comma) {
        bytes[at++] = lineBreak;
        this.#place = "before a row";
      } else if (byte === closeBracket && (this.#place === "after a row" || this.#rows === 0)) {
        this.#place = "tail";
        return at;
      } else throw new ContractError(`has ${textAt(bytes, at)} in its list where an object was expected`);
    }
    return at;
  }

  /** The position after the row at `start`, counted, or `incomplete`. */
  #rowEnd(bytes: Buffer, start: number, long: LongNumbers): number {
    const end = this.#fields.likeBefore(bytes, start);
    return end === otherShape ? scanRow(bytes, start, { fields: this.#fields, long }) : end;
  }

  /** The row goes on in the next chunk and will be read anew from its start. */
  #giveBack(at: number, long: LongNumbers): number {
    this.#fields.forgetRow();
    while ((long.at(-1) ?? 0) > at) long.pop();
    return at;
  }
}

function joined(tail: Buffer, more: Buffer): Buffer {
  if (tail.length + more.length > longestEnvelope) throw new ContractError("goes on for long after its list");
  return Buffer.concat([tail, more]);
}

/** Whole rows, proven to be UTF-8 and of characters a text may hold, with quotes around the numbers too long to survive as numbers. */
function finished(bytes: Buffer, found: { long: LongNumbers; start: number }): Buffer {
  if (!isUtf8(bytes)) throw new ContractError("is not UTF-8");
  assertWritable(bytes);
  if (found.long.length === 0) return bytes;
  const parts: Buffer[] = [];
  let from = 0;
  for (const position of found.long) {
    parts.push(bytes.subarray(from, position - found.start), Buffer.from('"'));
    from = position - found.start;
  }
  parts.push(bytes.subarray(from));
  return Buffer.concat(parts);
}

function textAt(bytes: Buffer, at: number): string {
  return JSON.stringify(bytes.toString("utf8", at, Math.min(at + 40, bytes.length)));
}
