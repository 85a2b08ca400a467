// A small pull, transformed: what the warehouse holds, what the checks say, what stops it.
import { readdirSync, readFileSync } from "node:fs";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { runProgram } from "../../src/cli/program.ts";
import type { Build } from "../../src/domain/build.ts";
import { ModelError } from "../../src/domain/errors.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { allPulls } from "../../src/stores/raw-store.ts";
import { parquetFacts, parquetRows } from "../../src/stores/read-files.ts";
import { identifier, openWarehouse } from "../../src/stores/warehouse.ts";
import { layers, sqlFiles } from "../../src/transform/models.ts";
import { type TransformOptions, transform } from "../../src/transform/transform.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { narrowSql } from "./narrow-sql.ts";

const sql = join(projectFolder, "sql");
const usual = {
  sql,
  endpoints: registry.endpoints,
  datasets: registry.datasets,
  memoryLimit: "512MB",
  threads: 1,
  tolerance: 25,
  report: () => undefined,
};

/** A check that something breaks. */
const noLe = {
  "checks/no_le.sql":
    "-- warn: No fagomraade is called LE.\n-- nb: Ingen fagomraade heter LE.\nselect fagomraade from marts.fagomraader where fagomraade = 'LE'",
};

/** A pull of three months of LE and FY, requested once, in a folder of its own, and the options to make one table of it. */
async function smallPull(dataset: string): Promise<TransformOptions> {
  const output = await temporaryFolder();
  await cp(join(pulled, "raw"), join(output, "raw"), { recursive: true });
  const [first] = await allPulls(output);
  if (first === undefined) throw new Error("There is no pull");
  const datasets = registry.datasets.filter(({ name }) => name === dataset);
  return { ...usual, datasets, output, pull: first };
}

/** The bytes of every table a transform made. */
function tablesIn(warehouse: string): Readonly<Record<string, string>> {
  const folder = join(warehouse, "marts");
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString("base64")]),
  );
}

let pulled: string;
/** The same transformed, with that check: for tests that only look. */
let whole: { readonly build: Build; readonly warehouse: string };
beforeAll(async () => {
  pulled = await mkdtemp(join(tmpdir(), "helserefusjon-test-"));
  const emulator = await startEmulator({ world: { rows: 20_000, seed: 1 }, dialect: dialects.documented });
  const part = ["--since", "2020-01", "--until", "2020-03", "--fagomraader", "LE,FY"];
  const context = capturedContext();
  const code = await runProgram(
    ["extract", "--origin", emulator.origin, "--output", pulled, ...part],
    context,
  );
  await emulator.close();
  expect(code, context.err()).toBe(0);
  const [pull] = await allPulls(pulled);
  if (pull === undefined) throw new Error("There is no pull");
  await cp(sql, join(pulled, "sql"), { recursive: true });
  const withNoLe = await written(join(pulled, "sql"), noLe);
  const build = await transform({ ...usual, output: pulled, pull, sql: withNoLe });
  whole = { build, warehouse: join(pulled, "warehouse") };
});
afterAll(() => rm(pulled, { recursive: true }));

/** These files put over an SQL folder, which is given back. */
async function written(folder: string, files: Readonly<Record<string, string>>): Promise<string> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

/** The SQL of fagomraader alone, with some files replaced. */
async function sqlWith(files: Readonly<Record<string, string>>): Promise<string> {
  return await written(await narrowSql("fagomraader", await temporaryFolder()), files);
}

