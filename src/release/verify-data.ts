// Whether the files of a dataset hold what the manifest says: columns, types, rows, key, period, words, and the same in CSV.
import { join } from "node:path";
import { z } from "zod";
import { ReleaseError } from "../domain/errors.ts";
import type { Manifest, ManifestDataset } from "../domain/manifest.ts";
import { formOf } from "../stores/csv-form.ts";
import { proveCsv, proveParquet } from "../stores/read-back.ts";
import { parquetFacts, parquetRows } from "../stores/read-files.ts";
import { identifier, type Warehouse } from "../stores/warehouse.ts";

/** A sentence for each claim of the manifest that the files of this dataset break. */
export async function dataFaults(
  warehouse: Warehouse,
  dataset: ManifestDataset,
  { folder, manifest }: { readonly folder: string; readonly manifest: Manifest },
): Promise<readonly string[]> {
  const { rows, files } = dataset;
  const parquet = join(folder, files.find(({ format }) => format === "parquet")?.path ?? "");
  const claims = { dataset, rows, footer: footerBy(dataset, manifest) };
  const faults = [...(await faultOf(() => proveParquet(warehouse, parquet, claims)))];
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

/** What the footer must say as far as the manifest says it too. */
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
  { name, key }: ManifestDataset,
  parquet: string,
): Promise<readonly string[]> {
  const columns = key.map(identifier);
  const from = `from ${parquetRows(parquet)}`;
  const [empty] = await warehouse.rows(
    `select count(*) as rows ${from} where ${columns.map((column) => `${column} is null`).join(" or ")}`,
  );
  const twice =
    await warehouse.rows(`select ${columns.map((column) => `${column}::varchar`).join(", ")} ${from}
    group by ${columns.join(", ")} having count(*) > 1 order by all limit 1`);
  return [
    ...(empty?.rows === "0"
      ? []
      : [`${name}: key ${key.join(", ")} must not be NULL: found ${empty?.rows} rows`]),
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
  const told = dictionary.parse(JSON.parse(row?.text ?? "[]"));
  const said = (list: typeof told) => {
    return list.map(({ name, type, description: { nb, en } }) => [name, type, nb, en].join("\n"));
  };
  const inManifest = said(dictionary.parse(columns));
  const inFile = new Set(said(told));
  return columns
    .filter((_, at) => !inFile.has(inManifest[at] ?? ""))
    .map(
      (column) =>
        `${name}: column ${column.name} is described otherwise in its Parquet footer than in manifest.json`,
    );
}
