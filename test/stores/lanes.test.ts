// Work side by side on one warehouse: in which order it is begun, what comes of it, and what a failure leaves running.
import { setTimeout as wait } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { inLanes, lanesFor } from "../../src/stores/lanes.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";

const sizes = [300, 20, 5, 1].map((rows) => ({ rows }));

async function warehouseForTest() {
  const warehouse = await openWarehouse({ file: ":memory:", threads: 1 });
  onTestFinished(() => warehouse.close());
  return warehouse;
}

it("everything is begun in its order, and what is made of it is found by what it was made for", async () => {
  const begun: number[] = [];
  const lanes = { warehouse: await warehouseForTest(), lanes: 2 };
  const made = await inLanes(sizes, lanes, async (warehouse, { rows }) => {
    begun.push(rows);
    await wait(rows);
    return (await warehouse.rows(`select ${rows} as rows`))[0]?.rows;
  });
  expect(begun).toEqual([300, 20, 5, 1]);
  expect(sizes.map((size) => made.get(size))).toEqual(["300", "20", "5", "1"]);
});

it("after a failure nothing more is begun, and what was begun has ended before the failure is told", async () => {
  const ended: number[] = [];
  const lanes = { warehouse: await warehouseForTest(), lanes: 2 };
  const failing = lanes.warehouse.rows("select error('the disk is full')");
  failing.catch(() => {});
  const made = inLanes(sizes, lanes, async (_, { rows }) => {
    if (rows === 20) await failing;
    await Promise.allSettled([failing, wait(50)]);
    ended.push(rows);
  });
  await expect(made).rejects.toThrow("the disk is full");
  expect(ended).toEqual([300]);
});

it("of two failures the first by the order is told, whichever came first", async () => {
  const lanes = { warehouse: await warehouseForTest(), lanes: 2 };
  const made = inLanes(sizes, lanes, async (_, { rows }) => {
    await wait(rows);
    throw new Error(`${rows} failed`);
  });
  await expect(made).rejects.toThrow("300 failed");
});

it("a machine of one core has one lane, a large one no more than leave a thread for the files", () => {
  expect([1, 2, 64].map((threads) => lanesFor(threads))).toEqual([1, 2, 3]);
});
