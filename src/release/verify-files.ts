// Whether a release's folder holds just the files it must, byte for byte as SHA256SUMS and manifest.json say.
import { join } from "node:path";
import type { Manifest } from "../domain/manifest.ts";
import type { Digest } from "../domain/receipt.ts";
import { digestOf, filesBelow } from "../platform/files.ts";
import { filesOf } from "../stores/release-reader.ts";
import { manifestPath, sumsIn } from "./publishable.ts";

export interface FoundFiles {
  /** Every file of the folder, hashed. */
  readonly files: ReadonlyMap<string, Digest>;
  /** A sentence for each file that is missing, extra or altered. */
  readonly faults: readonly string[];
}

const sumsPath = "SHA256SUMS";
const schemaPath = "manifest.schema.json";

/** Hashes every file of the folder and compares it with both lists of files. */
export async function verifyFiles(folder: string, manifest: Manifest): Promise<FoundFiles> {
  const files = new Map<string, Digest>();
  for (const path of await filesBelow(folder)) files.set(path, await digestOf(join(folder, path)));
  const sums = await sumsIn(folder);
  const summed = new Set(sums.map(({ path }) => path));
  const named = filesOf(manifest);
  const expected = new Set([...summed, ...named.map(({ path }) => path), sumsPath, schemaPath, manifestPath]);
  const faults = [
    ...[...expected].filter((path) => !files.has(path)).map((path) => `${path} is missing`),
    ...[...files.keys()]
      .filter((path) => !expected.has(path))
      .map((path) => `${path} is extra: no list names it`),
    ...named.flatMap((file) => manifestFaults(file, files.get(file.path))),
    ...sums.flatMap((file) => sumFaults(file, files.get(file.path))),
    ...(sums.length === 0
      ? []
      : [manifestPath, ...named.map(({ path }) => path)]
          .filter((path) => !summed.has(path))
          .map((path) => `${path} must be in ${sumsPath}: found no line for it`)),
  ];
  return { files, faults };
}

function manifestFaults(
  { path, bytes, sha256 }: ReturnType<typeof filesOf>[number],
  found: Digest | undefined,
): readonly string[] {
  if (found === undefined || (found.bytes === bytes && found.sha256 === sha256)) return [];
  if (found.bytes !== bytes)
    return [`${path} must have ${bytes} bytes by ${manifestPath}: found ${found.bytes}`];
  return [`${path} must have SHA-256 ${sha256} by ${manifestPath}: found ${found.sha256}`];
}

function sumFaults(
  { path, sha256 }: { readonly path: string; readonly sha256: string },
  found: Digest | undefined,
): readonly string[] {
  if (found === undefined || found.sha256 === sha256) return [];
  return [`${path} must have SHA-256 ${sha256} by ${sumsPath}: found ${found.sha256}`];
}
