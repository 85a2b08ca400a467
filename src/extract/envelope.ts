// What stands around the rows of a JSON answer: where its list begins, and whether head and tail make one whole document.
import { ContractError } from "../domain/errors.ts";
import type { EnvelopeSeen } from "../domain/receipt.ts";
import { judgeMembers, type Member } from "./envelope-members.ts";
import { incomplete } from "./json-value.ts";
import { assertNoPage, CutShortError } from "./other-body.ts";
import { openDecoder } from "./text-rule.ts";

/**
 * The position after the `[` of the first list that is the answer itself or a property of it, or `incomplete`. Texts and
 * nested objects before it are passed over.
 */
export function findList(bytes: Buffer): number {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inText) {
      if (byte === 0x5c) at++;
      else if (byte === 0x22) inText = false;
    } else if (byte === 0x22) inText = true;
    else if (byte === 0x5b && depth <= 1) return at + 1;
    else if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return incomplete;
}

/**
 * Proves that head and tail are one JSON document with just this list, and that `antall`, where it stands, is the number of
 * rows. An object without a list is an empty answer only if it says `antall` 0 or nothing at all: else it is an error's.
 */
export function envelopeOf(
  around: { readonly head: Buffer; readonly tail: Buffer },
  rows: number,
): EnvelopeSeen {
  assertNoPage(around.head, "json");
  const head = textOf(around.head);
  const tail = textOf(around.tail);
  const answer = parsed(head, tail);
  const list = listName(answer);
  const others = judgeMembers(membersBeside(list, answer), rows);
  return { head, tail, list, ...(Object.keys(others).length > 0 ? { others } : {}) };
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

function listName(answer: unknown): string | null {
  if (Array.isArray(answer)) return null;
  if (typeof answer !== "object" || answer === null)
    throw new ContractError("is neither an object nor a list");
  const properties = Object.entries(answer);
  const lists = properties.filter(([, value]) => Array.isArray(value)).map(([name]) => name);
  const antall = properties.find(([name]) => name === "antall")?.[1];
  if (lists.length > 1) throw new ContractError(`has more than one list: ${lists.join(", ")}`);
  if (lists[0] === undefined && antall === undefined && properties.length > 0) {
    throw new ContractError(`has no list: ${JSON.stringify(answer).slice(0, 200)}`);
  }
  return lists[0] ?? null;
}
