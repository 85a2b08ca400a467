// Codes that a user may have meant: the same letters in other capitals, with or without zeros before them, or one letter apart.

/** The known codes most like this one, at most five. */
export function nearCodes(code: string, known: readonly string[]): readonly string[] {
  const same = known.filter((other) => plain(other) === plain(code));
  if (same.length > 0) return same.slice(0, 5);
  const near = known.filter((other) => isOneApart(plain(other), plain(code)));
  return near.slice(0, 5);
}

/** Why these codes cannot be asked for: `2AD (did you mean 2ad?)`. */
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

/** True where one letter was changed, added or left out. */
function isOneApart(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length < 2 || long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same++;
  return short.slice(same + (short.length === long.length ? 1 : 0)) === long.slice(same + 1);
}
