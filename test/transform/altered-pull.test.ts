// A pull whose files were altered since is transformed to nothing, though its tables are made while its files are proven.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { ReleaseError } from "../../src/domain/errors.ts";
import { transform } from "../../src/transform/transform.ts";
import { pulling } from "../e2e/pulling.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { narrowSql } from "./narrow-sql.ts";

it.each([
  ["is still read without complaint", (text: string) => text.replace('"2020"', '"2019"')],
  ["cannot be read any more", (text: string) => text.replace('"2020"', '"tjue"')],
])("names the file that was altered, also where what it holds now %s", async (_, alter) => {
  const { pull } = await pulling({});
  const extracted = await pull();
  const [receipt] = await extracted.pull.receipts("takstbruk_landet_ar");
  const file = join(extracted.pull.folder, "takstbruk_landet_ar", `${receipt?.key}.rows.csv`);
  writeFileSync(file, alter(readFileSync(file, "utf8")));
  const output = await temporaryFolder();
  const { endpoints } = registry;
  const datasets = registry.datasets.filter(({ name }) => name === "takstbruk_landet_ar");
  const sql = await narrowSql("takstbruk_landet_ar", output);
  const limits = { sql, memoryLimit: "512MB", threads: 1, tolerance: 25, report: () => {} };
  const built = transform({ output, pull: extracted.pull, endpoints, datasets, ...limits });
  await expect(built).rejects.toThrow(ReleaseError);
  await expect(built).rejects.toThrow(`${file} should be`);
  expect(existsSync(join(output, "warehouse", "build.json"))).toBe(false);
});
