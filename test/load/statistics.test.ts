// What a release says of the values in its columns.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { columnStatistics } from "../../src/load/dataset-files.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { martSql, takstbruk, takstkoder, writeMart } from "./small-build.ts";

async function statisticsOf(dataset: typeof takstkoder, sql: string) {
  const file = join(await temporaryFolder(), "table.parquet");
  await writeMart(file, sql);
  const warehouse = await openWarehouse({ file: ":memory:" });
  try {
    return Object.fromEntries(await columnStatistics(warehouse, dataset, file));
  } finally {
    warehouse.close();
  }
}

describe("the statistics of a column", () => {
  it("count rows without a value, and give the smallest, the largest and examples as text", async () => {
    const found = await statisticsOf(takstkoder, martSql.takstkoder ?? "");
    expect(found.takstkode).toEqual({
      nulls: 0,
      smallest: "1ad",
      largest: "4",
      examples: ["1ad", "2ad", "2æøå"],
    });
    expect(found.gyldig_fra).toMatchObject({ nulls: 2, smallest: "0999-01-02", largest: "2026-11-23" });
    expect(found.krever_takst).toEqual({
      nulls: 1,
      smallest: null,
      largest: null,
      examples: [`["2ad","2\\"x"]`, "[]", `["",null]`],
    });
    expect(found.legevakt).toMatchObject({ nulls: 2, smallest: "false", largest: "true" });
  });

  it("are exact for amounts a double cannot hold", async () => {
    const found = await statisticsOf(takstbruk, martSql.takstbruk_landet_ar ?? "");
    expect(found.sum_refusjon).toMatchObject({ smallest: "-1234567890123456.05", largest: "12.50" });
  });

  it("take examples from rows all over a large table, the same ones every time", async () => {
    const sql = `select 2000::smallint as ar, 'kode' || number as takstkode, null::decimal(18, 2) as sum_refusjon
      from range(2000) numbers(number) order by number`;
    const [one, other] = [await statisticsOf(takstbruk, sql), await statisticsOf(takstbruk, sql)];
    expect(one).toEqual(other);
    expect(one.takstkode?.examples).toEqual(["kode0", "kode4", "kode8"]);
    expect(one.sum_refusjon).toEqual({ nulls: 2000, smallest: null, largest: null, examples: [] });
  });

  it("show the beginning of a long text, and say that it goes on", async () => {
    const sql = `select 1::smallint as ar, repeat('æ', 200) as takstkode, 1::decimal(18, 2) as sum_refusjon`;
    const { takstkode } = await statisticsOf(takstbruk, sql);
    expect(takstkode?.examples).toEqual([`${"æ".repeat(79)}…`]);
    expect(takstkode?.largest).toBe(`${"æ".repeat(79)}…`);
  });
});
