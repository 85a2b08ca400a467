// What every command that writes has around its work: the folder is its own, and Ctrl-C gets a last word.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { ReleaseError } from "../domain/errors.ts";
import { onInterrupt } from "../platform/interrupt.ts";
import { withOutputLock } from "../stores/output-lock.ts";
import type { Context } from "./command.ts";

/** Does the work while no other process writes into the output folder. */
export async function inOutput<T>(output: string, { terminal }: Context, work: () => Promise<T>): Promise<T> {
  const finished = onInterrupt(() => {
    terminal.err("Interrupted. Run the same command again to go on: what was answered is kept.\n");
  });
  try {
    return await withOutputLock(resolve(output), work);
  } finally {
    finished();
  }
}

/** The same for work on what an earlier command left. Throws a ReleaseError where there is no such folder, and makes none. */
export async function inFilledOutput<T>(
  output: string,
  context: Context,
  work: () => Promise<T>,
): Promise<T> {
  if (existsSync(resolve(output))) return await inOutput(output, context, work);
  throw new ReleaseError(
    `Cannot work on ${resolve(output)}: there is no such folder; --output should name one that run or extract has filled`,
  );
}
