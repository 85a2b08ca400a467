// Releases of one kind, in the order they were made: what a release is compared with, and what a history goes through.
import { isDeepStrictEqual } from "node:util";
import type { Scope } from "../domain/endpoint.ts";
import type { Manifest } from "../domain/manifest.ts";
import { isDocumentedRoot } from "../domain/origin.ts";
import { compareVersions } from "../domain/version.ts";
import { readManifest, releaseFolder, releaseIds } from "../stores/release-reader.ts";

/** What makes releases comparable: real data or the same made-up world, and the same scope but for its end. */
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

/** The releases of this kind in an output folder, from the first version to the last. */
export async function seriesOf(output: string, kind: Kind): Promise<readonly KnownRelease[]> {
  const found: KnownRelease[] = [];
  for (const id of await releaseIds(output)) {
    const folder = releaseFolder(output, id);
    const manifest = await readManifest(folder);
    if (isOfKind(manifest, kind)) found.push({ folder, manifest });
  }
  return found.sort((one, other) => compareVersions(one.manifest.version, other.manifest.version));
}

/** What kind of release this is. */
export function kindOf({ source, synthetic, scope }: Manifest): Kind {
  return { origin: source.origin, synthetic, scope };
}

/** Both documented roots hand out the same data. */
function isOfKind(manifest: Manifest, kind: Kind): boolean {
  const found = kindOf(manifest);
  const sameSource =
    found.origin === kind.origin || (isDocumentedRoot(found.origin) && isDocumentedRoot(kind.origin));
  return (
    sameSource &&
    found.synthetic === kind.synthetic &&
    isDeepStrictEqual({ ...found.scope, until: "" }, { ...kind.scope, until: "" })
  );
}
