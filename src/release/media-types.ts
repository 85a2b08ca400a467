// What a web server must say of each file of a release, by how its name ends.
import { ReleaseError } from "../domain/errors.ts";

const types: readonly (readonly [ending: RegExp, type: string])[] = [
  [/\.parquet$/, "application/vnd.apache.parquet"],
  [/\.csv$/, "text/csv; charset=utf-8"],
  // No Content-Encoding, ever: clients would unpack it behind the back of sizes and hashes, and harvesters fail on it.
  [/\.gz$/, "application/gzip"],
  [/\.jsonld$/, "application/ld+json"],
  [/\.json$/, "application/json"],
  [/\.md$/, "text/markdown; charset=utf-8"],
  [/\.html$/, "text/html; charset=utf-8"],
  [/\.js$/, "text/javascript; charset=utf-8"],
  [/\.css$/, "text/css; charset=utf-8"],
  [/\.cff$/, "application/yaml"],
  [/(^|\/)SHA256SUMS$|\.txt$/, "text/plain; charset=utf-8"],
];

/** The Content-Type of a file. ReleaseError for a kind no release has. */
export function contentTypeOf(path: string): string {
  const type = types.find(([ending]) => ending.test(path))?.[1];
  if (type !== undefined) return type;
  throw new ReleaseError(
    `Cannot publish ${path} as every file must be of a kind that releases have: found another; remove it`,
  );
}
