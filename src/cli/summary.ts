// The summary of a release: on the terminal, and as the page summary.md for a pull request.

import { readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { failedText } from "../domain/build.ts";
import { HelserefusjonError } from "../domain/errors.ts";
import type { Manifest } from "../domain/manifest.ts";
import { factLabels } from "../metadata/publisher.ts";
import { duckdbRows } from "../metadata/snippets.ts";
import { isOfDisk } from "../platform/file-errors.ts";
import { writeWhole } from "../platform/files.ts";
import { readManifest } from "../stores/release-reader.ts";
import type { Loaded } from "./next-release.ts";
import { bytesText, countText, numbers, tableText } from "./print.ts";

/** The release as a table, its place, and how to open its largest dataset in DuckDB and in pandas. */
export function summaryText(release: Loaded): string {
  const lines = release.datasets.map(({ name, rows, files }) => {
    return [name, countText(rows), sizeOf(files, "parquet"), sizeOf(files, "csv")];
  });
  const rows = release.datasets.reduce((sum, dataset) => sum + dataset.rows, 0);
  const folder = relative(process.cwd(), release.folder) || ".";
  return [
    tableText(["dataset", ...numbers("rows", "parquet", "csv")], lines),
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

/** The score of data.norge.no, and the missing facts about the publisher that would raise it. */
function qualityLines({ quality }: Loaded): readonly string[] {
  if (quality === undefined) return [];
  const { points, reachable, lacking } = quality;
  const score = `  data.norge.no would give the catalogue ${points} of ${reachable} points`;
  if (lacking.length === 0) return [score];
  return [`${score}. For more, add to --publisher: ${lacking.map((fact) => factLabels[fact]).join(", ")}`];
}

/** The beginning of the first sentence, which counts follow. */
export function outcome({ unchanged, id, version }: Loaded): string {
  return unchanged
    ? `Nothing changed since release ${id}, version ${version}, so no new release was made. It holds`
    : `Release ${id}, version ${version}, is ready`;
}

/** The changes since the release before, if there is one. */
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

/** Does the work and writes `<output>/summary.md`, also about a failure, so that no page of an earlier run remains. */
export async function withSummaryPage(output: string, work: () => Promise<Loaded>): Promise<Loaded> {
  const path = join(output, "summary.md");
  await rm(path, { force: true });
  try {
    const release = await work();
    const page = summaryPage(release, await readManifest(release.folder));
    await writeWhole(path, page + (await changesPage(release)));
    return release;
  } catch (error) {
    if (!isOfDisk(error)) await writeWhole(path, failurePage(error));
    throw error;
  }
}

/** The changes of a new release since the one before, with headings a level lower; empty if there is nothing to compare. */
async function changesPage({ since, unchanged }: Loaded): Promise<string> {
  if (since === undefined || unchanged) return "";
  const changes = await readFile(join(since.folder, "changes.md"), "utf8");
  return `\n${changes.replaceAll(/^#/gm, "##")}`;
}

/** The page of a release: its pull, changes, checks, drift and tables. */
export function summaryPage(release: Loaded, manifest: Manifest): string {
  const { pull, synthetic, excerpt, checks, drift } = manifest;
  const broken = checks.filter(({ failed }) => failed > 0);
  const reused = pull.reused === 0 ? "" : `, ${countText(pull.reused)} of them reused`;
  return [
    `# ${release.unchanged ? "Nothing changed" : `Release ${release.version}`}`,
    `${outcome(release)}: ${countText(release.datasets.reduce((sum, { rows }) => sum + rows, 0))} rows in ` +
      `${release.datasets.length} datasets, ${bytesText(release.bytes)}.`,
    [
      ...(synthetic === null ? [] : [`- **Synthetic data**: ${synthetic}`]),
      ...(excerpt ? ["- **An excerpt**: it lacks a part of the data, see `scope` in the manifest"] : []),
      `- Pull \`${pull.id}\`: ${countText(pull.requests)} requests${reused}, ${countText(pull.rows)} rows, ${bytesText(pull.bytes)}, ` +
        `answered until ${pull.last_fetched_at}`,
      ...sinceLines(release).map((line) => `- ${line.trim()}`),
      `- ${checks.length - broken.length} of ${checks.length} checks passed`,
      ...broken.map((result) => `  - ${result.check.en} (${failedText(result)})`),
      ...drift.map(
        ({ endpoint, kind, field, found }) => `- Drift: ${kind} \`${endpoint}.${field}\`: ${found}`,
      ),
    ].join("\n"),
    datasetTable(manifest),
  ]
    .join("\n\n")
    .concat("\n");
}

function datasetTable({ datasets }: Manifest): string {
  const rows = datasets.map(({ name, rows, first_period, last_period, files }) => {
    const span = first_period === null ? "" : `${first_period} – ${last_period}`;
    return [name, countText(rows), span, sizeOf(files, "parquet"), sizeOf(files, "csv")];
  });
  const head = [
    ["dataset", "rows", "span", "parquet", "csv"],
    ["---", "---:", "---", "---:", "---:"],
  ];
  return [...head, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function failurePage(error: unknown): string {
  const known = error instanceof HelserefusjonError;
  const message = error instanceof Error ? error.message : String(error);
  const kind = known ? `exit code ${error.exitCode}` : "exit code 1, a bug of the tool";
  return `# No release\n\nThe run failed (${kind}):\n\n\`\`\`text\n${message}\n\`\`\`\n`;
}

function sizeOf(files: Loaded["datasets"][number]["files"], wanted: string): string {
  return bytesText(files.find(({ format }) => format === wanted)?.bytes ?? 0);
}
