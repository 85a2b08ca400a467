// Removes old releases from a place, and old pulls and releases from an output folder, but nothing that the newest ones need.

import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { ReleaseError } from "../domain/errors.ts";
import { type Manifest, manifestPath } from "../domain/manifest.ts";
import { readBuild } from "../stores/build-store.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { allPulls } from "../stores/raw-store.ts";
import { latestRelease, readManifest, releaseFolder, releaseIds } from "../stores/release-reader.ts";
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

export interface Removed {
  readonly releases: readonly string[];
  readonly pulls: readonly string[];
}

interface PruneOutputOptions {
  /** The number of newest releases, and of newest complete pulls, to keep of each origin. */
  readonly keep: number;
  /** True to remove nothing and only list. */
  readonly dryRun: boolean;
}

/**
 * Removes releases with their changes, and pulls. It keeps the newest of each origin, `latest` and its predecessor, the pulls of
 * kept releases and of the tables in the warehouse. It also keeps every pull newer than the newest complete one, because a run may
 * continue it. Answers that a later pull reused are hard links, so that they stay. Returns the ids.
 */
export async function pruneOutput(output: string, { keep, dryRun }: PruneOutputOptions): Promise<Removed> {
  const manifests = await manifestsIn(output);
  const keptReleases = await releasesToKeep(output, manifests, keep);
  const keptPulls = await pullsToKeep(output, keptReleases, keep);
  const releases = manifests.filter((one) => !keptReleases.includes(one)).map(({ id }) => id);
  const pulls = (await allPulls(output)).map(({ pull }) => pull.id).filter((id) => !keptPulls.has(id));
  if (!dryRun) {
    const folders = [
      ...releases.map((id) => releaseFolder(output, id)),
      ...(await changesOf(output, releases)),
      ...pulls.map((id) => join(output, "raw", id)),
    ];
    await removeAll(join(output, ".pruned"), folders);
  }
  return { releases, pulls };
}

async function manifestsIn(output: string): Promise<readonly Manifest[]> {
  const ids = await releaseIds(output);
  return await Promise.all(ids.map((id) => readManifest(releaseFolder(output, id))));
}

async function releasesToKeep(
  output: string,
  manifests: readonly Manifest[],
  keep: number,
): Promise<readonly Manifest[]> {
  const latest = await latestRelease(output);
  const predecessor = manifests.find(({ id }) => id === latest)?.previous?.id;
  const newest = newestOfEach(
    manifests,
    keep,
    ({ source }) => source.origin,
    ({ pull }) => pull.last_fetched_at,
  );
  return manifests.filter((one) => newest.has(one) || one.id === latest || one.id === predecessor);
}

async function pullsToKeep(
  output: string,
  releases: readonly Manifest[],
  keep: number,
): Promise<ReadonlySet<string>> {
  const pulls = await allPulls(output);
  const complete: PullFolder[] = [];
  for (const pull of pulls) if ((await pull.summary()) !== undefined) complete.push(pull);
  const newest = newestOfEach(
    complete,
    keep,
    ({ pull }) => pull.origin,
    ({ pull }) => pull.id,
  );
  const newestComplete = complete[0]?.pull.id ?? "";
  const built = existsSync(join(output, "warehouse", "build.json")) ? [(await readBuild(output)).pull] : [];
  return new Set([
    ...releases.map(({ pull }) => pull.id),
    ...built,
    ...[...newest].map(({ pull }) => pull.id),
    ...pulls.map(({ pull }) => pull.id).filter((id) => id > newestComplete),
  ]);
}

/** The newest `keep` items of each origin. Times are texts that sort by time. */
function newestOfEach<Item>(
  items: readonly Item[],
  keep: number,
  originOf: (item: Item) => string,
  timeOf: (item: Item) => string,
): ReadonlySet<Item> {
  const newest = [...items].sort((one, other) => (timeOf(one) < timeOf(other) ? 1 : -1));
  return new Set(
    newest.filter((item) => {
      const ofOrigin = newest.filter((other) => originOf(other) === originOf(item));
      return ofOrigin.indexOf(item) < keep;
    }),
  );
}

/** The folders with the changes from or to one of these releases. */
async function changesOf(output: string, releases: readonly string[]): Promise<readonly string[]> {
  const changes = join(output, "changes");
  const names = existsSync(changes) ? await readdir(changes) : [];
  return names
    .filter((name) => name.split("--").some((id) => releases.includes(id)))
    .map((name) => join(changes, name));
}

/** Moves the folders aside first, so that an interrupted removal leaves nothing that looks whole; the next one finishes it. */
async function removeAll(aside: string, folders: readonly string[]): Promise<void> {
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside);
  for (const [at, folder] of folders.entries())
    await rename(folder, join(aside, `${at}-${basename(folder)}`));
  await rm(aside, { recursive: true });
}
