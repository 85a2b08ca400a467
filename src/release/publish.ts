// Publishes a release: stores the files and reads each back, then updates latest.json, which makes it visible.
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { z } from "zod";
import { ReleaseError } from "../domain/errors.ts";
import { type Manifest, manifestPath } from "../domain/manifest.ts";
import type { Report } from "../domain/progress.ts";
import { digestOfChunks } from "../platform/files.ts";
import { readPlain } from "../stores/release-files.ts";
import { worth } from "../stores/release-reader.ts";
import {
  keyOf,
  type Pointer,
  type Publishable,
  type PublishableFile,
  pointerKey,
  pointerText,
  pointerTo,
  publishable,
  readPointer,
  readText,
} from "./pointer.ts";
import type { Outgoing, Target } from "./target.ts";

const forEver = "public, max-age=31536000, immutable";
const forAMinute = "public, max-age=60";
const catalogueKey = "dcat.jsonld";

export interface PublishOptions {
  readonly folder: string;
  readonly target: Target;
  readonly allowSynthetic: boolean;
  /** True to replace a catalogue with web addresses by one without. */
  readonly force: boolean;
  /** True to change nothing and only list the steps. */
  readonly dryRun: boolean;
  readonly report: Report;
}

export interface Published {
  readonly id: string;
  readonly version: string;
  /** The files that were stored, or would be in a dry run. */
  readonly stored: readonly PublishableFile[];
  /** The number of files that were there already. */
  readonly there: number;
  /** The release that was current before; undefined if there was none. */
  readonly before: string | undefined;
  /** True if latest.json was written, or would be in a dry run. */
  readonly moved: boolean;
}

/**
 * Publishes a release below `<id>/`, copies its catalogue to the top and points `latest.json` at it. What is there already is not stored again. Readers see
 * the release before until all of this one has been read back. Throws a ReleaseError when the release does not match its manifest, is
 * synthetic without leave, is worth less than the one readers see, has no addresses where harvesters know some, or differs from
 * what is there under its name.
 */
export async function publish(options: PublishOptions): Promise<Published> {
  const { folder, target, dryRun } = options;
  const release = await publishable(folder);
  const { id, version } = release.manifest;
  assertSyntheticAllowed(release.manifest, options);
  const current = await readPointer(target);
  assertPrecedence(release.manifest, { current, target });
  await assertAddresses(release, options);
  const missing = await missingFrom(target, release);
  if (!dryRun) await storeFiles(release, { missing, ...options });
  await placeCatalogue(release, options);
  const moved = await placePointer(release, options);
  const stored = release.files.filter(({ path }) => missing.has(path));
  return { id, version, stored, there: release.files.length - stored.length, before: current?.id, moved };
}

function assertSyntheticAllowed({ id, synthetic }: Manifest, { allowSynthetic }: PublishOptions): void {
  if (synthetic === null || allowSynthetic) return;
  throw new ReleaseError(
    `Cannot publish ${id}, because its data are synthetic (${synthetic}). Give --allow-synthetic to publish synthetic data.`,
  );
}

interface CurrentRelease {
  readonly current: Pointer | undefined;
  readonly target: Target;
}

function assertPrecedence(manifest: Manifest, { current, target }: CurrentRelease): void {
  if (current === undefined || worth(current) <= worth(manifest)) return;
  throw new ReleaseError(
    `Cannot publish ${manifest.id} to ${target.name} as readers there have ${current.id}, which is ` +
      `${current.synthetic === null && manifest.synthetic !== null ? "real data" : "no excerpt"}: choose another place`,
  );
}

/** Harvesters recognise datasets by their addresses, so a catalogue without addresses would remove them all there. */
async function assertAddresses(release: Publishable, { target, force }: PublishOptions): Promise<void> {
  if (force) return;
  const there = catalogueAddress((await readText(target, catalogueKey)) ?? "");
  if (there === undefined) return;
  const own = release.files.some(({ path }) => path === catalogueKey)
    ? await readPlain(join(release.folder, catalogueKey), mostCatalogueBytes)
    : undefined;
  if (catalogueAddress(own ?? "") !== undefined) return;
  throw new ReleaseError(
    `Cannot publish ${release.manifest.id} to ${target.name}: the ${catalogueKey} there has addresses such as ${there}, ` +
      "and that of this release has none. Make the release again by load --force --publisher <file>, with a base in that file, or publish with --force",
  );
}

