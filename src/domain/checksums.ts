// SHA256SUMS: the file that `sha256sum --check` reads.

/** A line for each file, sorted by path. */
export function checksumLines(files: readonly { readonly path: string; readonly sha256: string }[]): string {
  const lines = files.map(({ path, sha256 }) => ({ path, line: `${sha256}  ${path}\n` }));
  return lines
    .sort((one, other) => (one.path < other.path ? -1 : 1))
    .map(({ line }) => line)
    .join("");
}
