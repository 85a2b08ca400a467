// The cost of what is proven and kept of each answer while it is downloaded.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { registry } from "../../pipelines/registry.ts";
import type { Receipt } from "../../src/domain/receipt.ts";
import { JsonAnswer } from "../../src/extract/json-answer.ts";
import type { FilteredRequest } from "../../src/extract/row-filter.ts";
import { RowLines, rowLinesFor } from "../../src/extract/rows-file.ts";
import { ReceiptJournal } from "../../src/stores/pull-folder.ts";
import { allPulls } from "../../src/stores/raw-store.ts";
import type { Answers } from "./answers.ts";
import { cpuOf, type Part } from "./cpu-time.ts";

/** As large as the pieces that come from the network. */
const chunkSize = 64 * 1024;

/** What is done to every body, and the receipts of the pull in `output`. */
export async function costsOfAnswers(answers: Answers, output: string): Promise<readonly Part[]> {
  const spent = { hash: 0, scan: 0, requested: 0, values: 0, valuesHash: 0 };
  for (const { path, file } of answers.answers) {
    const body = readFileSync(join(answers.folder, file));
    spent.hash += await cpuOf(() => hash(chunksOf(body, chunkSize)));
    const url = new URL(path, "http://x");
    const endpoint = registry.endpoints.find((one) => url.pathname.endsWith(one.path));
    if (endpoint === undefined) throw new Error(`No endpoint has the path ${url.pathname}`);
    const { period: _, ...timeless } = endpoint;
    const question = { endpoint, parameters: Object.fromEntries(url.searchParams) };
    let kept: readonly Buffer[] = [];
    // Each reads a copy, so that the first finds the bytes as cold as the others.
    const read = async (requested: FilteredRequest, lines: RowLines) => {
      const copy = Buffer.from(body);
      return await cpuOf(() => {
        kept = rowsOf(copy, requested, lines);
      });
    };
    const scan = await read({ endpoint: timeless }, new RowLines());
    const requested = await read(question, new RowLines());
    const values = endpoint.period === undefined ? requested : await read(question, rowLinesFor(endpoint));
    spent.scan += scan;
    spent.requested += requested - scan;
    spent.values += values - requested;
    spent.valuesHash += await cpuOf(() => hash(kept));
  }
  return [
    { name: "SHA-256 of every body", cpu: spent.hash },
    { name: "completeness proven, every key counted", cpu: spent.scan },
    { name: "rows held against the request, counted by month and year", cpu: spent.requested },
    { name: "values of the rows kept, one row a line", cpu: spent.values },
    { name: "SHA-256 of the files kept", cpu: spent.valuesHash },
    { name: "receipts brought to the disk", cpu: await receipts(output) },
  ];
}

function hash(chunks: readonly Buffer[]): string {
  const sha256 = createHash("sha256");
  for (const chunk of chunks) sha256.update(chunk);
  return sha256.digest("hex");
}

function rowsOf(body: Buffer, question: FilteredRequest, lines: RowLines): readonly Buffer[] {
  const answer = new JsonAnswer(question, lines);
  const rows = chunksOf(body, chunkSize).map((chunk) => {
    answer.read(chunk);
    return lines.take();
  });
  answer.end();
  return rows;
}

function chunksOf(bytes: Buffer, size: number): readonly Buffer[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
}

async function receipts(output: string): Promise<number> {
  const [pull] = await allPulls(output);
  const kept: readonly Receipt[] = (await pull?.allReceipts()) ?? [];
  const folder = `${output}.receipts`;
  await mkdir(folder, { recursive: true });
  const journal = new ReceiptJournal(folder);
  const cpu = await cpuOf(async () => {
    for (const receipt of kept) await journal.add(receipt);
    await journal.close();
  });
  await rm(folder, { recursive: true });
  return cpu;
}
