// summary.md: a run in a page, worth pasting where people decide whether to use its release.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { HelserefusjonError } from "../domain/errors.ts";
import type { Manifest } from "../domain/manifest.ts";
import { isOfDisk } from "../platform/file-errors.ts";
import { writeWhole } from "../platform/files.ts";
import { readManifest } from "../stores/release-reader.ts";
import type { Loaded } from "./next-release.ts";
import { bytesText, countText } from "./numbers.ts";
import { outcome, sinceLines } from "./summary.ts";

/** Does the work and writes `<output>/summary.md`, also of a failure: a page of the run before must not be taken for this one's. */
export async function withSummaryPage(output: string, work: () => Promise<Loaded>): Promise<Loaded> {
  const path = join(output, "summary.md");
  await rm(path, { force: true });
  try {
    const release = await work();
    await writeWhole(path, summaryPage(release, await readManifest(release.folder)));
    return release;
  } catch (error) {
    if (!isOfDisk(error)) await writeWhole(path, failurePage(error));
    throw error;
  }
}

/** The page of a release: what it is, what changed, what the checks found, its tables. */
export function summaryPage(release: Loaded, manifest: Manifest): string {
  const { pull, synthetic, excerpt, checks, drift } = manifest;
  const broken = checks.filter(({ failed }) => failed > 0);
  const reused = pull.reused === 0 ? "" : `, ${countText(pull.reused)} of them reused`;
  return [
    `# ${release.unchanged ? "Nothing changed" : `Release ${release.version}`}`,
    `${outcome(release)}: ${countText(release.datasets.reduce((sum, { rows }) => sum + rows, 0))} rows in ` +
      `${release.datasets.length} datasets, ${bytesText(release.bytes)}.`,
    [
      ...(synthetic === null ? [] : [`- **Made-up data**: ${synthetic}`]),
      ...(excerpt ? ["- **An excerpt**: something was left out, see `scope` in the manifest"] : []),
      `- Pull \`${pull.id}\`: ${countText(pull.requests)} requests${reused}, ${countText(pull.rows)} rows, ${bytesText(pull.bytes)}, ` +
        `answered until ${pull.last_fetched_at}`,
      ...sinceLines(release).map((line) => `- ${line.trim()}`),
      `- ${checks.length - broken.length} of ${checks.length} checks passed`,
      ...broken.map(({ claim, failed }) => `  - ${claim} ${countText(failed)} rows fail.`),
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
    const size = (wanted: string) => bytesText(files.find(({ format }) => format === wanted)?.bytes ?? 0);
    return [name, countText(rows), span, size("parquet"), size("csv")];
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
  const kind = known ? `exit code ${error.exitCode}` : "a bug of the tool";
  return `# No release\n\nThe run failed (${kind}):\n\n\`\`\`text\n${message}\n\`\`\`\n`;
}
