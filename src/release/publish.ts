// Publishes a release: stores the files and reads each back, then updates latest.json, which makes it visible.
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { z } from "zod";
import { ReleaseError } from "../domain/errors.ts";
import { jsonIfValid } from "../domain/json.ts";
import { type Manifest, manifestPath, signaturePath, sumsPath } from "../domain/manifest.ts";
import type { Report } from "../domain/progress.ts";
import type { Digest } from "../domain/receipt.ts";
import { digestOfChunks } from "../platform/files.ts";
import { readPlain } from "../stores/release-files.ts";
import { precedence } from "../stores/release-reader.ts";
import { assertWithin, type Limits } from "./limits.ts";
import { type SigningKey, signatureText } from "./minisign.ts";
import {
  objectKey,
  type Pointer,
  type Publishable,
  pointerKey,
  pointerText,
  pointerTo,
  publishable,
  readPointer,
  readText,
} from "./pointer.ts";
import type { PublishedFile } from "./published-files.ts";
import type { Outgoing, Stored, Target } from "./target.ts";

const forever = "public, max-age=31536000, immutable";
const forAMinute = "public, max-age=60";
/** The copy of the current release's catalogue, for harvesters. */
export const catalogueKey = "dcat.jsonld";

export interface PublishOptions {
  readonly folder: string;
  readonly target: Target;
  readonly allowSynthetic: boolean;
  /** True to replace a catalogue with web addresses by one without. */
  readonly force: boolean;
  /** True to change nothing and only list the steps. */
  readonly dryRun: boolean;
  readonly limits?: Limits | undefined;
  /** The releases that are removed afterwards, and do not count for the limits. */
  readonly without?: readonly string[] | undefined;
  /** Signs SHA256SUMS, if given. */
  readonly signingKey?: SigningKey | undefined;
  /** Adds the release to open tables, if given. */
  readonly addToTables?: AddToTables | undefined;
  readonly report: Report;
}

export type AddingToTables = Pick<PublishOptions, "target" | "dryRun" | "report">;

/** Adds a stored release to the table of each dataset, and returns the added versions. */
type AddToTables = (release: Publishable, options: AddingToTables) => Promise<readonly TableVersion[]>;

export interface TableVersion {
  readonly table: string;
  readonly version: number;
  /** The table before a new one, whose queries would break with the columns of this release. */
  readonly continues: string | undefined;
}

export interface Published {
  readonly id: string;
  readonly version: string;
  /** The files that were stored, or would be in a dry run. */
  readonly stored: readonly PublishedFile[];
  /** The number of files that were there already. */
  readonly there: number;
  /** The release that was current before; undefined if there was none. */
  readonly before: string | undefined;
  /** True if latest.json was written, or would be in a dry run. */
  readonly moved: boolean;
  /** The versions that open tables got, or would get in a dry run; undefined if none were requested. */
  readonly tables: readonly TableVersion[] | undefined;
}

/**
 * Publishes a release below `<id>/`, copies its catalogue to the top and points `latest.json` at it. Files that are there
 * already are not stored again. Readers see the old release until every file of the new one has been read back. Throws a
 * ReleaseError for a faulty release, for one that must not replace the current one, and for other files under its id.
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
  const { limits = {}, without = [], addToTables } = options;
  await assertWithin(release, { target, limits, missing, without, isWithTables: addToTables !== undefined });
  if (!dryRun) await storeFiles(release, { missing, ...options });
  // Before latest.json, because another publish may be faster.
  const tables = await addToTables?.(release, options);
  await placeSignature(release, options);
  await placeCatalogue(release, options);
  const moved = await placePointer(release, options);
  const stored = release.files.filter(({ path }) => missing.has(path));
  return {
    id,
    version,
    stored,
    there: release.files.length - stored.length,
    before: current?.id,
    moved,
    tables,
  };
}

function assertSyntheticAllowed({ id, synthetic }: Manifest, { allowSynthetic }: PublishOptions): void {
  if (synthetic === null || allowSynthetic) return;
  throw new ReleaseError(
    `Cannot publish ${id}: its data are synthetic (${synthetic}). To publish them anyway, give --allow-synthetic`,
    { facts: { release: id, synthetic } },
  );
}

interface CurrentRelease {
  readonly current: Pointer | undefined;
  readonly target: Target;
}

function assertPrecedence(manifest: Manifest, { current, target }: CurrentRelease): void {
  if (current === undefined || precedence(current) <= precedence(manifest)) return;
  const lacks = current.synthetic === null && manifest.synthetic !== null ? "synthetic data" : "an excerpt";
  throw new ReleaseError(
    `Cannot publish ${manifest.id} to ${target.name}: ${lacks} must not replace ${current.id}, which readers have now. ` +
      "Choose another place",
    { facts: { release: manifest.id, place: target.name, current: current.id } },
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
      "and that of this release has none. Harvesters would remove their datasets. " +
      "Run load --force --publisher <file> with a base in that file, or publish with --force",
    { facts: { release: release.manifest.id, place: target.name, file: catalogueKey, address: there } },
  );
}

const mostCatalogueBytes = 64e6;

const catalogueSchema = z.object({
  "@graph": z.array(z.object({ "@id": z.string().optional(), "@type": z.unknown().optional() })),
});

/** The web address of the catalogue in a dcat.jsonld; undefined if it has none. Other files at its key may be replaced. */
export function catalogueAddress(text: string): string | undefined {
  const { data } = catalogueSchema.safeParse(jsonIfValid(text));
  const node = data?.["@graph"].find((one) => one["@type"] === "dcat:Catalog");
  return /^https?:/.test(node?.["@id"] ?? "") ? node?.["@id"] : undefined;
}

