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
