// Series of comparable releases in the order they were made, for comparisons and histories.
import { isDeepStrictEqual } from "node:util";
import type { Scope } from "../domain/endpoint.ts";
import type { Manifest } from "../domain/manifest.ts";
import { isRealRoot } from "../domain/origin.ts";
import { compareVersions } from "../domain/version.ts";
import { readManifest, releaseFolder, releaseIds } from "../stores/release-reader.ts";

/** Releases of a series have the same source, real or synthetic, and the same scope apart from its end. */
export interface Kind {
  readonly origin: string;
  readonly synthetic: string | null;
  readonly scope: Scope;
}

/** A release on disk with its manifest. */
export interface KnownRelease {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The releases of a series in an output folder, from the first version to the last. */
export async function releaseSeries(output: string, kind: Kind): Promise<readonly KnownRelease[]> {
  const found: KnownRelease[] = [];
  for (const id of await releaseIds(output)) {
    const folder = releaseFolder(output, id);
    const manifest = await readManifest(folder);
    if (isOfKind(manifest, kind)) found.push({ folder, manifest });
  }
  return found.sort((one, other) => compareVersions(one.manifest.version, other.manifest.version));
}

/** The series that a release belongs to. */
export function seriesKind({ source, synthetic, scope }: Manifest): Kind {
  return { origin: source.origin, synthetic, scope };
}

/** All real roots serve the same data. */
function isOfKind(manifest: Manifest, kind: Kind): boolean {
  const found = seriesKind(manifest);
  const sameSource = found.origin === kind.origin || (isRealRoot(found.origin) && isRealRoot(kind.origin));
  return (
    sameSource &&
    found.synthetic === kind.synthetic &&
    isDeepStrictEqual({ ...found.scope, until: "" }, { ...kind.scope, until: "" })
  );
}