const mostCatalogueBytes = 64e6;

const catalogueSchema = z.object({
  "@graph": z.array(z.object({ "@id": z.string().optional(), "@type": z.unknown().optional() })),
});

/** The web address of the catalogue in a dcat.jsonld; undefined if it has none or is not ours. */
function catalogueAddress(text: string): string | undefined {
  const { data } = catalogueSchema.safeParse(jsonIn(text));
  const node = data?.["@graph"].find((one) => one["@type"] === "dcat:Catalog");
  return /^https?:/.test(node?.["@id"] ?? "") ? node?.["@id"] : undefined;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A file that is not JSON is not our catalogue, so it may be replaced.
    return undefined;
  }
}

/** The paths that a target lacks. Throws a ReleaseError if the target has another file at one of the paths. */
async function missingFrom(target: Target, { manifest, files }: Publishable): Promise<ReadonlySet<string>> {
  const missing = new Set<string>();
  for (const { path, bytes, sha256 } of files) {
    const key = keyOf(manifest.id, path);
    const found = await target.head(key);
    if (found === undefined) missing.add(path);
    else if (found.bytes !== bytes || found.sha256 !== sha256) {
      throw new ReleaseError(
        `Cannot publish ${path} as what is published never changes and ${key} at ${target.name} must have ` +
          `${bytes} bytes and SHA-256 ${sha256}: found ${found.bytes} and ${found.sha256 ?? "no label that says so"}`,
      );
    }
  }
  return missing;
}

interface Storing extends PublishOptions {
  readonly missing: ReadonlySet<string>;
}

/** The manifest goes last: a target that has it has read back all files. */
async function storeFiles({ folder, manifest, files }: Publishable, storing: Storing): Promise<void> {
  const { missing, target, report } = storing;
  const unproven = missing.has(manifestPath);
  for (const file of files) {
    const key = keyOf(manifest.id, file.path);
    if (missing.has(file.path)) {
      const open = () => createReadStream(join(folder, file.path), { highWaterMark: 1 << 20 });
      await target.put(key, { ...file, open, cacheControl: forEver });
      report({ kind: "noted", text: `publish: stored ${key}` });
    }
    if (missing.has(file.path) || unproven) await readBack(file, { key, target });
  }
}

async function readBack(
  { path, bytes, sha256 }: PublishableFile,
  { key, target }: { key: string; target: Target },
): Promise<void> {
  const found = await target.get(key, digestOfChunks);
  if (found?.bytes === bytes && found.sha256 === sha256) return;
  throw new ReleaseError(
    `Cannot publish ${path} as ${key} at ${target.name} must read back with ${bytes} bytes and SHA-256 ${sha256}: ` +
      `found ${found === undefined ? "nothing" : `${found.bytes} and ${found.sha256}`}. Remove it and publish again`,
  );
}

/** Harvesters know the catalogue by one address. It changes just before latest.json. */
async function placeCatalogue({ folder, files }: Publishable, options: PublishOptions): Promise<void> {
  const catalogue = files.find(({ path }) => path === catalogueKey);
  if (catalogue === undefined) return;
  const open = () => createReadStream(join(folder, catalogue.path));
  await replace(catalogueKey, { ...catalogue, open, cacheControl: forAMinute }, options);
}

async function placePointer(release: Publishable, options: PublishOptions): Promise<boolean> {
  const bytes = Buffer.from(pointerText(pointerTo(release)));
  const open = () => Readable.from([bytes]);
  const labels = { contentType: "application/json", cacheControl: forAMinute };
  const digest = await digestOfChunks(open());
  return await replace(pointerKey, { path: pointerKey, open, ...labels, ...digest }, options);
}

/** Stores an object that may change, unless the target has the same bytes. Returns true if it stored the object. */
async function replace(
  key: string,
  object: PublishableFile & Outgoing,
  { target, dryRun }: PublishOptions,
): Promise<boolean> {
  const found = await target.get(key, digestOfChunks);
  if (found?.sha256 === object.sha256) return false;
  if (dryRun) return true;
  await target.put(key, object);
  await readBack(object, { key, target });
  return true;
}
