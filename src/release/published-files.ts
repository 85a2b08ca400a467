// The files of a release as readers get them: each with its size, its hash and its Content-Type.
import { type Manifest, sumsPath } from "../domain/manifest.ts";
import type { Digest } from "../domain/receipt.ts";
import { filesOf, type HashedFiles, hashedFiles } from "../stores/release-files.ts";

export interface PublishedFile extends Digest {
  /** The file's name in the release's folder: `takstkoder.csv`. */
  readonly path: string;
  readonly contentType: string;
}

interface PublishedFiles extends Pick<HashedFiles, "faults" | "extra"> {
  /** Sorted by path, with manifest.json last. */
  readonly files: readonly PublishedFile[];
}

/** Reads and hashes each file that a release must have, and lists what is wrong with them. */
export async function publishedFiles(folder: string, manifest: Manifest): Promise<PublishedFiles> {
  const { digests, faults, extra } = await hashedFiles(folder, manifest);
  const mediaTypes = new Map(filesOf(manifest).map((file) => [file.path, file.media_type]));
  const files = [...digests].map(([path, digest]) => {
    return { path, contentType: contentType(mediaTypes.get(path) ?? unlistedType(path)), ...digest };
  });
  return { files, faults, extra };
}

/** The manifest does not list itself, its schema and SHA256SUMS. */
function unlistedType(path: string): string {
  return path === sumsPath ? "text/plain" : "application/json";
}

/** All texts are UTF-8. No file has a Content-Encoding, because clients would decompress it, and its hash would differ. */
function contentType(mediaType: string): string {
  return mediaType.startsWith("text/") ? `${mediaType}; charset=utf-8` : mediaType;
}
