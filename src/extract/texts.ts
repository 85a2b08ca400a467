// Texts in every representation: their encoding, permitted characters and white space. Also the tokens of JSON, most of which are texts.
import { AnswerError, CutShortError } from "./answer-error.ts";

export type Encoding = "utf-8" | "windows-1252";

/** Decodes the pieces of a body without its byte order mark. */
export interface Decoder {
  /** Throws an AnswerError if the bytes are not in the encoding. */
  write(bytes: Uint8Array): string;
  /** Returns the rest. Throws a CutShortError if the bytes end within a character. */
  end(): string;
}

/** How æ, ø, å, Æ, Ø and Å of UTF-8 look in cp1252. No Norwegian text has these characters. */
const misread = /Ã[¦¸¥†˜…]/;

export function openDecoder(encoding: Encoding): Decoder {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return {
    write(bytes) {
      const text = orThrow(
        () => decoder.decode(bytes, { stream: true }),
        () => new AnswerError(`is not ${encoding.toUpperCase()}`, { expected: encoding }),
      );
      if (encoding === "windows-1252" && misread.test(text))
        throw new AnswerError("mixes UTF-8 and cp1252", { expected: "one encoding" });
      return text;
    },
    end: () =>
      orThrow(
        () => decoder.decode(),
        () => new CutShortError("ends within a character", {}),
      ),
  };
}

/** A TextDecoder throws only TypeErrors. The error is made only then, because its stack costs as much as reading a small answer. */
function orThrow(decode: () => string, error: () => AnswerError): string {
  try {
    return decode();
  } catch {
    throw error();
  }
}

/**
 * Characters that no text may have: those that XML 1.0 cannot represent, and byte order marks, which are invisible and would make equal
 * codes differ.
 */
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;
/** Most texts match this and need no further check. */
const plain = /^[!-~](?:[ -~æøåÆØÅ]*[!-~æøåÆØÅ])?$/;

/**
 * The text without white space (space, tab, line end) around it and with line feeds as line ends. Throws an AnswerError for a lone
 * surrogate, NUL, another control character, a non-character or a byte order mark.
 */
export function normalText(written: string): string {
  if (plain.test(written)) return written;
  const found = unwritable.exec(written);
  if (found === null) return trimmed(written.replaceAll(/\r\n?/g, "\n"));
  throw forbiddenCharacter(found[0].codePointAt(0) ?? 0, written.slice(0, 40));
}

/** Throws an AnswerError for the code of a forbidden character. `around` gives the text that contains it. */
function assertCharacter(code: number, around: () => string): void {
  const isLow = code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d;
  const isHalf = code >= 0xd800 && code < 0xe000;
  if (isLow || isHalf || code === 0xfeff || code === 0xfffe || code === 0xffff)
    throw forbiddenCharacter(code, around());
}

function forbiddenCharacter(code: number, around: string): AnswerError {
  const hex = code.toString(16).toUpperCase().padStart(4, "0");
  return new AnswerError(`has the forbidden character U+${hex} in a text`, { found: around });
}

/** The same JSON with normal texts. Keys and all other values keep their bytes. */
export function normalJson(json: string): string {
  if (!json.includes("\\") && !json.includes('" ') && !json.includes(' "')) return json;
  return json.replaceAll(/"(?:[^"\\]|\\[\s\S])*"(\s*:)?/g, (written, colon?: string) => {
    const mayDiffer = written.includes("\\") || written.startsWith('" ') || written.endsWith(' "');
    if (!mayDiffer) return written;
    const text = String(JSON.parse(written.slice(0, written.length - (colon?.length ?? 0))));
    const normal = normalText(text);
    return colon !== undefined || normal === text ? written : JSON.stringify(normal);
  });
}

/** Throws an AnswerError for a forbidden character that rows of JSON have without an escape. */
export function assertWritable(rows: Buffer): void {
  // All of them begin with this byte. Few other characters do.
  if (rows.includes(0xef))
    normalText(/[\ufeff\ufffe\uffff][^"]{0,40}/.exec(rows.toString("utf8"))?.[0] ?? "");
}

/** A regular expression would try each white space within the text, so this goes from both ends. */
function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (isSpace(text[start])) start++;
  while (end > start && isSpace(text[end - 1])) end--;
  return text.slice(start, end);
}

function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\t" || character === "\n";
}

/** The position of a token that continues after the last byte. */
export const incomplete = -1;

