// The warehouse: the one DuckDB database, with the settings our bytes depend on written out.
import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { isFileThere } from "../platform/files.ts";
import { eachWithin } from "../platform/limiter.ts";
import { explained } from "./query-error.ts";

/** A row as text by column name: what checks, tests and messages need; data itself never passes through JavaScript. */
export type TextRow = Readonly<Record<string, string | null>>;

/** An open DuckDB database. Close it, or its lock stays. */
export interface Warehouse {
  /** Runs one or more statements. */
  run(sql: string): Promise<void>;
  /** Runs a query and gives its rows with every value as text. For small results only. */
  rows(sql: string): Promise<readonly TextRow[]>;
  /** Another connection to the same database, for queries that run beside those of this one. To be closed first. */
  beside(): Promise<Warehouse>;
  close(): void;
}

export interface WarehouseOptions {
  /** The database file, or `:memory:`. */
  readonly file: string;
  /** Where DuckDB spills what does not fit in memory. */
  readonly temporary?: string;
  /** A size such as `1GB`; more is spilled to disk. */
  readonly memoryLimit?: string;
  readonly threads?: number;
}

/** Opens (and creates) a database that never downloads an extension and answers the same in every time zone and locale. */
export async function openWarehouse(options: WarehouseOptions): Promise<Warehouse> {
  const { file } = options;
  // DuckDB would wait for good for a pipe in the file's place.
  if (file !== ":memory:") isFileThere(file);
  const create = () => DuckDBInstance.create(file, configOf(options));
  const instance = await explained({ sql: "", file }, create);
  const warehouse = await connect(instance, file);
  return {
    ...warehouse,
    close() {
      warehouse.close();
      instance.closeSync();
    },
  };
}

async function connect(instance: DuckDBInstance, file: string): Promise<Warehouse> {
  const connection = await instance.connect();
  await connection.run("set timezone = 'Europe/Oslo'");
  await connection.run("set errors_as_json = true");
  return {
    async run(sql) {
      await explained({ sql, file }, () => connection.run(sql));
    },
    rows: (sql) => explained({ sql, file }, () => textRows(connection, sql)),
    beside: () => connect(instance, file),
    close: () => connection.closeSync(),
  };
}

function configOf(options: WarehouseOptions): Record<string, string> {
  if (options.temporary !== undefined) mkdirSync(options.temporary, { recursive: true });
  return {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    // Memory that is not needed any more goes back while the next statement runs, and files read once are not kept.
    allocator_background_threads: "true",
    enable_external_file_cache: "false",
    default_collation: "binary",
    preserve_insertion_order: "true",
    ...(options.temporary === undefined ? {} : { temp_directory: join(options.temporary) }),
    ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
  };
}

async function textRows(connection: DuckDBConnection, sql: string): Promise<readonly TextRow[]> {
  const reader = await connection.runAndReadAll(sql);
  const names = reader.deduplicatedColumnNames();
  return reader.getRows().map((row) => {
    return Object.fromEntries(names.map((name, index) => [name, textOf(row[index])]));
  });
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** A text as a SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as a quoted SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Of the four threads Node lends to DuckDB and to files, one is left for the files that are hashed. */
const mostWorkers = 3;

/** How many workers there are for so many threads; absent for all the machine has. */
export function workersFor(threads: number = availableParallelism()): number {
  return Math.min(threads, mostWorkers);
}

/** Like `eachWithin`, for queries that each take one thread: every worker has a connection of its own. */
export async function eachOnConnection<Item, Made>(
  { warehouse, workers }: { readonly warehouse: Warehouse; readonly workers: number },
  items: readonly Item[],
  work: (connection: Warehouse, item: Item) => Promise<Made>,
): Promise<readonly Made[]> {
  const idle: Warehouse[] = [];
  try {
    return await eachWithin(workers, items, async (item) => {
      const connection = idle.pop() ?? (await warehouse.beside());
      return await work(connection, item).finally(() => idle.push(connection));
    });
  } finally {
    for (const connection of idle) connection.close();
  }
}
