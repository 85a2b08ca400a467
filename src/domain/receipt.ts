// What is known of an answer once its bytes are safe on disk. An answer without a receipt does not exist.
import type { JsonKind } from "./endpoint.ts";

/** The proof that one request was answered whole: written after the bytes, never before. */
export interface Receipt {
  readonly endpoint: string;
  readonly key: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** When the answer had arrived, ISO 8601 in UTC. */
  readonly fetched_at: string;
  /** The answer's body as decoded from its transfer: bytes and SHA-256. */
  readonly body: { readonly bytes: number; readonly sha256: string };
  readonly envelope: EnvelopeSeen;
  readonly rows: number;
  /** Every field any row had, in how many rows, and as which JSON kinds. */
  readonly fields: Readonly<Record<string, FieldSeen>>;
}

/** What stood around the rows: everything up to and with `[`, everything from `]`, and the list's name if it had one. */
export interface EnvelopeSeen {
  readonly head: string;
  readonly tail: string;
  readonly list: string | null;
}

export interface FieldSeen {
  readonly rows: number;
  readonly kinds: readonly JsonKind[];
}

/** A difference between what the registry promises of an endpoint and what its answers held. */
export interface Drift {
  readonly endpoint: string;
  readonly field: string;
  readonly kind: "new field" | "missing field" | "changed type" | "other envelope";
  readonly found: string;
  readonly rows: number;
}
