// What a question found out: what it matches, if anything.
import type { Found, Question, Seen } from "./probe.ts";

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
