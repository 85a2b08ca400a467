// The receipts of one endpoint: one file with a line for each. A line can also take a receipt back. The last line of a key counts.
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { ReleaseError } from "../domain/errors.ts";
import type { Receipt } from "../domain/receipt.ts";
import { isFileThere, writeWhole } from "../platform/files.ts";
import { GrowingFile, wholeLines } from "../platform/written-file.ts";
import { linesOf, receiptLineShape, type Withdrawn } from "./stored-shapes.ts";

/** The name of the file in the endpoint's folder. */
export const journalFile = "receipts.ndjson";

/** The journal in an endpoint's folder. It is read once and then kept in memory as it is on disk. */
export class ReceiptJournal {
  readonly #folder: string;
  readonly #path: string;
  #known: Promise<Map<string, Receipt>> | undefined;
  #file: GrowingFile | undefined;
  #made: Promise<unknown> | undefined;

  constructor(folder: string) {
    this.#folder = folder;
    this.#path = join(folder, journalFile);
  }

  /** The receipt with this key. Throws a ReleaseError that names a damaged line. */
  async receipt(key: string): Promise<Receipt | undefined> {
    return (await this.#receipts()).get(key);
  }

  /** All receipts, ordered by key. */
  async all(): Promise<readonly Receipt[]> {
    return [...(await this.#receipts()).values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  /** Makes the endpoint's folder, once. */
  async makeFolder(): Promise<void> {
    this.#made ??= mkdir(this.#folder, { recursive: true });
    await this.#made;
  }

  /** Adds a receipt. Resolves when the receipt is on disk, which is after the names of its files are. */
  async add(receipt: Receipt): Promise<void> {
    const receipts = await this.#receipts();
    await this.#write(receipt);
    receipts.set(receipt.key, receipt);
  }

  /** Takes a receipt back, if there is one. Do this before replacing its files, so that a crash leaves no receipt of other files. */
  async withdraw({ endpoint, key }: Pick<Receipt, "endpoint" | "key">): Promise<void> {
    const receipts = await this.#receipts();
    if (!receipts.has(key)) return;
    await this.#write({ endpoint, key, withdrawn: true });
    receipts.delete(key);
  }

  /** Writes the file again, ordered by key, so that it does not depend on the order in which answers arrived. */
  async order(): Promise<void> {
    await this.close();
    const lines = (await this.all()).map(lineOf);
    if (lines.length > 0 || existsSync(this.#path)) await writeWhole(this.#path, lines.join(""));
  }

  /** Closes the file, if it was written. */
  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }

  #write(line: Receipt | Withdrawn): Promise<void> {
    this.#file ??= new GrowingFile(this.#path);
    return this.#file.add(lineOf(line));
  }

  #receipts(): Promise<Map<string, Receipt>> {
    this.#known ??= readReceipts(this.#folder, this.#path);
    return this.#known;
  }
}

function lineOf(line: Receipt | Withdrawn): string {
  return `${JSON.stringify(line)}\n`;
}

async function readReceipts(folder: string, path: string): Promise<Map<string, Receipt>> {
  const receipts = new Map<string, Receipt>();
  if (!isFileThere(path)) {
    await assertNoOlderReceipts(folder);
    return receipts;
  }
  const endpoint = basename(folder);
  const text = wholeLines(await readFile(path)).toString("utf8");
  for (const line of linesOf(text, { path, shape: receiptLineShape })) {
    if (line.endpoint !== endpoint)
      throw new ReleaseError(
        `Cannot read ${path}: expected receipts of ${endpoint}, found one of ${line.endpoint}. Remove that line and run extract again`,
        { facts: { file: path, expected: endpoint, found: line.endpoint } },
      );
    if ("withdrawn" in line) receipts.delete(line.key);
    else receipts.set(line.key, line);
  }
  return receipts;
}

async function assertNoOlderReceipts(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const older = (await readdir(folder)).find((name) => name.endsWith(".receipt.json"));
  if (older === undefined) return;
  const file = join(folder, older);
  throw new ReleaseError(
    `Cannot read ${file}: an older version of this tool made the pull. Move the pull away and run extract for a new one`,
    { facts: { file } },
  );
}
