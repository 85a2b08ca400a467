// helserefusjon.sql: one line opens every table of a release as a view, in its folder and from elsewhere.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sqlScript } from "../../src/metadata/sql-script.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { literal, openWarehouse, type Warehouse } from "../../src/stores/warehouse.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { goldenManifest, goldenSubject } from "./golden-subject.ts";

const golden = join(projectFolder, "test", "golden", "release");
const script = sqlScript(goldenSubject());

let warehouse: Warehouse;
beforeEach(async () => {
  warehouse = await openWarehouse({ file: ":memory:" });
});
afterEach(() => warehouse.close());

describe("helserefusjon.sql", () => {
  it("makes every table of the release a view with all its rows, in the folder of the files", async () => {
    await warehouse.run(`set file_search_path = ${literal(golden)}`);
    await warehouse.run(script);
    await expectEveryTable();
  });

  it("reads the files of another folder, also below one that is named like a column", async () => {
    const folder = join(await temporaryFolder(), "fagomraade=FY", "it's");
    mkdirSync(folder, { recursive: true });
    await warehouse.run(`set variable helserefusjon_base = ${literal(`${golden}/`)}`);
    await warehouse.run(script);
    await expectEveryTable();
    await warehouse.run(
      `copy (from takster limit 3) to ${literal(join(folder, "takster.parquet"))} (format parquet)`,
    );
    await warehouse.run(`set variable helserefusjon_base = ${literal(`${folder}/`)}`);
    expect(await warehouse.rows("select count(*) as rows from takster where fagomraade <> 'FY'")).toEqual([
      { rows: "3" },
    ]);
  });

  it("describes every table with its key and every column in both languages", async () => {
    await warehouse.run(`set file_search_path = ${literal(golden)}`);
    await warehouse.run(script);
    const columns = await warehouse.rows(
      "select table_name as name, column_name, comment from duckdb_columns() where not internal order by table_name, column_index",
    );
    const described = goldenManifest.datasets
      .flatMap(({ name, columns }) => columns.map((column) => ({ name, column })))
      .map(({ name, column }) => ({
        name,
        column_name: column.name,
        comment: `${column.description.nb} / ${column.description.en}`,
      }));
    expect(columns.length).toBe(described.length);
    expect(columns).toEqual(expect.arrayContaining(described));
    const [bruk] = await warehouse.rows(
      "select comment from duckdb_views() where view_name = 'takstbruk_landet_ar'",
    );
    expect(bruk?.comment).toContain("Nøkkel / key: fagomraade, takstkode, praksis_type_kode, ar");
    expect(bruk?.comment).toContain("fagomraade, takstkode -> takster (fagomraade, takstkode)");
  });

  it("shows how to read a published release over https, and asks for nothing but its Parquet files", () => {
    const { id } = goldenManifest;
    expect(script).toContain(
      `SET VARIABLE helserefusjon_base = 'https://data.example.org/helserefusjon/${id}/';`,
    );
    expect([...script.matchAll(/read_parquet\((.*)\);/g)].map(([, of]) => of)).toEqual(
      goldenManifest.datasets.map(
        ({ name }) => `getvariable('helserefusjon_base') || '${name}.parquet', hive_partitioning = false`,
      ),
    );
  });

  it("warns of synthetic numbers, and can be read twice", async () => {
    expect(script).toContain("SYNTETISKE TALL");
    expect(sqlScript(goldenSubject({ change: { synthetic: null } }))).not.toContain("SYNTETISKE");
    const file = join(await temporaryFolder(), "helserefusjon.sql");
    writeFileSync(file, script);
    await warehouse.run(`set file_search_path = ${literal(golden)}`);
    for (const _ of [1, 2]) await warehouse.run(script);
    await expectEveryTable();
  });
});

async function expectEveryTable(): Promise<void> {
  for (const { name, rows } of goldenManifest.datasets)
    expect(await warehouse.rows(`select count(*) as rows from "${name}"`), name).toEqual([
      { rows: String(rows) },
    ]);
}
