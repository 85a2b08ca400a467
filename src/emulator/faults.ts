// The ways the emulator can misbehave on purpose, as data: which fault, on which answers, at which calls.

/** Every kind of fault there is; how each is played is beside this file, in `faults/`. */
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
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** The statuses a backend, or a gateway before it, gives when it cannot answer now or will not answer so much. */
export const failingStatuses = [408, 413, 429, 500, 502, 503, 504] as const;

/** Something else instead of the answer. `retryAfter` is the header's text: seconds, or an HTTP date. */
export type InsteadFault =
  | {
      readonly kind: "status";
      readonly status: (typeof failingStatuses)[number];
      readonly retryAfter?: string;
    }
  | { readonly kind: "login page" }
  | { readonly kind: "error object" };

/** The right answer, badly sent. Bytes are those on the wire, compressed where the answer is. */
export type TransportFault =
  /** Not even the status line comes. */
  | { readonly kind: "hang before body" }
  /** Nothing more comes after so many bytes of the body; 0: after the headers; absent: after half of it. */
  | { readonly kind: "hang within body"; readonly after?: number }
  /** So many bytes at a time, with a pause of so many milliseconds after each. */
  | { readonly kind: "slow drip"; readonly bytes: number; readonly pause: number }
  /** The connection is reset (RST) before the status line, or after half of the body. */
  | { readonly kind: "reset"; readonly when: "before answer" | "within body" }
  /** The connection ends (FIN) after half of the body; sent until close, only the content can tell. */
  | { readonly kind: "cut"; readonly framing: "chunked" | "content-length" | "until close" }
  /** The header says so many bytes more than there are, or, when negative, so many less. */
  | { readonly kind: "wrong content-length"; readonly by: number };

/** Which rows of an answer are changed; absent: all. */
export type FaultyRows = "first" | "last" | "all";

/** The right answer with other rows; every value that is not changed stays as it was written. JSON only. */
export type ContentFault =
  /** A text field, last in the row, called `nytt_felt` where no name is given; a name the row has stands twice. */
  | { readonly kind: "new field"; readonly field?: string; readonly rows?: FaultyRows }
  /** The field is not there; a row that has not got it stays as it is, for the next two kinds too. */
  | { readonly kind: "missing field"; readonly field: string; readonly rows?: FaultyRows }
  | {
      readonly kind: "renamed field";
      readonly field: string;
      readonly to: string;
      readonly rows?: FaultyRows;
    }
  /** The value as another type: `12` as `"12"`, `{"verdi":12}`, `[12]`; where nothing fits, `1` or `true`. */
  | {
      readonly kind: "changed type";
      readonly field: string;
      readonly to: "text" | "number" | "boolean" | "object" | "array";
      readonly rows?: FaultyRows;
    }
  | { readonly kind: "null"; readonly field: string; readonly rows?: FaultyRows }
  /** A number so many times as large; counts stay whole. */
  | { readonly kind: "scaled field"; readonly field: string; readonly by: number; readonly rows?: FaultyRows }
  /** The value of each of two fields under the name of the other. */
  | {
      readonly kind: "swapped fields";
      readonly field: string;
      readonly other: string;
      readonly rows?: FaultyRows;
    }
  /** The keys of a row back to front. */
  | { readonly kind: "keys in another order"; readonly rows?: FaultyRows };

/** A right answer in itself, but not all of it, or the answer to another question. JSON only where rows are left out. */
export type OtherAnswerFault =
  /** The first rows of the answer, so many at most; `antall`, where it stands, says how many these are. */
  | { readonly kind: "capped rows"; readonly most: number }
  /** The answer to the same question with another value of this parameter, or without it. */
  | { readonly kind: "other parameter"; readonly parameter: string; readonly value?: string };

export type Fault = InsteadFault | TransportFault | ContentFault | OtherAnswerFault;

/** A fault and when it is played. Of several rules that apply to a call the first is taken. */
export interface FaultRule {
  /** How the path ends (`/takstbruk/agtakst/landet/ar`), or, with a `?` in it, how path and query end. */
  readonly path: string;
  /** Which calls of the very same path and query, counted from 1. */
  readonly calls: "all" | readonly number[];
  readonly fault: Fault;
}

/** A fault as it was played. */
export interface PlayedFault {
  /** Path and query as asked. */
  readonly path: string;
  readonly call: number;
  readonly fault: Fault;
}

/** The fault a call meets, or undefined. */
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

/** A fault that cannot be played on the answer it was asked for: too large, no JSON, no such field. */
export class UnplayableFault extends Error {
  override readonly name = "UnplayableFault";
  constructor(fault: Fault, reason: string) {
    super(`Cannot play the fault ${JSON.stringify(fault)}: ${reason}`);
  }
}
