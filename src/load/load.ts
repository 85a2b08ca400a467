// The load stage: makes a release of a checked build, all of it or nothing.
import { join } from "node:path";
import type { Build, BuiltDataset } from "../domain/build.ts";
import type { Crosscheck } from "../domain/crosscheck.ts";
import type { Dataset } from "../domain/dataset.ts";
import { ReleaseError } from "../domain/errors.ts";
import type { Manifest, ManifestFile } from "../domain/manifest.ts";
import type { Report } from "../domain/progress.ts";
import { firstRelease, type Succession } from "../domain/version.ts";
import type { Tool } from "../platform/tool.ts";
import { readBuild } from "../stores/build-store.ts";
import {
  type DescribedRelease,
  discardRelease,
  promoteRelease,
  stageRelease,
} from "../stores/release-store.ts";
import { eachOnConnection, openWarehouse, type Warehouse, workersFor } from "../stores/warehouse.ts";
import { type CsvChoice, columnStatistics, datasetFiles, type ExportContext } from "./dataset-files.ts";
import { type Described, describeRelease, type ReleasedDataset, releaseIdOf } from "./describe.ts";

/** The finished files of a release that does not have its final id yet. */
export interface FinishedTables {
  /** An open database for reading the files. */
  readonly warehouse: Warehouse;
  readonly folder: string;
  readonly released: readonly ReleasedDataset[];
  readonly manifest: Omit<Manifest, "documents">;
}

/** Describes the release for the id that it gets in the end. Load keeps nothing if it throws. */
export type DescribeRelease<Description extends DescribedRelease> = (
  tables: FinishedTables,
) => Promise<(id: string) => Description>;

export interface LoadOptions<Description extends DescribedRelease> {
  /** The folder that holds `warehouse/` and `releases/`. */
  readonly output: string;
  /** The datasets of the registry. Those in the build are published, in this order. */
  readonly datasets: readonly Dataset[];
  readonly tool: Tool;
  /** The version and the release before, of the same kind; absent for the first. */
  readonly succession?: Succession;
  /** The newest crosscheck of the same origin; absent if there is none. */
  readonly crosscheck?: Crosscheck | undefined;
  /** The id of the release; by default from the pull. */
  readonly id?: string;
  /** Describes the finished tables as a release. */
  readonly describe: DescribeRelease<Description>;
  /** A size such as `1GB`. */
  readonly memoryLimit?: string;
  readonly threads?: number;
  readonly csv?: CsvChoice;
  /** Gets an event for each dataset whose files are written and read back. */
  readonly report: Report;
}

export interface LoadResult {
  readonly id: string;
  readonly folder: string;
  /** True if a release with the same content exists, so that nothing was written. */
  readonly unchanged: boolean;
  /** The id that `latest` points at. A synthetic release or an excerpt never replaces a real or whole one there. */
  readonly latest: string;
  readonly datasets: readonly LoadedDataset[];
  /** The number of data files, and their bytes together. */
  readonly files: number;
  readonly bytes: number;
}

export interface LoadedDataset {
  readonly name: string;
  readonly rows: number;
  readonly files: readonly ManifestFile[];
}

/**
 * Makes a release of the build in the warehouse. Throws a CheckError if a check failed, and a ReleaseError if the build is
 * missing, altered, or differs from the registry. A failure leaves all releases unchanged.
 */
export async function load<Description extends DescribedRelease>(
  options: LoadOptions<Description>,
): Promise<LoadResult & { readonly described: Description }> {
  const build = await readBuild(options.output);
  const described = describedDatasets(build, options.datasets);
  const { id = releaseIdOf(build) } = options;
  const staged = await stageRelease(options.output, id);
  try {
    const { released, describeAs } = await writeTables(described, { ...options, build, staged });
    const place = await promoteRelease(staged, describeAs);
    return { ...place, ...countsOf(released), described: describeAs(place.id) };
  } finally {
    await discardRelease(staged);
  }
}

/** The datasets of a build, as in the registry. Throws a ReleaseError for a dataset that is not there. */
export function describedDatasets(build: Build, datasets: readonly Dataset[]): readonly Described[] {
  const builds = new Map<string, BuiltDataset>(build.datasets.map((built) => [built.name, built]));
  const described = datasets.flatMap((dataset) => {
    const built = builds.get(dataset.name);
    return built === undefined ? [] : [{ dataset, built }];
  });
  const names = new Set(described.map(({ dataset }) => dataset.name));
  const unknown = [...builds.keys()].filter((name) => !names.has(name));
  if (unknown.length === 0) return described;
  const found = unknown.join(", ");
  throw new ReleaseError(
    `Cannot make a release, because the registry lacks a dataset of the build: expected only known ones, found ${found}. Run transform again`,
    { facts: { datasets: found } },
  );
}

async function writeTables<Description extends DescribedRelease>(
  described: readonly Described[],
  options: LoadOptions<Description> & ExportContext,
): Promise<{
  readonly released: readonly ReleasedDataset[];
  readonly describeAs: (id: string) => Description;
}> {
  const { memoryLimit, staged, build, tool, crosscheck, succession = firstRelease } = options;
  const warehouse = await openWarehouse({
    file: ":memory:",
    temporary: `${staged.folder}.spill`,
    // Two threads that write one table in order must buffer its rows, which takes as long as writing them.
    threads: 1,
    ...(memoryLimit === undefined ? {} : { memoryLimit }),
  });
  try {
    const released = await exportAll(warehouse, described, options);
    const manifest = describeRelease(build, released, { tool, succession, crosscheck });
    const { folder } = staged;
    return { released, describeAs: await options.describe({ warehouse, folder, released, manifest }) };
  } finally {
    warehouse.close();
  }
}

async function exportAll(
  warehouse: Warehouse,
  described: readonly Described[],
  { threads, ...context }: ExportContext & { readonly threads?: number },
): Promise<readonly ReleasedDataset[]> {
  context.report({ kind: "stage_started", stage: "load", tables: described.length });
  const on = { warehouse, workers: workersFor(threads) };
  // Begins with the largest dataset, so that all workers end at about the same time.
  const largestFirst = described.toSorted((one, other) => other.built.rows - one.built.rows);
  const made = await eachOnConnection(on, largestFirst, (connection, one) =>
    exportOne(connection, one, context),
  );
  return described.flatMap((one) => made[largestFirst.indexOf(one)] ?? []);
}

async function exportOne(
  warehouse: Warehouse,
  one: Described,
  context: ExportContext,
): Promise<ReleasedDataset> {
  const { dataset, built } = one;
  const files = await datasetFiles(warehouse, one, context);
  const parquet = join(context.staged.folder, `${dataset.name}.parquet`);
  const statistics = await columnStatistics(warehouse, dataset, parquet);
  context.report({ kind: "table_done", stage: "load", name: dataset.name, rows: built.rows });
  return { ...one, files, statistics };
}

function countsOf(released: readonly ReleasedDataset[]): Pick<LoadResult, "datasets" | "files" | "bytes"> {
  const datasets = released.map(({ built, files }) => ({
    name: built.name,
    rows: built.rows,
    files,
  }));
  const files = datasets.flatMap((dataset) => dataset.files);
  return { datasets, files: files.length, bytes: files.reduce((sum, file) => sum + file.bytes, 0) };
}
