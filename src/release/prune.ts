// Removes old releases from a target, except the current release and the newest ones.
import { ReleaseError } from "../domain/errors.ts";
import { manifestPath } from "../domain/manifest.ts";
import { type Pointer, pointerKey, readPointer } from "./pointer.ts";
import { folderOf, isManifest, releasesAt } from "./published-releases.ts";
import type { Target } from "./target.ts";

export interface PruneOptions {
  readonly target: Target;
  /** The number of newest releases to keep, besides the current one. */
  readonly keep: number;
  /** True to remove nothing and only list the releases. */
  readonly dryRun: boolean;
  /** A release that counts as published although latest.json does not name it yet, as in a dry run. */
  readonly publishing: string;
}

/**
 * Removes old releases, and parts of releases that were never published whole, and returns their ids. Keeps everything that
 * is not a release. Throws a ReleaseError without latest.json, because nobody knows then which release readers need.
 */
export async function prune(options: PruneOptions): Promise<readonly string[]> {
  const { target, dryRun } = options;
  const pointer = await readPointer(target);
  if (pointer === undefined && !dryRun) {
    throw new ReleaseError(
      `Cannot prune ${target.name}: it has no ${pointerKey}, which names the release that readers need. Publish a release there first`,
      { facts: { place: target.name, expected: pointerKey } },
    );
  }
  const keys = await target.list();
  const removed = await idsToRemove(keys, { ...options, pointer });
  const needed = new Set(pointer === undefined ? [] : keysNeededBy(pointer));
  const keysToRemove = keys.filter((key) => removed.includes(folderOf(key)) && !needed.has(key));
  // Manifests go first, so that a partly removed release does not look whole.
  const inOrder = [...keysToRemove.filter(isManifest), ...keysToRemove.filter((key) => !isManifest(key))];
  if (!dryRun) for (const key of inOrder) await target.remove(key);
  return removed;
}

/** The form of a release folder's name, for folders without a manifest. */
const releaseName = /^(synthetic-)?(excerpt-)?\d{8}T\d{6}Z(-\d+)*$/;

interface Deciding extends PruneOptions {
  readonly pointer: Pointer | undefined;
}

async function idsToRemove(keys: readonly string[], deciding: Deciding): Promise<readonly string[]> {
  const { target, keep, pointer, publishing } = deciding;
  const whole = await releasesAt(target, keys);
  const newest = whole.slice(0, keep);
  const kept = new Set([...newest.map(({ id }) => id), pointer?.id, publishing]);
  const known = new Set(whole.map(({ id }) => id));
  const folders = [...new Set(keys.filter((key) => key.includes("/")).map(folderOf))];
  return folders.filter((id) => !kept.has(id) && (known.has(id) || isLeftover(id, keys)));
}

/** Publishing stores the manifest last and pruning removes it first, so a release without one is not whole. */
function isLeftover(id: string, keys: readonly string[]): boolean {
  return releaseName.test(id) && !keys.includes(`${id}/${manifestPath}`);
}

function keysNeededBy({ manifest, files }: Pointer): readonly string[] {
  return [manifest, ...files].map(({ url }) => url);
}
