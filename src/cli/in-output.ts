// What every command that writes has around its work: the folder is its own, and Ctrl-C gets a last word.
import { resolve } from "node:path";
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
