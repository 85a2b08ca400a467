// From bytes to text: UTF-8, or cp1252 where a publisher says ISO-8859-1 or nothing. Anything that is neither is refused.
import { ContractError } from "../domain/errors.ts";
import { type Decoder, type Encoding, openDecoder } from "../extract/text-rule.ts";

const mark = Buffer.from("\ufeff");
const lineFeed = 0x0a;

/** The text of the bytes, in pieces, without a byte order mark. Throws a ContractError where they are not in the encoding. */
export async function* textOf(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = openDecoder(encoding);
  for await (const chunk of chunks) yield decoder.write(chunk);
  yield decoder.end();
}

/** What was seen of a whole body that does not say how it is written. */
export interface BytesSeen {
  readonly bytes: number;
  readonly encoding: Encoding;
  readonly hasMark: boolean;
  readonly endsLine: boolean;
}

/**
 * UTF-8 where the bytes are that from first to last, else cp1252: what a header says is often only a server's default. Throws
 * a CutShortError where UTF-8 ends within a character.
 */
export async function seenIn(chunks: AsyncIterable<Buffer>): Promise<BytesSeen> {
  const decoder = openDecoder("utf-8");
  let isUtf8 = true;
  let bytes = 0;
  let hasMark = false;
  let last: number | undefined;
  for await (const chunk of chunks) {
    if (bytes === 0) {
      hasMark = chunk.subarray(0, 3).equals(mark);
      refuseUtf16(chunk);
    }
    bytes += chunk.length;
    last = chunk.at(-1) ?? last;
    isUtf8 &&= decodes(decoder, chunk);
  }
  if (isUtf8) decoder.end();
  return { bytes, encoding: isUtf8 ? "utf-8" : "windows-1252", hasMark, endsLine: last === lineFeed };
}

function decodes(decoder: Decoder, chunk: Buffer): boolean {
  try {
    decoder.write(chunk);
    return true;
  } catch (error) {
    if (error instanceof ContractError) return false;
    throw error;
  }
}

/** Throws a ContractError where a byte order mark says UTF-16, as some programs save text for Excel. */
export function refuseUtf16(start: Buffer): void {
  const pair = start.toString("latin1", 0, 2);
  if (pair === "\u00ff\u00fe" || pair === "\u00fe\u00ff")
    throw new ContractError("is in UTF-16, not UTF-8 or cp1252");
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
