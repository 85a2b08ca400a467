// Datasets released side by side: what comes of it in which order, and what a failure leaves running.
import { setTimeout as wait } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { inLanes, lanesFor } from "../../src/load/lanes.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { takstkoder } from "./small-build.ts";

const sizes = [5, 300, 20, 1];
const described = sizes.map((rows) => ({
  dataset: { ...takstkoder, name: `table_${rows}` },
  built: { name: `table_${rows}`, rows, first_period: null, last_period: null },
}));

async function warehouseForTest() {
  const warehouse = await openWarehouse({ file: ":memory:", threads: 1 });
  onTestFinished(() => warehouse.close());
  return warehouse;
}

it("the largest datasets are begun first, and what is made of them comes in the order of the datasets", async () => {
  const begun: number[] = [];
  const lanes = { warehouse: await warehouseForTest(), lanes: 2 };
  const made = await inLanes(described, lanes, async (warehouse, { built }) => {
    begun.push(built.rows);
    await wait(built.rows);
    return (await warehouse.rows(`select ${built.rows} as rows`))[0]?.rows;
  });
  expect(begun).toEqual([300, 20, 5, 1]);
  expect(made).toEqual(["5", "300", "20", "1"]);
});

it("after a failure nothing more is begun, and what was begun has ended before the failure is told", async () => {
  const ended: number[] = [];
  const lanes = { warehouse: await warehouseForTest(), lanes: 2 };
  const failing = lanes.warehouse.rows("select error('the disk is full')");
  failing.catch(() => {});
  const made = inLanes(described, lanes, async (_, { built }) => {
    if (built.rows === 20) await failing;
    await Promise.allSettled([failing, wait(50)]);
    ended.push(built.rows);
  });
  await expect(made).rejects.toThrow("the disk is full");
  expect(ended).toEqual([300]);
});

it("a machine of one core has one lane, a large one no more than leave a thread for the files", () => {
  expect([1, 2, 64].map((threads) => lanesFor(threads))).toEqual([1, 2, 3]);
});
