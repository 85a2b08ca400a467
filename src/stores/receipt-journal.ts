// The receipts of one endpoint in one file, a line each: what was answered, and what holds no more. The last line of a key counts.
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { ReleaseError } from "../domain/errors.ts";
import type { Receipt } from "../domain/receipt.ts";
import { isFileThere, writeWhole } from "../platform/files.ts";
import { GrowingFile, wholeLines } from "../platform/written-file.ts";
import { linesOf, receiptLineShape, type Withdrawn } from "./stored-shapes.ts";

/** The file of an endpoint's receipts, in its folder. */
export const journalFile = "receipts.ndjson";

/** The journal in an endpoint's folder: read once, and from then on kept in memory as it is on the disk. */
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

  /** The receipt of that key. Throws a ReleaseError that names a line that is no receipt. */
  async receipt(key: string): Promise<Receipt | undefined> {
    return (await this.#receipts()).get(key);
  }

  /** All receipts, in the order of their keys. */
  async all(): Promise<readonly Receipt[]> {
    return [...(await this.#receipts()).values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  /** Makes the endpoint's folder, once. */
  async makeFolder(): Promise<void> {
    this.#made ??= mkdir(this.#folder, { recursive: true });
    await this.#made;
  }

  /** Adds a receipt; resolves when it is on the disk, after the names of the files it tells of. */
  async add(receipt: Receipt): Promise<void> {
    const receipts = await this.#receipts();
    await this.#write(receipt);
    receipts.set(receipt.key, receipt);
  }

  /** Takes back a receipt, if there is one, before a file it tells of is replaced: no crash can leave it telling of another. */
  async withdraw({ endpoint, key }: Pick<Receipt, "endpoint" | "key">): Promise<void> {
    const receipts = await this.#receipts();
    if (!receipts.has(key)) return;
    await this.#write({ endpoint, key, withdrawn: true });
    receipts.delete(key);
  }

  /** Writes the file anew, a line for each receipt in the order of their keys: a pull's bytes tell not what was answered first. */
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
    await refuseOlder(folder);
    return receipts;
  }
  const text = wholeLines(await readFile(path)).toString("utf8");
  for (const line of linesOf(text, { path, shape: receiptLineShape })) {
    if (line.endpoint !== basename(folder)) {
      throw new ReleaseError(
        `Cannot read ${path}: it must have receipts of ${basename(folder)} only, and has one of ${line.endpoint}. Remove that line and run extract again`,
      );
    }
    if ("withdrawn" in line) receipts.delete(line.key);
    else receipts.set(line.key, line);
  }
  return receipts;
}

async function refuseOlder(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const older = (await readdir(folder)).find((name) => name.endsWith(".receipt.json"));
  if (older === undefined) return;
  throw new ReleaseError(
    `Cannot read ${join(folder, older)} as the receipts of a pull: an older version made it. Move the pull away and run extract for a new one`,
  );
}
