// The releases at a target, as their manifests describe them.
import { z } from "zod";
import { jsonIfValid } from "../domain/json.ts";
import { changedRowsSchema, manifestPath } from "../domain/manifest.ts";

import { readText } from "./pointer.ts";
import type { Target } from "./target.ts";

/** Only what lists of releases need, so that manifests of other versions can be read. */
const publishedShape = z.object({
  id: z.string(),
  version: z.string().default("unknown"),
  title: z.object({ nb: z.string(), en: z.string() }).default({ nb: "Helserefusjon", en: "Helserefusjon" }),
  synthetic: z.string().nullable().default(null),
  excerpt: z.boolean().default(false),
  pull: z.object({ last_fetched_at: z.iso.datetime() }),
  changes: z.array(changedRowsSchema).optional().catch(undefined),
  datasets: z.array(z.object({ rows: z.int() })).default([]),
  documents: z.array(z.object({ path: z.string() })).default([]),
});

export type PublishedRelease = Readonly<z.infer<typeof publishedShape>>;

/** The whole releases among these keys, the newest first. A folder whose manifest names another release is none. */
export async function releasesAt(
  target: Target,
  keys: readonly string[],
): Promise<readonly PublishedRelease[]> {
  const releases: PublishedRelease[] = [];
  for (const key of keys.filter(isManifest)) {
    const parsed = publishedShape.safeParse(jsonIfValid((await readText(target, key)) ?? ""));
    if (parsed.success && parsed.data.id === folderOf(key)) releases.push(parsed.data);
  }
  return releases.sort(newestFirst);
}

/** Sorts by the time of the pull, then by the number of the release. */
function newestFirst(one: PublishedRelease, other: PublishedRelease): number {
  const [time, otherTime] = [Date.parse(one.pull.last_fetched_at), Date.parse(other.pull.last_fetched_at)];
  return otherTime - time || new Intl.Collator("en", { numeric: true }).compare(other.id, one.id);
}

export function isManifest(key: string): boolean {
  const [, path, more] = key.split("/");
  return path === manifestPath && more === undefined;
}

/** The first part of a key, which is the id of a release if there is a second part. */
export function folderOf(key: string): string {
  return key.split("/", 1)[0] ?? "";
}
