// Rows read as text, from XML, CSV or Excel, made into the same lines as those of a JSON answer.
import { ContractError } from "../domain/errors.ts";
import type { Notation } from "../domain/notation.ts";
import { longestRow } from "../domain/receipt.ts";
import type { ReadAnswer } from "../extract/json-answer.ts";
import { JsonRows } from "../extract/json-rows.ts";
import { AskedRows, type Question } from "../extract/question.ts";
import { linesOf, type RowLines } from "../extract/rows-file.ts";
import { meantText } from "../extract/text-rule.ts";

const enough = 64 * 1024;

/** Takes rows as JSON objects, gives them one a line, and counts every field of every row on the way. */
export class TextRows {
  readonly #asked: AskedRows;
  readonly #read: JsonRows;
  readonly #lines: RowLines;
  #added: string[] = [];
  #length = 0;
  #rows = 0;

  /** Rows of an answer to this question, kept as those of its endpoint are. */
  constructor(question: Question) {
    this.#asked = new AskedRows(question);
    this.#lines = linesOf(question.endpoint);
    this.#read = new JsonRows(this.#asked, this.#lines);
  }

  get count(): number {
    return this.#rows;
  }

  /** Adds a row of these members, each written `"key":value` with every text as a JSON text. */
  add(members: readonly string[]): void {
    const line = `{${members.join(",")}}\n`;
    this.#rows++;
    if (line.length > longestRow) throw new ContractError(`has a row of more than ${longestRow} characters`);
    this.#added.push(line);
    this.#length += line.length;
  }

  /** True when the rows added are worth handing on. */
  get isFull(): boolean {
    return this.#length >= enough;
  }

  /** The rows added since it was last called. Throws a ContractError for a row that has a key twice. */
  take(): Buffer {
    const bytes = Buffer.from(this.#added.join(""), "utf8");
    this.#added = [];
    this.#length = 0;
    for (let at = 0; at < bytes.length; ) at = this.#read.read(bytes, at) + 1;
    return this.#lines.take();
  }

  /** What is proven of all rows taken. */
  read(): Omit<ReadAnswer, "envelope"> {
    return { rows: this.#rows, fields: this.#read.seen(), periods: this.#asked.periods() };
  }
}

/**
 * The member of a row, or none where the value is empty or white space: XML, CSV and Excel write nothing and an empty text
 * alike, and both mean that the field does not apply.
 */
export function memberOf(key: string, value: string): string | undefined {
  const text = meantText(value);
  return text === "" ? undefined : `${key}:${JSON.stringify(text)}`;
}

/** True for a text of white space or nothing. */
export function isBlank(text: string): boolean {
  return !/[^ \t\r\n]/.test(text);
}

/** A body on disk, as it came, and what it answers. */
export interface KeptBody extends Question {
  readonly path: string;
  /** The body's bytes, unpacked; each call reads them anew. */
  bytes(): AsyncIterable<Buffer>;
  readonly mediaType: string;
  /** Whether the transport said where the body ends, by a length or a last chunk: some representations do not. */
  readonly isAnnounced: boolean;
  /** Whether it said how long the body is before it sent any of it. */
  readonly isMeasured: boolean;
}

export type Read = ReadAnswer & { readonly notation: Notation };

/** Gives the rows one a line; returns the proof. Throws a ContractError, to be completed by the caller, for anything else. */
export type ReadRows = (body: KeptBody) => AsyncGenerator<Buffer, Read>;

/** The envelope of a representation that has none. */
export const noEnvelope = { head: "", tail: "", list: null } as const;
