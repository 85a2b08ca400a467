// The files of a release as they are on disk, proven to be what the release promises before anything leaves the house.
import { ReleaseError } from "../domain/errors.ts";
import type { Manifest } from "../domain/manifest.ts";
import type { Digest } from "../domain/receipt.ts";
import { hashedFiles } from "../stores/release-files.ts";
import { readManifest } from "../stores/release-reader.ts";
import { contentTypeOf } from "./media-types.ts";

export interface PublishableFile extends Digest {
  /** The file's name in the release's folder: `takstkoder.csv`. */
  readonly path: string;
  readonly contentType: string;
}

export interface Publishable {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Every file of the release in text order, but manifest.json last. */
  readonly files: readonly PublishableFile[];
}

/** Reads a release through. ReleaseError when a file is missing, altered, or in the folder without being of the release. */
export async function publishable(folder: string): Promise<Publishable> {
  const manifest = await readManifest(folder);
  const { digests, faults, extra } = await hashedFiles(folder, manifest);
  const [fault, ...more] = [...faults, ...extra];
  if (fault !== undefined) {
    const others = more.length === 0 ? "" : ` (and ${more.length} more, which verify lists)`;
    throw new ReleaseError(`Cannot publish ${folder}: ${fault}${others}`);
  }
  const files = [...digests].map(([path, digest]) => ({ path, contentType: contentTypeOf(path), ...digest }));
  return { folder, manifest, files };
}
