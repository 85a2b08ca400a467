// The size limits of a place, such as GitHub Pages: checked before the first file is stored.
import { ReleaseError } from "../domain/errors.ts";
import type { Publishable } from "./pointer.ts";
import { folderOf } from "./published-releases.ts";
import type { Target } from "./target.ts";

/** The largest sizes in bytes; absent without a limit. */
export interface Limits {
  readonly file?: number | undefined;
  readonly total?: number | undefined;
}

/** Known places, by the name that --for takes. GitHub rejects larger files in a push, and larger published sites. */
export const limitsByPlace = { "github-pages": { file: 100e6, total: 1e9 } } as const;

export const knownPlaces = ["github-pages"] as const;

interface Placing {
  readonly target: Target;
  readonly limits: Limits;
  /** The paths that the target lacks. */
  readonly missing: ReadonlySet<string>;
  /** The releases that are removed afterwards, and do not count. */
  readonly without: readonly string[];
  /** True if open tables hold each Parquet file once more. */
  readonly isWithTables: boolean;
}

/** Throws a ReleaseError if a file of the release is too large, or if the place would hold too much. */
export async function assertWithin({ manifest, files }: Publishable, placing: Placing): Promise<void> {
  const { target, limits, missing, without, isWithTables } = placing;
  const cannot = `Cannot publish ${manifest.id} to ${target.name}`;
  const { file: mostFile, total: most } = limits;
  const large = mostFile === undefined ? [] : files.filter(({ bytes }) => bytes > mostFile);
  if (mostFile !== undefined && large.length > 0) {
    const named = large.map(({ path, bytes }) => `${path} (${megabytes(bytes)})`).join(", ");
    throw new ReleaseError(
      `${cannot}: a file may have ${megabytes(mostFile)}, found ${named}. Nothing was stored. ` +
        "Load again with --force and --formats parquet, or fetch less with --geographies or --since",
      { facts: { release: manifest.id, place: target.name, expected: mostFile, files: large.length } },
    );
  }
  if (most === undefined) return;
  const times = (path: string) => (isWithTables && path.endsWith(".parquet") ? 2 : 1);
  const added = files
    .filter(({ path }) => missing.has(path))
    .reduce((sum, { path, bytes }) => sum + times(path) * bytes, 0);
  const total = added + (await bytesAt(target, without));
  if (total <= most) return;
  throw new ReleaseError(
    `${cannot}: the place may hold ${megabytes(most)}, and would hold ${megabytes(total)}. Nothing was stored. ` +
      "Remove older releases with --prune --keep, or load again with --force and --formats parquet",
    { facts: { release: manifest.id, place: target.name, expected: most, found: total } },
  );
}

async function bytesAt(target: Target, without: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const key of await target.list()) {
    if (!key.includes("/") || !without.includes(folderOf(key))) bytes += (await target.head(key))?.bytes ?? 0;
  }
  return bytes;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
