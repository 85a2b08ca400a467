// What is compared: one state of the published tables, as a release or as a build that may become one.
import type { Manifest, ManifestDataset } from "../domain/manifest.ts";
import { provenParquet } from "../stores/release-files.ts";

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
