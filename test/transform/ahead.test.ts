// Typing answers while others download changes when work is done, never what comes of it.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import type { ExtractOptions } from "../../src/extract/extract.ts";
import type { KeptAnswer } from "../../src/stores/kept-answer.ts";
import type { PullFolder } from "../../src/stores/pull-folder.ts";
import { Ahead, type Typed } from "../../src/transform/ahead.ts";
import { transform } from "../../src/transform/transform.ts";
import { pulling, smallScope } from "../e2e/pulling.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { narrowSql } from "./narrow-sql.ts";

const table = "takstbruk_landet_ar";
const datasets = registry.datasets.filter(({ name }) => name === table);

/** A pull whose answers were typed as they came, a way to go on with it, and one to transform it. */
async function pulledAhead() {
  const output = await temporaryFolder();
  const limits = { sql: await narrowSql(table, output), memoryLimit: "512MB", threads: 1 };
  const ahead = new Ahead({ output, ...limits });
  const { pull: pullAgain } = await pulling({}, { ...smallScope, fagomraader: ["LE", "FY"] });
  const pull = (change: Partial<ExtractOptions>) => pullAgain({ output, ...change });
  const answered: string[] = [];
  const extracted = await pull({
    answered(answer) {
      answered.push(answer.endpoint.name);
      ahead.add(answer);
    },
  });
  const mart = async (typed?: ReadonlyMap<string, Typed>) => {
    const { endpoints } = registry;
    const building = { pull: extracted.pull, endpoints, datasets, tolerance: 25, report: () => {} };
    await transform({ output, ...limits, ...building, ...(typed === undefined ? {} : { ahead: typed }) });
    return readFileSync(join(output, "warehouse", "marts", `${table}.parquet`)).toString("base64");
  };
  return { ahead, answered, limits, output, pull: extracted.pull, pullAgain: pull, mart };
}

async function answersOf(pull: PullFolder): Promise<readonly KeptAnswer[]> {
  const endpoints = registry.endpoints.filter(({ name }) => name === table);
  const answers = endpoints.map(async (endpoint) =>
    (await pull.receipts(table)).map((receipt) => ({ endpoint, receipt, pull })),
  );
  return (await Promise.all(answers)).flat();
}

/** The same answer, said to be so large that it is typed at once, by itself. */
function large({ receipt, ...answer }: KeptAnswer): KeptAnswer {
  return { ...answer, receipt: { ...receipt, file: { ...receipt.file, bytes: 10 * 1024 * 1024 } } };
}

it("gives the same table as typing afterwards", async () => {
  const { ahead, answered, mart } = await pulledAhead();
  const typed = await ahead.typed();
  expect(answered).toEqual(expect.arrayContaining(["fagomraader", "takstbruk_landet_ar"]));
  expect([...typed.keys()]).toEqual(["takstbruk_landet_ar"]);
  const files = typed.get("takstbruk_landet_ar")?.files ?? [];
  expect(files.map((file) => existsSync(file))).toEqual([true]);
  const early = await mart(typed);
  expect(
    files.map((file) => existsSync(file)),
    "the typed rows were taken",
  ).toEqual([false]);
  expect(await mart()).toBe(early);
});

it("gives the same table from answers typed one by one, in any order, as soon as they are there", async () => {
  const { ahead, limits, output, pull, mart } = await pulledAhead();
  await ahead.close();
  const answers = await answersOf(pull);
  const second = new Ahead({ output, ...limits });
  for (const answer of answers.toReversed()) second.add(large(answer));
  await expect.poll(() => existsSync(join(output, "ahead", `${table}.1.parquet`))).toBe(true);
  const typed = await second.typed();
  expect(answers.length).toBeGreaterThan(1);
  expect(typed.get(table)?.files.length).toBeGreaterThan(1);
  const early = await mart(typed);
  expect(await mart()).toBe(early);
});

it("goes on with what a run before had been answered", async () => {
  const { ahead, limits, output, pull, pullAgain, mart } = await pulledAhead();
  await ahead.close();
  rmSync(join(pull.folder, "summary.json"));
  const second = new Ahead({ output, ...limits });
  await pullAgain({ answered: (answer) => second.add(answer) });
  const typed = await second.typed();
  expect(typed.get(table)?.files.length).toBe(1);
  expect(await mart(typed)).toBe(await mart());
});

it("is not used where the answers are others than those that were typed", async () => {
  const { ahead, mart } = await pulledAhead();
  const typed = new Map(
    [...(await ahead.typed())].map(([name, { files }]) => [name, { files, rows: "others" }]),
  );
  const [file = ""] = [...typed.values()].flatMap(({ files }) => files);
  writeFileSync(file, "not these rows");
  expect(await mart(typed)).toBe(await mart());
});

it("leaves rows that cannot be typed to transform, and no folder behind", async () => {
  const { ahead, limits, output, pull } = await pulledAhead();
  for (const receipt of await pull.receipts("takstbruk_landet_ar")) {
    const lines = readFileSync(pull.answerFile(receipt), "utf8").split("\n");
    writeFileSync(pull.answerFile(receipt), [lines[0], lines[1]?.replace('"2020"', '"tjue"'), ""].join("\n"));
  }
  const second = new Ahead({ output, ...limits });
  for (const answer of await answersOf(pull)) second.add(answer);
  expect([...(await second.typed())]).toEqual([]);
  await second.close();
  await ahead.close();
  expect(existsSync(join(output, "ahead"))).toBe(false);
});

it("stops no run where it cannot work itself", async () => {
  const { pull } = await pulledAhead();
  const ahead = new Ahead({ output: await temporaryFolder(), sql: "/nowhere", memoryLimit: "512MB" });
  for (const answer of await answersOf(pull)) ahead.add(answer);
  expect([...(await ahead.typed())]).toEqual([]);
  await ahead.close();
});
