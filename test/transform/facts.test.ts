// Errors of stores and transform carry their facts as data, for `--json`, and have them in the sentence too.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { HelserefusjonError } from "../../src/domain/errors.ts";
import { readBuild } from "../../src/stores/build-store.ts";
import { openPull, startPull } from "../../src/stores/raw-store.ts";
import { verifiedParquet } from "../../src/stores/release-files.ts";
import { readManifest } from "../../src/stores/release-reader.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { findModels } from "../../src/transform/models.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const scope = { since: "202001", until: "202003", geographies: ["landet"], periods: ["ar"] } as const;

it.each<[string, (folder: string) => Promise<unknown>, readonly string[]]>([
  ["a pull that is not there", (folder) => openPull(folder, "gone"), ["file", "pull"]],
  [
    "a damaged summary",
    async (folder) => {
      const pull = await startPull(folder, { id: "p", origin: "http://127.0.0.1", scope });
      await writeFile(join(pull.folder, "summary.json"), "{}");
      await pull.summary();
    },
    ["file", "found"],
  ],
  ["a release without a manifest", (folder) => readManifest(folder), ["folder"]],
  [
    "a data file that is gone",
    (folder) => verifiedParquet(folder, { name: "takstkoder", files: [] }),
    ["expected", "file", "found"],
  ],
  ["a warehouse without a build", (folder) => readBuild(folder), ["file"]],
  [
    "a SQL file with two statements",
    async (folder) => {
      await mkdir(join(folder, "checks"));
      await writeFile(join(folder, "checks", "two.sql"), "select 1; select 2");
      const warehouse = await openWarehouse({ file: ":memory:" });
      await findModels(warehouse, { folder, layers: ["checks"] }).finally(() => warehouse.close());
    },
    ["file"],
  ],
])("%s is described by facts", async (_, fail, names) => {
  const folder = await temporaryFolder();
  const error: unknown = await fail(folder).catch((failure: unknown) => failure);
  if (!(error instanceof HelserefusjonError)) throw error;
  expect(Object.keys(error.facts).sort()).toEqual([...names]);
  for (const fact of ["file", "folder", "expected"].flatMap((name) => error.facts[name] ?? []))
    expect(error.message).toContain(String(fact));
});
