// The files of a release as they are on disk, proven to be what the release promises before anything leaves the house.
import { join } from "node:path";
import { ReleaseError } from "../domain/errors.ts";
import type { Manifest } from "../domain/manifest.ts";
import type { Digest } from "../domain/receipt.ts";
import { digestOf, filesBelow, readIfThere } from "../platform/files.ts";
import { filesOf, readManifest } from "../stores/release-reader.ts";
import { contentTypeOf } from "./media-types.ts";

export interface PublishableFile extends Digest {
  /** Below the release's folder, with slashes: `takstkoder.csv`. */
  readonly path: string;
  readonly contentType: string;
}

export interface Publishable {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Every file of the folder in text order, but manifest.json last. */
  readonly files: readonly PublishableFile[];
}

/** Reads a release through. ReleaseError when a file is not what the manifest or SHA256SUMS says, or of no known kind. */
export async function publishable(folder: string): Promise<Publishable> {
  const manifest = await readManifest(folder);
  const paths = (await filesBelow(folder)).filter((path) => path !== manifestPath);
  const files: PublishableFile[] = [];
  for (const path of [...paths, manifestPath]) {
    files.push({ path, contentType: contentTypeOf(path), ...(await digestOf(join(folder, path))) });
  }
  const promised = [...filesOf(manifest), ...(await sumsIn(folder))];
  for (const promise of promised) refuseAltered(promise, { folder, files });
  return { folder, manifest, files };
}

export const manifestPath = "manifest.json";

type Promised = Pick<PublishableFile, "path" | "sha256">;

/** The lines of a release's SHA256SUMS; none where it has no such file. */
export async function sumsIn(folder: string): Promise<readonly Promised[]> {
  const text = (await readIfThere(join(folder, "SHA256SUMS"))) ?? "";
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => ({ sha256: line.slice(0, 64), path: line.slice(66) }));
}

function refuseAltered({ path, sha256 }: Promised, { folder, files }: Omit<Publishable, "manifest">): void {
  const found = files.find((file) => file.path === path);
  if (found?.sha256 === sha256) return;
  throw new ReleaseError(
    `Cannot publish ${folder} as ${path} must have SHA-256 ${sha256}: found ${found?.sha256 ?? "no file"}`,
  );
}
