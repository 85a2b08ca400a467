// Makes the next version of the data from the warehouse, unless a release already holds the same data.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { registry } from "../../pipelines/registry.ts";
import { newestCrosscheck } from "../crosscheck/compare.ts";
import type { Build } from "../domain/build.ts";
import { UsageError } from "../domain/errors.ts";
import type { ChangedRows } from "../domain/manifest.ts";
import { firstRelease, nextVersion, type Succession } from "../domain/version.ts";
import type { CsvChoice } from "../load/dataset-files.ts";
import { about, describeDatasets } from "../load/describe.ts";
import { describedDatasets, type LoadResult, load } from "../load/load.ts";
import { type Publisher, publisherSchema } from "../metadata/publisher.ts";
import { type DescribedInFull, describeInFull } from "../pages/describe-release.ts";
import { readIfThere } from "../platform/files.ts";
import {
  type Changes,
  discardChanges,
  type Edition,
  editionOf,
  keepChanges,
  stageChanges,
} from "../release/changes.ts";
import { compare } from "../release/diff.ts";
import { type KnownRelease, seriesOf } from "../release/version-series.ts";
import { assertMartsUnaltered, martFile, readBuild } from "../stores/build-store.ts";
import { keepRelease } from "../stores/release-store.ts";
import type { Values } from "./arguments.ts";
import type { Context } from "./command.ts";
import { openDisplay } from "./display.ts";
import { limitsOf } from "./options.ts";
import type { csvShape, loadShape } from "./options-of-releases.ts";
import { noteSameData } from "./output-folder.ts";
import { attemptOf, notingFailure } from "./pull-failure.ts";

type LoadValues = Values<typeof loadShape>;

/** A release, its folder, and its changes. */
export interface Loaded extends LoadResult {
  /** The score of a new release's metadata. */
  readonly quality?: DescribedInFull["quality"];
  readonly version: string;
  /** The changes since the release before it, and their folder; undefined for a first or unchanged release. */
  readonly since?: { readonly id: string; readonly changes: Changes; readonly folder: string };
}

/** Loads with these options: a new version after the last release of its kind, or nothing if the data are the same. */
export async function loadWith(values: LoadValues, context: Context): Promise<Loaded> {
  const output = resolve(values.output);
  // So that a mistake in the file is reported even if nothing changed.
  await readPublisher(values.publisher);
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
  const series = await seriesOf(output, { ...source, scope: build.scope });
  const last = series.at(-1);
  if (last === undefined) {
    return { ...(await loadAs(values, context, { build })), version: firstRelease.version };
  }
  const staged = await stageChanges(output);
  try {
    return await loadAfter(last, { values, context, build, staged, series });
  } finally {
    await discardChanges(staged);
  }
}

interface Succeeding {
  readonly values: LoadValues;
  readonly context: Context;
  readonly build: Build;
  readonly staged: string;
  readonly series: readonly KnownRelease[];
}

async function loadAfter(last: KnownRelease, to: Succeeding): Promise<Loaded> {
  const { values, context, build } = to;
  await assertMartsUnaltered(resolve(values.output), build);
  // The newest first, because an older one of the same pull was replaced on purpose, such as by --force.
  const samePull = to.series.filter(({ manifest }) => manifest.pull.id === build.pull).reverse();
  for (const release of values.force ? [] : samePull) {
    if ((await changesSince(release, to)).level === "none") return await kept(release, to);
  }
  const changes = await changesSince(last, to);
  if (changes.level === "none" && !values.force) return await kept(last, to);
  const { id, version } = last.manifest;
  const next = nextVersion(version, changes.level === "none" ? "patch" : changes.level);
  const release = await loadAs(values, context, {
    build,
    succession: { version: next, previous: { id, version }, changes: changedRows(changes) },
  });
  const folder = await keepChanges(to.staged, {
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

async function changesSince({ folder, manifest }: KnownRelease, to: Succeeding): Promise<Changes> {
  const output = resolve(to.values.output);
  await stageChanges(output);
  return await compare(
    { old: await editionOf(folder, manifest), now: editionOfBuild(output, to.build) },
    { folder: to.staged, ...limitsOf(to.values) },
  );
}

function editionOfBuild(output: string, build: Build): Edition {
  const datasets = describeDatasets(describedDatasets(build, registry.datasets));
  return {
    words: about(build.summary.source, build.scope),
    datasets: datasets.map((dataset) => ({ ...dataset, parquet: martFile(output, dataset.name) })),
  };
}

/** The release that already holds these data. The pull is marked, so that the next run asks the API again. */
async function kept({ manifest }: KnownRelease, { values, build }: Succeeding): Promise<Loaded> {
  const output = resolve(values.output);
  const place = await keepRelease(output, manifest);
  await noteSameData(output, { pull: build.pull, release: manifest.id });
  const datasets = manifest.datasets.map(({ name, rows, files }) => ({ name, rows, files }));
  const files = datasets.flatMap((dataset) => dataset.files);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return { ...place, datasets, files: files.length, bytes, version: manifest.version };
}

async function loadAs(
  values: LoadValues,
  context: Context,
  as: { readonly build: Build; readonly succession?: Succession },
): Promise<LoadResult & Pick<Loaded, "quality">> {
  const display = openDisplay(context, values);
  const output = resolve(values.output);
  const { build, ...succeeding } = as;
  const asked = {
    output,
    datasets: registry.datasets,
    tool: context.tool,
    ...limitsOf(values),
    csv: csvChoice(values),
    describe: describeInFull({
      publisher: await readPublisher(values.publisher),
      dcatProfile: values["dcat-profile"],
    }),
    crosscheck: await newestCrosscheck(output, build.summary.source.origin),
    ...succeeding,
    report: display.report,
  };
  try {
    const { described, ...release } = await load(asked);
    return { ...release, quality: described.quality };
  } finally {
    display.stop();
  }
}

function csvChoice(values: Values<typeof csvShape>): CsvChoice {
  const { "csv-variant": variant, "gzip-csv-over": gzipOver } = values;
  return {
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
  const text = await publisherText(path);
  if (text === undefined) throw publisherError(path, "found no file");
  const parsed = publisherSchema.safeParse(publisherJson(text, path));
  if (parsed.success) return parsed.data;
  throw publisherError(path, z.prettifyError(parsed.error));
}

function usualPublisher(): string | undefined {
  const named = process.env.HELSEREFUSJON_PUBLISHER;
  // Empty means no publisher, for tests and trials in a folder that has the file.
  if (named !== undefined) return named === "" ? undefined : named;
  return existsSync("publisher.json") ? "publisher.json" : undefined;
}

/** Reads a file, or a pipe, because a shell may give one instead of a file. */
async function publisherText(path: string): Promise<string | undefined> {
  try {
    return await readIfThere(path);
  } catch (cause) {
    const found = cause instanceof Error && "code" in cause ? `cannot be read (${cause.code})` : undefined;
    if (found === undefined) throw cause;
    throw publisherError(path, `expected a file, and it ${found}`, cause);
  }
}

function publisherJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw publisherError(path, "expected JSON", cause);
  }
}

function publisherError(path: string, found: string, cause?: unknown): UsageError {
  return new UsageError(`Cannot use --publisher ${path}: ${found}`, {
    facts: { option: "publisher", file: path },
    ...(cause === undefined ? {} : { cause }),
  });
}