/** The paths that a target lacks. Throws a ReleaseError if the target has another file at one of the paths. */
async function missingFrom(target: Target, { manifest, files }: Publishable): Promise<ReadonlySet<string>> {
  const missing = new Set<string>();
  for (const { path, bytes, sha256 } of files) {
    const key = objectKey(manifest.id, path);
    const found = await target.head(key);
    if (found === undefined) missing.add(path);
    else if (found.bytes !== bytes || found.sha256 !== sha256) {
      throw otherFile(
        { path, bytes, sha256 },
        { key, target, found, advice: "A published file never changes. " },
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
  const unverified = missing.has(manifestPath);
  for (const file of files) {
    const key = objectKey(manifest.id, file.path);
    if (missing.has(file.path)) {
      const open = () => createReadStream(join(folder, file.path), { highWaterMark: 1 << 20 });
      await target.put(key, { ...file, open, cacheControl: forever });
      report({ kind: "message", text: `publish: stored ${key}` });
    }
    if (missing.has(file.path) || unverified) await readBack(file, { key, target });
  }
}

/** Throws a ReleaseError unless an object has the bytes of a file. */
export async function readBack(
  { path, bytes, sha256 }: PublishedFile,
  { key, target }: { key: string; target: Target },
): Promise<void> {
  const found = await target.get(key, digestOfChunks);
  if (found?.bytes === bytes && found.sha256 === sha256) return;
  throw otherFile({ path, bytes, sha256 }, { key, target, found, advice: "" });
}

interface Mismatch {
  readonly key: string;
  readonly target: Target;
  readonly found: Stored | undefined;
  readonly advice: string;
}

/** The error for an object at the target whose bytes differ from the file of the release. */
function otherFile(
  { path, bytes, sha256 }: Digest & { readonly path: string },
  { key, target: { name: place }, found, advice }: Mismatch,
): ReleaseError {
  const expected = `${bytes} bytes and SHA-256 ${sha256}`;
  const actual =
    found === undefined ? "no object" : `${found.bytes} bytes and SHA-256 ${found.sha256 ?? "unknown"}`;
  return new ReleaseError(
    `Cannot publish ${path}: expected ${key} at ${place} to have ${expected}, found ${actual}. ` +
      `${advice}If no reader needs the object, remove it and publish again`,
    { facts: { place, file: key, expected, found: actual } },
  );
}

/** Not a file of the release, so that another key can sign a release whose files never change. */
async function placeSignature({ folder, manifest: { id } }: Publishable, options: PublishOptions) {
  if (options.signingKey === undefined) return;
  const sums = (await readPlain(join(folder, sumsPath), mostCatalogueBytes)) ?? "";
  const text = signatureText(Buffer.from(sums), options.signingKey, `release ${id}, file ${sumsPath}`);
  await placeText(options, { path: objectKey(id, signaturePath), contentType: "text/plain", text });
}

/** Harvesters know the catalogue by one address. It changes just before latest.json. */
async function placeCatalogue({ folder, files }: Publishable, options: PublishOptions): Promise<void> {
  const catalogue = files.find(({ path }) => path === catalogueKey);
  if (catalogue === undefined) return;
  const open = () => createReadStream(join(folder, catalogue.path));
  await replace(catalogueKey, { ...catalogue, open, cacheControl: forAMinute }, options);
}

async function placePointer(release: Publishable, options: PublishOptions): Promise<boolean> {
  const text = pointerText(pointerTo(release));
  return await placeText(options, { path: pointerKey, contentType: "application/json", text });
}

/** Stores a text that may change, unless the target has it. Returns true if it stored the text. */
export async function placeText(
  options: Pick<PublishOptions, "target" | "dryRun">,
  { path, contentType, text }: { readonly path: string; readonly contentType: string; readonly text: string },
): Promise<boolean> {
  const open = () => Readable.from([Buffer.from(text)]);
  const object = { path, open, contentType, cacheControl: forAMinute, ...(await digestOfChunks(open())) };
  return await replace(path, object, options);
}

/** Stores an object that may change, unless the target has the same bytes. Returns true if it stored the object. */
async function replace(
  key: string,
  object: PublishedFile & Outgoing,
  { target, dryRun }: Pick<PublishOptions, "target" | "dryRun">,
): Promise<boolean> {
  const found = await target.get(key, digestOfChunks);
  if (found?.sha256 === object.sha256) return false;
  if (dryRun) return true;
  await target.put(key, object);
  await readBack(object, { key, target });
  return true;
}
