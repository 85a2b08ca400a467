// Finished releases, read: which there are, what their manifests say, and whether their files are still those.
import { readlink } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { OutputError, ReleaseError } from "../domain/errors.ts";
import {
  type Manifest,
  manifestPath,
  manifestSchema,
  manifestVersion,
  sumsPath,
} from "../domain/manifest.ts";
import { digestOfText, isMissing } from "../platform/files.ts";
import { namesIn, readFailure, readPlain, summedHash } from "./release-files.ts";

/** The folder that holds an output's releases. */
export function releasesFolder(output: string): string {
  return join(output, "releases");
}

/** The folder of a release. */
export function releaseFolder(output: string, id: string): string {
  return join(releasesFolder(output), id);
}

/** The ids of all releases of an output in text order; none before the first. What cannot be an id is not a release. */
export async function releaseIds(output: string): Promise<readonly string[]> {
  const names = await namesIn(releasesFolder(output));
  return names.filter((name) => /^[A-Za-z0-9_-]+$/.test(name) && name !== "latest");
}

/** The id `latest` points at, or undefined before the first release. OutputError where `latest` is something else. */
export async function latestRelease(output: string): Promise<string | undefined> {
  const latest = join(releasesFolder(output), "latest");
  try {
    return await readlink(latest);
  } catch (error) {
    if (isMissing(error)) return undefined;
    if (!(error instanceof Error && "code" in error && error.code === "EINVAL"))
      throw readFailure(latest, error);
    throw new OutputError(
      `Cannot use ${latest}: it must be a link to a release, and is a file or folder. Move it away`,
      { cause: error },
    );
  }
}

/**
 * The manifest in a release's folder. ReleaseError when it is missing, not one, or not the one whose hash SHA256SUMS has:
 * nothing in it is used before.
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const { manifest, sha256 } = await readUnprovenManifest(folder);
  const promised = await summedHash(folder, manifestPath);
  if (promised === sha256) return manifest;
  throw new ReleaseError(
    `Cannot trust release ${folder}: ${manifestPath} must have SHA-256 ${promised ?? `by ${sumsPath}, which has none`}: found ${sha256}`,
  );
}

const mostManifestBytes = 64e6;

/** The same whatever SHA256SUMS says, for a caller that compares them itself. */
export async function readUnprovenManifest(
  folder: string,
): Promise<{ readonly manifest: Manifest; readonly sha256: string }> {
  const path = join(folder, manifestPath);
  const text = await readPlain(path, mostManifestBytes);
  if (text === undefined)
    throw new ReleaseError(`Cannot read release ${folder} as it has no ${manifestPath}`);
  const parsed = manifestSchema.safeParse(upgraded(jsonOf(text, path)));
  if (parsed.success) return { manifest: parsed.data, ...digestOfText(text) };
  const [issue] = parsed.error.issues;
  const more = parsed.error.issues.length - 1;
  throw new ReleaseError(
    `Cannot read ${path} as a manifest: ${issue?.path.join(".") || "it"}: ${issue?.message}${more > 0 ? ` (and ${more} more)` : ""}. ` +
      "If another version of this tool wrote it, move its folder away",
  );
}

const version1 = z.looseObject({
  manifest_version: z.literal("1.0"),
  checks: z.array(z.looseObject({ claim: z.string() })),
});

/** What `failed` counted in version 1.0, which did not say so. */
const eitherNoun = { nb: "rader eller ulike verdier", en: "rows or distinct values" };

/** A manifest as this version writes it. Version 1.0 had the rule of a check in English only, as `claim`. */
function upgraded(manifest: unknown): unknown {
  const older = version1.safeParse(manifest);
  if (!older.success) return manifest;
  const checks = older.data.checks.map(({ claim, ...check }) => ({
    ...check,
    check: { nb: claim, en: claim },
    noun: eitherNoun,
  }));
  return { ...older.data, manifest_version: manifestVersion, checks };
}

/** Real data are worth more than made-up ones, the whole more than an excerpt. */
export function worth({ synthetic, excerpt }: Pick<Manifest, "synthetic" | "excerpt">): number {
  return (synthetic === null ? 2 : 0) + (excerpt ? 0 : 1);
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ReleaseError(`Cannot read ${path} as JSON`, { cause });
  }
}
