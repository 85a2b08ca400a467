// Whether a manifest agrees with itself, as one written by the load always does.
import { basename } from "node:path";
import { isExcerpt } from "../domain/endpoint.ts";
import type { Manifest, ManifestDataset } from "../domain/manifest.ts";
import { compareVersions, firstRelease } from "../domain/version.ts";

/** A sentence for each way in which the manifest of this folder contradicts itself. */
export function manifestFaults(folder: string, manifest: Manifest): readonly string[] {
  const { id, synthetic, scope, excerpt, pull, datasets, checks } = manifest;
  const start = `${synthetic === null ? "" : "synthetic-"}${isExcerpt(scope) ? "excerpt-" : ""}${pull.id}`;
  const failed = checks.filter(({ severity, failed }) => severity === "error" && failed > 0);
  return [
    ...(id === basename(folder) ? [] : [`id must be the folder's name ${basename(folder)}: found ${id}`]),
    ...(id === start || (/^-\d+$/.test(id.slice(start.length)) && id.startsWith(start))
      ? []
      : [`id must be ${start}, by pull, scope and synthetic: found ${id}`]),
    ...(excerpt === isExcerpt(scope)
      ? []
      : [`excerpt must be ${isExcerpt(scope)} by scope: found ${excerpt}`]),
    ...successionFaults(manifest),
    ...failed.map(({ name, failed }) => `checks must hold: found ${failed} rows that break ${name}`),
    ...datasets.flatMap((dataset) => datasetFaults(dataset, datasets)),
  ].map((fault) => `manifest.json: ${fault}`);
}

function successionFaults({ version, previous }: Manifest): readonly string[] {
  if (previous === null) {
    return version === firstRelease.version
      ? []
      : [`version must be 1.0.0 where previous is null: found ${version}`];
  }
  if (compareVersions(previous.version, version) < 0) return [];
  return [`version must be after ${previous.version}, the previous: found ${version}`];
}

function datasetFaults(
  { name, references, rows, files }: ManifestDataset,
  all: readonly ManifestDataset[],
): readonly string[] {
  const unknownIn = (dataset: ManifestDataset | undefined, names: readonly string[]) =>
    names.filter((one) => dataset?.columns.some((column) => column.name === one) !== true);
  const broken = references.filter(({ dataset, to }) => {
    const target = all.find((candidate) => candidate.name === dataset);
    return unknownIn(target, to).length > 0;
  });
  return [
    ...broken.map(
      ({ dataset, to }) => `${name}: refers to ${dataset} (${to.join(", ")}), which is not there`,
    ),
    ...files
      .filter((file) => file.rows !== rows)
      .map((file) => `${name}: rows of ${file.path} must be ${rows}: found ${file.rows}`),
  ];
}
