// Finished releases, read: which there are, what their manifests say, and whether their files are still those.
import { readdir, readlink } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ReleaseError } from "../domain/errors.ts";
import { type Manifest, manifestSchema } from "../domain/manifest.ts";
import { digestIfThere, isMissing, readIfThere } from "../platform/files.ts";

/** The folder that holds an output's releases. */
export function releasesFolder(output: string): string {
  return join(output, "releases");
}

/** The folder of a release. */
export function releaseFolder(output: string, id: string): string {
  return join(releasesFolder(output), id);
}

/** The ids of all releases of an output in text order; none before the first. */
export async function releaseIds(output: string): Promise<readonly string[]> {
  const names = await namesIn(releasesFolder(output));
  return names.filter((name) => !name.startsWith(".") && name !== "latest");
}

/** The id `latest` points at, or undefined before the first release. */
export async function latestRelease(output: string): Promise<string | undefined> {
  try {
    return await readlink(join(releasesFolder(output), "latest"));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** The manifest in a release's folder. ReleaseError when it is missing or not one. */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, "manifest.json");
  const text = await readIfThere(path);
  if (text === undefined) throw new ReleaseError(`Cannot read release ${folder} as it has no manifest.json`);
  const parsed = manifestSchema.safeParse(jsonOf(text, path));
  if (parsed.success) return parsed.data;
  throw new ReleaseError(
    `Cannot read ${path} as a manifest: ${z.prettifyError(parsed.error)}\n` +
      "If an earlier version of this tool wrote it, move its folder away",
  );
}

/** A file of a release that is not what its manifest says. */
export interface AlteredFile {
  readonly path: string;
  /** The SHA-256 the manifest promises. */
  readonly promised: string;
  /** The SHA-256 of the file, or undefined where it is gone. */
  readonly found: string | undefined;
}

/** Every file the manifest names whose bytes are not those it promises, all files read through. */
export async function alteredFiles(folder: string, manifest: Manifest): Promise<readonly AlteredFile[]> {
  const altered: AlteredFile[] = [];
  for (const { path, sha256 } of filesOf(manifest)) {
    const found = await digestIfThere(join(folder, path));
    if (found?.sha256 !== sha256) altered.push({ path, promised: sha256, found: found?.sha256 });
  }
  return altered;
}

/** Every file a manifest names: data and documents. */
export function filesOf({ datasets, documents }: Manifest): readonly NamedFile[] {
  return [...datasets.flatMap((dataset) => dataset.files), ...documents];
}

type NamedFile = Pick<Manifest["documents"][number], "path" | "bytes" | "sha256">;

/** Real data are worth more than made-up ones, the whole more than an excerpt. */
export function worth({ synthetic, excerpt }: Pick<Manifest, "synthetic" | "excerpt">): number {
  return (synthetic === null ? 2 : 0) + (excerpt ? 0 : 1);
}

/** The names in a folder in text order; none where it is not there. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ReleaseError(`Cannot read ${path} as JSON`, { cause });
  }
}
