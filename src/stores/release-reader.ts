// Reads finished releases: their ids, the latest one, and their manifests.
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
import { parseJson } from "./stored-shapes.ts";

/** The folder that holds an output's releases. */
export function releasesFolder(output: string): string {
  return join(output, "releases");
}

/** The folder of a release. */
export function releaseFolder(output: string, id: string): string {
  return join(releasesFolder(output), id);
}

/** The sorted ids of all releases of an output. Other names in the folder are ignored. */
export async function releaseIds(output: string): Promise<readonly string[]> {
  const names = await namesIn(releasesFolder(output));
  return names.filter((name) => /^[A-Za-z0-9_-]+$/.test(name) && name !== "latest");
}

/** The id `latest` points at; undefined before the first release. Throws an OutputError if `latest` is not a link. */
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
      { cause: error, facts: { file: latest } },
    );
  }
}

/**
 * The manifest in a release's folder. Throws a ReleaseError if it is missing or damaged, or if its hash is not in SHA256SUMS, so
 * that nobody uses an altered manifest.
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const { manifest, sha256 } = await readUnverifiedManifest(folder);
  const expected = await summedHash(folder, manifestPath);
  if (expected === sha256) return manifest;
  throw new ReleaseError(
    `Cannot trust release ${folder}: ${manifestPath} must have SHA-256 ${expected ?? `by ${sumsPath}, which has none`}, found ${sha256}. Load the pull again, or copy the release again`,
    { facts: { folder, expected: expected ?? "none", found: sha256 } },
  );
}

const mostManifestBytes = 64e6;

/** The same without a look at SHA256SUMS, for a caller that compares them itself. */
export async function readUnverifiedManifest(
  folder: string,
): Promise<{ readonly manifest: Manifest; readonly sha256: string }> {
  const path = join(folder, manifestPath);
  const text = await readPlain(path, mostManifestBytes);
  if (text === undefined)
    throw new ReleaseError(
      `Cannot read release ${folder}: it has no ${manifestPath}. See the releases with helserefusjon status`,
      { facts: { folder } },
    );
  const next = "If another version of this tool wrote it, move its folder away";
  const parsed = manifestSchema.safeParse(upgraded(parseJson(text, { place: path, next })));
  if (parsed.success) return { manifest: parsed.data, ...digestOfText(text) };
  const [issue] = parsed.error.issues;
  const more = parsed.error.issues.length - 1;
  const field = issue?.path.join(".") || "it";
  throw new ReleaseError(
    `Cannot read ${path} as a manifest: ${field}: ${issue?.message}${more > 0 ? ` (and ${more} more)` : ""}. ${next}`,
    { facts: { file: path, field } },
  );
}

/** The name of the rule of a check in version 1.0, which had it in English only. */
const rule1 = "claim";
const version1 = z.looseObject({
  manifest_version: z.literal("1.0"),
  checks: z.array(z.looseObject({ [rule1]: z.string() })),
});

/** What `failed` counted in version 1.0, which did not say so. */
const eitherNoun = { nb: "rader eller ulike verdier", en: "rows or distinct values" };

/** A manifest as this version writes it. */
function upgraded(manifest: unknown): unknown {
  const older = version1.safeParse(manifest);
  if (!older.success) return manifest;
  const checks = older.data.checks.map(({ [rule1]: rule, ...check }) => ({
    ...check,
    check: { nb: rule, en: rule },
    noun: eitherNoun,
  }));
  return { ...older.data, manifest_version: manifestVersion, checks };
}

/** Real releases have precedence over synthetic ones, then whole ones over excerpts. */
export function precedence({ synthetic, excerpt }: Pick<Manifest, "synthetic" | "excerpt">): number {
  return (synthetic === null ? 2 : 0) + (excerpt ? 0 : 1);
}
