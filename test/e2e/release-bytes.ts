// A release as its files' hashes, to be compared whole: Parquet, CSV and manifest.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** SHA-256 of every file of the newest release, by name. */
export function releaseBytes(output: string): Readonly<Record<string, string>> {
  const folder = join(output, "releases", "latest");
  const hashed = readdirSync(folder).map((name) => {
    const hash = createHash("sha256").update(readFileSync(join(folder, name)));
    return [name, hash.digest("hex")] as const;
  });
  return Object.fromEntries(hashed);
}
