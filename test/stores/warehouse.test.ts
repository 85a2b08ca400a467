// Queries side by side on one warehouse: a connection for each worker.
import { expect, it, onTestFinished } from "vitest";
import {
  eachOnConnection,
  openWarehouse,
  threadsBeside,
  type Warehouse,
  workersFor,
} from "../../src/stores/warehouse.ts";

it("gives each worker a connection that no other uses meanwhile, and the results in the order of the items", async () => {
  const warehouse = await openWarehouse({ file: ":memory:", threads: 1 });
  onTestFinished(() => warehouse.close());
  const inUse = new Set<Warehouse>();
  const used = new Set<Warehouse>();
  const items = [300_000, 20, 5, 1];
  const made = await eachOnConnection({ warehouse, workers: 2 }, items, async (connection, item) => {
    expect(inUse).not.toContain(connection);
    inUse.add(connection);
    used.add(connection);
    const [row] = await connection.rows(`select count(*) as rows from range(${item})`);
    inUse.delete(connection);
    return Number(row?.rows);
  });
  expect(made).toEqual(items);
  expect(used.size).toBe(2);
  expect(used).not.toContain(warehouse);
});

it("has one worker on one core, and on many no more than leave a thread for the files", () => {
  expect([1, 2, 64].map((threads) => workersFor(threads))).toEqual([1, 2, 3]);
});

it("leaves DuckDB the cores that the workers do not use, and one on which they run", () => {
  expect([1, 2, 8].map((cores) => threadsBeside(workersFor(cores), cores))).toEqual([1, 1, 6]);
});
