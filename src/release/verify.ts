// Verifies a release: its files, its manifest, that the two agree, and that a rebuilt release has the same bytes.

import { open, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { isExcerpt } from "../domain/endpoint.ts";
import { ReleaseError } from "../domain/errors.ts";
import type { Manifest, ManifestDataset } from "../domain/manifest.ts";
import { counted } from "../domain/markdown.ts";
import { compareVersions, firstRelease } from "../domain/version.ts";
import { formOf } from "../stores/csv-form.ts";
import { verifyCsv, verifyParquet } from "../stores/read-back.ts";
import { parquetFacts, parquetRows } from "../stores/read-files.ts";
import { hashedFiles, namesIn, plainDigest } from "../stores/release-files.ts";
import { readUnverifiedManifest } from "../stores/release-reader.ts";
import { identifier, literal, openWarehouse, type Warehouse } from "../stores/warehouse.ts";

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
  const { manifest } = await readUnverifiedManifest(folder);
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
function manifestFaults(folder: string, manifest: Manifest): readonly string[] {
  const { id, synthetic, scope, excerpt, pull, datasets, checks } = manifest;
  const start = `${synthetic === null ? "" : "synthetic-"}${isExcerpt(scope) ? "excerpt-" : ""}${pull.id}`;
  const failed = checks.filter(({ severity, failed }) => severity === "error" && failed > 0);
  return [
    ...(id === basename(folder)
      ? []
      : [`the id is ${id}: expected ${basename(folder)}, the name of the folder`]),
    ...(id === start || (/^-\d+$/.test(id.slice(start.length)) && id.startsWith(start))
      ? []
      : [`the id is ${id}: expected ${start} by pull, scope and synthetic`]),
    ...(excerpt === isExcerpt(scope) ? [] : [`excerpt is ${excerpt}: expected ${isExcerpt(scope)} by scope`]),
    ...successionFaults(manifest),
    ...failed.map(({ name, failed }) => `check ${name} fails for ${counted(failed, "row")}, expected none`),
    ...datasets.flatMap((dataset) => datasetFaults(dataset, datasets)),
  ].map((fault) => `manifest.json: ${fault}`);
}

function successionFaults({ version, previous }: Manifest): readonly string[] {
  if (previous === null) {
    return version === firstRelease.version
      ? []
      : [`the version is ${version}, expected 1.0.0, because previous is null`];
  }
  if (compareVersions(previous.version, version) < 0) return [];
  return [`the version is ${version}, expected one after ${previous.version}, the previous`];
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
      ({ dataset, to }) => `${name}: refers to ${dataset} (${to.join(", ")}), which is not in this release`,
    ),
    ...files
      .filter((file) => file.rows !== rows)
      .map((file) => `${name}: ${file.path} is listed with ${counted(file.rows, "row")}, expected ${rows}`),
  ];
}

