// Checks run two at a time: a check that cannot run is named, and results keep their order and tell what they count.
import { afterAll, beforeAll, expect, it } from "vitest";
import { ModelError } from "../../src/domain/errors.ts";
import { openWarehouse, type Warehouse } from "../../src/stores/warehouse.ts";
import { type Check, runChecks } from "../../src/transform/checks.ts";

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse({ file: ":memory:" });
});
afterAll(() => warehouse.close());

const rule = { nb: "Det er slik.", en: "It is so." };

function check(name: string, sql: string): Check {
  return { name, sql, severity: "warn", check: rule };
}

it("names the check that cannot run, among others that can", async () => {
  const checks = [check("passes", "select 1 where false"), check("stops", "select error('boom')")];
  const checked = runChecks({ warehouse, workers: 2 }, checks);
  await expect(checked).rejects.toThrow(ModelError);
  await expect(checked).rejects.toThrow(/^Cannot run the check stops: .*boom/);
});

it("gives results in the order of the checks, whichever ends first", async () => {
  const slow = "select count(*) as pairs from range(3000) as a, range(3000) as b having count(*) = 1";
  const checks = [slow, "select 1 as row", "select 1 where false"].map((sql, at) =>
    check(`check_${at}`, sql),
  );
  const results = await runChecks({ warehouse, workers: 2 }, checks);
  expect(results.map(({ name, failed }) => [name, failed])).toEqual([
    ["check_0", 0],
    ["check_1", 1],
    ["check_2", 0],
  ]);
});

it("says rows, and the codes they have in common beside them, also beyond the ten that it shows", async () => {
  const counts = { nb: "koder", en: "codes" };
  const sql = "select i as code, i + 1 as rows from range(20) as numbers(i)";
  const [found] = await runChecks({ warehouse, workers: 2 }, [{ ...check("codes", sql), counts }]);
  expect(found?.sample).toHaveLength(10);
  expect(found).toMatchObject({ failed: 210, noun: { en: "rows" }, counted: { number: 20, noun: counts } });
});

it("says what is missing where no row can fail", async () => {
  const missing = { nb: "måneder", en: "months" };
  const checks = [{ ...check("months", "select unnest(['2023-01', '2023-02']) as maned"), missing }];
  const [found] = await runChecks({ warehouse, workers: 2 }, checks);
  expect(found).toMatchObject({ failed: 2, noun: missing });
  expect(found?.counted).toBeUndefined();
});
