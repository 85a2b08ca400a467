// Typing answers while others download changes when work is done, never what comes of it.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { Ahead, type Typed } from "../../src/transform/ahead.ts";
import { transform } from "../../src/transform/transform.ts";
import { pulling } from "../e2e/pulling.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { narrowSql } from "./narrow-sql.ts";

const table = "takstbruk_landet_ar";
const datasets = registry.datasets.filter(({ name }) => name === table);

/** A pull whose answers were typed as they came, and a way to transform it. */
async function pulledAhead() {
  const output = await temporaryFolder();
  const limits = { sql: await narrowSql(table, output), memoryLimit: "512MB", threads: 1 };
  const ahead = new Ahead({ output, ...limits });
  const { pull } = await pulling({});
  const answered: string[] = [];
  const extracted = await pull({
    answered(endpoint, folder) {
      answered.push(endpoint.name);
      ahead.begin(endpoint, folder);
    },
  });
  const mart = async (typed?: ReadonlyMap<string, Typed>) => {
    const { endpoints } = registry;
    const building = { pull: extracted.pull, endpoints, datasets, tolerance: 25, report: () => {} };
    await transform({ output, ...limits, ...building, ...(typed === undefined ? {} : { ahead: typed }) });
    return readFileSync(join(output, "warehouse", "marts", `${table}.parquet`)).toString("base64");
  };
  return { ahead, answered, limits, output, pull: extracted.pull, mart };
}

it("gives the same table as typing afterwards", async () => {
  const { ahead, answered, mart } = await pulledAhead();
  const typed = await ahead.typed();
  expect(answered).toEqual(expect.arrayContaining(["fagomraader", "takstbruk_landet_ar"]));
  expect([...typed.keys()]).toEqual(["takstbruk_landet_ar"]);
  const file = typed.get("takstbruk_landet_ar")?.file ?? "";
  expect(existsSync(file)).toBe(true);
  const early = await mart(typed);
  expect(existsSync(file), "the typed rows were taken").toBe(false);
  expect(await mart()).toBe(early);
});

it("is not used where the answers are others than those that were typed", async () => {
  const { ahead, mart } = await pulledAhead();
  const typed = new Map(
    [...(await ahead.typed())].map(([name, { file }]) => [name, { file, rows: "others" }]),
  );
  const [{ file } = { file: "" }] = typed.values();
  writeFileSync(file, "not these rows");
  expect(await mart(typed)).toBe(await mart());
});

it("leaves rows that cannot be typed to transform, and no folder behind", async () => {
  const { ahead, limits, output, pull } = await pulledAhead();
  for (const receipt of await pull.receipts("takstbruk_landet_ar")) {
    const lines = readFileSync(pull.answerFile(receipt), "utf8").split("\n");
    writeFileSync(pull.answerFile(receipt), [lines[0], lines[1]?.replace('"2020"', '"tjue"'), ""].join("\n"));
  }
  const [endpoint] = registry.endpoints.filter(({ name }) => name === "takstbruk_landet_ar");
  const second = new Ahead({ output, ...limits });
  if (endpoint !== undefined) second.begin(endpoint, pull);
  expect([...(await second.typed())]).toEqual([]);
  await second.close();
  await ahead.close();
  expect(existsSync(join(output, "ahead"))).toBe(false);
});

it("stops no run where it cannot work itself", async () => {
  const { pull } = await pulledAhead();
  const [endpoint] = registry.endpoints.filter(({ name }) => name === "takstbruk_landet_ar");
  const ahead = new Ahead({ output: await temporaryFolder(), sql: "/nowhere", memoryLimit: "512MB" });
  if (endpoint !== undefined) ahead.begin(endpoint, pull);
  expect([...(await ahead.typed())]).toEqual([]);
  await ahead.close();
});