describe("transform()", () => {
  it("leaves a warehouse in which every SQL file runs as it is", async () => {
    const warehouse = await openWarehouse({ file: join(whole.warehouse, "warehouse.duckdb") });
    const files = [...layers, "checks"].flatMap((layer) => sqlFiles(join(sql, layer)));
    expect(files.length).toBeGreaterThan(50);
    for (const file of files) await warehouse.run(readFileSync(file, "utf8"));
    warehouse.close();
  });

  it("writes the rows of every table in the order the registry says, though codes become text after the sort", async () => {
    const warehouse = await openWarehouse({ file: ":memory:" });
    for (const { name, sort } of registry.datasets) {
      const file = join(whole.warehouse, "marts", `${name}.parquet`);
      const misplaced = await warehouse.rows(`select * from (
        select file_row_number as found, row_number() over (order by ${sort.map(identifier).join(", ")}) - 1 as place
        from ${parquetRows(file, { rowNumbers: true })}) where found <> place limit 1`);
      expect(misplaced, name).toEqual([]);
    }
    warehouse.close();
  });

  it("writes into no file a number of different values that is not true", async () => {
    const warehouse = await openWarehouse({ file: ":memory:" });
    for (const { name, columns } of registry.datasets) {
      const file = join(whole.warehouse, "marts", `${name}.parquet`);
      const [groups] = await warehouse.rows(
        `select num_row_groups from ${parquetFacts("file_metadata", file)}`,
      );
      expect(Number(groups?.num_row_groups), name).toBeLessThanOrEqual(1);
      const texts = columns.filter(({ type }) => type === "VARCHAR").map((column) => column.name);
      const counts = texts.map(
        (column) => `select '${column}' as name, count(distinct ${identifier(column)}) as actual,
        min(${identifier(column)}) as first, max(${identifier(column)}) as last from ${parquetRows(file)}`,
      );
      const untrue = await warehouse.rows(`
        select name, actual, stats_distinct_count, first, stats_min_value, last, stats_max_value
        from (${counts.join(" union all ")}) inner join ${parquetFacts("metadata", file)} on path_in_schema = name
        where stats_distinct_count <> actual or stats_min_value <> first or stats_max_value <> last`);
      expect(untrue, name).toEqual([]);
    }
    warehouse.close();
  });

  it("makes a table requested alone the same from only what it and its checks read, though that is not published", async () => {
    const options = await smallPull("avstemming");
    await transform(options);
    expect(tablesIn(join(options.output, "warehouse"))).toEqual({
      "avstemming.parquet": tablesIn(whole.warehouse)["avstemming.parquet"],
    });
    const warehouse = await openWarehouse({ file: join(options.output, "warehouse", "warehouse.duckdb") });
    const made = await warehouse.rows(
      "select table_schema || '.' || table_name as name from information_schema.tables",
    );
    warehouse.close();
    expect(made).toContainEqual({ name: "marts.takstbruk_kommune_ar" });
    expect(made).not.toContainEqual({ name: "staging.bandasjister" });
  });

  it("stamps every raw row with its request and what was requested", async () => {
    const warehouse = await openWarehouse({ file: join(whole.warehouse, "warehouse.duckdb") });
    expect(
      await warehouse.rows(
        "select distinct _request, _samhandlertype from raw.refusjonskategorisatser order by all",
      ),
    ).toEqual([
      { _request: "samhandlertype-LR", _samhandlertype: "LR" },
      { _request: "samhandlertype-PO", _samhandlertype: "PO" },
    ]);
    expect(
      await warehouse.rows("select distinct _request, _fagomraade from raw.takstbruk_landet_ar order by all"),
    ).toEqual([
      { _request: "fagomraade-FY_fomar-2020_tomar-2020", _fagomraade: "FY" },
      { _request: "fagomraade-LE_fomar-2020_tomar-2020", _fagomraade: "LE" },
    ]);
    warehouse.close();
  });

  it("reports every check, with the rows that break it, and the fields the registry does not know", async () => {
    const { build } = whole;
    expect(build.checks.find((check) => check.name === "no_le")).toEqual({
      name: "no_le",
      severity: "warn",
      check: { nb: "Ingen fagomraade heter LE.", en: "No fagomraade is called LE." },
      failed: 1,
      noun: { nb: "rader", en: "rows" },
      sample: [{ fagomraade: "LE" }],
    });
    const others = build.checks.filter(({ name }) => name !== "no_le");
    const every = sqlFiles(join(sql, "checks")).map((file) => basename(file, ".sql"));
    expect(others.map(({ name }) => name)).toEqual(expect.arrayContaining(every));
    expect(others.filter(({ severity, failed }) => severity === "error" && failed > 0)).toEqual([]);
    expect(build.drift.map(({ endpoint, kind }) => `${endpoint} ${kind}`)).toContain(
      "fagomraader name found",
    );
  });

  it("finds a doubled and a lost row, and names the key", async () => {
    const options = await smallPull("fagomraader");
    const mart = readFileSync(join(sql, "marts", "fagomraader.sql"), "utf8");
    const doubled = `select * from (${mart}) union all select * from (${mart}) where fagomraade = 'LE'`;
    const double = await transform({ ...options, sql: await sqlWith({ "marts/fagomraader.sql": doubled }) });
    const failed = double.checks.filter((check) => check.severity === "error" && check.failed > 0);
    expect(failed.map(({ name }) => name)).toEqual([
      "fagomraader_key_is_unique",
      "fagomraader_has_every_row",
    ]);
    expect(failed[0]?.sample).toEqual([{ fagomraade: "LE", rows: "2" }]);
    const lost = `select * from (${mart}) where fagomraade <> 'LE'`;
    const less = await transform({ ...options, sql: await sqlWith({ "marts/fagomraader.sql": lost }) });
    const missed = less.checks.filter((check) => check.severity === "error" && check.failed > 0);
    expect(missed.map(({ name }) => name)).toContain("fagomraader_has_every_row");
  });

  it.each([
    [
      "a column of another type",
      "select fagomraade, 1 as fagomraade_navn from staging.fagomraader",
      "column 2 should be fagomraade_navn VARCHAR by the registry, sql/marts/fagomraader.sql gives fagomraade_navn INTEGER",
    ],
    [
      "a column too few",
      "select fagomraade from staging.fagomraader",
      "column 2 should be fagomraade_navn VARCHAR by the registry, sql/marts/fagomraader.sql gives none",
    ],
    ["a relation that is not there", "select * from staging.nowhere", "marts/fagomraader.sql: "],
  ])("rejects a mart with %s, naming it", async (_, mart, message) => {
    const options = await smallPull("fagomraader");
    const failure = transform({ ...options, sql: await sqlWith({ "marts/fagomraader.sql": mart }) });
    await expect(failure).rejects.toThrow(ModelError);
    await expect(failure).rejects.toThrow(message);
  });

  it("rejects a check that does not say how much it matters", async () => {
    const options = await smallPull("fagomraader");
    const failure = transform({ ...options, sql: await sqlWith({ "checks/mute.sql": "select 1" }) });
    await expect(failure).rejects.toThrow(/the check \S+checks\/mute\.sql: expected "-- error/);
  });
});
