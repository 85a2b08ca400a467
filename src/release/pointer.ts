// latest.json: the only object of a target that changes, so that readers always see a whole release.
import { z } from "zod";
import { ReleaseError } from "../domain/errors.ts";
import { jsonIfValid, jsonText } from "../domain/json.ts";
import { type Manifest, manifestPath } from "../domain/manifest.ts";
import { readManifest } from "../stores/release-reader.ts";
import { type PublishedFile, publishedFiles } from "./published-files.ts";
import type { Target } from "./target.ts";

const object = z.object({
  /** The object's key. Names of releases and files need no escapes. */
  url: z.string().regex(/^[\w-]+\/[\w.-]+$/),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const pointerSchema = z.object({
  pointer_version: z.literal("1.0"),
  id: z.string().min(1),
  version: z.string().min(1),
  synthetic: z.string().nullable(),
  excerpt: z.boolean(),
  manifest: object,
  files: z.array(object.extend({ path: z.string().min(1), media_type: z.string().min(1) })),
});

/** The current release and the addresses of its files, relative to latest.json. */
export type Pointer = Readonly<z.infer<typeof pointerSchema>>;

export const pointerKey = "latest.json";

/** The pointer does not depend on when or where the release is published. */
export function pointerTo({ manifest, files }: Publishable): Pointer {
  const { id, version, synthetic, excerpt } = manifest;
  const entries = files.map(({ path, contentType, bytes, sha256 }) => {
    return { path, url: objectKey(id, path), media_type: contentType, bytes, sha256 };
  });
  const own = entries.filter(({ path }) => path === manifestPath);
  return pointerSchema.parse({
    pointer_version: "1.0",
    id,
    version,
    synthetic,
    excerpt,
    manifest: own[0],
    files: entries.filter(({ path }) => path !== manifestPath),
  });
}

export function objectKey(id: string, path: string): string {
  return `${id}/${path}`;
}

export function pointerText(pointer: Pointer): string {
  return jsonText(pointer);
}

/** Undefined before the first release. Throws a ReleaseError if latest.json is not a pointer. */
export async function readPointer(target: Target): Promise<Pointer | undefined> {
  const text = await readText(target, pointerKey);
  if (text === undefined) return undefined;
  const { data, error } = pointerSchema.safeParse(jsonIfValid(text));
  if (data !== undefined) return data;
  const [issue] = error.issues;
  const found = `${issue?.path.join(".") || "text"} (${issue?.message})`;
  throw new ReleaseError(
    `Cannot publish to ${target.name}: its ${pointerKey} is not one that publish wrote, because of its ${found}. Move it away, or choose another place`,
    { facts: { place: target.name, file: pointerKey, found } },
  );
}

export async function readText(target: Target, key: string): Promise<string | undefined> {
  return await target.get(key, async (chunks) => {
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    return Buffer.concat(parts).toString("utf8");
  });
}

export interface Publishable {
  readonly folder: string;
  readonly manifest: Manifest;
  /** The files of the release sorted by path, with manifest.json last. */
  readonly files: readonly PublishedFile[];
}

/** Checks a whole release. Throws a ReleaseError for a missing, altered or extra file. */
export async function publishable(folder: string): Promise<Publishable> {
  const manifest = await readManifest(folder);
  const { files, faults, extra } = await publishedFiles(folder, manifest);
  const [fault, ...more] = [...faults, ...extra];
  if (fault !== undefined) {
    const others = more.length === 0 ? "" : ` (and ${more.length} more, which verify lists)`;
    const next = faults.length === 0 ? "Move it away" : "Load the pull again";
    throw new ReleaseError(`Cannot publish ${folder}: ${fault}${others}. ${next}`, {
      facts: { folder, fault, faults: more.length + 1 },
    });
  }
  return { folder, manifest, files };
}
