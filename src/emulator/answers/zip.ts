// A zip file written as a stream: what an Excel file is on the outside. Sizes follow each entry, so nothing is kept.
import { Readable } from "node:stream";
import { constants, crc32, createDeflateRaw } from "node:zlib";

/** A file in the archive; its content is made while it is written. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Iterable<Buffer>;
}

/** The archive's bytes. No entry may reach 4 GB, the limit of the plain zip format. */
export async function* zip(entries: readonly ZipEntry[]): AsyncGenerator<Buffer, void> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const start = offset;
    const head = header(0x04034b50, { name: entry.name, crc: 0, packed: 0, size: 0 });
    yield head;
    offset += head.length;
    const totals = { crc: 0, packed: 0, size: 0 };
    for await (const chunk of packed(entry.content, totals)) {
      offset += chunk.length;
      yield chunk;
    }
    const after = words([0x08074b50, totals.crc, totals.packed, totals.size]);
    yield after;
    offset += after.length;
    directory.push(header(0x02014b50, { name: entry.name, ...totals, offset: start }));
  }
  const list = Buffer.concat(directory);
  yield Buffer.concat([list, end({ entries: entries.length, length: list.length, offset })]);
}

interface Totals {
  crc: number;
  packed: number;
  size: number;
}

async function* packed(content: Iterable<Buffer>, totals: Totals): AsyncGenerator<Buffer, void> {
  const source = Readable.from(measured(content, totals));
  const deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED });
  source.on("error", (error) => deflate.destroy(error));
  for await (const chunk of source.pipe(deflate)) {
    const bytes = Buffer.from(chunk);
    totals.packed += bytes.length;
    yield bytes;
  }
}

function* measured(content: Iterable<Buffer>, totals: Totals): Generator<Buffer, void> {
  for (const chunk of content) {
    totals.crc = crc32(chunk, totals.crc);
    totals.size += chunk.length;
    yield chunk;
  }
}

interface Described extends Readonly<Totals> {
  readonly name: string;
  readonly offset?: number;
}

/** A local header, or with an offset an entry of the directory; version 2.0, sizes after the data, deflate, 1980-01-01. */
function header(signature: number, { name, crc, packed: packedSize, size, offset }: Described): Buffer {
  const bytes = Buffer.from(name, "ascii");
  const versions = offset === undefined ? [20] : [20, 20];
  const common = shorts([...versions, 0x0008, 8, 0, 0x0021]);
  const sizes = words([crc, packedSize, size]);
  const lengths = shorts([bytes.length, 0, ...(offset === undefined ? [] : [0, 0, 0])]);
  const place = offset === undefined ? Buffer.alloc(0) : words([0, offset]);
  return Buffer.concat([words([signature]), common, sizes, lengths, place, bytes]);
}

function end({ entries, length, offset }: { entries: number; length: number; offset: number }): Buffer {
  return Buffer.concat([
    words([0x06054b50]),
    shorts([0, 0, entries, entries]),
    words([length, offset]),
    shorts([0]),
  ]);
}

function words(values: readonly number[]): Buffer {
  return Buffer.concat(
    values.map((value) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(value);
      return bytes;
    }),
  );
}

function shorts(values: readonly number[]): Buffer {
  return Buffer.concat(
    values.map((value) => {
      const bytes = Buffer.alloc(2);
      bytes.writeUInt16LE(value);
      return bytes;
    }),
  );
}