/** How deep lists and objects may be nested. */
export const deepestNesting = 100;

export function tooDeep(): AnswerError {
  return new AnswerError("nests lists and objects too deep", {
    expected: `at most ${deepestNesting} levels`,
  });
}

const quote = 0x22;
const backslash = 0x5c;
const space = 0x20;
const letterU = 0x75;
const zero = 0x30;
const nine = 0x39;

/** The character of each short escape by its letter; 0 for letters without an escape. */
const shortEscapes = new Uint8Array(128);
for (const [letter, meant] of Object.entries({
  '"': 0x22,
  "\\": 0x5c,
  "/": 0x2f,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
}))
  shortEscapes[letter.charCodeAt(0)] = meant;

/** The position after the text that continues at `at`, or `incomplete`. */
export function textEnd(bytes: Buffer, at: number): number {
  for (let here = at; here < bytes.length; here++) {
    const byte = bytes[here] ?? 0;
    if (byte === quote) return here + 1;
    if (byte < space) throw malformed(bytes, here, "no control character");
    if (byte === backslash) {
      here = escapeEnd(bytes, here);
      if (here === incomplete) return incomplete;
    }
  }
  return incomplete;
}

/** The position of the last byte of the escape that begins at `at`, or `incomplete`. Throws for a forbidden character. */
function escapeEnd(bytes: Buffer, at: number): number {
  const letter = bytes[at + 1];
  if (letter === undefined) return incomplete;
  const isLong = letter === letterU;
  if (isLong && at + 6 > bytes.length) return incomplete;
  const unit = isLong ? hexAt(bytes, at + 2) : (shortEscapes[letter] ?? 0);
  if (unit < 0 || (unit === 0 && !isLong)) throw malformed(bytes, at, "an escape");
  if (!isLong || (unit & 0xfc00) !== 0xd800) {
    assertCharacter(unit, () => around(bytes, at));
    return isLong ? at + 5 : at + 1;
  }
  // A high surrogate: an escape with a low one must follow.
  const [next = backslash, after = letterU] = bytes.subarray(at + 6, at + 8);
  if (next !== backslash || after !== letterU) assertCharacter(unit, () => around(bytes, at));
  if (at + 12 > bytes.length) return incomplete;
  if ((hexAt(bytes, at + 8) & 0xfc00) !== 0xdc00) assertCharacter(unit, () => around(bytes, at));
  return at + 11;
}

/** The character of the valid escape at `at`. */
export function characterAt(bytes: Buffer, at: number): number {
  const letter = bytes[at + 1] ?? 0;
  if (letter !== letterU) return shortEscapes[letter] ?? 0;
  const unit = hexAt(bytes, at + 2);
  return (unit & 0xfc00) === 0xd800
    ? 0x10000 + ((unit & 0x3ff) << 10) + (hexAt(bytes, at + 8) & 0x3ff)
    : unit;
}

/** The number in four hexadecimal digits, or -1. */
function hexAt(bytes: Buffer, at: number): number {
  let value = 0;
  for (let here = at; here < at + 4; here++) {
    const byte = bytes[here] ?? 0;
    const letter = byte | 0x20;
    if (byte >= zero && byte <= nine) value = 16 * value + byte - zero;
    else if (letter >= 0x61 && letter <= 0x66) value = 16 * value + letter - 0x57;
    else return -1;
  }
  return value;
}

/** The position after the digits from `start`, if there are any. */
export function digitsEnd(bytes: Buffer, start: number): number {
  let at = start;
  for (; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < zero || byte > nine) return at;
  }
  return at;
}

/** The position after this word (true, false or null), or `incomplete`. */
export function wordEnd(bytes: Buffer, at: number, word: Buffer): number {
  const { length } = word;
  for (let i = 0; i < length; i++) {
    if (at + i >= bytes.length) return incomplete;
    if (bytes[at + i] !== word[i]) throw malformed(bytes, at, `the word ${word}`);
  }
  return at + length;
}

export function isBreakOrTab(byte: number): boolean {
  return byte === 0x0a || byte === 0x0d || byte === 0x09;
}

export function malformed(bytes: Buffer, at: number, expected: string): AnswerError {
  return new AnswerError("has malformed JSON", { expected, found: around(bytes, at) });
}

function around(bytes: Buffer, at: number): string {
  return bytes.toString("utf8", at, Math.min(at + 40, bytes.length));
}
