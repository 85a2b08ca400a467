// The last thing a run says: what was made, where it is, and one line to load it.
import { join, relative } from "node:path";
import Table from "cli-table3";
import { factLabels } from "../metadata/publisher.ts";
import { duckdbRows } from "../metadata/snippets.ts";
import type { Loaded } from "./next-release.ts";
import { bytesText, countText } from "./numbers.ts";

/** The release as a table, its place, and how to open its largest dataset in DuckDB and in pandas. */
export function summaryText(release: Loaded): string {
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
  return [
    table.toString(),
    "",
    `${outcome(release)}: ${release.datasets.length} datasets, ${countText(rows)} rows, ` +
      `${release.files} files, ${bytesText(release.bytes)}`,
    `  ${folder}/`,
    ...(release.latest === release.id ? [] : [`  latest still points to ${release.latest}`]),
    ...sinceLines(release),
    ...qualityLines(release),
    ...loadingLines(release, folder),
    "",
  ].join("\n");
}

/** The score of data.norge.no, and what the publisher should tell for the points that are missing. */
function qualityLines({ quality }: Loaded): readonly string[] {
  if (quality === undefined) return [];
  const { points, reachable, lacking } = quality;
  const score = `  data.norge.no would give the catalogue ${points} of ${reachable} points`;
  if (lacking.length === 0) return [score];
  return [`${score}; --publisher did not give ${lacking.map((fact) => factLabels[fact]).join(", ")}`];
}

/** The first sentence of what a run has to say; it goes on with the counts. */
export function outcome({ unchanged, id, version }: Loaded): string {
  return unchanged
    ? `Nothing changed since release ${id}, version ${version}, so no new release was made. It holds`
    : `Release ${id}, version ${version}, is ready`;
}

/** What changed since the release before, if there is one. */
export function sinceLines({ since }: Loaded): readonly string[] {
  if (since === undefined) return [];
  const { datasets, level } = since.changes;
  const rows = datasets.filter(({ evidence }) => !evidence).map((dataset) => dataset.rows);
  const sum = (of: "added" | "removed" | "restated") =>
    countText(rows.reduce((all, row) => all + row[of], 0));
  return [
    `  since ${since.id}: ${sum("added")} rows added, ${sum("removed")} removed, ${sum("restated")} restated ` +
      `(${level === "none" ? "repackaged" : level.toUpperCase()})`,
    `  ${relative(process.cwd(), since.folder)}/changes.md`,
  ];
}

function loadingLines(release: Loaded, folder: string): readonly string[] {
  const [largest] = [...release.datasets].sort((a, b) => b.rows - a.rows);
  if (largest === undefined) return [];
  const file = join(folder, `${largest.name}.parquet`);
  return [
    "Load it:",
    `  DuckDB   SELECT * FROM ${duckdbRows(file)} LIMIT 10;`,
    `  pandas   pd.read_parquet("${file}", dtype_backend="pyarrow")`,
  ];
}
