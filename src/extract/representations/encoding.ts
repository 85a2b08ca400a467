// From bytes to text: UTF-8, or cp1252 where a publisher says ISO-8859-1 or nothing. Anything that is neither is refused.
import { ContractError } from "../../domain/errors.ts";

export type Encoding = "utf-8" | "windows-1252";

/** Norwegian letters of UTF-8 read as cp1252: æ, ø, å, Æ, Ø and Å. No Norwegian text holds them. */
const misread = /Ã[¦¸¥†˜…]/;

/** The text of the bytes, in pieces, without a byte order mark. Throws a ContractError where they are not in the encoding. */
export async function* textOf(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of chunks) yield decoded(() => decoder.decode(chunk, { stream: true }), encoding);
  yield decoded(() => decoder.decode(), encoding);
}

function decoded(decode: () => string, encoding: Encoding): string {
  const text = whole(decode, encoding);
  if (encoding === "windows-1252" && misread.test(text)) {
    throw new ContractError("is neither UTF-8 nor cp1252 throughout, but both");
  }
  return text;
}

function whole(decode: () => string, encoding: Encoding): string {
  try {
    return decode();
  } catch (cause) {
    throw new ContractError(`is not ${encoding.toUpperCase()}`, { cause });
  }
}

/** UTF-8 where the bytes are that from first to last, else cp1252: what a header claims is often only a server's default. */
export async function encodingOf(chunks: AsyncIterable<Buffer>): Promise<Encoding> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of chunks) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return "utf-8";
  } catch (error) {
    if (error instanceof TypeError) return "windows-1252";
    throw error;
  }
}

/** The same bytes, the first piece at least as long as a declaration at their beginning may be. */
export async function* withStart(chunks: AsyncIterable<Buffer>, length: number): AsyncGenerator<Buffer> {
  let start: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (start === undefined) yield chunk;
    else {
      start = Buffer.concat([start, chunk]);
      if (start.length < length) continue;
      yield start;
      start = undefined;
    }
  }
  if (start !== undefined) yield start;
}
