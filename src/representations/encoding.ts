// Decodes the bytes of an answer: UTF-8, or cp1252 if the answer declares ISO-8859-1 or nothing.
import { AnswerError } from "../extract/answer-error.ts";
import { type Decoder, type Encoding, openDecoder } from "../extract/texts.ts";

const mark = Buffer.from("\ufeff");
const lineFeed = 0x0a;

/** The decoded text in pieces, without a byte order mark. Throws an AnswerError if the bytes are not in the encoding. */
export async function* decodedPieces(
  chunks: AsyncIterable<Buffer>,
  encoding: Encoding,
): AsyncGenerator<string> {
  const decoder = openDecoder(encoding);
  for await (const chunk of chunks) yield decoder.write(chunk);
  yield decoder.end();
}

/** The properties of a whole body that does not declare its encoding. */
export interface SeenBytes {
  readonly bytes: number;
  readonly encoding: Encoding;
  readonly hasMark: boolean;
  readonly endsLine: boolean;
}

/**
 * The encoding is UTF-8 if all bytes are valid UTF-8, else cp1252. A Content-Type header does not count, because it is often only the
 * server's default. Throws a CutShortError if UTF-8 ends within a character.
 */
export async function inspectBytes(chunks: AsyncIterable<Buffer>): Promise<SeenBytes> {
  const decoder = openDecoder("utf-8");
  let isUtf8 = true;
  let bytes = 0;
  let hasMark = false;
  let last: number | undefined;
  for await (const chunk of chunks) {
    if (bytes === 0) {
      hasMark = chunk.subarray(0, 3).equals(mark);
      assertNoUtf16(chunk);
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
    if (error instanceof AnswerError) return false;
    throw error;
  }
}

/** Throws an AnswerError if the byte order mark is that of UTF-16, in which some programs save text for Excel. */
export function assertNoUtf16(start: Buffer): void {
  const pair = start.toString("latin1", 0, 2);
  if (pair === "\u00ff\u00fe" || pair === "\u00fe\u00ff")
    throw new AnswerError("has an unknown encoding", { expected: "UTF-8 or cp1252", found: "UTF-16" });
}

/** The same bytes, with a first piece of at least this length if there are so many. */
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
