// The envelope of an answer: where its list of rows begins, whether it is whole, and what its other members say.
import type { EnvelopeSeen } from "../domain/receipt.ts";
import { linkTarget } from "../platform/http-headers.ts";
import { AnswerError, assertNoPage, CutShortError } from "./answer-error.ts";
import { deepestNesting, incomplete, openDecoder, tooDeep } from "./texts.ts";

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;

/**
 * Finds the list of rows while the beginning of an answer grows. The list is the answer itself or a member: the one with the name in
 * the registry or, if there is none, the only list. Texts and nested values are skipped.
 */
export class ListFinder {
  /** The names of the members so far, and the lists among them with a name other than the known one. */
  readonly members: string[] = [];
  readonly others: { readonly name: string; readonly start: number }[] = [];
  readonly #known: string;
  #at = 0;
  #depth = 0;
  #textStart = incomplete;
  #text = "";

  constructor(known: string) {
    this.#known = known;
  }

  /** The position after the `[` of the list, or `incomplete`. `bytes` begin with the bytes of the call before. */
  find(bytes: Buffer): number {
    for (; this.#at < bytes.length; this.#at++) {
      const byte = bytes[this.#at];
      if (this.#textStart !== incomplete) this.#readText(bytes);
      else if (byte === quote) this.#textStart = this.#at;
      else if (byte === colon && this.#depth === 1) this.members.push(this.#text);
      else if (byte === 0x5b || byte === 0x7b) {
        if (byte === 0x5b && this.#isRows()) return ++this.#at;
        if (++this.#depth > deepestNesting) throw tooDeep();
      } else if ((byte === 0x5d || byte === 0x7d) && --this.#depth === 0) return this.onlyList();
    }
    return incomplete;
  }

  /** Where the list begins if exactly one list has another name than the known one, else `incomplete`. */
  onlyList(): number {
    return this.others.length === 1 ? (this.others[0]?.start ?? incomplete) : incomplete;
  }

  #readText(bytes: Buffer): void {
    if (bytes[this.#at] === backslash) this.#at++;
    else if (bytes[this.#at] === quote) {
      if (this.#depth === 1) this.#text = memberName(bytes.subarray(this.#textStart, this.#at + 1));
      this.#textStart = incomplete;
    }
  }

  /** Whether the list that begins here is the answer or has the known name. Notes any other list. */
  #isRows(): boolean {
    if (this.#depth === 0) return true;
    if (this.#depth > 1) return false;
    if (this.#text === this.#known) return true;
    this.others.push({ name: this.#text, start: this.#at + 1 });
    return false;
  }
}

/**
 * Checks that head and tail are one JSON document, that its list held only the rows, and that the answer is not one of several parts.
 * An object without a list is an empty answer only if `antall` is 0 or if it has no members.
 */
export function checkEnvelope(
  around: { readonly head: Buffer; readonly tail: Buffer },
  expected: { readonly rows: number; readonly known: string },
): EnvelopeSeen {
  assertNoPage(around.head, "json");
  const head = utf8Text(around.head);
  const tail = utf8Text(around.tail);
  const answer = parsedEnvelope(head, tail);
  assertMembersDiffer(Buffer.concat([around.head, around.tail]));
  const isKnown = new ListFinder(expected.known).find(around.head) === around.head.length;
  const list = listName(answer, { ...expected, isKnown });
  const others = judgeMembers(membersBeside(list, answer), expected.rows);
  return { head, tail, list, ...(Object.keys(others).length > 0 ? { others } : {}) };
}

/** A second list of the same name would hide the rows of the first. */
function assertMembersDiffer(envelope: Buffer): void {
  const finder = new ListFinder("");
  finder.find(envelope);
  const twice = finder.members.find((name, at) => finder.members.indexOf(name) < at);
  if (twice !== undefined) throw new AnswerError(`has the member "${twice}" twice`, { field: twice });
}

/** A name that is not valid JSON is returned as it is. The check of the whole envelope rejects it later. */
function memberName(bytes: Buffer): string {
  const written = utf8Text(bytes);
  try {
    return String(JSON.parse(written));
  } catch {
    return written;
  }
}

function utf8Text(bytes: Buffer): string {
  const decoder = openDecoder("utf-8");
  return decoder.write(bytes) + decoder.end();
}

function parsedEnvelope(head: string, tail: string): unknown {
  if (head.trim() === "") throw new CutShortError("is empty", {});
  try {
    return JSON.parse(head + tail);
  } catch (cause) {
    const found = (tail === "" ? head : tail).slice(-80);
    if (isUnclosed(head + tail)) throw new CutShortError("ends within its JSON", { found }, { cause });
    throw new AnswerError("is not one whole JSON document", { found }, { cause });
  }
}

/** Whether a text, a list or an object is still open at the end. */
function isUnclosed(json: string): boolean {
  const structure = json.replaceAll(/"(?:[^"\\]|\\[\s\S])*"/g, "");
  const [opened, closed] = [/[[{]/g, /[\]}]/g].map((brackets) => structure.match(brackets)?.length ?? 0);
  return structure.includes('"') || (opened ?? 0) > (closed ?? 0);
}

function membersBeside(list: string | null, answer: unknown): readonly Member[] {
  if (Array.isArray(answer) || typeof answer !== "object") return [];
  return Object.entries(answer ?? {}).filter(([name]) => name !== list);
}

function listName(
  answer: unknown,
  list: { readonly rows: number; readonly known: string; readonly isKnown: boolean },
): string | null {
  const { rows, known, isKnown } = list;
  if (Array.isArray(answer)) return null;
  if (typeof answer !== "object" || answer === null)
    throw new AnswerError("is the wrong JSON", {
      expected: "an object or a list",
      found: JSON.stringify(answer),
    });
  const properties = Object.entries(answer);
  const lists = properties.filter(([, value]) => Array.isArray(value)).map(([name]) => name);
  const isCounted = properties.some(([name]) => name === "antall");
  if (isKnown && lists.includes(known)) return known;
  if (lists.length > 1) throw new AnswerError("has more than one list", { found: lists.join(", ") });
  if (rows > 0 || isCounted || properties.length === 0) return lists[0] ?? null;
  if (lists[0] === undefined) throw new AnswerError("has no list", { found: JSON.stringify(answer) });
  throw new AnswerError('has an empty list that is not known to mean "no rows"', {
    expected: `the name ${known}, or antall 0`,
    found: lists[0],
  });
}

/** A value beside the rows: of any kind in JSON, a text in XML. */
export type Member = readonly [name: string, value: unknown];

const deepest = 4;
const longestShown = 80;
const countWord = /^(antall|total|count$)/;
const pageWord = /(page|side)[sr]?$/;
const sizeWord = /(size|limit|st(ø|o|oe)rrelse)$/;
const nextWord = /^(next|neste|more|flere|cursor|continuation|truncated|avkortet)/;
const endWord = /^(last|siste|complete|komplett)/;
/** Words that may accompany those above: `nextPageLink` is a link to a next part, `nesteOppdatering` is not. */
const besideNext =
  /^(has|har|is|er|page|side|link|lenke|url|href|uri|token|part|del|rows?|rader|results?|data)$/;

/**
 * Returns the members other than `antall`, each with its value in short. They are drift, because nobody expected them. Throws an
 * AnswerError if a number called `antall…` or `total…` is not the number of rows, or if a link, flag or page number announces another part.
 */
export function judgeMembers(members: readonly Member[], rows: number): Readonly<Record<string, string>> {
  for (const member of members) assertWhole(member, { rows, depth: 0 });
  const others = members.filter(([name, value]) => name !== "antall" && !isEmpty(value));
  return Object.fromEntries(others.map(([name, value]) => [name, inShort(value)]));
}

/** Headers that announce other parts, and the member of an envelope with the same meaning. */
const partHeaders = {
  "x-total-count": "totalCount",
  "x-total": "total",
  "x-total-pages": "totalPages",
  "x-next-page": "nextPage",
};

/** Throws an AnswerError if the headers of an answer with so many rows announce another part, as `Link: </x>; rel="next"` does. */
export function assertNoNextPart(headers: Readonly<Record<string, string>>, rows: number): void {
  const { link = "" } = headers;
  if (["next", "neste"].some((relation) => linkTarget(relation, link) !== undefined))
    throw nextPart("Link", link);
  const members = Object.entries(partHeaders).map(([header, name]): Member => [name, headers[header]]);
  for (const member of members) assertWhole(member, { rows, depth: 0 });
}

function assertWhole([name, value]: Member, at: { readonly rows: number; readonly depth: number }): void {
  if (isEmpty(value)) return;
  const words = wordsIn(name);
  const number = wholeNumber(value);
  if (name === "antall" && number !== at.rows) throw wrongCount([name, value], at.rows);
  if ((haveKind(words, nextWord) && !isNo(value)) || (haveKind(words, endWord) && isNo(value)))
    throw nextPart(name, value);
  if (number !== undefined && !words.some((word) => sizeWord.test(word))) {
    const isPage = words.some((word) => pageWord.test(word));
    if (isPage && number > 1) throw nextPart(name, value);
    if (!isPage && words.some((word) => countWord.test(word)) && number !== at.rows)
      throw wrongCount([name, value], at.rows);
  }
  if (typeof value !== "object" || at.depth === deepest) return;
  if (!Array.isArray(value))
    for (const member of Object.entries(value ?? {})) assertWhole(member, { ...at, depth: at.depth + 1 });
  else if (value.some(isNextLink)) throw nextPart(name, value);
}

function wrongCount([name, value]: Member, rows: number): AnswerError {
  return new AnswerError("has a wrong number of rows", {
    expected: `${name} ${inShort(value)}`,
    found: rows,
  });
}

function nextPart(name: string, value: unknown): AnswerError {
  const found = typeof value === "string" ? value : JSON.stringify(value);
  return new AnswerError("is one part of several, although no parts were requested", { field: name, found });
}

/** The words of `totaltAntall`, `total_count` and `hasNext`. */
function wordsIn(name: string): readonly string[] {
  const parted = name.replaceAll(/([a-zæøå0-9])([A-ZÆØÅ])/g, "$1 $2").toLowerCase();
  return parted.split(/[^a-zæøå0-9]+/);
}

/** Whether a word is of the kind, and the other words only say that it is a flag, a link or a page. */
function haveKind(words: readonly string[], kind: RegExp): boolean {
  return (
    words.some((word) => kind.test(word)) && words.every((word) => kind.test(word) || besideNext.test(word))
  );
}

/** XML and JSON write an absent value in several ways. */
function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === "string" && value.trim() === "");
}

function isNo(value: unknown): boolean {
  return ["false", "0", "nei", "n", "no", "[]", "{}", '""', "null"].includes(
    (typeof value === "string" ? value.trim() : JSON.stringify(value)).toLowerCase(),
  );
}

function wholeNumber(value: unknown): number | undefined {
  const text = typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function isNextLink(item: unknown): boolean {
  return (
    typeof item === "object" && item !== null && "rel" in item && /^(next|neste)$/i.test(String(item.rel))
  );
}

function inShort(value: unknown): string {
  return JSON.stringify(value).slice(0, longestShown);
}
