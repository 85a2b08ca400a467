// What a probe is: one cheap call, why it is made, and what is to be learnt from its answer.
import type { Notation } from "../domain/notation.ts";
import type { Representation } from "../domain/representation.ts";
import type { RecordedCall } from "../stores/recording.ts";
import type { Outcome } from "./trial.ts";

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

/** `as expected`, another form the pipeline is made for, something else, or not to be seen in this answer. */
export type Match = "as expected" | "accepted" | "noted" | "other" | "not seen";

export interface Finding {
  readonly about: string;
  readonly expected: string;
  readonly match: Match;
  /** The forms found; what is in none is told by `example`. */
  readonly forms: readonly string[];
  readonly example: string;
  /** What to do where it matches nothing; empty where the pipeline says so itself. */
  readonly otherwise: string;
}

/** Puts a question to an answer; `others` are the answers before it. */
export function findingOf(
  { about, expected, accepted, otherwise = "", found }: Question,
  seen: Seen | undefined,
  others: ReadonlyMap<string, Seen>,
): Finding {
  const what = seen === undefined ? undefined : found(seen, others);
  const { forms = [], example = "" } = what ?? {};
  return { about, expected, match: matchOf(accepted, what), forms, example, otherwise };
}

function matchOf(accepted: Question["accepted"], found: Found | undefined): Match {
  if (found === undefined) return "not seen";
  if (found.unknown.length > 0) return "other";
  if (accepted === "any") return "noted";
  if (found.forms.some((form) => !accepted.includes(form))) return "other";
  return found.forms.every((form) => form === accepted[0]) ? "as expected" : "accepted";
}

/** Calls whose answers the pipeline should read and cannot. Empty is the verdict that it can read everything. */
export function unreadable(probed: readonly Probed[]): readonly Probed[] {
  return probed.filter(({ probe, outcome }) => probe.should === "read" && outcome?.kind === "refused");
}

/** True when not one call got even a status. */
export function isUnanswered(probed: readonly Probed[]): boolean {
  return probed.every(({ call }) => call.answer === undefined);
}

/** Calls that should be refused and are taken for data. */
export function takenForData(probed: readonly Probed[]): readonly Probed[] {
  return probed.filter(({ probe, outcome }) => probe.should === "refuse" && outcome?.kind === "read");
}

/** What was found in a form nobody foresaw, though the pipeline may read it. */
export function surprises(
  probed: readonly Probed[],
): readonly { readonly probed: Probed; readonly finding: Finding }[] {
  return probed.flatMap((one) =>
    one.findings.filter(({ match }) => match === "other").map((finding) => ({ probed: one, finding })),
  );
}

/** What the pipeline would do, in a few words: `reads it, 4 rows`, `refuses it (exit 4)`. */
export function deed({ outcome }: Probed): string {
  if (outcome === undefined) return "does not ask this";
  if (outcome.kind === "refused") return `refuses it (exit ${outcome.exitCode})`;
  const { rows } = outcome.receipt;
  return rows === 0 ? "reads it, no rows" : `reads it, ${rows} row${rows === 1 ? "" : "s"}`;
}

/** Whether that is what it should do. */
export function isWell({ probe, outcome }: Probed): boolean {
  if (probe.should === "either" || outcome === undefined) return true;
  return (probe.should === "read") === (outcome.kind === "read");
}

const longestExample = 80;

/** The forms of these values; undefined where there are none to look at. */
export function formsOf<Value>(
  values: readonly Value[],
  formOf: (value: Value) => string | undefined,
): Found | undefined {
  if (values.length === 0) return undefined;
  const forms = values.map((value) => ({ form: formOf(value), text: exampleOf(value) }));
  const unknown = forms.filter(({ form }) => form === undefined).map(({ text }) => text);
  const known = [...new Set(forms.map(({ form }) => form).filter((form) => form !== undefined))];
  return {
    forms: known,
    unknown: [...new Set(unknown)].slice(0, 3),
    example: unknown[0] ?? exampleOf(values[0]),
  };
}

/** One form, with an example of it. */
export function oneForm(form: string, example = form): Found {
  return { forms: [form], unknown: [], example: shortened(example) };
}

/** Something nobody foresaw. */
export function noForm(example: string): Found {
  return { forms: [], unknown: [shortened(example)], example: shortened(example) };
}

/** The values a field has in the rows that have it, without null and the empty text. */
export function valuesOf({ rows }: Seen, fields: readonly string[]): readonly unknown[] {
  const values = rows.flatMap((row) => fields.map((field) => row[field]));
  return values.filter((value) => value !== undefined && value !== null && value !== "");
}

/** The values of a field as they stand in the JSON text, quotes and all. */
export function tokensOf({ text }: Seen, field: string): readonly string[] {
  const token = new RegExp(`"${field}"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*"|[^,}\\]\\s]+)`, "g");
  return [...text.matchAll(token)].map((match) => match[1] ?? "").filter((found) => found !== "null");
}

/** The objects of the only list of a JSON answer, and the list's name: null where it has none, undefined without a list. */
export function listIn(json: unknown): {
  readonly name: string | null | undefined;
  readonly rows: readonly Row[];
} {
  if (Array.isArray(json)) return { name: null, rows: json.filter(isRow) };
  const lists = isRow(json) ? Object.entries(json).filter(([, value]) => Array.isArray(value)) : [];
  const [name, list] = lists[0] ?? [];
  return { name, rows: Array.isArray(list) ? list.filter(isRow) : [] };
}

export function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function exampleOf(value: unknown): string {
  return shortened(typeof value === "string" ? value : (JSON.stringify(value) ?? "absent"));
}

function shortened(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\s]+/gu, " ").trim();
  return line.length > longestExample ? `${line.slice(0, longestExample)}…` : line;
}

/** One call, what it showed, and what the pipeline would do with it: nothing where it would not ask that. */
export interface Probed {
  readonly probe: Probe;
  readonly call: RecordedCall;
  readonly outcome: Outcome | undefined;
  readonly findings: readonly Finding[];
  /** The beginning of what came back, unpacked. */
  readonly beginning: string;
}
