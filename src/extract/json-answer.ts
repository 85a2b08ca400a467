// Turns a JSON answer into one row a line while it streams past, and proves at its end that it was whole.
import { isUtf8 } from "node:buffer";
import { ContractError } from "../domain/errors.ts";
import type { EnvelopeSeen, FieldSeen } from "../domain/receipt.ts";
import { envelopeOf, findList } from "./envelope.ts";
import { incomplete, type LongNumbers, scanRow, skipSpace } from "./json-row.ts";
import { rowFields } from "./row-fields.ts";

/** An answer being read: every chunk goes in, the rows it completes come out, `end` gives the proof. */
export interface AnswerReader {
  /** Takes the next bytes (which it may change) and gives the rows completed by them, one a line. */
  read(chunk: Buffer): Buffer;
  /** Throws a ContractError unless the answer is one whole JSON document with one list of objects. */
  end(): ReadAnswer;
}

export interface ReadAnswer {
  readonly rows: number;
  readonly fields: Readonly<Record<string, FieldSeen>>;
  readonly envelope: EnvelopeSeen;
}

/** As long as DuckDB's own limit for one JSON object. */
const longestRow = 16 * 1024 * 1024;
const longestEnvelope = 1024 * 1024;
const comma = 0x2c;
const openBrace = 0x7b;
const closeBracket = 0x5d;
const lineBreak = 0x0a;
const nothing = Buffer.alloc(0);

type Place = "head" | "before a row" | "after a row" | "tail";

/** Reads one JSON answer. Memory is bounded by the longest row and the envelope, not by the answer. */
export function jsonAnswer(): AnswerReader {
  const fields = rowFields();
  let place: Place = "head";
  let held: Buffer = nothing;
  let head: Buffer = nothing;
  let tail: Buffer = nothing;
  let rows = 0;

  function read(chunk: Buffer): Buffer {
    if (place === "tail") {
      tail = joined(tail, chunk);
      return nothing;
    }
    const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    held = nothing;
    return readRows(bytes, place === "head" ? readHead(bytes) : 0);
  }

  /** Where the rows begin, once the envelope's list has been found. */
  function readHead(bytes: Buffer): number {
    const start = findList(bytes);
    if (start === incomplete) {
      if (bytes.length > longestEnvelope) throw new ContractError("has no list in its first million bytes");
      return bytes.length;
    }
    head = Buffer.from(bytes.subarray(0, start));
    place = "before a row";
    return start;
  }

  function readRows(bytes: Buffer, start: number): Buffer {
    if (place === "head") {
      held = bytes;
      return nothing;
    }
    const long: LongNumbers = [];
    const end = rowsEnd(bytes, { start, long });
    if (place === "tail") tail = joined(tail, bytes.subarray(end));
    else held = Buffer.from(bytes.subarray(end));
    if (held.length > longestRow) throw new ContractError(`has a row of more than ${longestRow} bytes`);
    const done = bytes.subarray(start, end);
    if (!isUtf8(done)) throw new ContractError("is not UTF-8");
    return quoted(done, { long, start });
  }

  /** Reads rows until the list or the bytes end; what separates them becomes spaces and one line break. */
  function rowsEnd(bytes: Buffer, to: { start: number; long: LongNumbers }): number {
    let at = to.start;
    while (at < bytes.length) {
      at = skipSpace(bytes, at);
      const byte = bytes[at];
      if (byte === undefined) break;
      if (place === "before a row" && byte === openBrace) {
        const end = scanRow(bytes, at, { fields, long: to.long });
        if (end === incomplete) return rowGivenBack(at, to.long);
        rows++;
        at = end;
        place = "after a row";
      } else if (place === "after a row" && byte === comma) {
        bytes[at++] = lineBreak;
        place = "before a row";
      } else if (byte === closeBracket && (place === "after a row" || rows === 0)) {
        place = "tail";
        return at;
      } else throw new ContractError(`has ${textAt(bytes, at)} in its list where an object was expected`);
    }
    return at;
  }

  /** The row goes on in the next chunk and will be read anew from its start. */
  function rowGivenBack(at: number, long: LongNumbers): number {
    fields.forgetRow();
    while ((long.at(-1) ?? 0) > at) long.pop();
    return at;
  }

  function end(): ReadAnswer {
    if (place !== "tail" && place !== "head") {
      throw new ContractError(`ends within its list after ${rows} whole rows`);
    }
    const whole = place === "head" ? { head: held, tail: nothing } : { head, tail };
    return { rows, fields: fields.seen(), envelope: envelopeOf(whole, rows) };
  }

  return { read, end };
}

function joined(tail: Buffer, more: Buffer): Buffer {
  if (tail.length + more.length > longestEnvelope) throw new ContractError("goes on for long after its list");
  return Buffer.concat([tail, more]);
}

/** The rows with quotes around the numbers too long to survive as numbers. */
function quoted(bytes: Buffer, found: { long: LongNumbers; start: number }): Buffer {
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
