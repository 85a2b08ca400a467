// Two pulls of a whole small world whose numbers differ: the changes make the second release from the first, to the byte.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { writeCsv } from "../../src/load/dataset-files.ts";
import { digestOf } from "../../src/platform/files.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { comparedRelease } from "../../src/release/changes.ts";
import { canonicalForm } from "../../src/stores/csv-form.ts";
import { readManifest } from "../../src/stores/release-reader.ts";
import { identifier, literal, openWarehouse } from "../../src/stores/warehouse.ts";
import { smallRelease } from "../small-release.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { compared, differenceAfterReplay, replay } from "./compared-releases.ts";

describe("the changes between two releases", () => {
  it("replayed on the old release give the new one: the same rows of every dataset, and the same CSV bytes", async () => {
    const folders = [
      join(projectFolder, "test", "golden", "release"),
      await smallRelease({ dialect: "documented", emulator: { world: { rows: 24_000, seed: 2 } } }),
    ] as const;
    const manifests = [await readManifest(folders[0]), await readManifest(folders[1])] as const;
    const old = await comparedRelease(folders[0], manifests[0]);
    const now = await comparedRelease(folders[1], manifests[1]);
    const found = await compared(old, now);
    const kinds = found.changes.datasets.map(({ rows }) => [
      rows.added > 0,
      rows.removed > 0,
      rows.restated > 0,
    ]);
    for (const at of [0, 1, 2]) expect(kinds.filter((kind) => kind[at]).length).toBeGreaterThan(3);
    const differences = await differenceAfterReplay({ old, now }, found);
    expect(Object.keys(differences)).toEqual(registry.datasets.map(({ name }) => name));
    expect(Object.values(differences).every((count) => count === 0)).toBe(true);
    const promised = manifests[1].datasets.map(({ name, files }) => {
      return [name, files.find(({ format }) => format === "csv")?.sha256];
    });
    const sql = new Map(now.datasets.map((dataset) => [dataset.name, replay({ old, dataset }, found)]));
    expect(await csvOf(sql)).toEqual(Object.fromEntries(promised));
  });
});

/** The SHA-256 of every dataset's CSV file as the load would write it from these rows, in the order the registry says. */
async function csvOf(sql: ReadonlyMap<string, string>): Promise<Readonly<Record<string, string>>> {
  const folder = join(await temporaryFolder(), "replayed");
  await mkdir(folder);
  const warehouse = await openWarehouse({ file: ":memory:" });
  const found: Record<string, string> = {};
  for (const dataset of registry.datasets) {
    const [parquet, csv] = [join(folder, `${dataset.name}.parquet`), join(folder, `${dataset.name}.csv`)];
    const order = dataset.sort.map(identifier).join(", ");
    await warehouse.run(
      `copy (select * from (${sql.get(dataset.name)}) order by ${order}) to ${literal(parquet)} (format parquet)`,
    );
    await writeCsv(warehouse, { dataset, parquet, csv, form: canonicalForm });
    found[dataset.name] = (await digestOf(csv)).sha256;
  }
  warehouse.close();
  return found;
}
