// The rule for texts in every representation: encoding, line ends, white space around a text, and permitted characters.
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
        new AnswerError(`is not ${encoding.toUpperCase()}`, { expected: encoding }),
      );
      if (encoding === "windows-1252" && misread.test(text))
        throw new AnswerError("mixes UTF-8 and cp1252", { expected: "one encoding" });
      return text;
    },
    end: () => orThrow(() => decoder.decode(), new CutShortError("ends within a character", {})),
  };
}

/** A TextDecoder throws only TypeErrors. */
function orThrow(decode: () => string, error: AnswerError): string {
  try {
    return decode();
  } catch {
    throw error;
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
export function assertCharacter(code: number, around: () => string): void {
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
