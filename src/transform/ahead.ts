// Types answers by period while others still download: what waits for the API and one thread leaves the other cores idle.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Endpoint } from "../domain/endpoint.ts";
import type { Receipt } from "../domain/receipt.ts";
import type { KeptAnswer } from "../stores/kept-answer.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { openWarehouse, type Warehouse } from "../stores/warehouse.ts";
import { sqlFiles } from "./models.ts";
import { createRawView, keptRows } from "./raw-tables.ts";
import { copyTyped } from "./relations.ts";

/** The rows of one endpoint, typed as its staging model says, in one or more files, and what they were read from. */
export interface Typed {
  readonly files: readonly string[];
  /** `rowsRead` of the receipts whose answers were read. */
  readonly rows: string;
}

export interface AheadOptions {
  readonly output: string;
  /** The folder of the SQL files. */
  readonly sql: string;
  readonly memoryLimit: string;
  readonly threads?: number;
}

/** The answers of one endpoint: those that wait to be typed, those that were, and the files their rows are in. */
interface Work {
  readonly endpoint: Endpoint;
  readonly pull: PullFolder;
  readonly waiting: Receipt[];
  readonly read: Receipt[];
  readonly files: string[];
}

/** Bytes of rows that are worth a file of their own: typing a hundred thousand rows takes a tenth of a second. */
const enough = 8 * 1024 * 1024;

/** Where rows typed ahead wait for transform. */
export function aheadFolder(output: string): string {
  return join(output, "ahead");
}

/** SHA-256 over the files of these answers: equal where the same rows are read. */
export function rowsRead(receipts: readonly Receipt[]): string {
  const hash = createHash("sha256");
  const lines = receipts.map(({ key, file }) => `${key} ${file.sha256}\n`);
  for (const line of lines.sort()) hash.update(line);
  return hash.digest("hex");
}

/**
 * Typing ahead in `<output>/ahead`, some answers of one endpoint at a time: as many as have come while those before were typed.
 * Nothing depends on it: transform types what it does not find here, or what was read from other answers than those it has
 * proven.
 */
export class Ahead {
  readonly #options: AheadOptions;
  readonly #folder: string;
  readonly #works = new Map<string, Work>();
  #warehouse: Warehouse | undefined;
  #going: Promise<void> | undefined;
  #isEnded = false;

  constructor(options: AheadOptions) {
    this.#options = options;
    this.#folder = aheadFolder(options.output);
  }

  /** Takes an answer to be typed when enough of its endpoint are there. */
  add({ endpoint, receipt, pull }: KeptAnswer): void {
    if (endpoint.period === undefined) return;
    const begun: Work = { endpoint, pull, waiting: [], read: [], files: [] };
    const work = this.#works.get(endpoint.name) ?? begun;
    this.#works.set(endpoint.name, work);
    work.waiting.push(receipt);
    this.#going ??= this.#next(enough) === undefined ? undefined : this.#goOn(enough);
  }

  /** Ends the work: what was typed, by endpoint, once all that was taken is done. */
  async typed(): Promise<ReadonlyMap<string, Typed>> {
    await this.#going;
    await this.#goOn(1);
    this.#warehouse?.close();
    this.#warehouse = undefined;
    const works = [...this.#works].filter(([, { files }]) => files.length > 0);
    return new Map(works.map(([name, { files, read }]) => [name, { files, rows: rowsRead(read) }]));
  }

  /** Ends the work after what is being typed, and removes what nobody took. */
  async close(): Promise<void> {
    this.#isEnded = true;
    await this.typed();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Types what waits, while there is an endpoint of which at least so many bytes do. */
  async #goOn(least: number): Promise<void> {
    for (let work = this.#next(least); work !== undefined; work = this.#next(least)) {
      // Rows that cannot be typed are not lost here: transform meets them again, and says so.
      await this.#type(work, work.waiting.splice(0)).catch(() => {});
    }
    this.#going = undefined;
  }

  /** The endpoint of which most bytes wait, if these are enough. */
  #next(least: number): Work | undefined {
    if (this.#isEnded) return undefined;
    const [most] = [...this.#works.values()].sort((a, b) => bytesOf(b.waiting) - bytesOf(a.waiting));
    return most !== undefined && bytesOf(most.waiting) >= least ? most : undefined;
  }

  async #type({ endpoint, pull, read, files }: Work, receipts: readonly Receipt[]): Promise<void> {
    this.#warehouse ??= await this.#open();
    const kept = receipts.filter(({ rows }) => rows > 0).map((receipt) => keptRows(pull, receipt));
    if (kept.length > 0) {
      const file = join(this.#folder, `${endpoint.name}.${files.length + 1}.parquet`);
      await createRawView(this.#warehouse, endpoint, kept);
      const sql = readFileSync(join(this.#options.sql, "staging", `${endpoint.name}.sql`), "utf8");
      await copyTyped(this.#warehouse, sql, file);
      files.push(file);
    }
    read.push(...receipts);
  }

  async #open(): Promise<Warehouse> {
    const { sql, ...limits } = this.#options;
    await rm(this.#folder, { recursive: true, force: true });
    await mkdir(this.#folder, { recursive: true });
    const warehouse = await openWarehouse({
      file: ":memory:",
      temporary: join(this.#folder, "spill"),
      ...limits,
    });
    try {
      await warehouse.run("create schema raw");
      for (const macro of sqlFiles(join(sql, "macros"))) await warehouse.run(readFileSync(macro, "utf8"));
    } catch (error) {
      warehouse.close();
      throw error;
    }
    return warehouse;
  }
}

function bytesOf(receipts: readonly Receipt[]): number {
  return receipts.reduce((sum, { file }) => sum + file.bytes, 0);
}
