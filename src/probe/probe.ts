// The types of a probe: one cheap call, the reason for it, and the questions its answer should settle.
import type { Notation, Representation } from "../domain/representation.ts";
import type { RecordedCall } from "../stores/recording.ts";
import type { Outcome } from "./trial.ts";

export interface Probe {
  /** Used in the report and in file names. */
  readonly name: string;
  /** The end of the sentence "This call shows …". */
  readonly why: string;
  /** The endpoint's name in the registry. */
  readonly endpoint: string;
  /** In the order they are sent. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly representation: Representation;
  /** Set if the call goes to the old root. */
  readonly root?: "old";
  /** Extra headers. The pipeline never sends such a call, so it does not read the answer either. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the pipeline should do with the answer. */
  readonly should: "read" | "reject" | "either";
  readonly questions: readonly Question[];
  /** The follow-up call, if this answer leads to one. */
  readonly next?: (seen: Seen) => Probe | undefined;
}

/** A question about the API, and how an answer settles it. */
export interface Question {
  readonly about: string;
  /** The expected form and the reason to expect it. */
  readonly expected: string;
  /** The forms the pipeline can read, the expected one first. "any" if the pipeline does not depend on the form. */
  readonly accepted: readonly string[] | "any";
  /** What to do about any other form, as a sentence. Absent if the pipeline rejects such an answer or does not use the value. */
  readonly otherwise?: string;
  /** Returns undefined if the answer does not settle the question. `others` holds earlier answers by probe name. */
  readonly found: (seen: Seen, others: ReadonlyMap<string, Seen>) => Found | undefined;
}

/** The known forms found, the values in unknown forms, and one example. */
export interface Found {
  readonly forms: readonly string[];
  readonly unknown: readonly string[];
  readonly example: string;
}

/** A parsed JSON row. */
export type Row = Readonly<Record<string, unknown>>;

/** The part of an answer that questions use. */
export interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The decompressed body, cut if it is very long. */
  readonly text: string;
  /** The parsed body; undefined if it is not JSON. */
  readonly json: unknown;
  /** The objects of its only list. */
  readonly rows: readonly Row[];
  /** The notation the pipeline's reader recognised. Undefined for JSON and for answers it did not read. */
  readonly notation: Notation | undefined;
}

/**
 * `accepted` is another form the pipeline can read, `noted` a form it does not depend on, `other` an unknown form. `not seen` is not
 * shown by the answer, and `unanswered` came without an answer.
 */
export type Match = "as expected" | "accepted" | "noted" | "other" | "not seen" | "unanswered";

export interface Finding {
  readonly about: string;
  readonly expected: string;
  readonly match: Match;
  /** The known forms found. An unknown form is shown by `example`. */
  readonly forms: readonly string[];
  readonly example: string;
  /** What to do about an unknown form; empty if the pipeline's own error says it. */
  readonly otherwise: string;
}

/** Settles a question from an answer; `others` holds earlier answers. */
export function findingOf(
  { about, expected, accepted, otherwise = "", found }: Question,
  seen: Seen | undefined,
  others: ReadonlyMap<string, Seen>,
): Finding {
  const result = seen === undefined ? undefined : found(seen, others);
  const { forms = [], example = "" } = result ?? {};
  const match = seen === undefined ? "unanswered" : matchOf(accepted, result);
  return { about, expected, match, forms, example, otherwise };
}

function matchOf(accepted: Question["accepted"], found: Found | undefined): Match {
  if (found === undefined) return "not seen";
  if (found.unknown.length > 0) return "other";
  if (accepted === "any") return "noted";
  if (found.forms.some((form) => !accepted.includes(form))) return "other";
  return found.forms.every((form) => form === accepted[0]) ? "as expected" : "accepted";
}

/** The calls whose answers the pipeline should read but rejects. */
export function unreadable(probed: readonly Probed[]): readonly Probed[] {
  return probed.filter(({ probe, call, outcome }) => {
    return call.answer !== undefined && probe.should === "read" && outcome?.kind === "rejected";
  });
}

