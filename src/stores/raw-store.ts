// The raw store: pulls, each a folder of answers and their receipts. The evidence everything else is made from.
import { existsSync } from "node:fs";
import { mkdir, readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { ReleaseError } from "../domain/errors.ts";
import { isPullOf, type Pull, type PullSummary } from "../domain/pull.ts";
import type { Receipt } from "../domain/receipt.ts";
import { keyOf, type Request } from "../domain/request.ts";
import { jsonText, readIfThere, writeWhole } from "../platform/files.ts";

/** One pull's folder, open for reading and writing. */
export interface PullFolder {
  readonly pull: Pull;
  readonly folder: string;
  /** The receipt of a request, or undefined while it has not been answered whole. */
  receipt(request: Request): Promise<Receipt | undefined>;
  /** All receipts of an endpoint, in the order of their keys. */
  receipts(endpoint: string): Promise<readonly Receipt[]>;
  /** How a request was split, or undefined where it was not. Once split it is never asked whole again. */
  split(request: Request): Promise<SplitRecord | undefined>;
  keepSplit(request: Request, split: SplitRecord): Promise<void>;
  /** Where the answer's bytes go until they are proven whole. */
  partialFile(request: Request): Promise<string>;
  /** Makes the bytes in the partial file the answer, then writes its receipt. */
  keep(request: Request, receipt: Receipt): Promise<void>;
  /** The file of a kept answer: one row a line, gzip. */
  answerFile(receipt: { readonly endpoint: string; readonly key: string }): string;
  summary(): Promise<PullSummary | undefined>;
  finish(summary: PullSummary): Promise<void>;
}

/** That a request could not be delivered whole, why, by which parameter it was divided, and into what. */
export interface SplitRecord {
  readonly because: string;
  readonly by: string;
  readonly parts: readonly Request[];
}

/** Starts a pull in `<output>/raw/<id>`. */
export async function startPull(output: string, pull: Pull): Promise<PullFolder> {
  const folder = join(output, "raw", pull.id);
  await mkdir(folder, { recursive: true });
  await writeWhole(join(folder, "pull.json"), jsonText(pull));
  return pullFolder(folder, pull);
}

/** The pull of that id. Throws a ReleaseError where there is none. */
export async function openPull(output: string, id: string): Promise<PullFolder> {
  const folder = join(output, "raw", id);
  const text = await readIfThere(join(folder, "pull.json"));
  if (text === undefined) throw new ReleaseError(`Cannot open pull ${id}: there is no ${folder}/pull.json`);
  const pull: Pull = JSON.parse(text);
  return pullFolder(folder, pull);
}

/** The pulls of an output folder, newest first: all, or those asked of this origin for just this scope. */
export async function allPulls(output: string, asked?: Omit<Pull, "id">): Promise<readonly PullFolder[]> {
  const raw = join(output, "raw");
  if (!existsSync(raw)) return [];
  const ids = (await readdir(raw)).filter((id) => existsSync(join(raw, id, "pull.json")));
  const pulls = await Promise.all(
    ids
      .sort()
      .reverse()
      .map((id) => openPull(output, id)),
  );
  return asked === undefined ? pulls : pulls.filter(({ pull }) => isPullOf(pull, asked));
}

function pullFolder(folder: string, pull: Pull): PullFolder {
  const fileOf = (endpoint: string, name: string) => join(folder, endpoint, name);
  const receiptFile = (endpoint: string, key: string) => fileOf(endpoint, `${key}.receipt.json`);
  const answerFile = (of: { readonly endpoint: string; readonly key: string }) =>
    fileOf(of.endpoint, `${of.key}.ndjson.gz`);
  const partial = (request: Request) => fileOf(request.endpoint, `${keyOf(request)}.partial`);

  return {
    pull,
    folder,
    answerFile,
    receipt: (request) => read<Receipt>(receiptFile(request.endpoint, keyOf(request))),
    split: (request) => read<SplitRecord>(fileOf(request.endpoint, `${keyOf(request)}.split.json`)),
    async keepSplit(request, split) {
      await mkdir(join(folder, request.endpoint), { recursive: true });
      await writeWhole(fileOf(request.endpoint, `${keyOf(request)}.split.json`), jsonText(split));
    },
    async receipts(endpoint) {
      if (!existsSync(join(folder, endpoint))) return [];
      const names = (await readdir(join(folder, endpoint))).filter((name) => name.endsWith(".receipt.json"));
      const receipts = await Promise.all(names.sort().map((name) => read<Receipt>(fileOf(endpoint, name))));
      return receipts.filter((receipt) => receipt !== undefined);
    },
    async partialFile(request) {
      await mkdir(join(folder, request.endpoint), { recursive: true });
      return partial(request);
    },
    async keep(request, receipt) {
      await rename(partial(request), answerFile(receipt));
      await writeWhole(receiptFile(receipt.endpoint, receipt.key), jsonText(receipt));
    },
    summary: () => read<PullSummary>(join(folder, "summary.json")),
    finish: (summary) => writeWhole(join(folder, "summary.json"), jsonText(summary)),
  };
}

/** What we wrote ourselves, read back; undefined where it is not there. */
async function read<T>(path: string): Promise<T | undefined> {
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  const value: T = JSON.parse(text);
  return value;
}
