// The file that keeps the rows of an answer.
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Endpoint } from "../domain/endpoint.ts";
import type { RowsFile } from "../domain/receipt.ts";
import { HashedFile } from "../platform/hashed-file.ts";
import { ValueLines } from "./value-lines.ts";

const chunkSize = 128 * 1024;

/**
 * The lines rows of this endpoint are kept as: values, a fifth of what was answered, where they are of a period, as nearly all
 * rows are. Undefined where they stay JSON and are packed: code lists, whose rows hold rows themselves.
 */
export function linesOf(endpoint: Endpoint): ValueLines | undefined {
  return endpoint.period === undefined ? undefined : new ValueLines(Object.keys(endpoint.fields));
}

/** Rows on their way to the disk. To be ended or abandoned; each call is to be awaited before the next but `abandon`. */
export interface Rows {
  /** Adds rows, one a line. */
  write(lines: Buffer): Promise<void>;
  /** Resolves when all rows are on the disk; tells what is there. */
  end(): Promise<RowsFile>;
  abandon(): Promise<void>;
}

/** Rows that go to the file at `path` as values of these columns, or without columns as JSON, packed. */
export function openRows(path: string, columns: readonly string[] | undefined): Rows {
  const file = new HashedFile(path);
  if (columns === undefined) return packedRows(file);
  return {
    write: (lines) => file.write(lines),
    end: async () => ({ ...(await file.end()), columns }),
    abandon: () => file.abandon(),
  };
}

function packedRows(file: HashedFile): Rows {
  const packing = createGzip({ level: 1, chunkSize });
  const disk = new Writable({
    write(bytes: Buffer, _encoding, done) {
      file.write(bytes).then(() => done(), done);
    },
  });
  const packed = pipeline(packing, disk);
  packed.catch(() => {});
  return {
    async write(lines) {
      const written = new Promise<void>((resolve, reject) => {
        packing.write(lines, (error) => (error ? reject(error) : resolve()));
      });
      // What failed on the way to the disk is the cause; the packing only knows that it was ended.
      await written.catch(async (error) => {
        await packed;
        throw error;
      });
    },
    async end() {
      packing.end();
      await packed;
      return await file.end();
    },
    async abandon() {
      packing.destroy();
      await file.abandon();
    },
  };
}
