// The order of work in the warehouse: each relation after what it reads, large ones one at a time, small ones beside them.
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
const large = new Set(["marts.takstbruk"]);

it("makes every relation after what it reads, and what the large ones read first", async () => {
  const { begun, ended, make } = recorder();
  await makeInOrder(warehouse, models, { large, make });
  expect([...ended].sort()).toEqual(models.map(({ name }) => name).sort());
  for (const model of models) {
    for (const read of model.reads) {
      const name = read.replace("marts.", "");
      expect(ended.indexOf(name)).toBeLessThan(ended.indexOf(model.name));
    }
  }
  expect(begun.indexOf("kommuner")).toBeLessThan(begun.indexOf("takstkoder"));
});

it("makes what reads a large relation one at a time, and small ones meanwhile", async () => {
  const { together, make } = recorder();
  await makeInOrder(warehouse, models, { large, make });
  const ofTakstbruk = ["takstbruk", "takstbruk_kommune", "avstemming"];
  for (const names of together)
    expect(names.filter((name) => ofTakstbruk.includes(name)).length).toBeLessThan(2);
  expect(together).toContainEqual(["kommuner", "takstbruk"]);
});

it("throws the failure, and begins no other model, whether it reads the failed one or not", async () => {
  const { begun, make } = recorder("kommuner");
  const making = makeInOrder(warehouse, models, { large, make });
  await expect(making).rejects.toThrow("kommuner failed");
  expect(begun).toEqual(expect.arrayContaining(["kommuner"]));
  for (const later of ["takstkoder", "takstbruk_kommune", "avstemming", "takst_kombinasjoner"])
    expect(begun).not.toContain(later);
});

function mart(name: string, reads: readonly string[]): Model {
  return { layer: "marts", name, file: `${name}.sql`, sql: "", reads };
}

/** Makes nothing but a note of what began, what ended, and what went on at the same time. */
function recorder(failing?: string) {
  const begun: string[] = [];
  const ended: string[] = [];
  const together: (readonly string[])[] = [];
  const open = new Set<string>();
  const make = async (connection: Warehouse, { name }: Model) => {
    begun.push(name);
    open.add(name);
    together.push([...open].sort());
    await connection.run("select count(*) from range(1_000_000)");
    if (name === failing) throw new Error(`${name} failed`);
    open.delete(name);
    ended.push(name);
  };
  return { begun, ended, together, make };
}
