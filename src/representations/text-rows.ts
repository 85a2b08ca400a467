// Turns the rows of an XML, CSV or Excel answer into the same lines as those of a JSON answer.

import { longestRow } from "../domain/receipt.ts";
import type { Notation } from "../domain/representation.ts";
import { rowTooLong } from "../extract/answer-error.ts";
import type { ReadAnswer } from "../extract/json-answer.ts";
import { JsonRows } from "../extract/json-rows.ts";
import { type FilteredRequest, RequestedRows } from "../extract/row-filter.ts";
import { type RowLines, rowLinesFor } from "../extract/rows-file.ts";
import { normalText } from "../extract/texts.ts";

const enough = 64 * 1024;

/** Collects rows as JSON objects, which the JSON reader checks, counts and writes. */
export class TextRows {
  readonly #requested: RequestedRows;
  readonly #read: JsonRows;
  readonly #lines: RowLines;
  #added: string[] = [];
  #length = 0;
  #rows = 0;

  constructor(question: FilteredRequest) {
    this.#requested = new RequestedRows(question);
    this.#lines = rowLinesFor(question.endpoint);
    this.#read = new JsonRows(this.#requested, this.#lines);
  }

  get count(): number {
    return this.#rows;
  }

  /** Adds a row of these members. Each is `"key":value` in JSON. */
  add(members: readonly string[]): void {
    const line = `{${members.join(",")}}\n`;
    this.#rows++;
    if (line.length > longestRow) throw rowTooLong(this.#rows, line.length);
    this.#added.push(line);
    this.#length += line.length;
  }

  /** Whether enough rows are collected to write them. */
  get isFull(): boolean {
    return this.#length >= enough;
  }

  /** The lines of the rows since the last call. Throws an AnswerError for a row that has a key twice. */
  take(): Buffer {
    const bytes = Buffer.from(this.#added.join(""), "utf8");
    this.#added = [];
    this.#length = 0;
    for (let at = 0; at < bytes.length; ) at = this.#read.read(bytes, at) + 1;
    return this.#lines.take();
  }

  /** What is known of all rows taken. */
  read(): Omit<ReadAnswer, "envelope"> {
    return { rows: this.#rows, fields: this.#read.seen(), periods: this.#requested.periods() };
  }
}

/**
 * The member of a row, or undefined if the value is empty or white space. XML, CSV and Excel cannot distinguish an absent value from an
 * empty text, and both mean that the field does not apply.
 */
export function textMember(key: string, value: string): string | undefined {
  const text = normalText(value);
  return text === "" ? undefined : `${key}:${JSON.stringify(text)}`;
}

/** Whether a text is empty or white space. */
export function isBlank(text: string): boolean {
  return !/[^ \t\r\n]/.test(text);
}

/** A body on disk as it was received, and its request. */
export interface KeptBody extends FilteredRequest {
  readonly path: string;
  /** The uncompressed bytes. Each call reads them again. */
  bytes(): AsyncIterable<Buffer>;
  readonly mediaType: string;
  /** Whether the transport announced the end of the body, by a length or a last chunk. CSV has no mark for it. */
  readonly isAnnounced: boolean;
  /** Whether the length was announced before the body. */
  readonly isMeasured: boolean;
}

export type Read = ReadAnswer & { readonly notation: Notation };

/** Yields the lines of the rows and returns what is known of them. Throws an AnswerError if the body is not a whole table. */
export type ReadRows = (body: KeptBody) => AsyncGenerator<Buffer, Read>;

/** The envelope of a representation that has none. */
export const noEnvelope = { head: "", tail: "", list: null } as const;
