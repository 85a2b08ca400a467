// The check that a key is unique, on rows in their order, out of order, and doubled.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Dataset } from "../../src/domain/dataset.ts";
import { openWarehouse, type Warehouse } from "../../src/stores/warehouse.ts";
import { runChecks } from "../../src/transform/checks.ts";
import { registryChecks } from "../../src/transform/registry-checks.ts";
import { takstkoder } from "../load/small-build.ts";

const key = ["takstkode", "maned"];
const sortedByKey: Dataset = { ...takstkoder, columns: [], key, sort: ["maned", "takstkode"] };

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse({ file: ":memory:" });
  await warehouse.run("create schema marts");
});
afterAll(() => warehouse.close());

describe("the check that a key is unique", () => {
  it.each([
    ["no rows", ""],
    ["one row", "('2ad', 1)"],
    ["rows in their order", "('2ad', 1), ('2ae', 1), ('1ad', 2), ('Å', 2), ('ß', 10)"],
    ["rows in their order, what is unknown last", "('2ad', 1), (null, 1), ('2ad', null), (null, null)"],
  ])("is proven by the order of %s", async (_, rows) => {
    await given(rows);
    expect(await proof()).toEqual([]);
    expect(await doubled(sortedByKey)).toBe(0);
  });

  it.each([
    ["rows out of their order", "('2ae', 1), ('2ad', 1), ('2ad', 2)", 0],
    ["a key twice, side by side", "('2ad', 1), ('2ad', 1), ('2ad', 2)", 1],
    ["a key twice, apart", "('2ad', 1), ('2ae', 1), ('2ad', 1)", 1],
    ["an unknown key twice", "(null, 1), (null, 1), (null, null), (null, null)", 2],
  ])("is not proven by %s, whose rows are grouped to tell", async (_, rows, broken) => {
    await given(rows);
    expect(await proof()).not.toEqual([]);
    expect(await doubled(sortedByKey)).toBe(broken);
  });

  describe("of rows sorted by more than their key", () => {
    const byTakst = { ...sortedByKey, key: ["takstkode"], decidedBy: { maned: ["takstkode"] } };

    it("is proven where the key tells the rest", async () => {
      await given("('2ad', 1), ('2ae', 1), ('1ad', 2), ('1ae', null)");
      expect(await proof(byTakst)).toEqual([]);
      expect(await doubled(byTakst)).toBe(0);
    });

    it.each([
      ["in two months", "('2ad', 1), ('2ad', 2)"],
      ["in a month and in none", "('2ad', 1), ('2ae', 2), ('2ad', null)"],
      ["in one month", "('2ad', 1), ('2ad', 1)"],
    ])("is not proven of a takst twice, %s", async (_, rows) => {
      await given(rows);
      expect(await proof(byTakst)).not.toEqual([]);
      expect(await doubled(byTakst)).toBe(1);
    });

    it("is found by grouping where the registry does not say which columns of the key decide the rest", () => {
      expect(checkOf({ ...sortedByKey, key: ["maned"] }).verifiedBy).toBeUndefined();
      expect(checkOf({ ...byTakst, decidedBy: { maned: ["ar"] } }).verifiedBy).toBeUndefined();
      expect(checkOf({ ...sortedByKey, sort: ["maned"] }).verifiedBy).toBeUndefined();
    });
  });

  it("is proven of a million rows, read by several threads", async () => {
    await warehouse.run(`create or replace view marts.takstkoder as
      select 'takst' || lpad((i // 12)::varchar, 6, '0') as takstkode, i % 12 as maned from range(1_000_000) as t(i)`);
    const dataset = { ...sortedByKey, sort: key };
    expect(await warehouse.rows(checkOf(dataset).verifiedBy ?? "")).toEqual([]);
  });
});

async function given(rows: string): Promise<void> {
  const values = rows === "" ? "select null::varchar, null::integer where false" : `values ${rows}`;
  await warehouse.run(`create or replace view marts.takstkoder as from (${values}) as t(takstkode, maned)`);
}

function checkOf(dataset: Dataset) {
  const [check] = registryChecks(dataset, { datasets: [dataset], endpoints: [], rows: new Map() });
  if (check?.name !== "takstkoder_key_is_unique") throw new Error("no such check");
  return check;
}

async function proof(dataset = sortedByKey) {
  return await warehouse.rows(checkOf(dataset).verifiedBy ?? "");
}

async function doubled(dataset: Dataset): Promise<number | undefined> {
  const [result] = await runChecks({ warehouse, workers: 2 }, [checkOf(dataset)]);
  return result?.counted?.number;
}
