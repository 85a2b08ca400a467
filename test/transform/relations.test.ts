// The order of work in the warehouse: each relation after what it reads, several at the same time.
import { EventEmitter, once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openWarehouse, type Warehouse } from "../../src/stores/warehouse.ts";
import type { Model } from "../../src/transform/models.ts";
import { makeInOrder } from "../../src/transform/relations.ts";

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse({ file: ":memory:" });
});
afterAll(() => warehouse.close());

const models = [
  mart("takstkoder", []),
  mart("kommuner", []),
  mart("takstbruk", []),
  mart("takstbruk_kommune", ["marts.takstbruk", "marts.kommuner"]),
  mart("avstemming", ["marts.takstbruk_kommune"]),
  mart("takst_kombinasjoner", ["marts.takstkoder"]),
];

it("makes every relation after what it reads", async () => {
  const { ended, make } = recorder();
  await makeInOrder({ warehouse, workers: 2 }, models, make);
  expect([...ended].sort()).toEqual(models.map(({ name }) => name).sort());
  for (const model of models) {
    for (const read of model.reads) {
      const name = read.replace("marts.", "");
      expect(ended.indexOf(name)).toBeLessThan(ended.indexOf(model.name));
    }
  }
});

it("makes two at the same time on two workers, and a third one only after them", async () => {
  const begun: string[] = [];
  const bothBegan = new EventEmitter();
  const together = once(bothBegan, "begun");
  await makeInOrder({ warehouse, workers: 2 }, models, async (_, { name }) => {
    if (begun.push(name) === 2) bothBegan.emit("begun", [...begun]);
    await together;
  });
  expect(await together).toEqual([expect.arrayContaining(["takstkoder", "kommuner"])]);
});

it("does not let a worker wait for a relation while another one can be made", async () => {
  const { begun, make } = recorder();
  const waiting = [mart("takstbruk", []), mart("avstemming", ["marts.takstbruk"]), mart("kommuner", [])];
  await makeInOrder({ warehouse, workers: 2 }, waiting, make);
  expect(begun.slice(0, 2).sort()).toEqual(["kommuner", "takstbruk"]);
});

it("throws the failure, and begins no other model, whether it reads the failed one or not", async () => {
  const { begun, make } = recorder("takstkoder");
  const making = makeInOrder({ warehouse, workers: 1 }, models, make);
  await expect(making).rejects.toThrow("takstkoder failed");
  expect(begun).toEqual(["takstkoder"]);
});

function mart(name: string, reads: readonly string[]): Model {
  return { layer: "marts", name, file: `${name}.sql`, sql: "", reads };
}

/** Makes nothing but a note of what began and what ended. */
function recorder(failing?: string) {
  const begun: string[] = [];
  const ended: string[] = [];
  const make = async (connection: Warehouse, { name }: Model) => {
    begun.push(name);
    await connection.run("select count(*) from range(1_000)");
    if (name === failing) throw new Error(`${name} failed`);
    ended.push(name);
  };
  return { begun, ended, make };
}
