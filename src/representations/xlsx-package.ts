// An Excel file from the outside: a zip of named parts, bounded in number and size, each proven by its checksum.
import { posix } from "node:path";
import { crc32 } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { ContractError } from "../domain/errors.ts";
import { CutShortError } from "../extract/other-body.ts";
import { textOf } from "./encoding.ts";
import { openXmlParser, UnclosedXmlError } from "./xml-parser.ts";

/** What a relationship of a part leads to, its type without the address of the standard. */
export interface Relationship {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

const mostParts = 1000;
const mostBytes = 4 * 1024 ** 3;
/** A sheet of equal rows packs to a hundredth; what packs to less than this was made to hurt. */
const mostRatio = 200;
const zipStart = Buffer.from("PK\u0003\u0004", "latin1");
/** Of the container that old Excel files are, and new ones with a password. */
const oldStart = Buffer.from("\u00d0\u00cf\u0011\u00e0", "latin1");
const smallest = 1024 * 1024;

/** Names of parts are compared without case. */
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

  /** The part's bytes. Throws a ContractError where there is no such part, or its bytes are not what its checksum says. */
  async *bytes(part: string): AsyncGenerator<Buffer> {
    const entry = this.#parts.get(part.toLowerCase());
    if (entry === undefined) throw new ContractError(`is an Excel file without ${part}`);
    if (!entry.canDecodeFileData()) throw new ContractError(`has ${part} encrypted or packed unlike any zip`);
    const stream = await refusing(this.#zip.openReadStreamPromise(entry));
    let checksum = 0;
    try {
      for await (const chunk of stream) {
        const bytes = Buffer.from(chunk);
        checksum = crc32(bytes, checksum);
        yield bytes;
      }
    } catch (error) {
      throw refusalOf(error);
    }
    if (checksum !== entry.crc32)
      throw new ContractError(`has other bytes in ${part} than its checksum says`);
  }

  /** Tells what stands in a part of XML; gives how far it got after each piece, so that rows can be taken. */
  async *parse(part: string, events: Parameters<typeof openXmlParser>[0]): AsyncGenerator<void> {
    const parser = openXmlParser(events);
    for await (const text of textOf(this.bytes(part), "utf-8")) {
      parser.write(text);
      yield;
    }
    try {
      parser.end();
    } catch (error) {
      if (error instanceof UnclosedXmlError) throw new CutShortError(`${error.message}, in ${part}`);
      throw error;
    }
  }

  /** Where a part's relationships lead; none where it has none. `""` is the package itself. */
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

/** Throws a CutShortError where the file has no directory at its end, a ContractError where it is too much of anything. */
export async function openPackage(path: string, start: Buffer): Promise<XlsxPackage> {
  assertZip(start);
  const zip = await refusing(openPromise(path, { autoClose: false, lazyEntries: true }));
  try {
    return new XlsxPackage(zip, await partsOf(zip));
  } catch (error) {
    zip.close();
    throw refusalOf(error);
  }
}

/** Throws a CutShortError where there is nothing, a ContractError where there is something that is no zip. */
function assertZip(start: Buffer): void {
  if (start.length === 0) throw new CutShortError("is empty");
  if (start.subarray(0, 4).equals(zipStart.subarray(0, start.length))) return;
  if (start.subarray(0, 4).equals(oldStart))
    throw new ContractError("is an Excel file in the old format (.xls) or encrypted, not .xlsx");
  const found = JSON.stringify(start.toString("utf8", 0, 80));
  throw new ContractError(`is no Excel file: it begins with ${found}`);
}

async function partsOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const parts = new Map<string, Entry>();
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    const { fileName, uncompressedSize, compressedSize } = entry;
    bytes += uncompressedSize;
    if (parts.size === mostParts) throw new ContractError(`is an Excel file of more than ${mostParts} parts`);
    if (bytes > mostBytes) throw new ContractError(`unpacks to more than ${mostBytes} bytes`);
    if (uncompressedSize > smallest && uncompressedSize > mostRatio * compressedSize) {
      throw new ContractError(`has ${fileName} packed to less than a ${mostRatio}th, as no sheet is`);
    }
    if (parts.has(fileName.toLowerCase())) throw new ContractError(`has ${fileName} twice`);
    parts.set(fileName.toLowerCase(), entry);
  }
  return parts;
}

async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw refusalOf(error);
  }
}

/** What the operating system says of the file is not about its content. */
function refusalOf(error: unknown): unknown {
  if (error instanceof ContractError || !(error instanceof Error) || "syscall" in error) return error;
  return new CutShortError(`is no whole Excel file: ${error.message}`, { cause: error });
}
