// The load: a checked build becomes a release, all of it or nothing.
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

/** The tables of a release once they are files, before the release has its final id. */
export interface FinishedTables {
  /** An open database, to read the files with. */
  readonly warehouse: Warehouse;
  readonly folder: string;
  readonly released: readonly ReleasedDataset[];
  readonly manifest: Omit<Manifest, "documents">;
}

/** Gives the description of the release for the id it gets in the end. Load keeps nothing where it throws. */
export type DescribeRelease<Description extends DescribedRelease> = (
  tables: FinishedTables,
) => Promise<(id: string) => Description>;

export interface LoadOptions<Description extends DescribedRelease> {
  /** The folder that holds `warehouse/` and `releases/`. */
  readonly output: string;
  /** What the registry says of the datasets; those the build holds are published, in this order. */
  readonly datasets: readonly Dataset[];
  readonly tool: Tool;
  /** Where the release stands among those of its kind; absent for the first. */
  readonly succession?: Succession;
  /** What the newest crosscheck of the same origin found; absent where there is none. */
  readonly crosscheck?: Crosscheck | undefined;
  /** What to call the release; absent for a name from the pull. */
  readonly id?: string;
  /** Describes the finished tables as a release. */
  readonly describe: DescribeRelease<Description>;
  /** A size such as `1GB`. */
  readonly memoryLimit?: string;
  readonly threads?: number;
  readonly csv?: CsvChoice;
  /** Told of each dataset once its files are written and read back. */
  readonly report: Report;
}

export interface LoadResult {
  readonly id: string;
  readonly folder: string;
  /** True when a release with the same content was there already, and nothing was written. */
  readonly unchanged: boolean;
  /** The id `latest` points at: a synthetic release or an excerpt never takes it from a real or whole one. */
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
 * Publishes the build in the warehouse as a release. CheckError when a check of it failed; ReleaseError when it is
 * missing, not whole, or not what the registry describes. A failure leaves releases as they were.
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

/** The datasets of a build with what the registry says of them. ReleaseError for one the registry does not know. */
export function describedDatasets(build: Build, datasets: readonly Dataset[]): readonly Described[] {
  const builds = new Map<string, BuiltDataset>(build.datasets.map((built) => [built.name, built]));
  const described = datasets.flatMap((dataset) => {
    const built = builds.get(dataset.name);
    return built === undefined ? [] : [{ dataset, built }];
  });
  const names = new Set(described.map(({ dataset }) => dataset.name));
  const unknown = [...builds.keys()].filter((name) => !names.has(name));
  if (unknown.length === 0) return described;
  throw new ReleaseError(
    `Cannot release as every dataset must be in the registry: found ${unknown.join(", ")}`,
  );
}

async function writeTables<Description extends DescribedRelease>(
  described: readonly Described[],
  of: LoadOptions<Description> & ExportContext,
): Promise<{
  readonly released: readonly ReleasedDataset[];
  readonly describeAs: (id: string) => Description;
}> {
  const { memoryLimit, staged, build, tool, crosscheck, succession = firstRelease } = of;
  const warehouse = await openWarehouse({
    file: ":memory:",
    temporary: `${staged.folder}.spill`,
    // Two threads that write one table in order keep its rows in between, which costs as much again as writing them.
    threads: 1,
    ...(memoryLimit === undefined ? {} : { memoryLimit }),
  });
  try {
    const released = await exportAll(warehouse, described, of);
    const manifest = describeRelease(build, released, { tool, succession, crosscheck });
    const { folder } = staged;
    return { released, describeAs: await of.describe({ warehouse, folder, released, manifest }) };
  } finally {
    warehouse.close();
  }
}

async function exportAll(
  warehouse: Warehouse,
  described: readonly Described[],
  { threads, ...context }: ExportContext & { readonly threads?: number },
): Promise<readonly ReleasedDataset[]> {
  context.report({ kind: "begun", stage: "load", tables: described.length });
  const on = { warehouse, workers: workersFor(threads) };
  // The largest first, so that all workers end at about the same time.
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
  context.report({ kind: "made", stage: "load", name: dataset.name, rows: built.rows });
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
