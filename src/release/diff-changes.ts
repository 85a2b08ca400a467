// The shape of changes.json: what changed between two editions, in text and counts.
import type { Manifest, ManifestDataset } from "../domain/manifest.ts";
import type { ChangeLevel } from "../domain/version.ts";
import { provenParquet } from "../stores/release-files.ts";
import type { TextRow } from "../stores/warehouse.ts";

/** The contents of changes.json: the two releases and all changes between them. */
export interface KeptChanges extends Changes {
  readonly changes_version: "1.0";
  readonly old: Step;
  readonly new: Step;
}

/** A release as changes.json names it. */
export interface Step {
  readonly id: string;
  readonly version: string;
}

/** The changes from one edition to the next. */
export interface Changes {
  /** The version change that all changes together require. */
  readonly level: ChangeLevel;
  /** Changed properties of the release as a whole. */
  readonly words: readonly string[];
  /** The changed datasets in the order of the new edition, then the removed ones. */
  readonly datasets: readonly DatasetChange[];
  readonly unchanged: readonly string[];
}

export interface DatasetChange {
  readonly name: string;
  /** `replaced` if the shape changed. The file then holds all rows of the new edition as added. */
  readonly kind: "added" | "removed" | "replaced" | "changed";
  readonly level: ChangeLevel;
  /** True if the rows describe the pull. Their changes are not changes of the data. */
  readonly evidence: boolean;
  readonly schema: readonly SchemaChange[];
  readonly words: readonly string[];
  readonly rows: RowCounts;
  readonly columns: readonly ColumnChange[];
  readonly periods: readonly PeriodChange[];
  readonly codes: readonly CodeChange[];
  readonly restated: readonly RestatedCell[];
  /** The Parquet file of the changed rows; null if only texts changed. */
  readonly file: string | null;
}

/** One difference in shape, and the version change it requires. */
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

/** A period and the number of its changed rows. */
export interface PeriodChange {
  readonly period: string;
  readonly added: number;
  readonly removed: number;
  readonly restated: number;
}

/** A column with restated cells. For amounts and counts it also holds the exact total change by period. */
export interface ColumnChange {
  readonly column: string;
  readonly restated: number;
  readonly difference: string | null;
}

/** Values of referenced columns, each as text with `/` between its columns. Removing a code is MAJOR, because other tables refer to it. */
export interface CodeChange {
  readonly columns: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** One restated cell. `key` holds the text of each key column. */
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

/** The texts of the release as a whole. */
export type EditionWords = Pick<Manifest, "title" | "description" | "attribution" | "license">;

export type EditionDataset = Omit<ManifestDataset, "files"> & {
  /** The path of its Parquet file. */
  readonly parquet: string;
};

/** Throws a ReleaseError if a Parquet file differs from the one in the manifest. */
export async function editionOf(folder: string, manifest: Manifest): Promise<Edition> {
  const datasets: EditionDataset[] = [];
  for (const { files, ...dataset } of manifest.datasets) {
    const parquet = await provenParquet(folder, { name: dataset.name, files });
    datasets.push({ ...dataset, parquet });
  }
  const { title, description, attribution, license } = manifest;
  return { words: { title, description, attribution, license }, datasets };
}
