// The cost of what is proven and kept of each answer while it is downloaded.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Period } from "../../src/domain/endpoint.ts";
import type { Receipt } from "../../src/domain/receipt.ts";
import { JsonAnswer } from "../../src/extract/json-answer.ts";
import { jsonText, writeWhole } from "../../src/platform/files.ts";
import { allPulls } from "../../src/stores/raw-store.ts";
import type { Answers } from "./answers.ts";
import { cpuOf, type Part } from "./cpu-time.ts";

/** As large as the pieces that come from the network, and as large as those that are packed. */
const chunkSize = 64 * 1024;
const batchSize = 512 * 1024;

/** What is done to every body, and the receipts of the pull in `output`. */
export async function costsOfAnswers(answers: Answers, output: string): Promise<readonly Part[]> {
  const spent = { hash: 0, scan: 0, tally: 0, pack: 0, packedHash: 0 };
  for (const [at, { path, file }] of answers.answers.entries()) {
    const body = readFileSync(join(answers.folder, file));
    const period = /\/(maned|ar)\?/.exec(path)?.[1];
    spent.hash += await cpuOf(() => hash(chunksOf(body, chunkSize)));
    const counted = period === "maned" || period === "ar" ? period : undefined;
    const copy = Buffer.from(body);
    let rows: readonly Buffer[] = [];
    const tallied = () => {
      rows = rowsOf(body, counted);
    };
    // By turns first, since what runs second finds the bytes at hand.
    const [first, second] = at % 2 === 0 ? [tallied, () => rowsOf(copy)] : [() => rowsOf(copy), tallied];
    const [one, other] = [await cpuOf(first), await cpuOf(second)];
    const [withTally, without] = at % 2 === 0 ? [one, other] : [other, one];
    spent.scan += without;
    spent.tally += withTally - without;
    let packed: readonly Buffer[] = [];
    const batches = chunksOf(Buffer.concat(rows), batchSize);
    spent.pack += await cpuOf(async () => {
      packed = await pack(batches);
    });
    spent.packedHash += await cpuOf(() => hash(packed));
  }
  return [
    { name: "SHA-256 of every body", cpu: spent.hash },
    { name: "completeness proven, every key counted, one row a line", cpu: spent.scan },
    { name: "rows counted by month and year", cpu: spent.tally },
    { name: "rows packed, to be kept", cpu: spent.pack },
    { name: "SHA-256 of the packed files", cpu: spent.packedHash },
    { name: "receipts brought to the disk", cpu: await receipts(output) },
  ];
}

function hash(chunks: readonly Buffer[]): string {
  const sha256 = createHash("sha256");
  for (const chunk of chunks) sha256.update(chunk);
  return sha256.digest("hex");
}

function rowsOf(body: Buffer, period?: Period): readonly Buffer[] {
  const answer = new JsonAnswer(period);
  const rows = chunksOf(body, chunkSize).flatMap((chunk) => answer.read(chunk));
  answer.end();
  return rows;
}

async function pack(batches: readonly Buffer[]): Promise<readonly Buffer[]> {
  const packed: Buffer[] = [];
  const kept = new Writable({
    write(chunk: Buffer, _encoding, done) {
      packed.push(chunk);
      done();
    },
  });
  await pipeline(Readable.from(batches), createGzip({ level: 1, chunkSize: 128 * 1024 }), kept);
  return packed;
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
  const cpu = await cpuOf(async () => {
    for (const [at, receipt] of kept.entries())
      await writeWhole(join(folder, `${at}.json`), jsonText(receipt));
  });
  await rm(folder, { recursive: true });
  return cpu;
}
