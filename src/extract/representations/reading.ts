// What reading a kept body takes, and what it gives: the rows while they stream past, the proof at the end.
import type { Notation } from "../../domain/notation.ts";
import type { ReadAnswer } from "../json-answer.ts";
import type { Question } from "../question.ts";

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