/** The calls that got no status. */
export function withoutAnswer(probed: readonly Probed[]): readonly Probed[] {
  return probed.filter(({ call }) => call.answer === undefined);
}

/** The calls whose answers the pipeline should reject but reads. */
export function wronglyRead(probed: readonly Probed[]): readonly Probed[] {
  return probed.filter(({ probe, outcome }) => probe.should === "reject" && outcome?.kind === "read");
}

/** The findings in an unknown form. The pipeline may still read such an answer. */
export function surprises(
  probed: readonly Probed[],
): readonly { readonly probed: Probed; readonly finding: Finding }[] {
  return probed.flatMap((one) =>
    one.findings.filter(({ match }) => match === "other").map((finding) => ({ probed: one, finding })),
  );
}

/** What the pipeline does with an answer: `reads it, 4 rows`, `rejects it (exit 4)`. */
export function describeOutcome({ call, outcome }: Probed): string {
  if (call.answer === undefined) return "gets no answer";
  if (outcome === undefined) return "does not make this call";
  if (outcome.kind === "rejected") return `rejects it (exit ${outcome.exitCode})`;
  const { rows } = outcome.receipt;
  return rows === 0 ? "reads it, no rows" : `reads it, ${rows} row${rows === 1 ? "" : "s"}`;
}

export function isAsIntended({ probe, call, outcome }: Probed): boolean {
  if (probe.should === "either" || outcome === undefined || call.answer === undefined) return true;
  return (probe.should === "read") === (outcome.kind === "read");
}

const longestExample = 80;

/** Returns undefined if there are no values. */
export function collectForms<Value>(
  values: readonly Value[],
  formOf: (value: Value) => string | undefined,
): Found | undefined {
  if (values.length === 0) return undefined;
  const forms = values.map((value) => ({ form: formOf(value), text: exampleText(value) }));
  const unknown = forms.filter(({ form }) => form === undefined).map(({ text }) => text);
  const known = [...new Set(forms.map(({ form }) => form).filter((form) => form !== undefined))];
  return {
    forms: known,
    unknown: [...new Set(unknown)].slice(0, 3),
    example: unknown[0] ?? exampleText(values[0]),
  };
}

export function oneForm(form: string, example = form): Found {
  return { forms: [form], unknown: [], example: shortenedBody(example) };
}

export function unknownForm(example: string): Found {
  return { forms: [], unknown: [shortenedBody(example)], example: shortenedBody(example) };
}

/** The values of these fields in all rows, without null and empty strings. */
export function fieldValues({ rows }: Seen, fields: readonly string[]): readonly unknown[] {
  const values = rows.flatMap((row) => fields.map((field) => row[field]));
  return values.filter((value) => value !== undefined && value !== null && value !== "");
}

/** The values of a field as they stand in the JSON text, with quotes. */
export function fieldTokens({ text }: Seen, field: string): readonly string[] {
  const token = new RegExp(`"${field}"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*"|[^,}\\]\\s]+)`, "g");
  return [...text.matchAll(token)].map((match) => match[1] ?? "").filter((found) => found !== "null");
}

/** The first list of a JSON answer. The name is null for a bare array and undefined if there is no list. */
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

function exampleText(value: unknown): string {
  return shortenedBody(typeof value === "string" ? value : (JSON.stringify(value) ?? "absent"));
}

function shortenedBody(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\s]+/gu, " ").trim();
  return line.length > longestExample ? `${line.slice(0, longestExample)}…` : line;
}

/** One finished call. `outcome` is undefined if the pipeline never makes such a call. */
export interface Probed {
  readonly probe: Probe;
  readonly call: RecordedCall;
  readonly outcome: Outcome | undefined;
  readonly findings: readonly Finding[];
  /** The first characters of the decompressed body. */
  readonly beginning: string;
}
