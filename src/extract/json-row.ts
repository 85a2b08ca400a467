// Reads one row of a JSON answer where it stands in memory: finds its end, notes its fields, changes no meaning.
import { ContractError } from "../domain/errors.ts";
import type { RowFields } from "./row-fields.ts";

/** What `scanRow` answers when the row goes on after the bytes at hand. */
export const incomplete = -1;

/**
 * Numbers written with more characters than this do not survive DuckDB's JSON reader, which takes every number through
 * a double and prints 99999999999999.99 as 99999999999999.98. They are handed on in quotes: the text stays exact.
 */
export const longestExactNumber = 15;

/** Begin and end of the numbers in a row that must be quoted, as pairs of positions. */
export type LongNumbers = number[];

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const space = 0x20;

const kindString = 1;
const kindNumber = 2;
const kindBoolean = 4;
const kindNull = 8;
const kindArray = 16;
const kindObject = 32;

/**
 * The position after the object that begins at `start`, or `incomplete`. Line breaks between its tokens become spaces, so
 * that the row is one line. Throws a ContractError, to be completed by the caller, where the bytes are no JSON object.
 */
export function scanRow(bytes: Buffer, start: number, to: { fields: RowFields; long: LongNumbers }): number {
  const end = bytes.length;
  to.fields.nextRow();
  let at = skipSpace(bytes, start + 1);
  if (at < end && bytes[at] === closeBrace) return at + 1;
  while (at < end) {
    if (bytes[at] !== quote) throw malformed(bytes, at, "a key in quotes");
    let field = to.fields.predicted(bytes, at + 1);
    let keyEnd = at + 1 + (field?.bytes.length ?? 0);
    if (field === undefined) {
      keyEnd = stringEnd(bytes, at);
      if (keyEnd === incomplete) return incomplete;
      field = to.fields.named(bytes, at + 1, keyEnd - 1);
    }
    to.fields.note(field);
    at = skipSpace(bytes, keyEnd);
    if (at >= end) return incomplete;
    if (bytes[at] !== colon) throw malformed(bytes, at, "a colon after the key");
    at = skipSpace(bytes, at + 1);
    if (at >= end) return incomplete;
    if (bytes[at] === quote) {
      field.kinds |= kindString;
      at = stringEnd(bytes, at);
    } else {
      field.kinds |= kindAt(bytes, at);
      at = valueEnd(bytes, at, to.long);
    }
    if (at === incomplete) return incomplete;
    at = skipSpace(bytes, at);
    if (at >= end) return incomplete;
    if (bytes[at] === closeBrace) return at + 1;
    if (bytes[at] !== comma) throw malformed(bytes, at, "a comma or the end of the row");
    at = skipSpace(bytes, at + 1);
  }
  return incomplete;
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

function kindAt(bytes: Buffer, at: number): number {
  switch (bytes[at]) {
    case quote:
      return kindString;
    case openBracket:
      return kindArray;
    case openBrace:
      return kindObject;
    case 0x74:
    case 0x66:
      return kindBoolean;
    case 0x6e:
      return kindNull;
    default:
      return kindNumber;
  }
}

function valueEnd(bytes: Buffer, at: number, long: LongNumbers): number {
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

function stringEnd(bytes: Buffer, at: number): number {
  const end = bytes.length;
  for (let here = at + 1; here < end; here++) {
    const byte = bytes[here];
    if (byte === quote) return here + 1;
    if (byte === backslash) here++;
    else if (byte !== undefined && byte < space)
      throw malformed(bytes, here, "no control character in a text");
  }
  return incomplete;
}

function numberEnd(bytes: Buffer, at: number, long: LongNumbers): number {
  const end = bytes.length;
  let here = at;
  while (here < end && isNumberByte(bytes[here] ?? 0)) here++;
  if (here === at) throw malformed(bytes, at, "a value");
  if (here === end) return incomplete;
  if (here - at > longestExactNumber) long.push(at, here);
  return here;
}

function isNumberByte(byte: number): boolean {
  // 0-9, then + - . E e
  if (byte >= 0x30 && byte <= 0x39) return true;
  return byte === 0x2e || byte === 0x2d || byte === 0x45 || byte === 0x65 || byte === 0x2b;
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
      open.push(byte + 2);
      here++;
    } else if (byte === closeBracket || byte === closeBrace) {
      if (open.pop() !== byte) throw malformed(bytes, here, "brackets that match");
      here++;
      if (open.length === 0) return here;
    } else if (byte === comma || byte === colon) here++;
    else {
      here = valueEnd(bytes, here, long);
      if (here === incomplete) return incomplete;
    }
    here = skipSpace(bytes, here);
  }
  return incomplete;
}

function malformed(bytes: Buffer, at: number, expected: string): ContractError {
  const found = JSON.stringify(bytes.toString("utf8", at, Math.min(at + 40, bytes.length)));
  return new ContractError(`is not JSON where ${expected} was expected: ${found}`);
}
