// Releases, written: put together in a hidden folder, named in one step when whole, never changed afterwards.
import { mkdir, open, rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { ReleaseError } from "../domain/errors.ts";
import { jsonText } from "../domain/json.ts";
import {
  checksumLines,
  type Manifest,
  manifestJsonSchema,
  manifestPath,
  manifestSchema,
  sameRelease,
  schemaPath,
  sumsPath,
} from "../domain/manifest.ts";
import { digestOfText, syncFolder, writeWhole } from "../platform/files.ts";
import { hashedFiles, namesIn } from "./release-files.ts";
import {
  latestRelease,
  readManifest,
  releaseFolder,
  releaseIds,
  releasesFolder,
  worth,
} from "./release-reader.ts";

const hidden = ".staging-";
const mostVersions = 999;

/** A release being put together: its files go into `folder`, which nobody else looks at. */
export interface StagedRelease {
  readonly output: string;
  readonly id: string;
  readonly folder: string;
}

export interface PromotedRelease {
  readonly id: string;
  readonly folder: string;
  /** True when a release with the same content was there already, and no file was written. */
  readonly unchanged: boolean;
  /** The id `latest` points at now: this release, unless another is worth more: real data, or the whole. */
  readonly latest: string;
}

/** What a release of a given id says of itself. */
export interface DescribedRelease {
  readonly manifest: Manifest;
  /** The documents the manifest names. */
  readonly documents: readonly { readonly path: string; readonly text: string }[];
}

interface Place extends Omit<PromotedRelease, "latest"> {
  readonly release: DescribedRelease;
}

/** Opens a folder for a release, after removing what crashed loads left. One load at a time for each output. */
export async function stageRelease(output: string, id: string): Promise<StagedRelease> {
  const releases = releasesFolder(output);
  await removeLeftovers(releases);
  await mkdir(releases, { recursive: true });
  // Something else in its place is told before the work, not after it.
  await latestRelease(output);
  const folder = join(releases, hidden + id);
  await mkdir(folder);
  return { output, id, folder };
}

/** Removes all that was staged: after a failure, and when there is nothing new to keep. */
export async function discardRelease(staged: StagedRelease): Promise<void> {
  await removeLeftovers(releasesFolder(staged.output));
}

/**
 * Makes the staged files a release described so, whose id is settled here: where it is taken by other content,
 * `-2`, `-3` … is used. `latest` then points at the release, new or unchanged, unless that would put made-up data in
 * the place of real ones, or an excerpt in the place of the whole. ReleaseError when the manifest does not name the staged files, or the unchanged release was altered.
 */
export async function promoteRelease(
  staged: StagedRelease,
  describe: (id: string) => DescribedRelease,
): Promise<PromotedRelease> {
  await refuseOtherFiles(staged.folder, describe(staged.id).manifest);
  const { release, ...place } = await placeFor(staged, describe);
  if (place.unchanged) await discardRelease(staged);
  else await nameRelease(staged, release);
  return { ...place, latest: await pointLatest(staged.output, release.manifest) };
}

/** Keeps a release whose data came once more: no file is written, `latest` may move. ReleaseError where it was altered. */
export async function keepRelease(output: string, manifest: Manifest): Promise<PromotedRelease> {
  const folder = releaseFolder(output, manifest.id);
  await refuseAltered(folder, manifest);
  return { id: manifest.id, folder, unchanged: true, latest: await pointLatest(output, manifest) };
}

async function refuseOtherFiles(folder: string, manifest: Manifest): Promise<void> {
  const promised = manifest.datasets.flatMap((dataset) => dataset.files.map((file) => file.path)).sort();
  const found = await namesIn(folder);
  if (promised.join("\n") === found.join("\n")) return;
  throw new ReleaseError(
    `Cannot release ${manifest.id} as its files must be ${promised.join(", ")}: found ${found.join(", ") || "none"}`,
  );
}

async function placeFor(staged: StagedRelease, describe: (id: string) => DescribedRelease): Promise<Place> {
  const taken = new Set(await releaseIds(staged.output));
  for (let version = 1; version <= mostVersions; version++) {
    const id = version === 1 ? staged.id : `${staged.id}-${version}`;
    const folder = releaseFolder(staged.output, id);
    const release = describe(id);
    if (!taken.has(id)) return { id, folder, unchanged: false, release };
    const existing = await readManifest(folder);
    if (!sameRelease(existing, release.manifest)) continue;
    await refuseAltered(folder, existing);
    return { id, folder, unchanged: true, release };
  }
  throw new ReleaseError(`Cannot name release ${staged.id} as it has ${mostVersions} versions already`);
}

async function refuseAltered(folder: string, manifest: Manifest): Promise<void> {
  const [fault] = (await hashedFiles(folder, manifest)).faults;
  if (fault === undefined) return;
  throw new ReleaseError(`Cannot keep release ${folder}: ${fault}. Move that folder away and load again`);
}

/** The manifest is written last; SHA256SUMS, which holds its hash too, just before it. */
async function nameRelease(staged: StagedRelease, { manifest, documents }: DescribedRelease): Promise<void> {
  for (const name of await namesIn(staged.folder)) await syncFile(join(staged.folder, name));
  const schema = { path: schemaPath, text: jsonText(manifestJsonSchema()) };
  const last = { path: manifestPath, text: jsonText(manifestSchema.parse(manifest)) };
  const hashed = [...documents, schema, last].map(({ path, text }) => ({ path, ...digestOfText(text) }));
  const data = manifest.datasets.flatMap((dataset) => dataset.files);
  const sums = { path: sumsPath, text: checksumLines([...data, ...hashed]) };
  for (const { path, text } of [...documents, schema, sums, last]) {
    await writeWhole(join(staged.folder, path), text);
  }
  await rename(staged.folder, releaseFolder(staged.output, manifest.id));
  await syncFolder(releasesFolder(staged.output));
}

async function pointLatest(output: string, manifest: Manifest): Promise<string> {
  const { id } = manifest;
  const current = await latestRelease(output);
  if (current === id) return id;
  if (current !== undefined && (await worthOf(output, current)) > worth(manifest)) return current;
  const releases = releasesFolder(output);
  const aside = join(releases, `${hidden}latest`);
  await symlink(id, aside);
  await rename(aside, join(releases, "latest"));
  await syncFolder(releases);
  return id;
}

/** A link to a release that was removed is worth nothing. */
async function worthOf(output: string, id: string): Promise<number> {
  if (!(await releaseIds(output)).includes(id)) return 0;
  return worth(await readManifest(releaseFolder(output, id)));
}

async function removeLeftovers(releases: string): Promise<void> {
  for (const name of await namesIn(releases)) {
    if (name.startsWith(hidden)) await rm(join(releases, name), { recursive: true });
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
