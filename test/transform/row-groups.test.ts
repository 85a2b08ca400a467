// What a reader of a published Parquet file may skip: the bounds its row groups give for what the rows are sorted by.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { parquetFacts } from "../../src/stores/read-files.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { codedSelect, materialise } from "../../src/transform/materialise.ts";
import { groupsOfTakster } from "../bench/row-groups.ts";
import { build, takstbruk } from "../load/small-build.ts";

const codes = ["fagomraade", "takstkode", "praksis_type_kode"];

it("lets a reader of one takst over time open two row groups at most, though codes are sorted by number", async () => {
  const folder = await mkdtemp(join(tmpdir(), "row-groups-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "takstbruk.parquet");
  await write(file);
  const groups = await groupsOfTakster(file);
  expect(groups.reduce((sum, { rows }) => sum + rows, 0)).toBe(400_000);
  expect(groups.length).toBe(100);
  expect(Math.max(...groups.map((takst) => takst.groups))).toBeLessThanOrEqual(2);
  expect(Math.min(...groups.map((takst) => takst.groups))).toBe(1);
});

/** 100 takster with 4000 rows each, given in order of time and with their codes as ENUMs, as takstbruk is. */
async function write(file: string): Promise<void> {
  const [column] = takstbruk.columns.filter(({ name }) => name === "takstkode");
  if (column === undefined) throw new Error("no column to copy");
  const dataset = {
    ...takstbruk,
    columns: codes.map((name) => ({ ...column, name })),
    sort: codes,
    key: codes,
  };
  const warehouse = await openWarehouse({ file: ":memory:" });
  try {
    for (const schema of ["coded", "marts", "staging"]) await warehouse.run(`create schema ${schema}`);
    await warehouse.run(`create table staging.rows as select 'LE' as fagomraade,
      lpad((i % 100)::varchar, 3, '0') as takstkode, 'ALLM' as praksis_type_kode from range(400_000) as t(i)`);
    const sql = await codedSelect(warehouse, { relation: "rows", source: "staging.rows" });
    const { source } = build.summary;
    await materialise(warehouse, { dataset, sql, file, source, pull: build.pull, scope: build.scope });
    const [found] = await warehouse.rows(
      `select count(distinct row_group_id) as groups from ${parquetFacts("metadata", file)}`,
    );
    expect(Number(found?.groups)).toBe(4);
  } finally {
    warehouse.close();
  }
}
