// The output folder: its lock, its releases by name, and the notes in its pulls that the next run reads.
import { constants, existsSync } from "node:fs";
import { access, lstat, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { OutputError, ReleaseError, UsageError } from "../domain/errors.ts";
import { manifestPath } from "../domain/manifest.ts";
import type { Pull } from "../domain/pull.ts";
import { outputErrorOf } from "../platform/file-errors.ts";
import { makeFolders } from "../platform/files.ts";
import { onInterrupt } from "../platform/process.ts";
import type { KnownRelease } from "../release/version-series.ts";
import { rejectedPull } from "../stores/build-store.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { allPulls, openPull } from "../stores/raw-store.ts";
import { readManifest, releaseFolder, releaseIds } from "../stores/release-reader.ts";
import type { PullFailure } from "../stores/stored-shapes.ts";
import { openWarehouse } from "../stores/warehouse.ts";
import type { Context } from "./command.ts";

/** Does the work while no other process writes into the output folder, and explains what Ctrl-C leaves. */
export async function inOutput<T>(output: string, { terminal }: Context, work: () => Promise<T>): Promise<T> {
  const finished = onInterrupt(() => {
    terminal.err("Interrupted. Run the same command again to continue. All answers so far are kept.\n");
  });
  try {
    return await withOutputLock(resolve(output), work);
  } finally {
    finished();
  }
}

/** The same for an output folder that an earlier command filled. Throws a ReleaseError if there is no such folder. */
export async function inFilledOutput<T>(
  output: string,
  context: Context,
  work: () => Promise<T>,
): Promise<T> {
  if (existsSync(resolve(output))) return await inOutput(output, context, work);
  throw new ReleaseError(
    `No such folder: ${resolve(output)}. Run extract first, or point --output at an existing output folder`,
    { facts: { folder: resolve(output) } },
  );
}

/** Does work in the output folder while no other process writes there, or in a temporary folder where that cannot be written. */
export async function inOutputOrTemporary<T>(
  output: string,
  context: Context,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = resolve(output);
  if (await isWritable(folder)) return await inOutput(output, context, () => work(folder));
  const temporary = await mkdtemp(join(tmpdir(), "helserefusjon-"));
  try {
    return await work(temporary);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Whether a folder can be written, or made where it is missing. */
async function isWritable(folder: string): Promise<boolean> {
  const code = await codeOf(() => access(folder, constants.W_OK));
  return code === "ENOENT" ? await isWritable(dirname(folder)) : code === undefined;
}

/** The folder of a release: by its id, by `latest`, or by a path. Throws a ReleaseError if there is none. */
export async function releaseNamed(name: string, output: string): Promise<string> {
  const places = [...new Set([releaseFolder(output, name), resolve(name)])];
  const found = await Promise.all(places.map((place) => releaseAt(place)));
  const folder = found.find((one) => one.folder !== undefined)?.folder;
  if (folder !== undefined) return folder;
  const odd = found.flatMap(({ oddity }, at) => (oddity === undefined ? [] : [`; ${places[at]} ${oddity}`]));
  throw new ReleaseError(
    `Cannot find release ${name}: found no ${manifestPath} in ${places.join(" or ")}${odd.join("")}. ${await nextStep(output)}`,
    { facts: { release: name } },
  );
}

const mostNamed = 5;

/** Names the releases that exist, or the commands that make one. */
async function nextStep(output: string): Promise<string> {
  const ids = await releaseIds(output);
  if (ids.length > 0)
    return `Name one of ${ids.slice(-mostNamed).join(", ")}${ids.length > mostNamed ? " or an older one" : ""}`;
  return "Make a release first: `make demo` makes one of synthetic data without a network, `helserefusjon run` one of all data";
}

/** The folder of a release with its manifest. */
export async function knownRelease(name: string, output: string): Promise<KnownRelease> {
  const folder = await releaseNamed(name, output);
  return { folder, manifest: await readManifest(folder) };
}

interface Place {
  readonly folder?: string;
  /** The reason why a thing in this place is no release; absent if nothing is there. */
  readonly oddity?: string;
}

/** Follows links to the folder of a release, because `latest` is one, but no links within it. */
async function releaseAt(place: string): Promise<Place> {
  const start = await codeOf(() => lstat(place));
  if (start === "ENOENT") return {};
  if (start !== undefined) return { oddity: `cannot be read (${start})` };
  const end = await codeOf(() => realpath(place));
  if (end !== undefined) return { oddity: `is a link to nothing (${end})` };
  const folder = await realpath(place);
  const manifest = await codeOf(() => lstat(join(folder, manifestPath)));
  if (manifest === undefined) return { folder };
  if (manifest === "ENOTDIR") return { oddity: "is a file, but a release is a folder" };
  return manifest === "ENOENT" ? {} : { oddity: `cannot be read (${manifest})` };
}

/** The system's code if the work fails; undefined if it succeeds. */
async function codeOf(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
    throw error;
  }
}

/**
 * The newest pull of this origin and scope, if a run can use it instead of fetching again. Such a pull is complete and has
 * no release. It holds other data than each release, and did not fail its checks.
 */
export async function unreleasedPull(
  output: string,
  sought: Omit<Pull, "id">,
): Promise<PullFolder | undefined> {
  const newest = (await allPulls(output, sought))[0];
  if (newest === undefined || (await newest.summary()) === undefined) return undefined;
  const { id } = newest.pull;
  const releases = await releaseIds(output);
  const same = await newest.sameAs();
  const released = releases.some((release) => release.includes(id) || release === same);
  return released || (await rejectedPull(output)) === id ? undefined : newest;
}

/** Notes in a pull, if it still exists, that a release of another pull holds the same data. */
export async function noteSameData(
  output: string,
  { pull, release }: { readonly pull: string; readonly release: string },
): Promise<void> {
  await (await pullIfThere(output, pull))?.noteSameAs(release);
}

async function pullIfThere(output: string, pull: string): Promise<PullFolder | undefined> {
  return existsSync(join(output, "raw", pull, "pull.json")) ? await openPull(output, pull) : undefined;
}

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

/** A stage that works on a pull. */
interface StageOfPull extends Pick<PullFailure, "stage"> {
  readonly output: string;
  readonly pull: string;
  readonly attempt: Attempt;
}

/** Does the work of a stage. If it fails for another reason than the disk, notes the reason in the pull for the next run. */
export async function notingFailure<T>(
  { output, pull, stage, attempt }: StageOfPull,
  work: () => Promise<T>,
): Promise<T> {
  try {
    const done = await work();
    await (await pullIfThere(output, pull))?.forgetFailure();
    return done;
  } catch (error) {
    if (error instanceof Error && !(error instanceof OutputError))
      await (await pullIfThere(output, pull))?.noteFailure({ stage, message: error.message, ...attempt });
    throw error;
  }
}

/** Throws a ReleaseError if the same tool failed on this pull with the same options, because it would fail again. */
export async function assertNotFailedBefore(pull: PullFolder, attempt: Attempt): Promise<void> {
  const failure = await pull.failure();
  if (failure === undefined) return;
  const { stage, message, ...before } = failure;
  if (!isDeepStrictEqual(before, attempt)) return;
  const { id } = pull.pull;
  throw new ReleaseError(
    `Cannot make a release of pull ${id}: it is complete, but ${stage} failed on it last time and would fail again:\n` +
      `${message.replace(/^/gm, "  ")}\nTo fetch a new pull, run extract, then run. To try this pull again, run transform --pull ${id}, ` +
      "or run with another --tolerance or another version of this tool",
    { facts: { pull: id, stage, failure: message } },
  );
}

/**
 * Does the work while no other process can use this folder. An empty database is the lock, because DuckDB locks its files and
 * Node cannot. Throws an OutputError if another process has the lock, or the folder cannot be written.
 */
async function withOutputLock<T>(output: string, work: () => Promise<T>): Promise<T> {
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
    await makeFolders(output);
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
