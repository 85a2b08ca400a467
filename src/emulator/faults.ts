// The faults that the emulator can simulate, as data: the fault, the answers and the calls it hits.

/** Every kind of fault. content-faults.ts and transport-faults.ts play most of them. */
export const faultKinds = [
  "status",
  "login page",
  "error object",
  "hang before body",
  "hang within body",
  "slow drip",
  "reset",
  "cut",
  "wrong content-length",
  "new field",
  "missing field",
  "renamed field",
  "changed type",
  "null",
  "keys in another order",
  "scaled field",
  "swapped fields",
  "capped rows",
  "other parameter",
  "other request",
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** The statuses of a backend or gateway that is down or overloaded. */
export const failingStatuses = [408, 413, 429, 500, 502, 503, 504] as const;

/** An answer in place of the right one. `retryAfter` is the header's text: seconds, or an HTTP date. */
export type InsteadFault =
  | {
      readonly kind: "status";
      readonly status: (typeof failingStatuses)[number];
      readonly retryAfter?: string;
    }
  | { readonly kind: "login page" }
  | { readonly kind: "error object" };

/** The right answer, badly sent. Byte counts are those on the wire, after compression. */
export type TransportFault =
  /** Not even the status line comes. */
  | { readonly kind: "hang before body" }
  /** Stops after this many bytes of the body. 0 means after the headers, absent means after half of it. */
  | { readonly kind: "hang within body"; readonly after?: number }
  /** Sends this many bytes at a time, with a pause in milliseconds after each. */
  | { readonly kind: "slow drip"; readonly bytes: number; readonly pause: number }
  /** Resets the connection (RST) before the status line, or after half of the body. */
  | { readonly kind: "reset"; readonly when: "before answer" | "within body" }
  /** Ends the connection (FIN) after half of the body. Without a length header, only the content shows it. */
  | { readonly kind: "cut"; readonly framing: "chunked" | "content-length" | "until close" }
  /** Announces this many bytes too many, or too few if negative. */
  | { readonly kind: "wrong content-length"; readonly by: number };

/** The changed rows of an answer; absent means all. */
export type FaultyRows = "first" | "last" | "all";

/** The right answer with changed rows. All other values keep their text. JSON only. */
export type ContentFault =
  /** Adds a text field at the end of the row, `nytt_felt` without a name. An existing name appears twice. */
  | { readonly kind: "new field"; readonly field?: string; readonly rows?: FaultyRows }
  /** Removes the field. For this kind and the next two, a row without the field stays unchanged. */
  | { readonly kind: "missing field"; readonly field: string; readonly rows?: FaultyRows }
  | {
      readonly kind: "renamed field";
      readonly field: string;
      readonly to: string;
      readonly rows?: FaultyRows;
    }
  /** Changes the value's type: `12` to `"12"`, `{"verdi":12}` or `[12]`. If the value does not fit: `1` or `true`. */
  | {
      readonly kind: "changed type";
      readonly field: string;
      readonly to: "text" | "number" | "boolean" | "object" | "array";
      readonly rows?: FaultyRows;
    }
  | { readonly kind: "null"; readonly field: string; readonly rows?: FaultyRows }
  /** Multiplies a number. Counts stay whole. */
  | { readonly kind: "scaled field"; readonly field: string; readonly by: number; readonly rows?: FaultyRows }
  /** The value of each of two fields under the name of the other. */
  | {
      readonly kind: "swapped fields";
      readonly field: string;
      readonly other: string;
      readonly rows?: FaultyRows;
    }
  /** Reverses the keys of a row. */
  | { readonly kind: "keys in another order"; readonly rows?: FaultyRows };

/** A well-formed answer that is incomplete or answers another request. Leaving out rows needs JSON. */
export type OtherAnswerFault =
  /** Only the first rows, at most this many. `antall` is the number of these rows. */
  | { readonly kind: "capped rows"; readonly most: number }
  /** The answer to the same request with another value of this parameter, or without it. */
  | { readonly kind: "other parameter"; readonly parameter: string; readonly value?: string }
  /** The answer to this path and query below the root, as from a cache that mixes up requests. */
  | { readonly kind: "other request"; readonly request: string };

export type Fault = InsteadFault | TransportFault | ContentFault | OtherAnswerFault;

/** A fault and the calls it hits. The first matching rule applies. */
export interface FaultRule {
  /** The end of the path (`/takstbruk/agtakst/landet/ar`). With a `?`, the end of path and query. */
  readonly path: string;
  /** The calls of the same path and query, counted from 1. */
  readonly calls: "all" | readonly number[];
  readonly fault: Fault;
}

/** A played fault. */
export interface PlayedFault {
  /** Path and query of the request. */
  readonly path: string;
  readonly call: number;
  readonly fault: Fault;
}

export function faultAt(
  rules: readonly FaultRule[],
  { path, call }: { readonly path: string; readonly call: number },
): Fault | undefined {
  const [pathname = ""] = path.split("?");
  return rules.find(
    (rule) =>
      (rule.path.includes("?") ? path : pathname).endsWith(rule.path) &&
      (rule.calls === "all" || rule.calls.includes(call)),
  )?.fault;
}

/** Thrown if the answer cannot show the fault: it is too large, not JSON, or lacks the field. */
export class UnplayableFault extends Error {
  override readonly name = "UnplayableFault";
  constructor(fault: Fault, reason: string) {
    super(`Cannot play the fault ${JSON.stringify(fault)}: ${reason}`);
  }
}
