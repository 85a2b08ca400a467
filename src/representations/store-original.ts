// Stores an XML, CSV or Excel answer: first the body as it was received, then its rows, read from the stored body.
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { PassThrough, Transform, type TransformCallback, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import type { Digest, OriginalEnding, RowsFile } from "../domain/receipt.ts";
import type { OtherRepresentation } from "../domain/representation.ts";
import { assertNoPage } from "../extract/answer-error.ts";
import {
  type AnswerWriter,
  type Arriving,
  decompressionOf,
  isUncompressed,
  type StoredAnswer,
} from "../extract/json-answer.ts";
import { openRows, rowLinesFor } from "../extract/rows-file.ts";
import { readCsv } from "./csv-answer.ts";
import type { KeptBody, Read, ReadRows } from "./text-rows.ts";
import { readXlsx } from "./xlsx-answer.ts";
import { readXml } from "./xml-answer.ts";

const forms: Readonly<
  Record<OtherRepresentation, { readonly ending: OriginalEnding; readonly read: ReadRows }>
> = {
  xml: { ending: "xml.gz", read: readXml },
  csv: { ending: "csv.gz", read: readCsv },
  xlsx: { ending: "xlsx", read: readXlsx },
};

const chunkSize = 128 * 1024;

/** Opens a writer for a body in this representation. `stored` rejects unless the body was whole and all of it was read. */
export function openOriginal(arriving: Arriving): AnswerWriter {
  const { ending } = forms[arriving.representation];
  const input = decompressionOf(arriving.headers["content-encoding"]) ?? new PassThrough();
  return { input, stored: storeOriginal(input, { ...arriving, isCompressed: ending !== "xlsx" }) };
}

async function storeOriginal(
  input: Transform & Writable,
  arriving: Arriving & { readonly isCompressed: boolean },
): Promise<StoredAnswer> {
  const { original, isCompressed, representation } = arriving;
  const body = digestStream();
  const kept = digestStream();
  const compressing = isCompressed ? createGzip({ level: 1, chunkSize }) : new PassThrough();
  await pipeline(input, body.stream, compressing, kept.stream, createWriteStream(original, { flush: true }));
  const { read, file } = await readKept(arriving);
  const { ending } = forms[representation];
  return { ...read, file, body: body.digest(), original: { ending, ...kept.digest() } };
}

async function readKept(
  arriving: Arriving & { readonly isCompressed: boolean },
): Promise<{ readonly read: Read; readonly file: RowsFile }> {
  const body = keptBody(arriving);
  for await (const start of body.bytes()) {
    assertNoPage(start, arriving.representation);
    break;
  }
  const found: Read[] = [];
  const reading = returning(forms[arriving.representation].read(body), found);
  const rows = openRows(arriving.rows, rowLinesFor(arriving.endpoint).columns);
  try {
    for await (const lines of reading) await rows.write(lines);
    const file = await rows.end();
    const [read] = found;
    if (read === undefined) throw new Error("A reader ended without a result");
    return { read, file };
  } finally {
    await rows.abandon();
  }
}

/** Yields what the generator yields, and adds what it returns to the list. */
async function* returning<Item, Result>(
  items: AsyncGenerator<Item, Result>,
  found: Result[],
): AsyncGenerator<Item> {
  found.push(yield* items);
}

function keptBody({
  original,
  isCompressed,
  endpoint,
  parameters,
  headers,
}: Arriving & { readonly isCompressed: boolean }): KeptBody {
  const isMeasured = /^\d+$/.test(headers["content-length"] ?? "");
  return {
    path: original,
    endpoint,
    parameters,
    mediaType: headers["content-type"] ?? "",
    isMeasured,
    isAnnounced:
      isMeasured ||
      headers["transfer-encoding"] !== undefined ||
      !isUncompressed(headers["content-encoding"]),
    async *bytes() {
      const file = createReadStream(original, { highWaterMark: chunkSize });
      const uncompressed = isCompressed ? createGunzip({ chunkSize }) : new PassThrough();
      file.on("error", (error) => uncompressed.destroy(error));
      try {
        for await (const chunk of file.pipe(uncompressed)) yield Buffer.from(chunk);
      } finally {
        file.destroy();
      }
    },
  };
}

/** Passes bytes through, counted and hashed. Call `digest` once, after the last bytes. */
function digestStream(): { readonly stream: Transform; readonly digest: () => Digest } {
  const hash = createHash("sha256");
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      bytes += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, digest: () => ({ bytes, sha256: hash.digest("hex") }) };
}
