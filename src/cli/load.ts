// helserefusjon load: writes the tables of the warehouse as a release.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { registry } from "../../pipelines/registry.ts";
import { newestCrosscheck } from "../crosscheck/crosscheck.ts";
import type { Build } from "../domain/build.ts";
import { UsageError } from "../domain/errors.ts";
import { jsonIfValid } from "../domain/json.ts";
import type { ChangedRows } from "../domain/manifest.ts";
import { firstRelease, nextVersion, type Succession } from "../domain/version.ts";
import type { CsvChoice } from "../load/dataset-files.ts";
import { about, describeDatasets } from "../load/describe.ts";
import { describedDatasets, type LoadResult, load } from "../load/load.ts";
import { type Publisher, publisherSchema } from "../metadata/publisher.ts";
import { describeInFull } from "../pages/describe-release.ts";
import { readIfThere } from "../platform/files.ts";
import {
  type Changes,
  type ComparedRelease,
  comparedRelease,
  storeChanges,
  withStagedChanges,
} from "../release/changes.ts";
import { compareReleases } from "../release/diff.ts";
import { type KnownRelease, releaseSeries } from "../release/version-series.ts";
import { assertMartsUnaltered, martFile, readBuild } from "../stores/build-store.ts";
import { keepPublished } from "../stores/release-store.ts";
import {
  type Context,
  type csvShape,
  defineCommand,
  type describingShape,
  limitsOf,
  loadShape,
  type Values,
} from "./command.ts";
import { withDisplay } from "./display.ts";
import { attemptOf, inFilledOutput, noteSameData, notingFailure } from "./output-folder.ts";
import { type Loaded, summaryText, withSummaryPage } from "./summary.ts";

export const loadCommand = defineCommand({
  name: "load",
  summary: "write the tables of <output>/warehouse as a release in <output>/releases; needs no network",
  examples: [
    ["helserefusjon load", "after transform"],
    [
      "helserefusjon load --csv-variant excel --gzip-csv-over 50MB",
      "also write CSV for Excel, and compress large CSV files",
    ],
    ["helserefusjon load --formats parquet", "Parquet files only, for a place with little space"],
    ["helserefusjon load --publisher publisher.json", "with a publisher in its metadata"],
  ],
  shape: loadShape,
  async run(values, context) {
    const release = await inFilledOutput(values.output, context, () =>
      withSummaryPage(resolve(values.output), () => loadWith(values, context)),
    );
    return { text: summaryText(release), json: release };
  },
});

type LoadValues = Values<typeof loadShape>;

/** Loads with these options: a new version after the last release of its kind, or nothing if the data are the same. */
export async function loadWith(values: LoadValues, context: Context): Promise<Loaded> {
  const output = resolve(values.output);
  // So that a mistake is reported even if nothing changed.
  await readPublisher(values.publisher);
  csvChoice(values);
  const build = await readBuild(output);
  const noted = { output, pull: build.pull, stage: "load", attempt: attemptOf(context, values) } as const;
  return await notingFailure(noted, () => loadBuild(build, { values, context }));
}

async function loadBuild(
  build: Build,
  { values, context }: { readonly values: LoadValues; readonly context: Context },
): Promise<Loaded> {
  const output = resolve(values.output);
  const { source } = build.summary;
  const series = await releaseSeries(output, { ...source, scope: build.scope });
  const last = series.at(-1);
  if (last === undefined) {
    return { ...(await loadAs(values, context, { build })), version: firstRelease.version };
  }
  return await withStagedChanges(output, (staged) =>
    loadAfter(last, { values, context, build, staged, series }),
  );
}

interface Succeeding {
  readonly values: LoadValues;
  readonly context: Context;
  readonly build: Build;
  readonly staged: string;
  readonly series: readonly KnownRelease[];
}

async function loadAfter(last: KnownRelease, succeeding: Succeeding): Promise<Loaded> {
  const { values, context, build } = succeeding;
  await assertMartsUnaltered(resolve(values.output), build);
  // The newest first, because an older one of the same pull was replaced on purpose, such as by --force.
  const samePull = succeeding.series.filter(({ manifest }) => manifest.pull.id === build.pull).reverse();
  for (const release of values.force ? [] : samePull) {
    if ((await changesSince(release, succeeding)).level === "none")
      return await reportUnchanged(release, succeeding);
  }
  const changes = await changesSince(last, succeeding);
  if (changes.level === "none" && !values.force) return await reportUnchanged(last, succeeding);
  const { id, version } = last.manifest;
  const next = nextVersion(version, changes.level === "none" ? "patch" : changes.level);
  const release = await loadAs(values, context, {
    build,
    succession: { version: next, previous: { id, version }, changes: changedRows(changes) },
  });
  const folder = await storeChanges(succeeding.staged, {
    changes_version: "1.0",
    old: { id, version },
    new: { id: release.id, version: next },
    ...changes,
  });
  return { ...release, version: next, since: { id, changes, folder } };
}

