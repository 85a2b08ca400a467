// The row groups of a published Parquet file: their statistics are true, and a reader opens only those that may hold its rows.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parquetFacts, parquetRows } from "../../src/stores/read-files.ts";
import { openWarehouse, type TextRow, type Warehouse } from "../../src/stores/warehouse.ts";
import { codedSelect, materialise } from "../../src/transform/relations.ts";
import { build, takstbruk } from "../load/small-build.ts";

const columns = ["gjeldende_fylkesnr", "takstkode", "behandler_kommunenr", "kommunenavn", "maned"];

/** 10 fylker of 10 kommuner, 40 takster, 100 months. The names come in another order than the numbers. */
const rows = `select lpad(fylke::varchar, 2, '0') as gjeldende_fylkesnr, lpad(takst::varchar, 3, '0') as takstkode,
  lpad((100 * fylke + kommune)::varchar, 4, '0') as behandler_kommunenr, md5((100 * fylke + kommune)::varchar) as kommunenavn,
  lpad(maned::varchar, 3, '0') as maned
  from range(10) fylker(fylke), range(10) kommuner(kommune), range(40) takster(takst), range(100) maneder(maned)
  order by hash(fylke, kommune, takst, maned)`;

const folder = mkdtempSync(join(tmpdir(), "row-groups-"));
const file = join(folder, "takstbruk.parquet");
let warehouse: Warehouse;
let groups: readonly TextRow[];
beforeAll(async () => {
  warehouse = await openWarehouse({ file: ":memory:" });
  await write();
  groups =
    await warehouse.rows(`select row_group_id, path_in_schema, stats_min_value, stats_max_value, stats_distinct_count,
    coalesce(dictionary_page_offset, data_page_offset) as start, total_compressed_size as bytes
    from ${parquetFacts("metadata", file)}`);
});
afterAll(() => {
  warehouse.close();
  rmSync(folder, { recursive: true });
});

describe("a row group", () => {
  it("gives the bounds and the number of the values in it, though its rows were sorted as ENUMs of all values", async () => {
    expect(groups.length).toBe(20 * columns.length);
    for (const column of columns) {
      const actual = await warehouse.rows(`select (file_row_number // 20480)::varchar as row_group_id,
        min(${column}) as stats_min_value, max(${column}) as stats_max_value, count(distinct ${column})::varchar as stats_distinct_count
        from ${parquetRows(file, { rowNumbers: true })} group by file_row_number // 20480 order by file_row_number // 20480`);
      const written = groups.filter(({ path_in_schema }) => path_in_schema === column);
      expect(
        written.map(({ path_in_schema: _path, start: _start, bytes: _bytes, ...statistics }) => statistics),
      ).toEqual(actual);
    }
  });

  it.each([
    ["a fylke", "gjeldende_fylkesnr = '04'", 40_000, 3],
    ["a kommune", "behandler_kommunenr = '0403'", 4_000, 3],
    ["a kommune by name", `kommunenavn = md5('403')`, 4_000, 3],
    ["a takst in all kommuner", "takstkode = '017'", 10_000, 12],
    ["a takst in one kommune", "takstkode = '017' and behandler_kommunenr = '0403'", 100, 1],
    ["all rows", "true", 400_000, 20],
  ])("is opened for %s only where it may hold rows of it", async (_, condition, count, most) => {
    const opened = await groupsOpened(
      `select count(*) as rows, max(maned) as maned from ${parquetRows(file)} where ${condition}`,
      count,
    );
    expect(opened).toBeGreaterThan(0);
    expect(opened).toBeLessThanOrEqual(most);
  });
});

/** The number of row groups whose damage makes DuckDB fail or answer otherwise. */
async function groupsOpened(sql: string, count: number): Promise<number> {
  const whole = readFileSync(file);
  const expected = await warehouse.rows(sql);
  expect(Number(expected[0]?.rows)).toBe(count);
  let opened = 0;
  for (const group of new Set(groups.map(({ row_group_id }) => row_group_id))) {
    const damaged = Buffer.from(whole);
    for (const { start, bytes } of groups.filter(({ row_group_id }) => row_group_id === group))
      damaged.fill(0xff, Number(start), Number(start) + Number(bytes));
    writeFileSync(file, damaged);
    const found = await warehouse.rows(sql).catch(() => []);
    if (JSON.stringify(found) !== JSON.stringify(expected)) opened++;
  }
  writeFileSync(file, whole);
  return opened;
}

async function write(): Promise<void> {
  const [column] = takstbruk.columns.filter(({ name }) => name === "takstkode");
  if (column === undefined) throw new Error("no column to copy");
  const dataset = {
    ...takstbruk,
    columns: columns.map((name) => ({ ...column, name })),
    sort: columns,
    key: columns,
  };
  for (const schema of ["coded", "marts", "staging"]) await warehouse.run(`create schema ${schema}`);
  await warehouse.run(`create table staging.rows as ${rows}`);
  const sql = await codedSelect(warehouse, { relation: "rows", source: "staging.rows" });
  await materialise(warehouse, {
    dataset,
    sql,
    file,
    source: build.summary.source,
    pull: build.pull,
    scope: build.scope,
  });
}
