// The file that keeps the rows of an answer: what it is called, and what stands in it.

/** The column of what a row has besides the fields promised: a JSON object, or nothing. */
export const otherFields = "_other";

/** Bytes a row may have at most as JSON: DuckDB keeps many times as much free while it reads such files. */
export const longestRow = 2 * 1024 * 1024;

/** Bytes a line of values may have at most: DuckDB keeps several times as much free for each file it reads. */
export const longestLine = 1024 * 1024;

export const rowsEndings = ["rows.csv", "ndjson.gz"] as const;

/** What the name of a file of rows ends with. */
export function rowsEnding(kept: { readonly columns?: readonly string[] | undefined }): string {
  return kept.columns === undefined ? rowsEndings[1] : rowsEndings[0];
}
