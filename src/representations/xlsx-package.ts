// An Excel file as a zip of named parts, with limits on number and size. Each part is checked against its checksum.
import { posix } from "node:path";
import { crc32 } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { AnswerError, CutShortError } from "../extract/answer-error.ts";
import { decodedPieces } from "./encoding.ts";
import { openXmlParser, type XmlEvents } from "./xml-parser.ts";

/** A link from one part to another. The type is without the address of the standard. */
export interface Relationship {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

const mostParts = 1000;
const mostBytes = 4 * 1024 ** 3;
/** A sheet of equal rows packs to a hundredth. A part that packs to less than this is an attack. */
const mostRatio = 200;
const zipStart = Buffer.from("PK\u0003\u0004", "latin1");
/** The beginning of old Excel files and of new ones with a password. */
const oldStart = Buffer.from("\u00d0\u00cf\u0011\u00e0", "latin1");
const smallest = 1024 * 1024;

/** The parts of an open file. Their names are compared without case. */
export class XlsxPackage {
  readonly #zip: ZipFile;
  readonly #parts: ReadonlyMap<string, Entry>;

  constructor(zip: ZipFile, parts: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#parts = parts;
  }

  has(part: string): boolean {
    return this.#parts.has(part.toLowerCase());
  }

  /** The part's bytes. Throws an AnswerError if there is no such part, or if its bytes differ from its checksum. */
  async *bytes(part: string): AsyncGenerator<Buffer> {
    const entry = this.#parts.get(part.toLowerCase());
    if (entry === undefined) throw new AnswerError("lacks a part of an Excel file", { expected: part });
    if (!entry.canDecodeFileData())
      throw new AnswerError("has a part that is encrypted or compressed in an unknown way", { place: part });
    const stream = await readingZip(this.#zip.openReadStreamPromise(entry));
    let checksum = 0;
    try {
      for await (const chunk of stream) {
        const bytes = Buffer.from(chunk);
        checksum = crc32(bytes, checksum);
        yield bytes;
      }
    } catch (error) {
      throw zipError(error);
    }
    if (checksum !== entry.crc32)
      throw new AnswerError("has bytes that differ from their checksum", {
        place: part,
        expected: `CRC-32 ${entry.crc32}`,
        found: checksum,
      });
  }

  /** Parses a part. Yields after each piece, so that the caller can take rows. */
  async *parse(part: string, events: XmlEvents): AsyncGenerator<void> {
    const parser = openXmlParser(events, part);
    for await (const text of decodedPieces(this.bytes(part), "utf-8")) {
      parser.write(text);
      yield;
    }
    parser.end();
  }

  /** The relationships of a part, or of the package itself if `part` is empty. */
  async relationships(part: string): Promise<readonly Relationship[]> {
    const { dir, base } = posix.parse(part);
    const file = posix.join(dir, "_rels", `${base}.rels`);
    if (!this.has(file)) return [];
    const found: Relationship[] = [];
    const open = (name: string, { Id = "", Type = "", Target = "" }: Readonly<Record<string, string>>) => {
      if (name !== "Relationship") return;
      const target = Target.startsWith("/") ? Target.slice(1) : posix.join(dir, Target);
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf("/") + 1), target });
    };
    const ignore = () => undefined;
    for await (const _ of this.parse(file, { open, text: ignore, close: ignore }));
    return found;
  }

  close(): void {
    this.#zip.close();
  }
}

/** Throws a CutShortError if the file has no directory at its end, and an AnswerError if it exceeds a limit. */
export async function openPackage(path: string, start: Buffer): Promise<XlsxPackage> {
  assertZip(start);
  const zip = await readingZip(openPromise(path, { autoClose: false, lazyEntries: true }));
  try {
    return new XlsxPackage(zip, await directoryOf(zip));
  } catch (error) {
    zip.close();
    throw zipError(error);
  }
}

/** Throws a CutShortError if the file is empty, and an AnswerError if it is not a zip. */
function assertZip(start: Buffer): void {
  if (start.length === 0) throw new CutShortError("is empty", {});
  if (start.subarray(0, 4).equals(zipStart.subarray(0, start.length))) return;
  if (start.subarray(0, 4).equals(oldStart))
    throw new AnswerError("is an old or encrypted Excel file", { expected: ".xlsx" });
  const found = start.toString("utf8", 0, 80);
  throw new AnswerError("is not an Excel file", { expected: "a zip file", found });
}

async function directoryOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const parts = new Map<string, Entry>();
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    const { fileName, uncompressedSize, compressedSize } = entry;
    bytes += uncompressedSize;
    if (parts.size === mostParts)
      throw new AnswerError("is an Excel file with too many parts", { expected: `at most ${mostParts}` });
    if (bytes > mostBytes)
      throw new AnswerError("has too many uncompressed bytes", {
        expected: `at most ${mostBytes}`,
        found: bytes,
      });
    if (uncompressedSize > smallest && uncompressedSize > mostRatio * compressedSize) {
      throw new AnswerError(`has a part compressed to less than a ${mostRatio}th, as no sheet is`, {
        place: fileName,
      });
    }
    if (parts.has(fileName.toLowerCase())) throw new AnswerError("has a part twice", { place: fileName });
    parts.set(fileName.toLowerCase(), entry);
  }
  return parts;
}

async function readingZip<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw zipError(error);
  }
}

/** Errors of the operating system are not about the content of the file. */
function zipError(error: unknown): unknown {
  if (error instanceof AnswerError || !(error instanceof Error) || "syscall" in error) return error;
  return new CutShortError("is not a whole Excel file", { found: error.message }, { cause: error });
}