function changedRows({ datasets }: Changes): readonly ChangedRows[] {
  return datasets.map(({ name, kind, rows: { added, removed, restated } }) => {
    return { dataset: name, kind, added, removed, restated };
  });
}

async function changesSince({ folder, manifest }: KnownRelease, succeeding: Succeeding): Promise<Changes> {
  const output = resolve(succeeding.values.output);
  return await compareReleases(
    { old: await comparedRelease(folder, manifest), now: comparedBuild(output, succeeding.build) },
    { folder: succeeding.staged, ...limitsOf(succeeding.values) },
  );
}

function comparedBuild(output: string, build: Build): ComparedRelease {
  const datasets = describeDatasets(describedDatasets(build, registry.datasets));
  return {
    words: about(build.summary.source, build.scope),
    datasets: datasets.map((dataset) => ({ ...dataset, parquet: martFile(output, dataset.name) })),
  };
}

/** The release that already holds these data. The pull is marked, so that the next run asks the API again. */
async function reportUnchanged({ manifest }: KnownRelease, { values, build }: Succeeding): Promise<Loaded> {
  const output = resolve(values.output);
  const place = await keepPublished(output, manifest);
  await noteSameData(output, { pull: build.pull, release: manifest.id });
  const datasets = manifest.datasets.map(({ name, rows, files }) => ({ name, rows, files }));
  const files = datasets.flatMap((dataset) => dataset.files);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return { ...place, datasets, files: files.length, bytes, version: manifest.version };
}

async function loadAs(
  values: LoadValues,
  context: Context,
  release: { readonly build: Build; readonly succession?: Succession },
): Promise<LoadResult & Pick<Loaded, "quality">> {
  const output = resolve(values.output);
  const { build, ...succeeding } = release;
  const settings = {
    output,
    datasets: registry.datasets,
    tool: context.tool,
    ...limitsOf(values),
    csv: csvChoice(values),
    describe: await describeWith(values),
    crosscheck: await newestCrosscheck(output, build.summary.source.origin),
    ...succeeding,
  };
  return await withDisplay(context, values, async (report) => {
    const { described, ...release } = await load({ ...settings, report });
    return { ...release, quality: described.quality };
  });
}

/** Describes a release with these options. */
export async function describeWith({
  publisher,
  "dcat-profile": dcatProfile,
}: Values<typeof describingShape>) {
  return describeInFull({ publisher: await readPublisher(publisher), dcatProfile });
}

/** The chosen files of a release. Throws a UsageError for an option about CSV files that the formats exclude. */
export function csvChoice(values: Values<typeof csvShape>): CsvChoice {
  const { formats, "csv-variant": variant, "gzip-csv-over": gzipOver } = values;
  const useless = formats !== "parquet,csv" && gzipOver !== undefined ? "gzip-csv-over" : undefined;
  const option = formats === "parquet" && variant !== undefined ? "csv-variant" : useless;
  if (option !== undefined)
    throw new UsageError(
      `Cannot use --${option} with --formats ${formats}: it is about plain CSV files. Give --formats parquet,csv`,
      { facts: { option, formats } },
    );
  return {
    formats,
    ...(variant === undefined ? {} : { variant }),
    ...(gzipOver === undefined ? {} : { gzipOver }),
  };
}

/**
 * The publisher in the file of --publisher, or of HELSEREFUSJON_PUBLISHER, or in publisher.json of the current folder; an empty
 * one if there is none of these. Throws a UsageError for a wrong file.
 */
export async function readPublisher(option: string | undefined): Promise<Publisher> {
  const path = option ?? usualPublisher();
  if (path === undefined) return {};
  const fault = (found: string, cause?: unknown) =>
    new UsageError(`Cannot use --publisher ${path}: ${found}`, {
      facts: { option: "publisher", file: path, found },
      ...(cause === undefined ? {} : { cause }),
    });
  const text = await readIfThere(path).catch((cause: unknown) => {
    if (!(cause instanceof Error && "code" in cause)) throw cause;
    throw fault(`expected a file, and it cannot be read (${cause.code})`, cause);
  });
  if (text === undefined)
    throw fault("found no file. Write it as docs/metadata.md shows, or leave the option out");
  const json = jsonIfValid(text);
  if (json === undefined) throw fault("expected JSON. See docs/metadata.md");
  const { data, error } = publisherSchema.safeParse(json);
  if (data === undefined) throw fault(z.prettifyError(error));
  return data;
}

function usualPublisher(): string | undefined {
  const named = process.env.HELSEREFUSJON_PUBLISHER;
  // Empty means no publisher, for tests and trials in a folder that has the file.
  if (named !== undefined) return named === "" ? undefined : named;
  return existsSync("publisher.json") ? "publisher.json" : undefined;
}
