// One run at a time in an output folder. The lock is the operating system's, so it ends with the process, however that ends.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { OutputError, UsageError } from "../domain/errors.ts";
import { outputErrorOf } from "../platform/file-errors.ts";
import { openWarehouse } from "./warehouse.ts";

/**
 * Does the work while no other process can do any in this folder. DuckDB locks the files it opens, as Node cannot; an empty
 * database serves as the lock. Throws an OutputError where another process holds it or the folder cannot be written.
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
  refuseUnreadable(output);
  try {
    await mkdir(output, { recursive: true });
  } catch (cause) {
    throw outputErrorOf(cause) ?? cause;
  }
  try {
    return await openWarehouse({ file: join(output, ".lock"), threads: 1 });
  } catch (cause) {
    const refused = outputErrorOf(cause);
    if (refused !== undefined) throw refused;
    const found = cause instanceof Error ? cause.message.split(". See also")[0] : String(cause);
    throw new OutputError(
      `Cannot use ${output}: another run is using it, or its .lock is not ours: ${found}`,
      { cause },
    );
  }
}

/** Throws a UsageError for a path that DuckDB cannot be given by any spelling. */
function refuseUnreadable(output: string): void {
  const why = output.includes("?")
    ? "DuckDB takes a question mark in a path for its end"
    : "DuckDB finds no file where a path has a backslash beside a star or bracket";
  if (!output.includes("?") && !/\\.*[*[]|[*[].*\\/s.test(output)) return;
  throw new UsageError(`Cannot use ${output}: ${why}; choose a folder with another name`);
}
