// What stands around the rows of a JSON answer: where its list begins, and whether head and tail make one whole document.
import { ContractError } from "../domain/errors.ts";
import type { EnvelopeSeen } from "../domain/receipt.ts";
import { judgeMembers, type Member } from "./envelope-members.ts";
import { deepestNesting, incomplete, tooDeep } from "./json-tokens.ts";
import { assertNoPage, CutShortError } from "./other-body.ts";
import { openDecoder } from "./text-rule.ts";

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;

/**
 * Looks for the list of rows in an answer whose beginning grows. The answer itself may be the list, or a member of it: the
 * one with the name the registry knows or, where none has it, the only list. Texts and nested values are passed over.
 */
export class ListFinder {
  /** The names of the members passed so far, and the lists among them that have another name than the known one. */
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

  /** The position after the `[` of the list, or `incomplete`. `bytes` begin with those given before. */
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

  /** Where the only list with another name than the known one begins, or `incomplete` where there is none or more. */
  onlyList(): number {
    return this.others.length === 1 ? (this.others[0]?.start ?? incomplete) : incomplete;
  }

  #readText(bytes: Buffer): void {
    if (bytes[this.#at] === backslash) this.#at++;
    else if (bytes[this.#at] === quote) {
      if (this.#depth === 1) this.#text = nameOf(bytes.subarray(this.#textStart, this.#at + 1));
      this.#textStart = incomplete;
    }
  }

  /** True for a list that begins here, if it is the answer or has the known name; notes any other list. */
  #isRows(): boolean {
    if (this.#depth === 0) return true;
    if (this.#depth > 1) return false;
    if (this.#text === this.#known) return true;
    this.others.push({ name: this.#text, start: this.#at + 1 });
    return false;
  }
}

/**
 * Proves that head and tail are one JSON document, that the rows were all that is in its list, and that no other part of the
 * answer is announced. An object without a list is an empty answer only if it says `antall` 0 or nothing at all.
 */
export function envelopeOf(
  around: { readonly head: Buffer; readonly tail: Buffer },
  of: { readonly rows: number; readonly known: string },
): EnvelopeSeen {
  assertNoPage(around.head, "json");
  const head = textOf(around.head);
  const tail = textOf(around.tail);
  const answer = parsed(head, tail);
  assertOnce(Buffer.concat([around.head, around.tail]));
  const list = listName(answer, { ...of, isKnown: endsInKnownList(around.head, of.known) });
  const others = judgeMembers(membersBeside(list, answer), of.rows);
  return { head, tail, list, ...(Object.keys(others).length > 0 ? { others } : {}) };
}

function endsInKnownList(head: Buffer, known: string): boolean {
  return new ListFinder(known).find(head) === head.length;
}

/** A second list of the same name would hide the rows of the first. */
function assertOnce(envelope: Buffer): void {
  const finder = new ListFinder("");
  finder.find(envelope);
  const twice = finder.members.find((name, at) => finder.members.indexOf(name) < at);
  if (twice !== undefined) throw new ContractError(`has the member "${twice}" twice`);
}

/** What is no text to JSON.parse is refused with the whole envelope. */
function nameOf(bytes: Buffer): string {
  const written = textOf(bytes);
  try {
    return String(JSON.parse(written));
  } catch {
    return written;
  }
}

function textOf(bytes: Buffer): string {
  const decoder = openDecoder("utf-8");
  return decoder.write(bytes) + decoder.end();
}

function parsed(head: string, tail: string): unknown {
  if (head.trim() === "") throw new CutShortError("is empty");
  try {
    return JSON.parse(head + tail);
  } catch (cause) {
    const found = JSON.stringify((tail === "" ? head : tail).slice(-80));
    if (isUnclosed(head + tail)) throw new CutShortError(`ends within its JSON, with ${found}`, { cause });
    throw new ContractError(`is not one whole JSON document, it ends with ${found}`, { cause });
  }
}

/** True where a text, a list or an object is still open at the end. */
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
  of: { readonly rows: number; readonly known: string; readonly isKnown: boolean },
): string | null {
  const { rows, known, isKnown } = of;
  if (Array.isArray(answer)) return null;
  if (typeof answer !== "object" || answer === null)
    throw new ContractError("is neither an object nor a list");
  const properties = Object.entries(answer);
  const lists = properties.filter(([, value]) => Array.isArray(value)).map(([name]) => name);
  const isCounted = properties.some(([name]) => name === "antall");
  if (isKnown && lists.includes(known)) return known;
  if (lists.length > 1) throw new ContractError(`has more than one list: ${lists.join(", ")}`);
  if (rows > 0 || isCounted || properties.length === 0) return lists[0] ?? null;
  if (lists[0] === undefined) throw new ContractError(`has no list: ${JSON.stringify(answer).slice(0, 200)}`);
  throw new ContractError(
    `is not known to mean "no rows": it has no antall, and its empty list is called ${lists[0]} instead of ${known}`,
  );
}
