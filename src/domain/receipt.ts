// The receipt of an answer, written once its bytes are on the disk. An answer without a receipt does not count.
import { createHash } from "node:crypto";
import type { JsonKind } from "./endpoint.ts";
import type { Notation } from "./representation.ts";

/** The column with the undeclared fields of a row: a JSON object, or empty. */
export const otherFields = "_other";

/** The most bytes of a row as JSON. DuckDB allocates many times as much to read such files. */
export const longestRow = 2 * 1024 * 1024;

/** The most bytes of a CSV line. DuckDB allocates several times as much for each file. */
export const longestLine = 1024 * 1024;

const rowsEndings = ["rows.csv", "ndjson.gz"] as const;

/** The ending of the name of a rows file. */
export function rowsEnding(kept: { readonly columns?: readonly string[] | undefined }): string {
  return kept.columns === undefined ? rowsEndings[1] : rowsEndings[0];
}

/** The proof that an answer was whole. It is always written after the bytes. */
export interface Receipt {
  readonly endpoint: string;
  readonly key: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The redirects that led to the answer, in order; absent if there were none. */
  readonly redirects?: readonly Redirect[];
  /** The time at which the answer had arrived, ISO 8601 in UTC. */
  readonly fetched_at: string;
  /** The uncompressed body. */
  readonly body: Digest;
  /** The file with its rows. */
  readonly file: RowsFile;
  /** The stored body if it was not JSON. It is compressed unless it is an Excel file. */
  readonly original?: Original;
  /** How an answer that was not JSON was written. */
  readonly notation?: Notation;
  readonly envelope: EnvelopeSeen;
  readonly rows: number;
  /** Rows by month (`yyyyMM`) or year (`yyyy`), without rows of code lists and rows without a period. */
  readonly periods: Readonly<Record<string, number>>;
  /** The earlier pull from which the answer comes, if it was reused. */
  readonly reused_from?: string;
  /** Each field of any row. */
  readonly fields: Readonly<Record<string, FieldSeen>>;
}

/** The status and the target of a redirect that was followed. */
export interface Redirect {
  readonly status: number;
  readonly url: string;
}

/** The text around the rows: up to and including `[`, from `]` on, and the list's name if it had one. */
export interface EnvelopeSeen {
  readonly head: string;
  readonly tail: string;
  readonly list: string | null;
  /** Undeclared values beside the rows, shortened; absent if there are none. */
  readonly others?: Readonly<Record<string, string>>;
}

/** A stored body: the ending of its file's name, and the digest of the file. */
export interface Original extends Digest {
  readonly ending: OriginalEnding;
}

/** A rows file: CSV with these columns, or compressed JSON with one object per line if there are no columns. */
export interface RowsFile extends Digest {
  readonly columns?: readonly string[];
}

export const originalEndings = ["xml.gz", "csv.gz", "xlsx"] as const;

/** The endings of all files of an answer. */
export const keptEndings = [...rowsEndings, ...originalEndings];
export type OriginalEnding = (typeof originalEndings)[number];

/** The number of bytes and their SHA-256 in hexadecimal digits. */
export interface Digest {
  readonly bytes: number;
  readonly sha256: string;
}

/** A field of an answer: the rows that have it, the rows in which it is null, and the JSON kinds of its values. */
export interface FieldSeen {
  readonly rows: number;
  readonly nulls: number;
  readonly kinds: readonly JsonKind[];
}

/** A difference between the registry and the answers of an endpoint. */
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

/** SHA-256 over the name of each request and the SHA-256 of its body, in order of the names. */
export function fingerprintOf(receipts: readonly Receipt[]): string {
  const lines = receipts.map((receipt) => `${receipt.endpoint}/${receipt.key} ${receipt.body.sha256}\n`);
  return createHash("sha256").update(lines.sort().join("")).digest("hex");
}
