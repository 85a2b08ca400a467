// What texts of an answer are meant to be, said anew for tests: no white space around them, line feeds as line ends.

/** What no text may hold: what XML 1.0 cannot, and byte order marks. */
export const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/gu;

/** The same value of JSON with every text in it, but no key, as it is meant. */
export function meant(value: unknown): unknown {
  if (typeof value === "string") {
    return value.replaceAll(/\r\n?/g, "\n").replaceAll(/^[ \t\n]+|[ \t\n]+$/g, "");
  }
  if (Array.isArray(value)) return value.map(meant);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, meant(inner)]));
}
