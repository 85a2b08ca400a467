// Types answers by period while others still download: what waits for the API and one thread leaves the other cores idle.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Endpoint } from "../domain/endpoint.ts";
import type { Receipt } from "../domain/receipt.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { openWarehouse, type Warehouse } from "../stores/warehouse.ts";
import { sqlFiles } from "./models.ts";
import { createRawTable } from "./raw-tables.ts";
import { copyTyped } from "./relate.ts";

/** The rows of one endpoint, typed as its staging model says, and what they were read from. */
export interface Typed {
  readonly file: string;
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

/** Where rows typed ahead wait for transform. */
export function aheadFolder(output: string): string {
  return join(output, "ahead");
}

/** SHA-256 over the files of these answers, in order: equal where the same rows are read. */
export function rowsRead(receipts: readonly Receipt[]): string {
  const hash = createHash("sha256");
  for (const { key, file } of receipts) hash.update(`${key} ${file.sha256}\n`);
  return hash.digest("hex");
}

/**
 * Typing ahead in `<output>/ahead`, one endpoint at a time. Nothing depends on it: transform types what it does not find
 * here, or what was read from other answers than those it has proven.
 */
export class Ahead {
  readonly #options: AheadOptions;
  readonly #folder: string;
  readonly #typed = new Map<string, Typed>();
  #warehouse: Warehouse | undefined;
  #last: Promise<void> = Promise.resolve();
  #isEnded = false;

  constructor(options: AheadOptions) {
    this.#options = options;
    this.#folder = aheadFolder(options.output);
  }

  /** Begins to type the answers of an endpoint, all of which are there, once those begun before are done. */
  begin(endpoint: Endpoint, pull: PullFolder): void {
    if (endpoint.period === undefined) return;
    // Rows that cannot be typed are not lost here: transform meets them again, and says so.
    this.#last = this.#last.then(() => this.#type(endpoint, pull)).catch(() => {});
  }

  /** Ends the work: what was typed, by endpoint, once all that was begun is done. */
  async typed(): Promise<ReadonlyMap<string, Typed>> {
    await this.#last;
    this.#warehouse?.close();
    this.#warehouse = undefined;
    return this.#typed;
  }

  /** Ends the work after what is being typed, and removes what nobody took. */
  async close(): Promise<void> {
    this.#isEnded = true;
    await this.typed();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #type(endpoint: Endpoint, pull: PullFolder): Promise<void> {
    if (this.#isEnded) return;
    this.#warehouse ??= await this.#open();
    const warehouse = this.#warehouse;
    const rows = rowsRead(await pull.receipts(endpoint.name));
    const file = join(this.#folder, `${endpoint.name}.parquet`);
    await createRawTable(warehouse, endpoint, pull);
    const sql = readFileSync(join(this.#options.sql, "staging", `${endpoint.name}.sql`), "utf8");
    await copyTyped(warehouse, sql, file);
    this.#typed.set(endpoint.name, { file, rows });
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
