// From what a person calls a release to its folder.
import { lstat, realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ReleaseError } from "../domain/errors.ts";
import { manifestPath } from "../domain/manifest.ts";
import type { KnownRelease } from "../release/version-series.ts";
import { readManifest, releaseFolder } from "../stores/release-reader.ts";

/** The folder of a release in the output, of `latest`, or at a path, by its own name. ReleaseError where there is none. */
export async function releaseNamed(name: string, output: string): Promise<string> {
  const places = [...new Set([releaseFolder(output, name), resolve(name)])];
  const found = await Promise.all(places.map((place) => releaseAt(place)));
  const folder = found.find((one) => one.folder !== undefined)?.folder;
  if (folder !== undefined) return folder;
  const odd = found.flatMap(({ oddity }, at) => (oddity === undefined ? [] : [`; ${places[at]} ${oddity}`]));
  throw new ReleaseError(
    `Cannot use the release ${name}: found no ${manifestPath} in ${places.join(" or ")}${odd.join("")}`,
  );
}

/** The same with its manifest. */
export async function knownRelease(name: string, output: string): Promise<KnownRelease> {
  const folder = await releaseNamed(name, output);
  return { folder, manifest: await readManifest(folder) };
}

interface Place {
  readonly folder?: string;
  /** What is there instead of a release; absent for nothing. */
  readonly oddity?: string;
}

/** Links are followed to the folder of a release, as `latest` is one, but never within it. */
async function releaseAt(place: string): Promise<Place> {
  const start = await codeOf(() => lstat(place));
  if (start === "ENOENT") return {};
  if (start !== undefined) return { oddity: `cannot be read (${start})` };
  const end = await codeOf(() => realpath(place));
  if (end !== undefined) return { oddity: `is a link that leads nowhere (${end})` };
  const folder = await realpath(place);
  const manifest = await codeOf(() => lstat(join(folder, manifestPath)));
  if (manifest === undefined) return { folder };
  if (manifest === "ENOTDIR") return { oddity: "is a file, and the release must be a folder" };
  return manifest === "ENOENT" ? {} : { oddity: `cannot be read (${manifest})` };
}

/** The system's code for what fails; undefined where nothing does. */
async function codeOf(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
    throw error;
  }
}
