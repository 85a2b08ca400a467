// Turns a JSON answer into lines while it streams past, and proves at its end that it was whole.
import { isUtf8 } from "node:buffer";
import { ContractError } from "../domain/errors.ts";
import { type EnvelopeSeen, type FieldSeen, longestRow } from "../domain/receipt.ts";
import { envelopeOf, ListFinder } from "./envelope.ts";
import { JsonRows } from "./json-rows.ts";
import { incomplete, isBreakOrTab } from "./json-tokens.ts";
import { assertNoPage, CutShortError } from "./other-body.ts";
import { AskedRows, type Question } from "./question.ts";
import type { RowLines } from "./rows-file.ts";
import { assertWritable } from "./text-rule.ts";

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
const space = 0x20;
const nothing = Buffer.alloc(0);

/**
 * An answer being read: every chunk goes in, the lines get the rows it completes, `end` gives the proof. Memory is bounded by
 * the longest row and the envelope, not by the answer.
 */
export class JsonAnswer {
  #place: "head" | "before a row" | "after a row" | "tail" = "head";
  #head: Buffer = nothing;
  #tail: Buffer = nothing;
  /** The beginning of what the next chunk completes: the envelope's head, or a row. */
  #held: Buffer = nothing;
  readonly #known: string;
  readonly #list: ListFinder;
  readonly #asked: AskedRows;
  readonly #rows: JsonRows;

  /** An answer to this question, whose rows are added to these lines. */
  constructor(question: Question, lines: RowLines) {
    this.#known = question.endpoint.envelope;
    this.#list = new ListFinder(this.#known);
    this.#asked = new AskedRows(question);
    this.#rows = new JsonRows(this.#asked, lines);
  }

  /** Takes the next bytes, and adds the rows completed by them. */
  read(chunk: Buffer): void {
    if (this.#place === "tail") this.#tail = joined(this.#tail, chunk);
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
   * chunk together with what was held before it took as long as reading it. False where the row is longer than that.
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

  /** Throws a ContractError unless the answer was one whole JSON document with one list of objects. */
  end(): ReadAnswer {
    const rows = this.#rows.count;
    if (this.#place !== "tail" && this.#place !== "head") {
      throw new CutShortError(`ends within its list after ${rows} whole rows`);
    }
    const head = this.#place === "head" ? this.#held : this.#head;
    const envelope = envelopeOf({ head, tail: this.#tail }, { rows, known: this.#known });
    return { rows, fields: this.#rows.seen(), periods: this.#asked.periods(), envelope };
  }

  #readRows(bytes: Buffer, start: number): void {
    const end = this.#rowsEnd(bytes, start);
    assertText(bytes.subarray(start, end));
    this.#held = nothing;
    if (this.#place === "tail") this.#tail = joined(this.#tail, bytes.subarray(end));
    else this.#held = Buffer.from(bytes.subarray(end));
    if (this.#held.length > longestRow) throw new ContractError(`has a row of more than ${longestRow} bytes`);
  }

  /** Reads rows until the list or the bytes end, or a row goes on after them. */
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
      } else throw new ContractError(`has ${textAt(bytes, at)} in its list where an object was expected`);
    }
    return bytes.length;
  }
}

function joined(tail: Buffer, more: Buffer): Buffer {
  if (tail.length + more.length > longestEnvelope) throw new ContractError("goes on for long after its list");
  return Buffer.concat([tail, more]);
}

/** Throws a ContractError unless these rows are UTF-8 and of characters a text may hold. */
function assertText(rows: Buffer): void {
  if (!isUtf8(rows)) throw new ContractError("is not UTF-8");
  assertWritable(rows);
}

function textAt(bytes: Buffer, at: number): string {
  return JSON.stringify(bytes.toString("utf8", at, Math.min(at + 40, bytes.length)));
}
