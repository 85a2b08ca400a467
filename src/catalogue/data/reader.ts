// Asks the script that reads Parquet, which works beside the page so that the page never waits for it.
import type { Histogram, HistogramQuestion } from "./histogram.ts";
import type { ParquetFile, Part } from "./parquet.ts";
import type { FoundRows, Question } from "./questions.ts";
import type { Columns, ReaderAnswer, ReaderRequest } from "./reader-script.ts";
import { type DataFile, isOpenedAsFile, tailBytes } from "./release.ts";
import { loadScript } from "./script.ts";

/** A file the browser may not read by itself, because the page was opened as a file: the reader must choose it. */
export class FileNeeded extends Error {
  readonly path: string;

  constructor(path: string) {
    super(path);
    this.path = path;
  }
}

declare global {
  var helserefusjonReader: { readonly answer: (request: ReaderRequest) => Promise<ReaderAnswer> } | undefined;
}

const chosen = new Map<string, File>();

/** Files the reader chose, known by their names from now on. */
export function takeFiles(files: Iterable<File>): void {
  for (const file of files) chosen.set(file.name, file);
}

const answered = new Map<string, Promise<Columns>>();

/** Columns of a file; the same question is read once. */
export function readColumns(file: DataFile, part: Part): Promise<Columns> {
  const key = JSON.stringify([file.path, part]);
  const known = answered.get(key) ?? columnsOf(file, part);
  answered.set(key, known);
  known.catch(() => answered.delete(key));
  return known;
}

async function columnsOf(file: DataFile, part: Part): Promise<Columns> {
  const found = await ask({ kind: "rows", file: readable(file), part });
  if (!("values" in found)) throw new Error(`${file.path}: expected columns`);
  return found;
}

export async function findRows(file: DataFile, question: Question): Promise<FoundRows> {
  const found = await ask({ kind: "find", file: readable(file), question });
  if (!("total" in found)) throw new Error(`${file.path}: expected rows`);
  return found;
}

export async function histogramOf(file: DataFile, question: HistogramQuestion): Promise<Histogram> {
  const found = await ask({ kind: "histogram", file: readable(file), question });
  if (!("bars" in found)) throw new Error(`${file.path}: expected a histogram`);
  return found;
}

function readable({ path, bytes }: DataFile): ParquetFile {
  const file = chosen.get(path);
  if (file === undefined && isOpenedAsFile()) throw new FileNeeded(path);
  const known = { path: new URL(path, location.href).href, bytes, tailBytes: tailBytes[path] };
  return file === undefined ? known : { ...known, chosen: file };
}

async function ask(request: ReaderRequest): Promise<ReaderAnswer> {
  if (!isOpenedAsFile()) return await askWorker(request);
  await loadScript("catalogue-reader.js");
  if (globalThis.helserefusjonReader === undefined) throw new Error("catalogue-reader.js did not load");
  return await globalThis.helserefusjonReader.answer(request);
}

interface Waiting {
  readonly resolve: (found: ReaderAnswer) => void;
  readonly reject: (error: Error) => void;
}

let worker: Worker | undefined;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/** Starts the worker before the first question, so that its script is there by then. */
export function startReader(): void {
  if (!isOpenedAsFile()) worker ??= started();
}

function askWorker(request: ReaderRequest): Promise<ReaderAnswer> {
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker ??= started();
    worker.postMessage({ id, request });
  });
}

function started(): Worker {
  const made = new Worker("catalogue-reader.js");
  made.addEventListener("message", ({ data }) => {
    const one = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.failed === undefined) one?.resolve(data.found);
    else one?.reject(new Error(data.failed));
  });
  made.addEventListener("error", () => {
    for (const { reject } of waiting.values()) reject(new Error("catalogue-reader.js did not load"));
    waiting.clear();
    worker = undefined;
  });
  return made;
}
