// One pull on disk: its plan, answers, receipts and splits, and its summary once it is complete.
import { createHash } from "node:crypto";
import { existsSync, renameSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { ReleaseError } from "../domain/errors.ts";
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
import { GrowingFile, wholeLines } from "../platform/written-file.ts";
import {
  failureShape,
  linesOf,
  namedShape,
  type PullFailure,
  plannedShape,
  readLines,
  readShape,
  receiptLineShape,
  type SplitRecord,
  sameAsShape,
  splitShape,
  summaryShape,
  type Withdrawn,
} from "./stored-shapes.ts";

/** The file of a pull's plan, in its folder. */
export const planFile = "plan.ndjson";

const failureFile = "failure.json";
const failedFile = "failed.ndjson";

const partialEndings = ["partial", "original.partial"];

type Named = Pick<Receipt, "endpoint" | "key">;

/** A pull's folder, open for reading and writing. Receipts are read once; open the folder again to see changes by others. */
export class PullFolder {
  readonly folder: string;
  readonly pull: Pull;
  readonly #journals = new Map<string, ReceiptJournal>();

  constructor(folder: string, pull: Pull) {
    this.folder = folder;
    this.pull = pull;
  }

  get id(): string {
    return this.pull.id;
  }

  /** The receipt of a request; undefined until the request has a whole answer. */
  receipt(request: Request | PlannedRequest): Promise<Receipt | undefined> {
    const { endpoint, key } = named(request);
    return this.#journal(endpoint).receipt(key);
  }

  /** All receipts of an endpoint, ordered by key. */
  receipts(endpoint: string): Promise<readonly Receipt[]> {
    return this.#journal(endpoint).all();
  }

  /** The receipts of all endpoints, ordered by endpoint and key. */
  async allReceipts(): Promise<readonly Receipt[]> {
    const journals = await this.#allJournals();
    return (await Promise.all(journals.map((journal) => journal.all()))).flat();
  }

  /** Writes the receipts of a complete pull again, ordered by key. */
  async orderReceipts(): Promise<void> {
    for (const journal of await this.#allJournals()) await journal.order();
  }

  /** Closes the files that were written. Writing opens them again. */
  async close(): Promise<void> {
    for (const journal of this.#journals.values()) await journal.close();
  }

  /** Writes the plan, one request a line. */
  async storePlan(requests: readonly Request[]): Promise<void> {
    const lines = requests.map((request) => {
      const { parameters } = request;
      return `${JSON.stringify({ ...named(request), parameters })}\n`;
    });
    await writeWhole(join(this.folder, planFile), lines.join(""));
  }

  /** The planned requests; undefined before the plan is written. */
  plan(): Promise<readonly PlannedRequest[] | undefined> {
    return readLines(join(this.folder, planFile), plannedShape);
  }

  /** Notes which requests failed in all attempts. Replaces the note of the run before. */
  async noteFailed(requests: readonly Request[]): Promise<void> {
    const path = join(this.folder, failedFile);
    if (requests.length === 0) await rm(path, { force: true });
    else await writeWhole(path, requests.map((request) => `${JSON.stringify(named(request))}\n`).join(""));
  }

  /** The requests that failed in the last run, also those that were answered since. */
  async failed(): Promise<readonly Named[]> {
    return (await readLines(join(this.folder, failedFile), namedShape)) ?? [];
  }

  /** SHA-256 over the names and bytes of the plan, the receipts and the splits, so that any change of them is seen. */
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

  /** The file that takes the rows until the answer is known to be whole. */
  async partialFile(request: Request): Promise<string> {
    await this.#journal(request.endpoint).makeFolder();
    return this.#file(named(request), "partial");
  }

  /** The file that takes an original body until the answer is known to be whole. */
  partialOriginal(request: Request): string {
    return this.#file(named(request), "original.partial");
  }

  /** Renames the partial files to the answer's, then writes the receipt. Withdraws an earlier receipt first. */
  async store(request: Request, receipt: Receipt): Promise<void> {
    const journal = this.#journal(receipt.endpoint);
    await journal.withdraw(receipt);
    const { original } = receipt;
    if (original !== undefined)
      renameSync(this.partialOriginal(request), this.originalFile(receipt, original.ending));
    renameSync(this.#file(receipt, "partial"), this.answerFile(receipt));
    await journal.add(receipt);
  }

  /** Links the answer of an earlier pull into this one. The receipt names the earlier pull. */
  async reuse(earlier: PullFolder, receipt: Receipt): Promise<Receipt> {
    const reused = { ...receipt, reused_from: receipt.reused_from ?? earlier.pull.id };
    await this.take(earlier, reused);
    return reused;
  }

  /** Links the answer of another pull into this one, with its receipt. */
  async take(other: PullFolder, receipt: Receipt): Promise<void> {
    const journal = this.#journal(receipt.endpoint);
    await journal.makeFolder();
    await this.#remove(receipt, partialEndings);
    await journal.withdraw(receipt);
    const from = other.filesOf(receipt);
    for (const [at, { path }] of this.filesOf(receipt).entries()) {
      await rm(path, { force: true });
      await linkOrCopy(from[at]?.path ?? path, path);
    }
    await journal.add(receipt);
  }

  /** How a request was split; undefined if it was not. A split request is never sent whole again. */
  split(request: Request | PlannedRequest): Promise<SplitRecord | undefined> {
    return readShape(this.#file(named(request), "split.json"), splitShape);
  }

  async storeSplit(
    request: Request,
    split: Omit<SplitRecord, "parts"> & { readonly parts: readonly Request[] },
  ): Promise<void> {
    const journal = this.#journal(request.endpoint);
    await journal.makeFolder();
    // In this order, so that a split taken from another pull has the same bytes.
    const parts = split.parts.map((part) => {
      const { endpoint, path, parameters } = part;
      return { endpoint, path, parameters, key: keyOf(part) };
    });
    await journal.withdraw(named(request));
    await this.#remove(named(request), keptEndings);
    await writeWhole(this.#file(named(request), "split.json"), jsonText({ ...split, parts }));
    await this.#remove(named(request), partialEndings);
  }

  /** The file of an answer's rows, one a line. */
  answerFile(receipt: Pick<Receipt, "endpoint" | "key" | "file">): string {
    return this.#file(receipt, rowsEnding(receipt.file));
  }

  /** The file of an original body. */
  originalFile(answer: Named, ending: OriginalEnding): string {
    return this.#file(answer, ending);
  }

  /** The files of an answer, each with the digest in its receipt: the rows, and the original body if it was kept. */
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

  /** The release of another pull with the same data; undefined if none is known. */
  async sameAs(): Promise<string | undefined> {
    return (await readShape(join(this.folder, "same-as.json"), sameAsShape))?.release;
  }

  noteSameAs(release: string): Promise<void> {
    return writeWhole(join(this.folder, "same-as.json"), jsonText({ release }));
  }

  /** Why transform or load failed on this pull last time; undefined if neither did. */
  failure(): Promise<PullFailure | undefined> {
    return readShape(join(this.folder, failureFile), failureShape);
  }

  noteFailure(failure: PullFailure): Promise<void> {
    return writeWhole(join(this.folder, failureFile), jsonText(failure));
  }

  async forgetFailure(): Promise<void> {
    await rm(join(this.folder, failureFile), { force: true });
  }

  /** The journal of an endpoint, also if it has no receipt yet. */
  #journal(endpoint: string): ReceiptJournal {
    const opened = this.#journals.get(endpoint) ?? new ReceiptJournal(join(this.folder, endpoint));
    this.#journals.set(endpoint, opened);
    return opened;
  }

  async #allJournals(): Promise<readonly ReceiptJournal[]> {
    const entries = await readdir(this.folder, { withFileTypes: true });
    const endpoints = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    return endpoints.sort().map((endpoint) => this.#journal(endpoint));
  }

  #file({ endpoint, key }: Named, ending: string): string {
    return join(this.folder, endpoint, `${key}.${ending}`);
  }

  async #remove(answer: Named, endings: readonly string[]): Promise<void> {
    for (const ending of endings) await rm(this.#file(answer, ending), { force: true });
  }
}

function isRecord(name: string): boolean {
  return name === planFile || name === journalFile || name.endsWith(".split.json");
}

function named(request: Request | PlannedRequest): Named {
  return { endpoint: request.endpoint, key: "path" in request ? keyOf(request) : request.key };
}

/** The name of the file in the endpoint's folder. */
const journalFile = "receipts.ndjson";

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
