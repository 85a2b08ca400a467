// One pull on disk: its answers, their receipts, what was split, and its summary once it is complete.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Pull, PullSummary } from "../domain/pull.ts";
import { type Digest, keptEndings, type OriginalEnding, type Receipt } from "../domain/receipt.ts";
import { keyOf, type PlannedRequest, type Request } from "../domain/request.ts";
import { rowsEnding } from "../domain/rows-file.ts";
import { jsonText, linkOrCopy, syncFolder, writeWhole } from "../platform/files.ts";
import {
  plannedShape,
  readLines,
  readShape,
  receiptShape,
  type SplitRecord,
  sameAsShape,
  splitShape,
  summaryShape,
} from "./stored-shapes.ts";

/** The file of a pull's plan, in its folder. */
export const planFile = "plan.ndjson";

const partialEndings = ["partial", "original.partial"];

type Named = Pick<Receipt, "endpoint" | "key">;

/** A pull's folder, open for reading and writing. */
export class PullFolder {
  readonly folder: string;
  readonly pull: Pull;

  constructor(folder: string, pull: Pull) {
    this.folder = folder;
    this.pull = pull;
  }

  /** The receipt of a request, or undefined while it has not been answered whole. */
  receipt(request: Request | PlannedRequest): Promise<Receipt | undefined> {
    return readShape(this.#file(named(request), "receipt.json"), receiptShape);
  }

  /** All receipts of an endpoint, in the order of their keys. */
  async receipts(endpoint: string): Promise<readonly Receipt[]> {
    const folder = join(this.folder, endpoint);
    if (!existsSync(folder)) return [];
    const names = (await readdir(folder)).filter((name) => name.endsWith(".receipt.json"));
    const receipts = await Promise.all(
      names.sort().map((name) => readShape(join(folder, name), receiptShape)),
    );
    return receipts.filter((receipt) => receipt !== undefined);
  }

  /** The receipts of all endpoints. */
  async allReceipts(): Promise<readonly Receipt[]> {
    const entries = await readdir(this.folder, { withFileTypes: true });
    const endpoints = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    return (await Promise.all(endpoints.sort().map((endpoint) => this.receipts(endpoint)))).flat();
  }

  /** Writes down what is to be asked, one request a line. */
  async keepPlan(requests: readonly Request[]): Promise<void> {
    const lines = requests.map((request) => {
      const { parameters } = request;
      return `${JSON.stringify({ ...named(request), parameters })}\n`;
    });
    await writeWhole(join(this.folder, planFile), lines.join(""));
  }

  /** What was to be asked, or undefined before that is known. */
  plan(): Promise<readonly PlannedRequest[] | undefined> {
    return readLines(join(this.folder, planFile), plannedShape);
  }

  /** SHA-256 over the names and bytes of the plan and all receipts and splits: what the pull proves, to the letter. */
  async evidence(): Promise<string> {
    const names = await readdir(this.folder, { recursive: true });
    const records = names.filter((name) => name === planFile || /\.(receipt|split)\.json$/.test(name)).sort();
    const hash = createHash("sha256");
    for (const name of records) hash.update(`${name}\n`).update(await readFile(join(this.folder, name)));
    return hash.digest("hex");
  }

  /** Where the answer's bytes go until they are proven whole. */
  async partialFile(request: Request): Promise<string> {
    const folder = join(this.folder, request.endpoint);
    if (!existsSync(folder)) await mkdir(folder, { recursive: true });
    return this.#file(named(request), "partial");
  }

  /** Where a body that is kept as it came goes until it is proven whole. */
  partialOriginal(request: Request): string {
    return this.#file(named(request), "original.partial");
  }

  /** Makes the bytes in the partial files the answer, then writes its receipt. One that was there goes first. */
  async keep(request: Request, receipt: Receipt): Promise<void> {
    await this.#forget(receipt);
    const { original } = receipt;
    if (original !== undefined)
      await rename(this.partialOriginal(request), this.originalFile(receipt, original.ending));
    await rename(this.#file(named(request), "partial"), this.answerFile(receipt));
    await this.#writeReceipt(receipt);
  }

  /** Takes over the answer of an earlier pull: its file by a link, with a receipt that says so. */
  async reuse(earlier: PullFolder, receipt: Receipt): Promise<Receipt> {
    await mkdir(join(this.folder, receipt.endpoint), { recursive: true });
    await this.#remove(receipt, partialEndings);
    await this.#forget(receipt);
    const from = earlier.filesOf(receipt);
    for (const [at, { path }] of this.filesOf(receipt).entries()) {
      await rm(path, { force: true });
      await linkOrCopy(from[at]?.path ?? path, path);
    }
    const reused = { ...receipt, reused_from: receipt.reused_from ?? earlier.pull.id };
    await this.#writeReceipt(reused);
    return reused;
  }

  /** How a request was split, or undefined where it was not. Once split it is never asked whole again. */
  split(request: Request | PlannedRequest): Promise<SplitRecord | undefined> {
    return readShape(this.#file(named(request), "split.json"), splitShape);
  }

  async keepSplit(
    request: Request,
    split: Omit<SplitRecord, "parts"> & { readonly parts: readonly Request[] },
  ): Promise<void> {
    await mkdir(join(this.folder, request.endpoint), { recursive: true });
    const parts = split.parts.map((part) => ({ ...part, key: keyOf(part) }));
    await this.#forget(named(request));
    await this.#remove(named(request), keptEndings);
    await writeWhole(this.#file(named(request), "split.json"), jsonText({ ...split, parts }));
    await this.#remove(named(request), partialEndings);
  }

  /** The file of a kept answer: one row a line. */
  answerFile(receipt: Pick<Receipt, "endpoint" | "key" | "file">): string {
    return this.#file(receipt, rowsEnding(receipt.file));
  }

  /** The file of a body that was kept as it came. */
  originalFile(of: Named, ending: OriginalEnding): string {
    return this.#file(of, ending);
  }

  /** Every file of a kept answer, with the digest its receipt promises: its rows, and the body they were read from if kept. */
  filesOf(receipt: Receipt): readonly { readonly path: string; readonly promised: Digest }[] {
    const { file, original } = receipt;
    const rows = { path: this.answerFile(receipt), promised: file };
    if (original === undefined) return [rows];
    return [rows, { path: this.originalFile(receipt, original.ending), promised: original }];
  }

  summary(): Promise<PullSummary | undefined> {
    return readShape(join(this.folder, "summary.json"), summaryShape);
  }

  finish(summary: PullSummary): Promise<void> {
    return writeWhole(join(this.folder, "summary.json"), jsonText(summary));
  }

  /** The release of another pull that was found to hold the same data, or undefined. */
  async sameAs(): Promise<string | undefined> {
    return (await readShape(join(this.folder, "same-as.json"), sameAsShape))?.release;
  }

  noteSameAs(release: string): Promise<void> {
    return writeWhole(join(this.folder, "same-as.json"), jsonText({ release }));
  }

  #file({ endpoint, key }: Named, ending: string): string {
    return join(this.folder, endpoint, `${key}.${ending}`);
  }

  /** Removes a receipt before the file it tells of is replaced, so that no crash can leave it telling of another. */
  async #forget(of: Named): Promise<void> {
    const path = this.#file(of, "receipt.json");
    if (!existsSync(path)) return;
    await rm(path);
    await syncFolder(dirname(path));
  }

  async #remove(of: Named, endings: readonly string[]): Promise<void> {
    for (const ending of endings) await rm(this.#file(of, ending), { force: true });
  }

  #writeReceipt(receipt: Receipt): Promise<void> {
    return writeWhole(this.#file(receipt, "receipt.json"), jsonText(receipt));
  }
}

function named(request: Request | PlannedRequest): Named {
  return { endpoint: request.endpoint, key: "path" in request ? keyOf(request) : request.key };
}
