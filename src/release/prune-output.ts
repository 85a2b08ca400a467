// Removes old pulls and releases from an output folder, except those that the newest ones depend on.
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Manifest } from "../domain/manifest.ts";
import { readBuild } from "../stores/build-store.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { allPulls } from "../stores/raw-store.ts";
import { latestRelease, readManifest, releaseFolder, releaseIds } from "../stores/release-reader.ts";

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
 * kept releases and of the tables in the warehouse, and every pull newer than the newest complete one, because a run may
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
