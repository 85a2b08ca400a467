// From what a person calls a release to its folder.
import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import { ReleaseError } from "../domain/errors.ts";
import type { KnownRelease } from "../release/version-series.ts";
import { namesIn, readManifest, releaseFolder } from "../stores/release-reader.ts";

/** The folder of a release in the output, of `latest`, or at a path. ReleaseError where there is none. */
export async function releaseNamed(name: string, output: string): Promise<string> {
  const places = [releaseFolder(output, name), resolve(name)];
  for (const folder of places) if ((await namesIn(folder)).includes("manifest.json")) return folder;
  throw new ReleaseError(`Cannot use the release ${name}: found no manifest.json in ${places.join(" or ")}`);
}

/** The same with its manifest, and the folder by its own name instead of `latest`. */
export async function knownRelease(name: string, output: string): Promise<KnownRelease> {
  const folder = await realpath(await releaseNamed(name, output));
  return { folder, manifest: await readManifest(folder) };
}
