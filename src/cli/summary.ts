// The summary of a release: on the terminal, and as the page summary.md for a pull request.

import { readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { type Build, failedText } from "../domain/build.ts";
import { HelserefusjonError } from "../domain/errors.ts";
import type { Manifest } from "../domain/manifest.ts";
import { counted, countText, markdownTable } from "../domain/markdown.ts";
import type { LoadResult } from "../load/load.ts";
import { factLabels } from "../metadata/publisher.ts";
import { duckdbRows } from "../metadata/snippets.ts";
import type { DescribedInFull } from "../pages/describe-release.ts";
import { isOfDisk } from "../platform/file-errors.ts";
import { writeWhole } from "../platform/files.ts";
import type { Changes } from "../release/changes.ts";
import { readManifest } from "../stores/release-reader.ts";
import type { Terminal } from "./command.ts";
import { bytesText, numberColumns, tableText, wrapped } from "./display.ts";

/** A release, its folder, and its changes. */
export interface Loaded extends LoadResult {
  /** The score of a new release's metadata. */
  readonly quality?: DescribedInFull["quality"];
  readonly version: string;
  /** The changes since the release before it, and their folder; undefined for a first or unchanged release. */
  readonly since?: { readonly id: string; readonly changes: Changes; readonly folder: string };
}

/** The release as a table, its place, and how to open its largest dataset in DuckDB and in pandas. */
export function summaryText(release: Loaded): string {
  const lines = release.datasets.map(({ name, rows, files }) => {
    return [name, countText(rows), sizeOf(files, "parquet"), sizeOf(files, "csv")];
  });
  const rows = release.datasets.reduce((sum, dataset) => sum + dataset.rows, 0);
  const folder = relative(process.cwd(), release.folder) || ".";
  return [
    tableText(["dataset", ...numberColumns("rows", "parquet", "csv")], lines),
    "",
    `${outcome(release)}: ${counted(release.datasets.length, "dataset")}, ${counted(rows, "row")}, ` +
      `${counted(release.files, "file")}, ${bytesText(release.bytes)}`,
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
function sinceLines({ since }: Loaded): readonly string[] {
  if (since === undefined) return [];
  const { datasets, level } = since.changes;
  const rows = datasets.filter(({ evidence }) => !evidence).map((dataset) => dataset.rows);
  const sum = (kind: "added" | "removed" | "restated") => rows.reduce((all, row) => all + row[kind], 0);
  return [
    `  since ${since.id}: ${counted(sum("added"), "row")} added, ${countText(sum("removed"))} removed, ${countText(sum("restated"))} restated ` +
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
function summaryPage(release: Loaded, manifest: Manifest): string {
  const { pull, synthetic, excerpt } = manifest;
  const rows = release.datasets.reduce((sum, { rows: own }) => sum + own, 0);
  const reused = pull.reused === 0 ? "" : `, ${countText(pull.reused)} of them reused`;
  return [
    `# ${release.unchanged ? "Nothing changed" : `Release ${release.version}`}`,
    `${outcome(release)}: ${counted(rows, "row")} in ${counted(release.datasets.length, "dataset")}, ${bytesText(release.bytes)}.`,
    [
      ...(synthetic === null ? [] : [`- **Synthetic data**: ${synthetic}`]),
      ...(excerpt ? ["- **An excerpt**: it lacks a part of the data, see `scope` in the manifest"] : []),
      `- Pull \`${pull.id}\`: ${counted(pull.requests, "request")}${reused}, ${counted(pull.rows, "row")}, ${bytesText(pull.bytes)}, ` +
        `answered until ${pull.last_fetched_at}`,
      ...sinceLines(release).map((line) => `- ${line.trim()}`),
      `- ${passedText(manifest)}`,
      ...findingLines(manifest).map((line) => `  - ${line}`),
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
  return markdownTable(["dataset", "rows", "span", "parquet", "csv"], rows);
}

type Checked = Pick<Build, "checks" | "drift">;

/** The number of checks that passed, and the findings in one group for each kind. */
export function checksText({ checks, drift }: Checked, { interactive, columns }: Terminal): string {
  const failing = checks.filter(({ failed }) => failed > 0);
  const of = (wanted: string) => failing.filter(({ severity }) => severity === wanted).map(findingText);
  const groups = [
    { title: "Failed checks, which stop the release", lines: of("error") },
    { title: "Warnings, which are published with the data", lines: of("warn") },
    { title: "Differences between the answers and the registry", lines: drift.map(driftText) },
  ];
  const text = groups.flatMap(({ title, lines }) => {
    return lines.length === 0 ? [] : [`${title} (${lines.length}):`, ...lines.map((line) => `  - ${line}`)];
  });
  const whole = [passedText({ checks }), ...text, ""].join("\n");
  return interactive ? wrapped(whole, columns) : whole;
}

function passedText({ checks }: Pick<Checked, "checks">): string {
  return `${checks.filter(({ failed }) => failed === 0).length} of ${counted(checks.length, "check")} passed`;
}

/** A line for each check that failed, and for each difference between the answers and the registry. */
function findingLines({ checks, drift }: Checked): readonly string[] {
  return [
    ...checks
      .filter(({ failed }) => failed > 0)
      .map((result) => `${result.severity}: ${findingText(result)}`),
    ...drift.map((one) => `drift: ${driftText(one)}`),
  ];
}

function findingText(result: Checked["checks"][number]): string {
  return `${result.check.en} (${failedText(result)})`;
}

function driftText({ endpoint, kind, field, found }: Checked["drift"][number]): string {
  return `${kind} ${endpoint}.${field}: ${found}`;
}

function failurePage(error: unknown): string {
  const known = error instanceof HelserefusjonError;
  const message = error instanceof Error ? error.message : String(error);
  const kind = known ? `exit code ${error.exitCode}` : "exit code 1, a bug of the tool";
  return `# No release\n\nThe run failed (${kind}):\n\n\`\`\`text\n${message}\n\`\`\`\n`;
}

function sizeOf(files: Loaded["datasets"][number]["files"], wanted: string): string {
  const found = files.find(({ format }) => format === wanted);
  return found === undefined ? "–" : bytesText(found.bytes);
}
