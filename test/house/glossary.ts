// The words that pages and code do not use, and the terms that replace them.

/** Returns a hint for each word of a line that must be replaced. */
export function wordsToReplace(line: string): readonly string[] {
  return glossary.flatMap(([word, instead]) => {
    const found = word.exec(line)?.[0];
    return found === undefined ? [] : [`"${found}": write ${instead}`];
  });
}

/** A word that is not used, and the term that replaces it. */
const glossary: readonly (readonly [word: RegExp, instead: string])[] = [
  [/\bclaims?\b/i, "check, or bill if the money of a practitioner is meant"],
  [/\bpromise[sd]?\b/i, "check, expect, declare"],
  [/\b(un)?asked\b/i, "requested"],
  [/\b(un)?packed\b/i, "compressed, decompressed"],
  [/\bspeech\b/i, "style"],
  [/\bleap(s|t|ed|ing)?\b/i, "row-count anomaly, value anomaly"],
  [/\blanes?\b/i, "limiter, worker"],
  [/\bahead\b/i, "prefetch, before"],
  [/\brefuse[A-Z]\w*/, "assertX, rejectX"],
  [/\bleaf\b|\bleaves of\b/i, "parts of a split"],
  [/\bstanding\b/i, "progress, state"],
  [/\b(tell|tells|told|telling)\b/i, "report, describe, label, show"],
  [/\b(typed (as|once|from|beside|into)|types the (rows|fields))\b/i, "parse, cast"],
  [/\bread as it is\b/i, "read unchanged"],
  [/\brelates?\b/i, "create relation, view, table"],
  [/\bwishes\b/i, "options, settings"],
  [/\bmade[- ]up\b/i, "synthetic"],
  [/\bcannot do without\b/i, "name what is missing and how to give it"],
  [/\bwhat (stands|stood) (behind|around|beside)\b/i, "a noun"],
  [/\b(that|those) which\b/i, "a noun"],
];
