// Allows one run at a time in an output folder. The operating system releases the lock when the process ends, also by a crash.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { OutputError, UsageError } from "../domain/errors.ts";
import { outputErrorOf } from "../platform/file-errors.ts";
import { openWarehouse } from "./warehouse.ts";

/**
 * Does the work while no other process can use this folder. An empty database is the lock, because DuckDB locks its files and
 * Node cannot. Throws an OutputError if another process has the lock, or the folder cannot be written.
 */
export async function withOutputLock<T>(output: string, work: () => Promise<T>): Promise<T> {
  const lock = await take(output);
  try {
    return await work();
  } finally {
    lock.close();
  }
}

async function take(output: string) {
  assertDuckDbCanRead(output);
  try {
    await mkdir(output, { recursive: true });
  } catch (cause) {
    throw outputErrorOf(cause) ?? cause;
  }
  try {
    return await openWarehouse({ file: join(output, ".lock"), threads: 1 });
  } catch (cause) {
    const ofSystem = outputErrorOf(cause);
    if (ofSystem !== undefined) throw ofSystem;
    const found = cause instanceof Error ? cause.message.split(". See also")[0] : String(cause);
    throw new OutputError(
      `Cannot use ${output}: another run is using it, or its .lock is not ours: ${found}. Wait for the other run to end`,
      { cause, facts: { folder: output } },
    );
  }
}

/** Throws a UsageError for a path that cannot be written in DuckDB's SQL. */
function assertDuckDbCanRead(output: string): void {
  const why = output.includes("?")
    ? "DuckDB takes a question mark in a path for its end"
    : "DuckDB finds no file if a path has a backslash beside a star or bracket";
  if (!output.includes("?") && !/\\.*[*[]|[*[].*\\/s.test(output)) return;
  throw new UsageError(`Cannot use ${output}: ${why}. Choose a folder with another name`, {
    facts: { folder: output },
  });
}
