// Splits JSON without parsing its values, so that unchanged values keep their text.

/** A member of an object: its name and its value's text. */
export interface Member {
  readonly name: string;
  readonly value: string;
}

/** The text of each element of an array or member of an object, without surrounding white space. */
export function partsOf(container: string): readonly string[] {
  const inside = container.trim().slice(1, -1);
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of inside.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},]/g)) {
    if (token === "{" || token === "[") depth++;
    if (token === "}" || token === "]") depth--;
    if (token !== "," || depth > 0) continue;
    parts.push(inside.slice(start, index).trim());
    start = index + 1;
  }
  const last = inside.slice(start).trim();
  return last === "" ? parts : [...parts, last];
}

export function membersOf(object: string): readonly Member[] {
  return partsOf(object).map((part) => {
    const key = /^"(?:[^"\\]|\\.)*"/.exec(part)?.[0] ?? '""';
    const name: unknown = JSON.parse(key);
    return { name: String(name), value: part.slice(part.indexOf(":", key.length) + 1).trim() };
  });
}

export function objectOf(members: readonly Member[]): string {
  return `{${members.map(({ name, value }) => `${JSON.stringify(name)}:${value}`).join(",")}}`;
}
