// The last thing a run says: what was made, where it is, and one line to load it.
import { join, relative } from "node:path";
import Table from "cli-table3";
import type { LoadResult } from "../load/load.ts";
import { factWords } from "../metadata/publisher.ts";
import { bytesText, countText } from "./numbers.ts";

/** The release as a table, its place, and how to open its largest dataset in DuckDB and in pandas. */
export function summaryText(release: LoadResult): string {
  const table = new Table({
    head: ["dataset", "rows", "parquet", "csv"],
    style: { head: [], border: [], compact: true },
    colAligns: ["left", "right", "right", "right"],
  });
  for (const { name, rows, files } of release.datasets) {
    const size = (wanted: string) => bytesText(files.find(({ format }) => format === wanted)?.bytes ?? 0);
    table.push([name, countText(rows), size("parquet"), size("csv")]);
  }
  const rows = release.datasets.reduce((sum, dataset) => sum + dataset.rows, 0);
  const folder = relative(process.cwd(), release.folder) || ".";
  const made = release.unchanged ? "is unchanged: nothing was written" : "is ready";
  return [
    table.toString(),
    "",
    `Release ${release.id} ${made}: ${release.datasets.length} datasets, ${countText(rows)} rows, ` +
      `${release.files} files, ${bytesText(release.bytes)}`,
    `  ${folder}/`,
    ...(release.latest === release.id ? [] : [`  latest still points to ${release.latest}`]),
    ...qualityLines(release),
    ...loadingLines(release, folder),
    "",
  ].join("\n");
}

/** The score of data.norge.no, and what the publisher should tell for the points that are missing. */
function qualityLines({ quality: { points, reachable, lacking } }: LoadResult): readonly string[] {
  const score = `  data.norge.no would give the catalogue ${points} of ${reachable} points`;
  if (lacking.length === 0) return [score];
  return [`${score}; --publisher did not tell ${lacking.map((fact) => factWords[fact]).join(", ")}`];
}

function loadingLines(release: LoadResult, folder: string): readonly string[] {
  const [largest] = [...release.datasets].sort((a, b) => b.rows - a.rows);
  if (largest === undefined) return [];
  const file = join(folder, `${largest.name}.parquet`);
  return [
    "Load it:",
    `  DuckDB   SELECT * FROM '${file}' LIMIT 10;`,
    `  pandas   pd.read_parquet("${file}", dtype_backend="pyarrow")`,
  ];
}
