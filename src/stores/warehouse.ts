// Opens DuckDB databases. Every setting that the bytes of a release depend on is given.
import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { isFileThere } from "../platform/files.ts";
import { eachWithin, limiter } from "../platform/limiter.ts";
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

/**
 * DuckDB's own threads beside those of the workers. A query whose rest is done by another thread waits without sleeping, so that two
 * threads for one query take a quarter more CPU time than one.
 */
export function threadsBeside(workers: number, threads: number = availableParallelism()): number {
  return threads - workers + 1;
}

/** A database, and how many queries it runs at the same time. */
export interface Workers {
  readonly warehouse: Warehouse;
  readonly workers: number;
}

/** Runs work on a connection that no other work uses meanwhile. It waits until a worker is free. */
type OnConnection = <Made>(work: (connection: Warehouse) => Promise<Made>) => Promise<Made>;

/** Gives each worker its own connection, and closes the connections when the work has ended. */
export async function withConnections<Made>(
  { warehouse, workers }: Workers,
  work: (onConnection: OnConnection) => Promise<Made>,
): Promise<Made> {
  const within = limiter(workers);
  const idle: Warehouse[] = [];
  try {
    return await work((task) =>
      within(async () => {
        const connection = idle.pop() ?? (await warehouse.openConnection());
        return await task(connection).finally(() => idle.push(connection));
      }),
    );
  } finally {
    for (const connection of idle) connection.close();
  }
}

/** Like `eachWithin`, for queries. Every worker has its own connection. */
export async function eachOnConnection<Item, Made>(
  on: Workers,
  items: readonly Item[],
  work: (connection: Warehouse, item: Item) => Promise<Made>,
): Promise<readonly Made[]> {
  return await withConnections(on, (onConnection) =>
    eachWithin(on.workers, items, (item) => onConnection((connection) => work(connection, item))),
  );
}
