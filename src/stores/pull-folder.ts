// One pull on disk: its answers, their receipts, what was split, and its summary once it is complete.
import { createHash } from "node:crypto";
import { renameSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { jsonText } from "../domain/json.ts";
import type { Pull, PullSummary } from "../domain/pull.ts";
import {
  type Digest,
  keptEndings,
  type OriginalEnding,
  type Receipt,
  rowsEnding,
} from "../domain/receipt.ts";
import { keyOf, type PlannedRequest, type Request } from "../domain/request.ts";
import { isFileThere, linkOrCopy, writeWhole } from "../platform/files.ts";
import { journalFile } from "./receipt-journal.ts";
import { ReceiptJournals } from "./receipt-journals.ts";
import {
  failureShape,
  type PullFailure,
  plannedShape,
  readLines,
  readShape,
  type SplitRecord,
  sameAsShape,
  splitShape,
  summaryShape,
} from "./stored-shapes.ts";

/** The file of a pull's plan, in its folder. */
export const planFile = "plan.ndjson";

const failureFile = "failure.json";

const partialEndings = ["partial", "original.partial"];

type Named = Pick<Receipt, "endpoint" | "key">;

/** A pull's folder, open for reading and writing. What was read of its receipts is not read again: open it anew to see the disk. */
export class PullFolder {
  readonly folder: string;
  readonly pull: Pull;
  readonly #journals: ReceiptJournals;

  constructor(folder: string, pull: Pull) {
    this.folder = folder;
    this.pull = pull;
    this.#journals = new ReceiptJournals(folder);
  }

  /** The receipt of a request, or undefined while it has not been answered whole. */
  receipt(request: Request | PlannedRequest): Promise<Receipt | undefined> {
    const { endpoint, key } = named(request);
    return this.#journals.of(endpoint).receipt(key);
  }

  /** All receipts of an endpoint, in the order of their keys. */
  receipts(endpoint: string): Promise<readonly Receipt[]> {
    return this.#journals.of(endpoint).all();
  }

  /** The receipts of all endpoints. */
  allReceipts(): Promise<readonly Receipt[]> {
    return this.#journals.receipts();
  }

  /** Writes the receipts of a complete pull in the order of their keys, so that its bytes do not tell what was answered first. */
  orderReceipts(): Promise<void> {
    return this.#journals.order();
  }

  /** Closes what was written to; more can be kept afterwards, until it is closed again. */
  close(): Promise<void> {
    return this.#journals.close();
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

  /** SHA-256 over the names and bytes of the plan, the journals of receipts and all splits: what the pull proves, to the letter. */
  async evidence(): Promise<string> {
    const names = await readdir(this.folder, { recursive: true });
    const records = names.filter((name) => isRecord(basename(name))).sort();
    const hash = createHash("sha256");
    for (const name of records) {
      isFileThere(join(this.folder, name));
      hash.update(`${name}\n`).update(await readFile(join(this.folder, name)));
    }
    return hash.digest("hex");
  }

  /** Where the answer's bytes go until they are proven whole. */
  async partialFile(request: Request): Promise<string> {
    await this.#journals.of(request.endpoint).makeFolder();
    return this.#file(named(request), "partial");
  }

  /** Where a body that is kept as it came goes until it is proven whole. */
  partialOriginal(request: Request): string {
    return this.#file(named(request), "original.partial");
  }

  /** Makes the bytes in the partial files the answer, then writes its receipt. One that was there goes first. */
  async keep(request: Request, receipt: Receipt): Promise<void> {
    await this.#journals.of(receipt.endpoint).withdraw(receipt);
    const { original } = receipt;
    if (original !== undefined)
      renameSync(this.partialOriginal(request), this.originalFile(receipt, original.ending));
    renameSync(this.#file(receipt, "partial"), this.answerFile(receipt));
    await this.#journals.of(receipt.endpoint).add(receipt);
  }

  /** Takes over the answer of an earlier pull: its file by a link, with a receipt that says so. */
  async reuse(earlier: PullFolder, receipt: Receipt): Promise<Receipt> {
    await this.#journals.of(receipt.endpoint).makeFolder();
    await this.#remove(receipt, partialEndings);
    await this.#journals.of(receipt.endpoint).withdraw(receipt);
    const from = earlier.filesOf(receipt);
    for (const [at, { path }] of this.filesOf(receipt).entries()) {
      await rm(path, { force: true });
      await linkOrCopy(from[at]?.path ?? path, path);
    }
    const reused = { ...receipt, reused_from: receipt.reused_from ?? earlier.pull.id };
    await this.#journals.of(receipt.endpoint).add(reused);
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
    await this.#journals.of(request.endpoint).makeFolder();
    const parts = split.parts.map((part) => ({ ...part, key: keyOf(part) }));
    await this.#journals.of(request.endpoint).withdraw(named(request));
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
  filesOf(receipt: Receipt): readonly { readonly path: string; readonly expected: Digest }[] {
    const { file, original } = receipt;
    const rows = { path: this.answerFile(receipt), expected: file };
    if (original === undefined) return [rows];
    return [rows, { path: this.originalFile(receipt, original.ending), expected: original }];
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

  /** Why it became no release when that was tried last; undefined where it was not tried or did. No part of the evidence. */
  failure(): Promise<PullFailure | undefined> {
    return readShape(join(this.folder, failureFile), failureShape);
  }

  noteFailure(failure: PullFailure): Promise<void> {
    return writeWhole(join(this.folder, failureFile), jsonText(failure));
  }

  async forgetFailure(): Promise<void> {
    await rm(join(this.folder, failureFile), { force: true });
  }

  #file({ endpoint, key }: Named, ending: string): string {
    return join(this.folder, endpoint, `${key}.${ending}`);
  }

  async #remove(of: Named, endings: readonly string[]): Promise<void> {
    for (const ending of endings) await rm(this.#file(of, ending), { force: true });
  }
}

function isRecord(name: string): boolean {
  return name === planFile || name === journalFile || name.endsWith(".split.json");
}

function named(request: Request | PlannedRequest): Named {
  return { endpoint: request.endpoint, key: "path" in request ? keyOf(request) : request.key };
}
