// Lands an answer that is not JSON: the body is kept as it came, then its rows are read from what was kept.

import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { PassThrough, Transform, type TransformCallback, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import type { Digest, OriginalEnding, RowsFile } from "../domain/receipt.ts";
import type { OtherRepresentation } from "../domain/representation.ts";
import { type Arriving, isPlain, type Landed, type Landing, refuseEncoding } from "../extract/landing.ts";
import { assertNoPage } from "../extract/other-body.ts";
import { linesOf, openRows } from "../extract/rows-file.ts";
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

/** Opens a landing for a body in this representation. `landed` rejects unless it was whole and all of it was read. */
export function openOriginal(arriving: Arriving): Landing {
  const { ending } = forms[arriving.representation];
  const encoding = arriving.headers["content-encoding"];
  if (!isPlain(encoding)) refuseEncoding(encoding);
  const input = isPlain(encoding) ? new PassThrough() : createGunzip({ chunkSize });
  return { input, landed: land(input, { ...arriving, isPacked: ending !== "xlsx" }) };
}

async function land(
  input: Transform & Writable,
  arriving: Arriving & { readonly isPacked: boolean },
): Promise<Landed> {
  const { original, isPacked, representation } = arriving;
  const body = digestStream();
  const kept = digestStream();
  const packing = isPacked ? createGzip({ level: 1, chunkSize }) : new PassThrough();
  await pipeline(input, body.stream, packing, kept.stream, createWriteStream(original, { flush: true }));
  const { read, file } = await readKept(arriving);
  const { ending } = forms[representation];
  return { ...read, file, body: body.digest(), original: { ending, ...kept.digest() } };
}

async function readKept(
  arriving: Arriving & { readonly isPacked: boolean },
): Promise<{ readonly read: Read; readonly file: RowsFile }> {
  const body = keptBody(arriving);
  await assertFile(body, arriving.representation);
  const found: Read[] = [];
  const reading = returning(forms[arriving.representation].read(body), found);
  const rows = openRows(arriving.rows, linesOf(arriving.endpoint).columns);
  try {
    for await (const lines of reading) await rows.write(lines);
    const file = await rows.end();
    const [read] = found;
    if (read === undefined) throw new Error("A reader ended without saying what it read");
    return { read, file };
  } finally {
    await rows.abandon();
  }
}

/** Throws a ContractError where the body is an HTML page instead. */
async function assertFile(body: KeptBody, representation: OtherRepresentation): Promise<void> {
  for await (const start of body.bytes()) return assertNoPage(start, representation);
}

/** What a generator yields; what it returns is added to the list. */
async function* returning<Item, Result>(
  items: AsyncGenerator<Item, Result>,
  found: Result[],
): AsyncGenerator<Item> {
  found.push(yield* items);
}

function keptBody({
  original,
  isPacked,
  endpoint,
  parameters,
  headers,
}: Arriving & { readonly isPacked: boolean }): KeptBody {
  const isMeasured = /^\d+$/.test(headers["content-length"] ?? "");
  return {
    path: original,
    endpoint,
    parameters,
    mediaType: headers["content-type"] ?? "",
    isMeasured,
    isAnnounced:
      isMeasured || headers["transfer-encoding"] !== undefined || !isPlain(headers["content-encoding"]),
    async *bytes() {
      const file = createReadStream(original, { highWaterMark: chunkSize });
      const unpacked = isPacked ? createGunzip({ chunkSize }) : new PassThrough();
      file.on("error", (error) => unpacked.destroy(error));
      try {
        for await (const chunk of file.pipe(unpacked)) yield Buffer.from(chunk);
      } finally {
        file.destroy();
      }
    },
  };
}

/** Passes bytes through, counted and hashed; `digest` is to be called once, after the last of them. */
export function digestStream(): { readonly stream: Transform; readonly digest: () => Digest } {
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
