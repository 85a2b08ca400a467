// Notes in a complete pull why it became no release, so that the next run reports it instead of failing again.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { OutputError, ReleaseError } from "../domain/errors.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { openPull } from "../stores/raw-store.ts";
import type { PullFailure } from "../stores/stored-shapes.ts";
import type { Context } from "./command.ts";

/** The tool and options that the outcome depends on besides the pull. */
type Attempt = Pick<PullFailure, "tool" | "options">;

export function attemptOf({ tool }: Context, values: Readonly<Record<string, unknown>>): Attempt {
  const options: Record<string, string | number> = {};
  for (const name of ["tolerance", "memory-limit", "threads"]) {
    const value = values[name];
    if (typeof value === "string" || typeof value === "number") options[name] = value;
  }
  return { tool: `${tool.version} ${tool.revision}`, options };
}

/** Does the work of a stage and notes in the pull why it failed, unless the disk was to blame. */
export async function notingFailure<T>(
  of: {
    readonly output: string;
    readonly pull: string;
    readonly stage: PullFailure["stage"];
    readonly attempt: Attempt;
  },
  work: () => Promise<T>,
): Promise<T> {
  try {
    const done = await work();
    await (await pullIn(of))?.forgetFailure();
    return done;
  } catch (error) {
    if (error instanceof Error && !(error instanceof OutputError))
      await (await pullIn(of))?.noteFailure({ stage: of.stage, message: error.message, ...of.attempt });
    throw error;
  }
}

/** A pull that is no longer there needs no note. */
async function pullIn({
  output,
  pull,
}: {
  readonly output: string;
  readonly pull: string;
}): Promise<PullFolder | undefined> {
  return existsSync(join(output, "raw", pull, "pull.json")) ? await openPull(output, pull) : undefined;
}

/** Throws a ReleaseError if the same tool failed on this pull with the same options, because it would fail again. */
export async function assertNotFailedBefore(pull: PullFolder, attempt: Attempt): Promise<void> {
  const failure = await pull.failure();
  if (failure === undefined) return;
  const { stage, message, ...before } = failure;
  if (!isDeepStrictEqual(before, attempt)) return;
  throw new ReleaseError(
    `Cannot make a release of pull ${pull.pull.id}: it is complete, but ${stage} failed on it last time and would again:\n` +
      `${message.replace(/^/gm, "  ")}\nTo ask the API anew, run extract, then run. To try this pull again, run transform --pull ${pull.pull.id}, ` +
      "or run with another --tolerance or another version of this tool",
  );
}
