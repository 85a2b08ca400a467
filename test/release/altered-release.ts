// A release with other numbers, whole in itself: what an earlier pull of a world that was corrected since would have given.
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { digestOf, jsonText } from "../../src/platform/files.ts";
import { readManifest } from "../../src/stores/release-reader.ts";
import { fileLiteral, literal, openWarehouse } from "../../src/stores/warehouse.ts";

/** Sets values in the Parquet file of a dataset and writes its new hash into the manifest. The file keeps its order. */
export async function restate(
  folder: string,
  { dataset, set, where }: { readonly dataset: string; readonly set: string; readonly where: string },
): Promise<void> {
  const path = `${dataset}.parquet`;
  const [parquet, aside] = [join(folder, path), join(folder, "aside.parquet")];
  const warehouse = await openWarehouse({ file: ":memory:" });
  await warehouse.run(`create table rows as from read_parquet(${fileLiteral(parquet)});
    update rows set ${set} where ${where};
    copy rows to ${literal(aside)} (format parquet)`);
  warehouse.close();
  // The warehouse's mart is the same file by another name, and must stay as it is.
  await rm(parquet);
  await rename(aside, parquet);
  const manifest = await readManifest(folder);
  const digest = await digestOf(parquet);
  const datasets = manifest.datasets.map((one) => ({
    ...one,
    files: one.files.map((file) => (file.path === path ? { ...file, ...digest } : file)),
  }));
  await writeFile(join(folder, "manifest.json"), jsonText({ ...manifest, datasets }));
}

/** The text of a file of a release, changed. */
export async function edit(path: string, change: (text: string) => string): Promise<void> {
  await writeFile(path, change(await readFile(path, "utf8")));
}
