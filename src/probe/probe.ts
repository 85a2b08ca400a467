// What a probe is: one cheap call, why it is made, and what is to be learnt from its answer.
import type { Notation } from "../domain/notation.ts";
import type { Representation } from "../domain/representation.ts";

export interface Probe {
  /** Its name in the report and in the names of its files. */
  readonly name: string;
  /** Why it is asked, as the end of the sentence "This is asked to see …". */
  readonly why: string;
  /** The endpoint of the registry, and the parameters in the order they are sent. */
  readonly endpoint: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly representation: Representation;
  /** Set where it is not the current root that is asked. */
  readonly root?: "old";
  /** Headers besides the usual. Such a call is none the pipeline would make, and is not put to it. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the pipeline should do with the answer: `read` where it could not work otherwise. */
  readonly should: "read" | "refuse" | "either";
  readonly questions: readonly Question[];
  /** What to ask next, knowing this answer. */
  readonly next?: (seen: Seen) => Probe | undefined;
}

/** Something nobody knows, or that is believed, and how an answer settles it. */
export interface Question {
  readonly about: string;
  /** What is expected, and on what grounds. */
  readonly expected: string;
  /** The forms the pipeline is made for, the expected one first; or that there is none it depends on. */
  readonly accepted: readonly string[] | "any";
  /** What to do where it is none of them, as a sentence; absent where the pipeline refuses the answer anyhow, or does not care. */
  readonly otherwise?: string;
  /** What the answer shows; undefined where it does not show it. `others` are the answers before it, by the probe's name. */
  readonly found: (seen: Seen, others: ReadonlyMap<string, Seen>) => Found | undefined;
}

/** The forms something was found in, and values in no form that is known, with an example for a person. */
export interface Found {
  readonly forms: readonly string[];
  readonly unknown: readonly string[];
  readonly example: string;
}

/** A row of an answer as JSON gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** An answer as far as a question may look at it. */
export interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body, unpacked; of a very long one the beginning. */
  readonly text: string;
  /** What it says as JSON; undefined where it is none. */
  readonly json: unknown;
  /** The objects of its only list. */
  readonly rows: readonly Row[];
  /** How the pipeline's reader found it written, where it is not JSON and was read. */
  readonly notation: Notation | undefined;
}
