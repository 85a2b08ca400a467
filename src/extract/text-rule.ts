// What a text is in every representation: its encoding, its line ends, the white space around it, and its characters.
import { ContractError } from "../domain/errors.ts";
import { CutShortError } from "./other-body.ts";

export type Encoding = "utf-8" | "windows-1252";

/** Decodes the pieces of a body; a byte order mark at its beginning is left out. */
export interface Decoder {
  /** Throws a ContractError where the bytes are not in the encoding. */
  write(bytes: Uint8Array): string;
  /** What is left. Throws a CutShortError where the bytes end within a character. */
  end(): string;
}

/** Norwegian letters of UTF-8 read as cp1252: æ, ø, å, Æ, Ø and Å. No Norwegian text holds them. */
const misread = /Ã[¦¸¥†˜…]/;

export function openDecoder(encoding: Encoding): Decoder {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return {
    write(bytes) {
      const text = orThrow(
        () => decoder.decode(bytes, { stream: true }),
        new ContractError(`is not ${encoding.toUpperCase()}`),
      );
      if (encoding === "windows-1252" && misread.test(text))
        throw new ContractError("is neither UTF-8 nor cp1252 throughout, but both");
      return text;
    },
    end: () => orThrow(() => decoder.decode(), new CutShortError("ends within a character")),
  };
}

/** A decoder throws a TypeError and nothing else. */
function orThrow(decode: () => string, refusal: ContractError): string {
  try {
    return decode();
  } catch {
    throw refusal;
  }
}

/** What XML 1.0 cannot hold, so that no representation may, and byte order marks, which are not seen and part equal codes. */
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;
/** Most texts hold only these and need no closer look. */
const plain = /^[!-~](?:[ -~æøåÆØÅ]*[!-~æøåÆØÅ])?$/;

/**
 * The text as it is meant: no white space (space, tab, line end) around it, line feeds as line ends. Throws a ContractError for
 * a text with half a character (a lone surrogate), NUL, another control character, a non-character or a byte order mark.
 */
export function meantText(written: string): string {
  if (plain.test(written)) return written;
  const found = unwritable.exec(written);
  if (found === null) return trimmed(written.replaceAll(/\r\n?/g, "\n"));
  throw unwritableCharacter(found[0].codePointAt(0) ?? 0, written.slice(0, 40));
}

/** Throws a ContractError for the code of a character no text may hold; `around` gives the text it stands in. */
export function assertCharacter(code: number, around: () => string): void {
  const isLow = code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d;
  const isHalf = code >= 0xd800 && code < 0xe000;
  if (isLow || isHalf || code === 0xfeff || code === 0xfffe || code === 0xffff)
    throw unwritableCharacter(code, around());
}

function unwritableCharacter(code: number, around: string): ContractError {
  const hex = code.toString(16).toUpperCase().padStart(4, "0");
  return new ContractError(
    `has the character U+${hex}, which no text may hold, in ${JSON.stringify(around)}`,
  );
}

/** The same JSON, but for texts (not keys) that are meant otherwise than they are written; all others keep their bytes. */
export function meantJson(json: string): string {
  if (!json.includes("\\") && !json.includes('" ') && !json.includes(' "')) return json;
  return json.replaceAll(/"(?:[^"\\]|\\[\s\S])*"(\s*:)?/g, (written, colon?: string) => {
    const mayDiffer = written.includes("\\") || written.startsWith('" ') || written.endsWith(' "');
    if (!mayDiffer) return written;
    const text = String(JSON.parse(written.slice(0, written.length - (colon?.length ?? 0))));
    const meant = meantText(text);
    return colon !== undefined || meant === text ? written : JSON.stringify(meant);
  });
}

/** Throws a ContractError for a character in rows of JSON, written without an escape, that no text may hold. */
export function assertWritable(rows: Buffer): void {
  // All of them begin with this byte, and few other characters do.
  if (rows.includes(0xef)) meantText(/[\ufeff\ufffe\uffff][^"]{0,40}/.exec(rows.toString("utf8"))?.[0] ?? "");
}

/** In one pass from each end: a pattern would try every white space within. */
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
