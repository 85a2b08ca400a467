// The release that this page shows, from the page itself.
import type { FirstData } from "../../domain/catalogue.ts";

const first: FirstData = JSON.parse(document.getElementById("release")?.textContent ?? "null");

export const { release, mostUsed, tailBytes } = first;

export type Dataset = (typeof release.datasets)[number];
export type Column = Dataset["columns"][number];
export type DataFile = Dataset["files"][number];

export function datasetNamed(name: string): Dataset | undefined {
  return release.datasets.find((dataset) => dataset.name === name);
}

/** The Parquet file of a dataset. */
export function parquetOf({ files }: Dataset): DataFile | undefined {
  return files.find(({ format }) => format === "parquet");
}

/** The dataset a check is about, by the longest name that the check's name begins with. */
export function checkedDataset(check: string): Dataset | undefined {
  const found = release.datasets.filter(({ name }) => check.startsWith(`${name}_`));
  return found.sort((one, other) => other.name.length - one.name.length)[0];
}

/** True if the page was opened from a folder: the browser then reads no files beside it. */
export function isOpenedAsFile(): boolean {
  return location.protocol === "file:";
}

/** The address of a file of the release; its bare name if the page was opened from a folder. */
export function addressOfFile(path: string): string {
  return isOpenedAsFile() ? path : new URL(path, location.href).href;
}