/** A sentence for each fact of the manifest that the files of this dataset contradict. */
async function dataFaults(
  warehouse: Warehouse,
  dataset: ManifestDataset,
  { folder, manifest }: { readonly folder: string; readonly manifest: Manifest },
): Promise<readonly string[]> {
  const { rows, files } = dataset;
  const parquet = join(folder, files.find(({ format }) => format === "parquet")?.path ?? "");
  const expected = { dataset, rows, footer: footerBy(dataset, manifest) };
  const faults = [...(await faultOf(() => verifyParquet(warehouse, parquet, expected)))];
  if (faults.length > 0) return faults;
  faults.push(...(await keyFaults(warehouse, dataset, parquet)));
  faults.push(...(await periodFaults(warehouse, dataset, parquet)));
  faults.push(...(await descriptionFaults(warehouse, dataset, parquet)));
  for (const file of files.filter(({ format }) => format === "csv")) {
    const pair = { dataset, parquet, csv: join(folder, file.path), form: formOf(file) };
    faults.push(...(await faultOf(() => verifyCsv(warehouse, pair))));
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

async function faultOf(compare: () => Promise<void>): Promise<readonly string[]> {
  try {
    await compare();
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
      : [
          `${name}: key ${never.join(", ")} is NULL in ${counted(Number(empty?.rows ?? 0), "row")}, expected none`,
        ]),
    ...twice.map(
      (row) => `${name}: key ${key.join(", ")} is not unique, found ${Object.values(row).join(", ")} twice`,
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
    `${name}: the periods are ${found?.first} to ${found?.last}: expected ${first_period} to ${last_period}`,
  ];
}

const dictionary = z.array(
  z.object({ name: z.string(), type: z.string(), description: z.object({ nb: z.string(), en: z.string() }) }),
);

async function descriptionFaults(
  warehouse: Warehouse,
  { name, columns }: ManifestDataset,
  parquet: string,
): Promise<readonly string[]> {
  const [row] =
    await warehouse.rows(`select decode(value) as text from ${parquetFacts("kv_metadata", parquet)}
    where decode(key) = 'helserefusjon:columns'`);
  const inFooter = dictionary.parse(JSON.parse(row?.text ?? "[]"));
  return columns
    .filter((column) => !inFooter.some((one) => isDeepStrictEqual(one, dictionary.element.parse(column))))
    .map(
      (column) =>
        `${name}: the description of column ${column.name} differs between the Parquet footer and manifest.json`,
    );
}

export interface Differences {
  /** Every file that differs, is missing or is extra: data first, in the order of the manifest. */
  readonly files: readonly string[];
  /** A sentence about the first difference; undefined if all files are the same. */
  readonly first: string | undefined;
}

interface Folders {
  readonly folder: string;
  readonly rebuilt: string;
}

/** Compares a release's folder with the rebuilt one. */
export async function differences(folders: Folders, manifest: Manifest): Promise<Differences> {
  const data = manifest.datasets.flatMap((dataset) => dataset.files.map(({ path }) => path));
  const parquetFirst = [...data].sort((one, other) => Number(isCsv(one)) - Number(isCsv(other)));
  const others = [...(await namesIn(folders.folder)), ...(await namesIn(folders.rebuilt))].sort();
  const differing: string[] = [];
  for (const path of new Set([...parquetFirst, ...others])) {
    const [one, other] = [
      await plainDigest(join(folders.folder, path)),
      await plainDigest(join(folders.rebuilt, path)),
    ];
    if (one?.sha256 !== other?.sha256) differing.push(path);
  }
  const [first] = differing;
  return {
    files: differing,
    first: first === undefined ? undefined : await fileDifference(first, folders, manifest),
  };
}

function isCsv(path: string): boolean {
  return !path.endsWith(".parquet");
}

async function fileDifference(path: string, folders: Folders, manifest: Manifest): Promise<string> {
  const [one, other] = [join(folders.folder, path), join(folders.rebuilt, path)];
  if ((await plainDigest(one)) === undefined) return `${path} is missing in the release`;
  if ((await plainDigest(other)) === undefined)
    return `${path} is in the release, but not built from the pull`;
  const dataset = manifest.datasets.find(({ files }) => files[0]?.path === path);
  const cell = dataset === undefined ? undefined : await firstCell(dataset, { one, other });
  return `${path} differs ${cell ?? `from byte ${await firstByte(one, other)} on`}`;
}

/** The first cell that differs. Undefined if no cell differs or the file is damaged. */
async function firstCell(
  { columns }: ManifestDataset,
  { one, other }: { readonly one: string; readonly other: string },
): Promise<string | undefined> {
  const warehouse = await openWarehouse({ file: ":memory:" });
  const cells = columns.map(({ name }) => {
    const [old, now] = [`old_rows.${identifier(name)}`, `new_rows.${identifier(name)}`];
    return `if(${old} is distinct from ${now},
      ${literal(`column ${name} holds `)} || coalesce(${old}::varchar, 'NULL') || ', the pull gives ' || coalesce(${now}::varchar, 'NULL'),
      null)`;
  });
  const rows = (path: string) => parquetRows(path, { rowNumbers: true });
  try {
    const [found] = await warehouse.rows(`
      select coalesce(old_rows.file_row_number, new_rows.file_row_number) + 1 as place, case
          when old_rows.file_row_number is null then 'is not in the release'
          when new_rows.file_row_number is null then 'is not given by the pull'
          else coalesce(${cells.join(", ")}) end as what
      from ${rows(one)} as old_rows
      full join ${rows(other)} as new_rows on old_rows.file_row_number = new_rows.file_row_number
      where what is not null order by place limit 1`);
    return found === undefined ? undefined : `in row ${found.place}: ${found.what}`;
  } catch (error) {
    // A damaged file has no rows, so the report names its first differing byte.
    if (error instanceof Error) return undefined;
    throw error;
  } finally {
    warehouse.close();
  }
}

const block = 1 << 20;

/** The offset of the first byte that differs, counted from 0. If one file begins the other, the end of the shorter one. */
async function firstByte(one: string, other: string): Promise<number> {
  const files = [await open(one, "r"), await open(other, "r")] as const;
  try {
    for (let at = 0; ; at += block) {
      const read = async (file: (typeof files)[number]) => {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(block), 0, block, at);
        return buffer.subarray(0, bytesRead);
      };
      const [left, right] = [await read(files[0]), await read(files[1])];
      if (left.equals(right) && left.length === block) continue;
      const differs = left.findIndex((byte, place) => byte !== right[place]);
      return at + (differs === -1 ? left.length : differs);
    }
  } finally {
    for (const file of files) await file.close();
  }
}
