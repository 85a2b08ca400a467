// A release proven without the pull it came from: its files, its manifest, and what the one says of the other.
import { rm } from "node:fs/promises";
import type { Manifest } from "../domain/manifest.ts";
import { hashedFiles } from "../stores/release-files.ts";
import { readUnprovenManifest } from "../stores/release-reader.ts";
import { openWarehouse } from "../stores/warehouse.ts";
import { dataFaults } from "./verify-data.ts";
import { manifestFaults } from "./verify-manifest.ts";

export interface Verified {
  readonly manifest: Manifest;
  readonly files: number;
  readonly bytes: number;
  /** A sentence for everything that is not as it must be; none for a sound release. */
  readonly faults: readonly string[];
}

export interface VerifyOptions {
  readonly memoryLimit?: string | undefined;
  readonly threads?: number | undefined;
  /** Where DuckDB may spill; removed afterwards. */
  readonly temporary: string;
}

/** Reads a release through. ReleaseError only where there is no manifest to go by. */
export async function verify(folder: string, options: VerifyOptions): Promise<Verified> {
  const { manifest } = await readUnprovenManifest(folder);
  const { digests: files, faults, extra } = await hashedFiles(folder, manifest);
  const found = [...faults, ...extra, ...manifestFaults(folder, manifest)];
  const intact = manifest.datasets.filter((dataset) =>
    dataset.files.every(({ path, sha256 }) => files.get(path)?.sha256 === sha256),
  );
  const { memoryLimit, threads, temporary } = options;
  const warehouse = await openWarehouse({
    file: ":memory:",
    temporary,
    ...(memoryLimit === undefined ? {} : { memoryLimit }),
    ...(threads === undefined ? {} : { threads }),
  });
  try {
    for (const dataset of intact) found.push(...(await dataFaults(warehouse, dataset, { folder, manifest })));
  } finally {
    warehouse.close();
    await rm(temporary, { recursive: true, force: true });
  }
  const bytes = [...files.values()].reduce((sum, file) => sum + file.bytes, 0);
  return { manifest, files: files.size, bytes, faults: found };
}
