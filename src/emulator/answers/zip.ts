// Streams a zip file, the container of an Excel file.
import { Readable } from "node:stream";
import { ZipFile } from "yazl";

/** A file in the archive. Its content is made while it is written. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Iterable<Buffer>;
}

/** Every entry has this time, so that the same rows give the same bytes. */
const mtime = new Date(1980, 0, 1);

export async function* zip(entries: readonly ZipEntry[]): AsyncGenerator<Buffer, void> {
  const archive = new ZipFile();
  const output = Readable.from(archive.outputStream, { objectMode: false });
  archive.on("error", (error: Error) => output.destroy(error));
  for (const { name, content } of entries)
    archive.addReadStreamLazy(name, { mtime, compressionLevel: 1 }, (give) =>
      give(null, Readable.from(content)),
    );
  archive.end();
  for await (const chunk of output) yield Buffer.from(chunk);
}
