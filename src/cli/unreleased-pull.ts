// A run that was cut short after its last answer: the pull is complete, only the release is missing.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Pull } from "../domain/pull.ts";
import { refusedPull } from "../stores/build-store.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { allPulls, openPull } from "../stores/raw-store.ts";
import { releaseIds } from "../stores/release-reader.ts";

/**
 * The newest pull of this origin and scope, if it is complete and has neither become a release, nor been found to hold
 * what one holds already, nor been refused by its checks: asking the API for the same again would be a waste.
 */
export async function unreleasedPull(
  output: string,
  asked: Omit<Pull, "id">,
): Promise<PullFolder | undefined> {
  const newest = (await allPulls(output, asked))[0];
  if (newest === undefined || (await newest.summary()) === undefined) return undefined;
  const { id } = newest.pull;
  const releases = await releaseIds(output);
  const same = await newest.sameAs();
  const released = releases.some((release) => release.includes(id) || release === same);
  return released || (await refusedPull(output)) === id ? undefined : newest;
}

/** Notes in a pull that a release of another one holds the same data. A pull that is no longer there needs no note. */
export async function settlePull(
  output: string,
  { pull, release }: { readonly pull: string; readonly release: string },
): Promise<void> {
  if (existsSync(join(output, "raw", pull, "pull.json")))
    await (await openPull(output, pull)).noteSameAs(release);
}
