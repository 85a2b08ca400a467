// Releases with tables of the golden release, each with other rows, for tests of open tables.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { ManifestDataset } from "../../src/domain/manifest.ts";
import { digestOf } from "../../src/platform/files.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { parquetRows } from "../../src/stores/read-files.ts";
import { readManifest } from "../../src/stores/release-reader.ts";
import { literal, openWarehouse } from "../../src/stores/warehouse.ts";
import { rewritten } from "../catalogue/shown-release.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const golden = join(projectFolder, "test", "golden", "release");

export function idOf(day: number): string {
  return `synthetic-202612${String(day).padStart(2, "0")}T040000Z`;
}

export interface Changes {
  /** The names of the datasets; all by default. */
  readonly datasets?: readonly string[];
  /** A column to add: a number, 1 in each row. */
  readonly extra?: string;
}

/** The folder of a release of a day in December 2026. It lacks some rows, so that each day has other rows. */
export async function vintage(day: number, changes: Changes = {}): Promise<string> {
  const { datasets: names, extra } = changes;
  const description = { nb: "Ny", en: "New" };
  const more = extra === undefined ? [] : [{ name: extra, type: "SMALLINT", description }];
  const manifest = await readManifest(golden);
  const folder = await temporaryFolder();
  const warehouse = await openWarehouse({ file: ":memory:" });
  onTestFinished(() => warehouse.close());
  const datasets: ManifestDataset[] = [];
  for (const dataset of manifest.datasets.filter(({ name }) => names?.includes(name) ?? true)) {
    const path = `${dataset.name}.parquet`;
    const rows = parquetRows(join(golden, path), { rowNumbers: true });
    const added = more.map(({ name }) => `, 1::smallint as ${name}`).join("");
    await warehouse.run(`copy (select rows.* exclude (file_row_number)${added} from ${rows} as rows${copiesOf(dataset)}
      where file_row_number % ${day + 5} <> 0 order by ${orderOf(dataset)})
      to ${literal(join(folder, path))} (format parquet, compression zstd, row_group_size 2048)`);
    const [count] = await warehouse.rows(`select count(*) as rows from ${parquetRows(join(folder, path))}`);
    const file = dataset.files.find(({ format }) => format === "parquet");
    if (file === undefined) continue;
    const counted = { ...file, ...(await digestOf(join(folder, path))), rows: Number(count?.rows) };
    const { rows: total } = counted;
    datasets.push({ ...dataset, rows: total, columns: [...dataset.columns, ...more], files: [counted] });
  }
  cpSync(join(golden, "manifest.schema.json"), join(folder, "manifest.schema.json"));
  const fetched = `2026-12-${String(day).padStart(2, "0")}T04:00:00Z`;
  const pull = { ...manifest.pull, first_fetched_at: fetched, last_fetched_at: fetched };
  const id = idOf(day);
  await rewritten({ folder, manifest: { ...manifest, id, pull, datasets, documents: [] } });
  return folder;
}

/** Five copies of each row make several row groups. Sorted by takst, so that a filter on one can skip some. */
function copiesOf(dataset: ManifestDataset): string {
  return hasTakst(dataset) ? ", range(5)" : "";
}

function orderOf(dataset: ManifestDataset): string {
  return hasTakst(dataset) ? "takstkode, file_row_number" : "file_row_number";
}

function hasTakst({ columns }: ManifestDataset): boolean {
  return columns.some(({ name }) => name === "takstkode");
}
