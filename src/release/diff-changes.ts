// What changed between two editions, in words and counts: the shape of changes.json.
import type { Manifest, ManifestDataset } from "../domain/manifest.ts";
import type { ChangeLevel } from "../domain/version.ts";
import { provenParquet } from "../stores/release-files.ts";
import type { TextRow } from "../stores/warehouse.ts";

/** What changes.json says: the two releases, and all that changed between them. */
export interface KeptChanges extends Changes {
  readonly changes_version: "1.0";
  readonly old: Step;
  readonly new: Step;
}

/** A release as the changes name it. */
export interface Step {
  readonly id: string;
  readonly version: string;
}

/** What changed from one edition to the next. */
export interface Changes {
  /** What all of it together asks of readers. */
  readonly level: ChangeLevel;
  /** What is said otherwise of the release as a whole. */
  readonly words: readonly string[];
  /** The datasets in which anything changed, in the order of the new edition, then those that are gone. */
  readonly datasets: readonly DatasetChange[];
  readonly unchanged: readonly string[];
}

export interface DatasetChange {
  readonly name: string;
  /** `replaced` where the shape changed: then all rows of the new edition are in the file as added. */
  readonly kind: "added" | "removed" | "replaced" | "changed";
  readonly level: ChangeLevel;
  /** True where the rows tell of the pull: their changes are no changes of the data. */
  readonly evidence: boolean;
  readonly schema: readonly SchemaChange[];
  readonly words: readonly string[];
  readonly rows: RowCounts;
  readonly columns: readonly ColumnChange[];
  readonly periods: readonly PeriodChange[];
  readonly codes: readonly CodeChange[];
  readonly restated: readonly RestatedCell[];
  /** The Parquet file of its changed rows; null where only words changed. */
  readonly file: string | null;
}

/** One difference in shape, in words, and what it asks of readers. */
export interface SchemaChange {
  readonly change: string;
  readonly level: ChangeLevel;
}

export interface RowCounts {
  readonly before: number;
  readonly after: number;
  readonly added: number;
  readonly removed: number;
  readonly restated: number;
}

/** A period and how many of its rows changed. */
export interface PeriodChange {
  readonly period: string;
  readonly added: number;
  readonly removed: number;
  readonly restated: number;
}

/** A column with restated cells, and for amounts and counts by period by how much they changed together, exactly. */
export interface ColumnChange {
  readonly column: string;
  readonly restated: number;
  readonly difference: string | null;
}

/** Values of referred columns, each as text with `/` between its columns. A code that went is MAJOR: others refer to it. */
export interface CodeChange {
  readonly columns: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** One cell that has another value now; `key` holds the texts of the key's columns. */
export interface RestatedCell {
  readonly key: TextRow;
  readonly column: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface Edition {
  readonly words: EditionWords;
  readonly datasets: readonly EditionDataset[];
}

/** What readers are told of it as a whole. */
export type EditionWords = Pick<Manifest, "title" | "description" | "attribution" | "license">;

export type EditionDataset = Omit<ManifestDataset, "files"> & {
  /** The path of its Parquet file. */
  readonly parquet: string;
};

/** A release as an edition. ReleaseError where a Parquet file of it is not the one its manifest names. */
export async function editionOf(folder: string, manifest: Manifest): Promise<Edition> {
  const datasets: EditionDataset[] = [];
  for (const { files, ...dataset } of manifest.datasets) {
    const parquet = await provenParquet(folder, { name: dataset.name, files });
    datasets.push({ ...dataset, parquet });
  }
  const { title, description, attribution, license } = manifest;
  return { words: { title, description, attribution, license }, datasets };
}
