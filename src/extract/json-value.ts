// Finds where a JSON value ends, where it stands in memory, and proves on the way that it is one.
import { ContractError } from "../domain/errors.ts";

/** What is answered when a value or row goes on after the bytes at hand. */
export const incomplete = -1;

/**
 * Numbers written with more characters than this do not survive DuckDB's JSON reader, which takes every number through
 * a double and prints 99999999999999.99 as 99999999999999.98. They are handed on in quotes: the text stays exact.
 */
export const longestExactNumber = 15;

/** The most brackets of a value that may be open at once. */
export const deepestNesting = 100;

export function tooDeep(): ContractError {
  return new ContractError(`nests lists and objects more than ${deepestNesting} deep`);
}

/** Begin and end of the numbers that must be quoted, as pairs of positions. */
export type LongNumbers = number[];

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const point = 0x2e;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const space = 0x20;

/** The position after the value that begins at `at`, or `incomplete`. Throws a ContractError where there is none. */
export function valueEnd(bytes: Buffer, at: number, long: LongNumbers): number {
  switch (bytes[at]) {
    case quote:
      return stringEnd(bytes, at);
    case openBracket:
    case openBrace:
      return nestedEnd(bytes, at, long);
    case 0x74:
      return wordEnd(bytes, at, "true");
    case 0x66:
      return wordEnd(bytes, at, "false");
    case 0x6e:
      return wordEnd(bytes, at, "null");
    default:
      return numberEnd(bytes, at, long);
  }
}

/** The position after the text that begins with the quote at `at`, or `incomplete`. */
export function stringEnd(bytes: Buffer, at: number): number {
  const end = bytes.length;
  for (let here = at + 1; here < end; here++) {
    const byte = bytes[here];
    if (byte === quote) return here + 1;
    if (byte === backslash) {
      here = escapeEnd(bytes, here);
      if (here === incomplete) return incomplete;
    } else if (byte !== undefined && byte < space) {
      throw malformed(bytes, here, "no control character in a text");
    }
  }
  return incomplete;
}

/** The position of the last byte of the escape that begins at `at`. */
function escapeEnd(bytes: Buffer, at: number): number {
  const letter = bytes.toString("latin1", at + 1, at + 2);
  if (letter === "") return incomplete;
  if (letter !== "u") {
    if ('"\\/bfnrt'.includes(letter)) return at + 1;
    throw malformed(bytes, at, "an escape");
  }
  if (at + 6 > bytes.length) return incomplete;
  if (/^[0-9A-Fa-f]{4}$/.test(bytes.toString("latin1", at + 2, at + 6))) return at + 5;
  throw malformed(bytes, at, "an escape");
}

const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

function numberEnd(bytes: Buffer, at: number, long: LongNumbers): number {
  const end = bytes.length;
  let here = at;
  let others = 0;
  while (here < end) {
    const byte = bytes[here] ?? 0;
    if (byte < 0x30 || byte > 0x39) {
      if (!isNumberSign(byte)) break;
      others += byte === point ? 1 : 2;
    }
    here++;
  }
  if (here === at) throw malformed(bytes, at, "a value");
  if (here === end) return incomplete;
  // Digits with at most one point within, as nearly all are, need no closer look.
  const isPlain = others < 2 && isDigit(bytes[at]) && isDigit(bytes[here - 1]) && bytes[at] !== 0x30;
  if (!isPlain && !number.test(bytes.toString("latin1", at, here))) throw malformed(bytes, at, "a number");
  if (here - at > longestExactNumber) long.push(at, here);
  return here;
}

function isNumberSign(byte: number): boolean {
  return byte === point || byte === 0x2d || byte === 0x45 || byte === 0x65 || byte === 0x2b;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function wordEnd(bytes: Buffer, at: number, word: string): number {
  if (at + word.length > bytes.length) return incomplete;
  if (bytes.toString("latin1", at, at + word.length) !== word) throw malformed(bytes, at, `"${word}"`);
  return at + word.length;
}

function nestedEnd(bytes: Buffer, at: number, long: LongNumbers): number {
  const open: number[] = [];
  let here = at;
  while (here < bytes.length) {
    const byte = bytes[here];
    if (byte === openBracket || byte === openBrace) {
      if (open.push(byte + 2) > deepestNesting) throw tooDeep();
      here++;
    } else if (byte === closeBracket || byte === closeBrace) {
      if (open.pop() !== byte) throw malformed(bytes, here, "brackets that match");
      here++;
      if (open.length === 0) return provenNested(bytes, at, here);
    } else if (byte === comma || byte === colon) here++;
    else {
      here = valueEnd(bytes, here, long);
      if (here === incomplete) return incomplete;
    }
    here = skipSpace(bytes, here);
  }
  return incomplete;
}

/** Nested values are few and small: that they are JSON inside is left to JSON.parse. */
function provenNested(bytes: Buffer, at: number, end: number): number {
  try {
    JSON.parse(bytes.toString("utf8", at, end));
    return end;
  } catch {
    throw malformed(bytes, at, "a list or an object");
  }
}

/** That something else was found where this was expected; the caller says of what. */
export function malformed(bytes: Buffer, at: number, expected: string): ContractError {
  const found = JSON.stringify(bytes.toString("utf8", at, Math.min(at + 40, bytes.length)));
  return new ContractError(`is not JSON where ${expected} was expected: ${found}`);
}

/** The first position from `at` that is no white space; line breaks and tabs passed become spaces. */
export function skipSpace(bytes: Buffer, at: number): number {
  let here = at;
  for (;;) {
    const byte = bytes[here];
    if (byte === 0x0a || byte === 0x0d || byte === 0x09) bytes[here] = space;
    else if (byte !== space) return here;
    here++;
  }
}
