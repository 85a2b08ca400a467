// Checks run two at a time: a check that cannot run is named, and results keep their order.
import { expect, it } from "vitest";
import { ModelError } from "../../src/domain/errors.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { runChecks } from "../../src/transform/checks.ts";

it("names the check that cannot run, among others that can", async () => {
  const warehouse = await openWarehouse({ file: ":memory:" });
  const check = (name: string, sql: string) => ({ name, sql, severity: "warn", claim: "It holds." }) as const;
  const checks = [check("holds", "select 1 where false"), check("breaks", "select error('boom')")];
  const checked = runChecks(warehouse, checks);
  await expect(checked).rejects.toThrow(ModelError);
  await expect(checked).rejects.toThrow(/^Cannot run the check breaks: .*boom/);
  warehouse.close();
});

it("gives results in the order of the checks, whichever ends first", async () => {
  const warehouse = await openWarehouse({ file: ":memory:" });
  const slow = "select count(*) as pairs from range(3000) as a, range(3000) as b having count(*) = 1";
  const checks = [slow, "select 1 as row", "select 1 where false"].map(
    (sql, at) => ({ name: `check_${at}`, sql, severity: "warn", claim: "It holds." }) as const,
  );
  const results = await runChecks(warehouse, checks);
  expect(results.map(({ name, failed }) => [name, failed])).toEqual([
    ["check_0", 0],
    ["check_1", 1],
    ["check_2", 0],
  ]);
  warehouse.close();
});
