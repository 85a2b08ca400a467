// Judges what stands beside the rows of an answer (JSON, XML): counts must fit, and no next part may be announced.
import { ContractError } from "../domain/errors.ts";
import { linkTo } from "../platform/http-headers.ts";

/** A value beside the rows: of any kind in JSON, a text in XML. */
export type Member = readonly [name: string, value: unknown];

const deepest = 4;
const longestShown = 80;
const countWord = /^(antall|total|count$)/;
const pageWord = /(page|side)[sr]?$/;
const sizeWord = /(size|limit|st(ø|o|oe)rrelse)$/;
const nextWord = /^(next|neste|more|flere|cursor|continuation|truncated|avkortet)/;
const endWord = /^(last|siste|complete|komplett)/;
/** What may stand beside those: `nextPageLink` is a link to a next part, `nesteOppdatering` is none. */
const besideNext =
  /^(has|har|is|er|page|side|link|lenke|url|href|uri|token|part|del|rows?|rader|results?|data)$/;

/**
 * Gives the members other than `antall`, each with its value in short: nobody foresaw them, so they are drift. Throws a ContractError
 * where a number called `antall…` or `total…` is not the number of rows, or a link, flag or page number tells of another part.
 */
export function judgeMembers(members: readonly Member[], rows: number): Readonly<Record<string, string>> {
  for (const member of members) assertWhole(member, { rows, depth: 0 });
  const others = members.filter(([name, value]) => name !== "antall" && !isNothing(value));
  return Object.fromEntries(others.map(([name, value]) => [name, shown(value)]));
}

/** Headers that tell of other parts, by the member of an envelope they are like. */
const partHeaders = {
  "x-total-count": "totalCount",
  "x-total": "total",
  "x-total-pages": "totalPages",
  "x-next-page": "nextPage",
};

/** Throws a ContractError where the headers of an answer with so many rows tell of another part, as `Link: </x>; rel="next"` does. */
export function assertNoNextPart(headers: Readonly<Record<string, string>>, rows: number): void {
  const { link = "" } = headers;
  if (["next", "neste"].some((relation) => linkTo(relation, link) !== undefined))
    throw nextPart(`Link ${shown(link)}`);
  const members = Object.entries(partHeaders).map(([header, name]): Member => [name, headers[header]]);
  for (const member of members) assertWhole(member, { rows, depth: 0 });
}

function assertWhole([name, value]: Member, at: { readonly rows: number; readonly depth: number }): void {
  if (isNothing(value)) return;
  const words = wordsOf(name);
  const found = `${name} ${shown(value)}`;
  if (name === "antall" && numberOf(value) !== at.rows) throw wrongCount(found, at.rows);
  if ((isOf(words, nextWord) && !isNo(value)) || (isOf(words, endWord) && isNo(value))) throw nextPart(found);
  const number = numberOf(value);
  if (number !== undefined && !words.some((word) => sizeWord.test(word))) {
    const isPage = words.some((word) => pageWord.test(word));
    if (isPage && number > 1) throw nextPart(found);
    if (!isPage && words.some((word) => countWord.test(word)) && number !== at.rows)
      throw wrongCount(found, at.rows);
  }
  if (typeof value === "object" && at.depth < deepest)
    assertNested(value, { ...at, depth: at.depth + 1 }, found);
}

/** A list of links says what each of them leads to in a member of its own. */
function assertNested(
  value: object | null,
  at: { readonly rows: number; readonly depth: number },
  found: string,
): void {
  if (!Array.isArray(value)) for (const member of Object.entries(value ?? {})) assertWhole(member, at);
  else if (value.some(isNextLink)) throw nextPart(found);
}

function wrongCount(found: string, rows: number): ContractError {
  return new ContractError(`says ${found} but holds ${rows} rows`);
}

function nextPart(found: string): ContractError {
  return new ContractError(`is one part of several, although no parts were asked for: it says ${found}`);
}

/** `totaltAntall`, `total_count` and `hasNext` in words. */
function wordsOf(name: string): readonly string[] {
  const parted = name.replaceAll(/([a-zæøå0-9])([A-ZÆØÅ])/g, "$1 $2").toLowerCase();
  return parted.split(/[^a-zæøå0-9]+/);
}

/** True where one of the words is of the kind, and the others say no more than that it is a flag, a link or a page. */
function isOf(words: readonly string[], kind: RegExp): boolean {
  return (
    words.some((word) => kind.test(word)) && words.every((word) => kind.test(word) || besideNext.test(word))
  );
}

/** XML and JSON write nothing in several ways. */
function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === "string" && value.trim() === "");
}

function isNo(value: unknown): boolean {
  return ["false", "0", "nei", "n", "no", "[]", "{}", '""', "null"].includes(
    (typeof value === "string" ? value.trim() : JSON.stringify(value)).toLowerCase(),
  );
}

function numberOf(value: unknown): number | undefined {
  const text = typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function isNextLink(item: unknown): boolean {
  return (
    typeof item === "object" && item !== null && "rel" in item && /^(next|neste)$/i.test(String(item.rel))
  );
}

function shown(value: unknown): string {
  return JSON.stringify(value).slice(0, longestShown);
}
