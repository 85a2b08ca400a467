// The release this page shows, read from the page itself.
import type { CatalogueData } from "../domain/catalogue.ts";
import { element } from "./element.ts";
import { textFor } from "./language.ts";
import { takeFiles } from "./parquet.ts";

const data: CatalogueData = JSON.parse(document.getElementById("release")?.textContent ?? "null");

export const { release } = data;

/** A row of a picture by the names of its columns. */
export type PictureRow = Readonly<Record<string, string | null>>;

/** The rows of a picture; none where the release lacks what it is made of. */
export function pictureRows(name: keyof CatalogueData["pictures"]): readonly PictureRow[] {
  const { columns, rows } = data.pictures[name] ?? { columns: [], rows: [] };
  return rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null])));
}

export type Dataset = (typeof release.datasets)[number];

export function datasetNamed(name: string): Dataset | undefined {
  return release.datasets.find((dataset) => dataset.name === name);
}

/** The Parquet file of a dataset. */
export function parquetOf({ files }: Dataset): Dataset["files"][number] | undefined {
  return files.find(({ format }) => format === "parquet");
}

/** The dataset a check is about, by the longest name the check's name begins with. */
export function checkedDataset(check: string): Dataset | undefined {
  const found = release.datasets.filter(({ name }) => check.startsWith(`${name}_`));
  return found.sort((one, other) => other.name.length - one.name.length)[0];
}

/** Says which files are needed and calls back once the reader has chosen some. */
export function filePicker(paths: readonly string[], then: () => void): HTMLElement {
  const input = element("input", {
    type: "file",
    accept: ".parquet",
    multiple: true,
    onchange: () => {
      takeFiles(input.files ?? []);
      then();
    },
  });
  const names = paths.flatMap((path, at) => [at === 0 ? "" : ", ", element("code", {}, path)]);
  return element(
    "div",
    { class: "note", role: "note" },
    element("p", {}, textFor("needFile")),
    element("label", {}, textFor("chooseFile"), " ", ...names, " ", input),
  );
}
