// Suggests known codes or names for a mistyped one: with other capitals, other leading zeros, or one other letter.

/** The known codes most like this one, at most five. */
function nearCodes(code: string, known: readonly string[]): readonly string[] {
  const same = known.filter((other) => plain(other) === plain(code));
  if (same.length > 0) return same.slice(0, 5);
  const near = known.filter((other) => isOneApart(plain(other), plain(code)));
  return near.slice(0, 5);
}

/** Unknown codes with suggestions: `2AD (did you mean 2ad?)`. */
export function unknownText(codes: readonly string[], known: readonly string[]): string {
  const texts = codes.map((code) => {
    const near = nearCodes(code, known);
    return near.length === 0 ? code : `${code} (did you mean ${near.join(", ")}?)`;
  });
  return texts.join("; ");
}

function plain(code: string): string {
  return code
    .trim()
    .toLowerCase()
    .replace(/^0+(?=.)/, "");
}

/** For the end of a sentence: `. Did you mean --since?`, or nothing if no known name is like these. */
export function suggestion(names: readonly string[], known: readonly string[]): string {
  const near = [...new Set(names.flatMap((name) => nearCodes(name, known)))];
  return near.length === 0 ? "" : `. Did you mean ${near.join(", ")}?`;
}

/** Whether one letter differs, is added or is missing. */
function isOneApart(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length < 2 || long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same++;
  return short.slice(same + (short.length === long.length ? 1 : 0)) === long.slice(same + 1);
}
