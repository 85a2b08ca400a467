// The parts of an Excel workbook: its ZIP package, with limits, and the rows of a sheet.
import { posix } from "node:path";
import { crc32 } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { longestRow } from "../domain/receipt.ts";
import { AnswerError, CutShortError, rowTooLong } from "../extract/answer-error.ts";
import { decodedPieces } from "./encoding.ts";
import { isBlank } from "./text-rows.ts";
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

export type Cells = readonly (string | undefined)[];

/** The shared texts to which cells refer, and the number format of each style. */
export interface Shared {
  readonly texts: readonly string[];
  readonly formats: readonly NumberFormat[];
}

/** A date or time, a least number of digits, or no special format. */
export type NumberFormat = "date" | number | undefined;

/** Excel's own limit. A sheet that reaches it has most likely lost the rows after it. */
export const mostSheetRows = 1_048_576;
const mostColumns = 16_384;

interface Cell {
  readonly at: number;
  readonly name: string;
  readonly type: string;
  readonly style: string | undefined;
  text: string;
  /** The number of elements with its value, and whether it has a formula. */
  values: number;
  hasFormula: boolean;
}

/** The elements with the text of a cell, by type. */
const valuePath: Readonly<Record<string, readonly string[]>> = {
  inlineStr: ["is t", "is r t"],
};
const plainPath = ["v"];
const types = ["b", "d", "e", "inlineStr", "n", "s", "str"];

/** Collects the rows that have a value. Take them after each piece. */
export class SheetRows implements XmlEvents {
  readonly #shared: Shared;
  #rows: Cells[] = [];
  #cells: (string | undefined)[] = [];
  #cell: Cell | undefined;
  #held = 0;
  /** The open elements within a cell, because a phonetic reading (rPh) or formula (f) is not a value. */
  #within: string[] = [];
  #lastRow = 0;
  #isInRow = false;

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  take(): readonly Cells[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  /** The number of the last row so far, even if it has no value. */
  get lastRow(): number {
    return this.#lastRow;
  }

  open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (this.#cell !== undefined) this.#openWithin(this.#cell, name);
    else if (name === "c") this.#cell = this.#cellOf(attributes);
    else if (name === "row") {
      this.#cells = [];
      this.#held = 0;
      this.#lastRow = this.#rowNumber(attributes.r);
      this.#isInRow = true;
    } else if (name === "mergeCell") {
      throw new AnswerError("has merged cells, of which only the first has the value", {
        place: `${attributes.ref}`,
      });
    }
  };

  text = (text: string): void => {
    const cell = this.#cell;
    if (!this.#isInRow || this.#isAside()) return;
    if (cell !== undefined && this.#isValue(cell)) {
      cell.text += text;
      this.#held += text.length;
      if (this.#held > longestRow) throw rowTooLong(this.#lastRow, this.#held);
    } else if (!isBlank(text)) {
      throw new AnswerError("has a text outside the values", { row: this.#lastRow, found: text });
    }
  };

  close = (name: string): void => {
    if (this.#cell === undefined) {
      if (name !== "row") return;
      if (this.#cells.some((cell) => cell !== undefined)) this.#rows.push(this.#cells);
      this.#isInRow = false;
    } else if (this.#within.length > 0) this.#within.pop();
    else {
      while (this.#cells.length < this.#cell.at) this.#cells.push(undefined);
      this.#cells.push(textOfCell(this.#cell, this.#shared));
      this.#cell = undefined;
    }
  };

  #cellOf({ r, t = "n", s }: Readonly<Record<string, string>>): Cell {
    const at = r === undefined ? this.#cells.length : columnOf(r);
    const isElsewhere = r !== undefined && Number(/\d+$/.exec(r)?.[0]) !== this.#lastRow;
    if (at >= mostColumns || at < this.#cells.length || isElsewhere)
      throw new AnswerError("has a cell out of place", { row: this.#lastRow, found: `${r}` });
    const name = r === undefined ? `cell ${at + 1} of row ${this.#lastRow}` : `cell ${r}`;
    if (!types.includes(t))
      throw new AnswerError("has a value of an unknown type", { place: name, found: t });
    return { at, name, type: t, style: s, text: "", values: 0, hasFormula: false };
  }

  #openWithin(cell: Cell, name: string): void {
    this.#within.push(name);
    if (this.#within.length > 1) return;
    if (name === "f") cell.hasFormula = true;
    else if (name === "v" || name === "is") cell.values++;
    else if (name !== "extLst")
      throw new AnswerError("has an unknown element", { place: cell.name, found: name });
    if (cell.values > 1) throw new AnswerError("has two values", { place: cell.name });
  }

  #isAside(): boolean {
    return this.#within[0] === "f" || this.#within[0] === "extLst" || this.#within.includes("rPh");
  }

  #isValue({ type }: Cell): boolean {
    return (valuePath[type] ?? plainPath).includes(this.#within.join(" "));
  }

  #rowNumber(written: string | undefined): number {
    const row = written === undefined ? this.#lastRow + 1 : Number(written);
    if (Number.isInteger(row) && row > this.#lastRow) return row;
    throw new AnswerError("has a row out of place", {
      expected: `a row after ${this.#lastRow}`,
      found: `${written}`,
    });
  }
}

function textOfCell(cell: Cell, shared: Shared): string | undefined {
  const { type, text, name } = cell;
  if (type === "e") throw new AnswerError("has an error value", { place: name, found: text });
  if (cell.values === 0 && cell.hasFormula)
    throw new AnswerError("has a formula without its value", { place: name });
  if (text === "") return undefined;
  if (type === "inlineStr" || type === "str") return unescaped(text);
  if (type === "s") return sharedText(cell, shared.texts);
  if (type === "b") return booleanText(cell);
  return type === "d" ? text : numberText(cell, shared.formats);
}

function sharedText({ text, name }: Cell, texts: readonly string[]): string {
  const shared = /^\d+$/.test(text) ? texts[Number(text)] : undefined;
  if (shared !== undefined) return shared;
  throw new AnswerError("refers to a shared text that does not exist", { place: name, found: text });
}

function booleanText({ text, name }: Cell): string {
  if (text === "1" || text === "true") return "true";
  if (text === "0" || text === "false") return "false";
  throw new AnswerError("has a wrong value", { place: name, expected: "true or false", found: text });
}

/** The number as Excel shows it: with leading zeros, and without the rounding noise of a double in 17 digits. */
function numberText({ text, name, style = "0" }: Cell, formats: readonly NumberFormat[]): string {
  const format = /^\d+$/.test(style) ? formats[Number(style)] : undefined;
  if (format === "date") {
    throw new AnswerError("has a date as a number, whose day depends on the workbook", {
      place: name,
      expected: "a text",
      found: text,
    });
  }
  if (format !== undefined) return /^\d+$/.test(text) ? text.padStart(format, "0") : text;
  if (!/^-?\d+\.\d+$/.test(text) || text.length < 17) return text;
  const double = Number(text);
  const inFull = double.toPrecision(17);
  return inFull.includes("e") || inFull.replace(/0+$/, "") !== text.replace(/0+$/, "")
    ? text
    : String(double);
}

/** Resolves escapes such as `_x000D_`, which Excel uses for characters that XML cannot have. */
export function unescaped(text: string): string {
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, digits) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

/** The column of a cell named as `AB12`, from 0. */
function columnOf(name: string): number {
  const letters = /^[A-Z]{1,3}(?=\d+$)/.exec(name)?.[0];
  if (letters === undefined) throw new AnswerError("has a cell without a column", { found: name });
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
