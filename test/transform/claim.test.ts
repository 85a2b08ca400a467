// A claim that cannot be put to the data is named: two are put at a time, and nobody could guess which it was.
import { expect, it } from "vitest";
import { ModelError } from "../../src/domain/errors.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { checkAll } from "../../src/transform/claim.ts";

it("names the claim that cannot be put, among others that can", async () => {
  const warehouse = await openWarehouse({ file: ":memory:" });
  const claim = (name: string, sql: string) => ({ name, sql, severity: "warn", claim: "It holds." }) as const;
  const claims = [claim("holds", "select 1 where false"), claim("breaks", "select error('boom')")];
  const checked = checkAll(warehouse, claims);
  await expect(checked).rejects.toThrow(ModelError);
  await expect(checked).rejects.toThrow(/^Cannot check breaks: .*boom/);
  warehouse.close();
});

it("gives results in the order of the claims, whichever is answered first", async () => {
  const warehouse = await openWarehouse({ file: ":memory:" });
  const slow = "select count(*) as pairs from range(3000) as a, range(3000) as b having count(*) = 1";
  const claims = [slow, "select 1 as row", "select 1 where false"].map(
    (sql, at) => ({ name: `claim_${at}`, sql, severity: "warn", claim: "It holds." }) as const,
  );
  const results = await checkAll(warehouse, claims);
  expect(results.map(({ name, failed }) => [name, failed])).toEqual([
    ["claim_0", 0],
    ["claim_1", 1],
    ["claim_2", 0],
  ]);
  warehouse.close();
});
