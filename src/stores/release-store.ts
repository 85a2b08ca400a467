// Writes releases: stages the files in a hidden folder, renames it in one step, and never changes it afterwards.
import { mkdir, rename, rm, symlink } from "node:fs/promises";
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
import { digestOfText, syncFile, syncFolder, writeWhole } from "../platform/files.ts";
import { hashedFiles, namesIn } from "./release-files.ts";
import {
  latestRelease,
  precedence,
  readManifest,
  releaseFolder,
  releaseIds,
  releasesFolder,
} from "./release-reader.ts";

const hidden = ".staging-";
const mostVersions = 999;

/** A release in progress. Its files go into a hidden folder. */
export interface StagedRelease {
  readonly output: string;
  readonly id: string;
  readonly folder: string;
}

export interface PromotedRelease {
  readonly id: string;
  readonly folder: string;
  /** True if a release with the same content exists, so that no file was written. */
  readonly unchanged: boolean;
  /** The id that `latest` points at now: this release, unless another has precedence. */
  readonly latest: string;
}

/** The manifest of a release with its documents. */
export interface DescribedRelease {
  readonly manifest: Manifest;
  /** The documents that the manifest names. */
  readonly documents: readonly { readonly path: string; readonly text: string }[];
}

interface Place extends Omit<PromotedRelease, "latest"> {
  readonly release: DescribedRelease;
}

/** Makes a folder for a release and removes the rests of crashed loads. Only one load may run in an output. */
export async function stageRelease(output: string, id: string): Promise<StagedRelease> {
  const releases = releasesFolder(output);
  await removeLeftovers(releases);
  await mkdir(releases, { recursive: true });
  // Throws before the work if `latest` is not a link.
  await latestRelease(output);
  const folder = join(releases, hidden + id);
  await mkdir(folder);
  return { output, id, folder };
}

/** Removes the staged files, after a failure or if nothing is new. */
export async function discardRelease(staged: StagedRelease): Promise<void> {
  await removeLeftovers(releasesFolder(staged.output));
}

/**
 * Makes the staged files a release. If its id is taken by other content, the id gets `-2`, `-3` and so on. Then points `latest`
 * at the release, unless the current one has precedence. Throws a ReleaseError if the manifest does not name the staged files,
 * or if the unchanged release was altered.
 */
export async function promoteRelease(
  staged: StagedRelease,
  describe: (id: string) => DescribedRelease,
): Promise<PromotedRelease> {
  await assertFilesNamed(staged.folder, describe(staged.id).manifest);
  const { release, ...place } = await placeFor(staged, describe);
  if (place.unchanged) await discardRelease(staged);
  else await nameRelease(staged, release);
  return { ...place, latest: await pointLatest(staged.output, release.manifest) };
}

/** Points `latest` at a release whose data came once more, and writes no file. Throws a ReleaseError if it was altered. */
export async function keepPublished(output: string, manifest: Manifest): Promise<PromotedRelease> {
  const folder = releaseFolder(output, manifest.id);
  await assertUnaltered(folder, manifest);
  return { id: manifest.id, folder, unchanged: true, latest: await pointLatest(output, manifest) };
}

async function assertFilesNamed(folder: string, manifest: Manifest): Promise<void> {
  const named = manifest.datasets.flatMap((dataset) => dataset.files.map((file) => file.path)).sort();
  const [expected, found] = [named.join(", "), (await namesIn(folder)).join(", ") || "none"];
  if (expected === found) return;
  throw new ReleaseError(
    `Cannot make release ${manifest.id}: expected the files ${expected}, found ${found}`,
    {
      facts: { release: manifest.id, expected, found },
    },
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
    await assertUnaltered(folder, existing);
    return { id, folder, unchanged: true, release };
  }
  throw new ReleaseError(
    `Cannot name release ${staged.id}: it has ${mostVersions} versions. Move some of them away and load again`,
    { facts: { release: staged.id, versions: mostVersions } },
  );
}

async function assertUnaltered(folder: string, manifest: Manifest): Promise<void> {
  const [fault] = (await hashedFiles(folder, manifest)).faults;
  if (fault === undefined) return;
  throw new ReleaseError(`Cannot keep release ${folder}: ${fault}. Move that folder away and load again`, {
    facts: { folder, fault },
  });
}

/** Writes the documents, then SHA256SUMS with the hash of the manifest, and the manifest last. */
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
  if (current !== undefined && (await precedenceOf(output, current)) > precedence(manifest)) return current;
  const releases = releasesFolder(output);
  const aside = join(releases, `${hidden}latest`);
  await symlink(id, aside);
  await rename(aside, join(releases, "latest"));
  await syncFolder(releases);
  return id;
}

/** The precedence of a release; 0 if it was removed. */
async function precedenceOf(output: string, id: string): Promise<number> {
  if (!(await releaseIds(output)).includes(id)) return 0;
  return precedence(await readManifest(releaseFolder(output, id)));
}

async function removeLeftovers(releases: string): Promise<void> {
  for (const name of await namesIn(releases)) {
    if (name.startsWith(hidden)) await rm(join(releases, name), { recursive: true });
  }
}
