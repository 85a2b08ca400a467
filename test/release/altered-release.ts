// A release with other numbers, whole in itself: what an earlier pull of a world that was corrected since would have given.
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { jsonText } from "../../src/domain/json.ts";
import { digestOf } from "../../src/platform/files.ts";
import { parquetRows } from "../../src/stores/read-files.ts";
import { readManifest } from "../../src/stores/release-reader.ts";
import { literal, openWarehouse } from "../../src/stores/warehouse.ts";

/** Sets values in the Parquet file of a dataset and writes its new hash into the manifest, and that one's into SHA256SUMS. The file keeps its order. */
export async function restate(
  folder: string,
  { dataset, set, where }: { readonly dataset: string; readonly set: string; readonly where: string },
): Promise<void> {
  const path = `${dataset}.parquet`;
  const [parquet, aside] = [join(folder, path), join(folder, "aside.parquet")];
  const warehouse = await openWarehouse({ file: ":memory:" });
  await warehouse.run(`create table rows as from ${parquetRows(parquet)};
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
  await sumAgain(folder);
}

/** The text of a file of a release, changed. */
export async function edit(path: string, change: (text: string) => string): Promise<void> {
  await writeFile(path, change(await readFile(path, "utf8")));
}

/** Writes SHA256SUMS anew from the files there are: what a forger who knows it would do. */
export async function sumAgain(folder: string): Promise<void> {
  const sums = join(folder, "SHA256SUMS");
  const paths = (await readFile(sums, "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => line.slice(66));
  const lines = paths.map(async (path) => `${(await digestOf(join(folder, path))).sha256}  ${path}\n`);
  await writeFile(sums, (await Promise.all(lines)).join(""));
}

/** Turns the last bit of the byte in the middle of a file around. The file gets a new name on disk, so that no other has it too. */
export async function flipByte(path: string): Promise<void> {
  const bytes = await readFile(path);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  await rm(path);
  await writeFile(path, bytes);
}
