// What is known of an answer once its bytes are safe on disk. An answer without a receipt does not exist.
import { createHash } from "node:crypto";
import type { JsonKind } from "./endpoint.ts";
import type { Notation } from "./notation.ts";

/** The column of what a row has besides the fields promised: a JSON object, or nothing. */
export const otherFields = "_other";

/** Bytes a row may have at most as JSON: DuckDB keeps many times as much free while it reads such files. */
export const longestRow = 2 * 1024 * 1024;

/** Bytes a line of values may have at most: DuckDB keeps several times as much free for each file it reads. */
export const longestLine = 1024 * 1024;

export const rowsEndings = ["rows.csv", "ndjson.gz"] as const;

/** What the name of a file of rows ends with. */
export function rowsEnding(kept: { readonly columns?: readonly string[] | undefined }): string {
  return kept.columns === undefined ? rowsEndings[1] : rowsEndings[0];
}

/** The proof that one request was answered whole: written after the bytes, never before. */
export interface Receipt {
  readonly endpoint: string;
  readonly key: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The redirects that led to the answer, in their order; absent where there were none. */
  readonly redirects?: readonly Redirect[];
  /** When the answer had arrived, ISO 8601 in UTC. */
  readonly fetched_at: string;
  /** The answer's body as decoded from its transfer. */
  readonly body: Digest;
  /** The file that keeps its rows. */
  readonly file: RowsFile;
  /** The body as it came, kept beside its rows where it was not JSON; packed unless its ending says otherwise. */
  readonly original?: Original;
  /** How an answer that was not JSON was written. */
  readonly notation?: Notation;
  readonly envelope: EnvelopeSeen;
  readonly rows: number;
  /** How many of them are of which month (`yyyyMM`) or year (`yyyy`); none for code lists, nor for rows that do not say. */
  readonly periods: Readonly<Record<string, number>>;
  /** The pull it was taken from instead of being asked for again, where it was. */
  readonly reused_from?: string;
  /** Every field any row had. */
  readonly fields: Readonly<Record<string, FieldSeen>>;
}

/** A redirect that was followed: its status, and where to. */
export interface Redirect {
  readonly status: number;
  readonly url: string;
}

/** What stood around the rows: everything up to and with `[`, everything from `]`, and the list's name if it had one. */
export interface EnvelopeSeen {
  readonly head: string;
  readonly tail: string;
  readonly list: string | null;
  /** Values beside the rows that nobody foresaw, in short, by name; left out where there are none. */
  readonly others?: Readonly<Record<string, string>>;
}

/** A kept body: the ending of its file's name, and the file's bytes. */
export interface Original extends Digest {
  readonly ending: OriginalEnding;
}

/** The kept rows: lines of values of these columns, or without columns packed JSON objects, one a line. */
export interface RowsFile extends Digest {
  readonly columns?: readonly string[];
}

export const originalEndings = ["xml.gz", "csv.gz", "xlsx"] as const;

/** The endings of all files an answer may have besides its receipt. */
export const keptEndings = [...rowsEndings, ...originalEndings];
export type OriginalEnding = (typeof originalEndings)[number];

/** How many bytes there are, and their SHA-256 in hexadecimal digits. */
export interface Digest {
  readonly bytes: number;
  readonly sha256: string;
}

/** A field of an answer: how many rows had it, in how many of these it was null, and the JSON kinds of its values. */
export interface FieldSeen {
  readonly rows: number;
  readonly nulls: number;
  readonly kinds: readonly JsonKind[];
}

/** A difference between what the registry promises of an endpoint and what its answers held. */
export interface Drift {
  readonly endpoint: string;
  readonly field: string;
  readonly kind:
    | "new field"
    | "missing field"
    | "missing value"
    | "value in empty field"
    | "changed type"
    | "other envelope"
    | "new envelope member"
    | "name found";
  readonly found: string;
  readonly rows: number;
}

/** SHA-256 over every request's name and its body's SHA-256, in order of the names: equal pulls have equal ones. */
export function fingerprintOf(receipts: readonly Receipt[]): string {
  const lines = receipts.map((receipt) => `${receipt.endpoint}/${receipt.key} ${receipt.body.sha256}\n`);
  return createHash("sha256").update(lines.sort().join("")).digest("hex");
}
