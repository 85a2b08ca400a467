// Verifies a release without its pull: its files, its manifest, and that the two agree.
import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { isExcerpt } from "../domain/endpoint.ts";
import { ReleaseError } from "../domain/errors.ts";
import type { Manifest, ManifestDataset } from "../domain/manifest.ts";
import { compareVersions, firstRelease } from "../domain/version.ts";
import { formOf } from "../stores/csv-form.ts";
import { proveCsv, proveParquet } from "../stores/read-back.ts";
import { parquetFacts, parquetRows } from "../stores/read-files.ts";
import { hashedFiles } from "../stores/release-files.ts";
import { readUnprovenManifest } from "../stores/release-reader.ts";
import { identifier, openWarehouse, type Warehouse } from "../stores/warehouse.ts";

export interface Verified {
  readonly manifest: Manifest;
  readonly files: number;
  readonly bytes: number;
  /** A sentence for each fault; empty for a sound release. */
  readonly faults: readonly string[];
}

export interface VerifyOptions {
  readonly memoryLimit?: string | undefined;
  readonly threads?: number | undefined;
  /** Where DuckDB may spill; removed afterwards. */
  readonly temporary: string;
}

/** Throws a ReleaseError only if there is no manifest. */
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

/** A sentence for each contradiction within the manifest. */
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

/** A sentence for each statement of the manifest that does not fit the files of this dataset. */
export async function dataFaults(
  warehouse: Warehouse,
  dataset: ManifestDataset,
  { folder, manifest }: { readonly folder: string; readonly manifest: Manifest },
): Promise<readonly string[]> {
  const { rows, files } = dataset;
  const parquet = join(folder, files.find(({ format }) => format === "parquet")?.path ?? "");
  const expected = { dataset, rows, footer: footerBy(dataset, manifest) };
  const faults = [...(await faultOf(() => proveParquet(warehouse, parquet, expected)))];
  if (faults.length > 0) return faults;
  faults.push(...(await keyFaults(warehouse, dataset, parquet)));
  faults.push(...(await periodFaults(warehouse, dataset, parquet)));
  faults.push(...(await wordFaults(warehouse, dataset, parquet)));
  for (const file of files.filter(({ format }) => format === "csv")) {
    const pair = { dataset, parquet, csv: join(folder, file.path), form: formOf(file) };
    faults.push(...(await faultOf(() => proveCsv(warehouse, pair))));
  }
  return faults;
}

/** The facts that the manifest and the Parquet footer must both hold. */
function footerBy({ name, title, grain, traps, key }: ManifestDataset, manifest: Manifest) {
  return {
    "helserefusjon:dataset": name,
    "helserefusjon:title": JSON.stringify(title),
    "helserefusjon:grain": JSON.stringify(grain),
    "helserefusjon:traps": JSON.stringify(traps),
    "helserefusjon:key": JSON.stringify(key),
    "helserefusjon:source": manifest.source.origin,
    "helserefusjon:pull": manifest.pull.id,
    "helserefusjon:synthetic": manifest.synthetic ?? "no",
    "helserefusjon:excerpt": manifest.excerpt ? "yes" : "no",
  };
}

async function faultOf(prove: () => Promise<void>): Promise<readonly string[]> {
  try {
    await prove();
    return [];
  } catch (error) {
    if (error instanceof ReleaseError) return [error.message];
    throw error;
  }
}

async function keyFaults(
  warehouse: Warehouse,
  { name, key, may_be_null: nullable = [] }: ManifestDataset,
  parquet: string,
): Promise<readonly string[]> {
  const columns = key.map(identifier);
  const never = key.filter((column) => !nullable.includes(column));
  const from = `from ${parquetRows(parquet)}`;
  const [empty] = await warehouse.rows(
    `select count(*) as rows ${from} where ${never.map((column) => `${identifier(column)} is null`).join(" or ")}`,
  );
  const twice =
    await warehouse.rows(`select ${columns.map((column) => `${column}::varchar`).join(", ")} ${from}
    group by ${columns.join(", ")} having count(*) > 1 order by all limit 1`);
  return [
    ...(empty?.rows === "0"
      ? []
      : [`${name}: key ${never.join(", ")} must not be NULL: found ${empty?.rows} rows`]),
    ...twice.map(
      (row) => `${name}: key ${key.join(", ")} must be unique: found ${Object.values(row).join(", ")} twice`,
    ),
  ];
}

async function periodFaults(
  warehouse: Warehouse,
  { name, period, first_period, last_period }: ManifestDataset,
  parquet: string,
): Promise<readonly string[]> {
  if (period === null) return [];
  const column = identifier(period);
  const [found] = await warehouse.rows(
    `select min(${column}) as first, max(${column}) as last from ${parquetRows(parquet)}`,
  );
  if (found?.first === first_period && found.last === last_period) return [];
  return [
    `${name}: periods must be ${first_period} to ${last_period}: found ${found?.first} to ${found?.last}`,
  ];
}

const dictionary = z.array(
  z.object({ name: z.string(), type: z.string(), description: z.object({ nb: z.string(), en: z.string() }) }),
);

async function wordFaults(
  warehouse: Warehouse,
  { name, columns }: ManifestDataset,
  parquet: string,
): Promise<readonly string[]> {
  const [row] =
    await warehouse.rows(`select decode(value) as text from ${parquetFacts("kv_metadata", parquet)}
    where decode(key) = 'helserefusjon:columns'`);
  const statistics = dictionary.parse(JSON.parse(row?.text ?? "[]"));
  const describeStatistics = (list: typeof statistics) => {
    return list.map(({ name, type, description: { nb, en } }) => [name, type, nb, en].join("\n"));
  };
  const inManifest = describeStatistics(dictionary.parse(columns));
  const inFile = new Set(describeStatistics(statistics));
  return columns
    .filter((_, at) => !inFile.has(inManifest[at] ?? ""))
    .map(
      (column) =>
        `${name}: column ${column.name} is described otherwise in its Parquet footer than in manifest.json`,
    );
}
