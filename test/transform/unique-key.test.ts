// The claim that a key is unique, on rows in their order, out of it, and doubled: proven by the order where that is possible.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Dataset } from "../../src/domain/dataset.ts";
import { openWarehouse, type Warehouse } from "../../src/stores/warehouse.ts";
import { checkAll } from "../../src/transform/claim.ts";
import { claimsOf } from "../../src/transform/registry-claims.ts";
import { takstkoder } from "../load/small-build.ts";

const key = ["takstkode", "maned"];
const sortedByKey: Dataset = { ...takstkoder, columns: [], key, sort: ["maned", "takstkode"] };

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse({ file: ":memory:" });
  await warehouse.run("create schema marts");
});
afterAll(() => warehouse.close());

describe("the claim that a key is unique", () => {
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

  it("is told by grouping where rows are sorted by more than the key", async () => {
    await given("('2ad', 1), ('2ad', 2)");
    expect(await doubled({ ...sortedByKey, key: ["takstkode"] })).toBe(1);
  });

  it("is proven of a million rows, read by several threads", async () => {
    await warehouse.run(`create or replace view marts.takstkoder as
      select 'takst' || lpad((i // 12)::varchar, 6, '0') as takstkode, i % 12 as maned from range(1_000_000) as t(i)`);
    const dataset = { ...sortedByKey, sort: key };
    expect(await warehouse.rows(claimOf(dataset).provenBy ?? "")).toEqual([]);
  });
});

async function given(rows: string): Promise<void> {
  const values = rows === "" ? "select null::varchar, null::integer where false" : `values ${rows}`;
  await warehouse.run(`create or replace view marts.takstkoder as from (${values}) as t(takstkode, maned)`);
}

function claimOf(dataset: Dataset) {
  const [claim] = claimsOf(dataset, { datasets: [dataset], rows: new Map() });
  if (claim?.name !== "takstkoder_key_is_unique") throw new Error("no such claim");
  return claim;
}

async function proof() {
  return await warehouse.rows(claimOf(sortedByKey).provenBy ?? "");
}

async function doubled(dataset: Dataset): Promise<number | undefined> {
  const [result] = await checkAll(warehouse, [claimOf(dataset)]);
  return result?.failed;
}
