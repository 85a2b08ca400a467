// A run that was cut short after its last answer: the pull is complete, only the release is missing.
import type { Pull } from "../domain/pull.ts";
import { refusedPull } from "../load/read-build.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { allPulls } from "../stores/raw-store.ts";
import { releaseIds } from "../stores/release-reader.ts";

/**
 * The newest pull of this origin and scope, if it is complete and has neither become a release nor been refused by its
 * checks: asking the API for the same again would be a waste.
 */
export async function unreleasedPull(
  output: string,
  asked: Omit<Pull, "id">,
): Promise<PullFolder | undefined> {
  const newest = (await allPulls(output, asked))[0];
  if (newest === undefined || (await newest.summary()) === undefined) return undefined;
  const { id } = newest.pull;
  const released = (await releaseIds(output)).some((release) => release.includes(id));
  return released || (await refusedPull(output)) === id ? undefined : newest;
}
