// Opens DuckDB databases. Every setting that the bytes of a release depend on is given.
import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { isFileThere } from "../platform/files.ts";
import { eachWithin } from "../platform/limiter.ts";
import { explained } from "./query-error.ts";

/** A row as text by column name, for checks, tests and messages. Data never pass through JavaScript. */
export type TextRow = Readonly<Record<string, string | null>>;

/** An open DuckDB database. It is locked until it is closed. */
export interface Warehouse {
  /** Runs one or more statements. */
  run(sql: string): Promise<void>;
  /** Runs a query and returns its rows as text. For small results only. */
  rows(sql: string): Promise<readonly TextRow[]>;
  /** Another connection to the same database, for queries that run at the same time. Close it before the database. */
  openConnection(): Promise<Warehouse>;
  close(): void;
}

export interface WarehouseOptions {
  /** The database file, or `:memory:`. */
  readonly file: string;
  /** The folder for data that do not fit in memory. */
  readonly temporary?: string;
  /** A size such as `1GB`. DuckDB writes more than that to the temporary folder. */
  readonly memoryLimit?: string;
  readonly threads?: number;
}

/** Opens or creates a database. It downloads no extension and answers the same in every time zone and locale. */
export async function openWarehouse(options: WarehouseOptions): Promise<Warehouse> {
  const { file } = options;
  // Throws for a named pipe, which DuckDB would wait for without end.
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
    openConnection: () => connect(instance, file),
    close: () => connection.closeSync(),
  };
}

function configOf(options: WarehouseOptions): Record<string, string> {
  if (options.temporary !== undefined) mkdirSync(options.temporary, { recursive: true });
  return {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    // Frees memory while the next statement runs, and keeps no copy of files that are read once.
    allocator_background_threads: "true",
    enable_external_file_cache: "false",
    default_collation: "binary",
    preserve_insertion_order: "true",
    ...(options.temporary === undefined ? {} : { temp_directory: options.temporary }),
    ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
  };
}

async function textRows(connection: DuckDBConnection, sql: string): Promise<readonly TextRow[]> {
  const reader = await connection.runAndReadAll(sql);
  const names = reader.deduplicatedColumnNames();
  return reader.getRows().map((row) => {
    return Object.fromEntries(names.map((name, index) => [name, valueText(row[index])]));
  });
}

function valueText(value: unknown): string | null {
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

/** Node has four threads for DuckDB and for files. One of them stays free to hash files. */
const mostWorkers = 3;

/** The number of workers for this many threads, by default all that the machine has. */
export function workersFor(threads: number = availableParallelism()): number {
  return Math.min(threads, mostWorkers);
}

/** Like `eachWithin`, for queries that each use one thread. Every worker has its own connection. */
export async function eachOnConnection<Item, Made>(
  { warehouse, workers }: { readonly warehouse: Warehouse; readonly workers: number },
  items: readonly Item[],
  work: (connection: Warehouse, item: Item) => Promise<Made>,
): Promise<readonly Made[]> {
  const idle: Warehouse[] = [];
  try {
    return await eachWithin(workers, items, async (item) => {
      const connection = idle.pop() ?? (await warehouse.openConnection());
      return await work(connection, item).finally(() => idle.push(connection));
    });
  } finally {
    for (const connection of idle) connection.close();
  }
}
