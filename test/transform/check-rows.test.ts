// How many rows fail, as each kind of check reports it, beside a query of our own against the tables.
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CheckResult } from "../../src/domain/build.ts";
import type { Dataset } from "../../src/domain/dataset.ts";
import { parquetRows } from "../../src/stores/read-files.ts";
import { identifier, openWarehouse, type Warehouse } from "../../src/stores/warehouse.ts";
import { runChecks } from "../../src/transform/checks.ts";
import { registryChecks } from "../../src/transform/registry-checks.ts";
import { column, takstbruk } from "../load/small-build.ts";
import { goldenManifest } from "../metadata/golden-subject.ts";

const golden = join(import.meta.dirname, "../golden/release");

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse({ file: ":memory:" });
  await warehouse.run("create schema marts");
});
afterAll(() => warehouse.close());

async function numberOf(sql: string): Promise<number> {
  const [row] = await warehouse.rows(`select (${sql}) as number`);
  return Number(row?.number);
}

describe("the golden release", () => {
  const failed = goldenManifest.checks.filter((check) => check.failed > 0);
  const tables = goldenManifest.datasets.map(({ name }) => name);
  beforeAll(async () => {
    await warehouse.run("create schema golden");
    for (const name of tables)
      await warehouse.run(
        `create view golden.${name} as from ${parquetRows(join(golden, `${name}.parquet`))}`,
      );
  });

  it("reports the rows and the values that no other dataset has", async () => {
    let compared = 0;
    for (const { name, references } of goldenManifest.datasets)
      for (const { columns, dataset, to } of references) {
        const check = failed.find((one) => one.name === `${name}_${columns.join("_")}_in_${dataset}`);
        const values = `(${columns.join(", ")})`;
        const unknown = `from golden.${name} where ${columns.join(" is not null and ")} is not null
          and ${values} not in (select (${to.join(", ")}) from golden.${dataset})`;
        expect(check?.failed ?? 0, name).toBe(await numberOf(`select count(*) ${unknown}`));
        expect(check?.counted?.number ?? 0).toBe(
          await numberOf(`select count(distinct ${values}) ${unknown}`),
        );
        if (check !== undefined) compared++;
      }
    expect(compared).toBeGreaterThan(5);
  });

  const otherwise: readonly (readonly [check: string, rows: string, things?: string])[] = [
    ...["ar", "maned"].flatMap((period) =>
      (
        [
          ["kommune", "behandler_kommunenr", "kommune_gyldig"],
          ["fylke", "behandler_fylke", "fylke_gyldig"],
        ] as const
      ).map(([level, place, state]) => {
        const from = `from golden.takstbruk_${level}_${period} where ${state} in ('annen_periode', 'pseudo', 'ukjent')`;
        return [
          `takstbruk_${level}_${period}_${place}_is_valid_in_its_period`,
          `select count(*) ${from}`,
          `select count(distinct (${place}, ${state})) ${from}`,
        ] as const;
      }),
    ),
    ["takstkoder_end_after_they_begin", "select count(*) from golden.takstkoder where fradato > tildato"],
    [
      "takstkoder_valid_without_a_gap",
      "select count(*) filter (where dager_siden_forrige >= 1) from golden.takstkoder",
    ],
    [
      "takstkoder_have_every_field_in_use",
      `select count(*) from (unpivot (select count(columns(*)) as '\\0' from golden.takstkoder)
         on columns(*) into name field value filled)
       where filled = 0 and not regexp_matches(field, '^(krever_prosedyre|krever_diagnose|maks_antall_gjelder_pasient)')`,
    ],
  ];
  it.each(otherwise)("reports for %s what a query counts", async (name, rows = "", things = "") => {
    const check = goldenManifest.checks.find((one) => one.name === name);
    expect(check?.failed).toBe(await numberOf(rows));
    expect(check?.counted?.number).toBe(things === "" ? undefined : await numberOf(things));
  });

  it("fails most of these checks, so that there is something to count", () => {
    const failing = otherwise.filter(([name]) => failed.some((check) => check.name === name));
    expect(failing.length).toBeGreaterThan(otherwise.length / 2);
  });
});

describe("a dataset that fails each check of the registry", () => {
  const dataset: Dataset = {
    ...takstbruk,
    key: ["takstkode", "ar"],
    sort: ["takstkode", "ar"],
    references: [],
    oneRowPer: "takstbruk_landet_ar",
    columns: [
      { ...column("ar", "SMALLINT"), minimum: 2015, maximum: 2026 },
      { ...column("takstkode", "VARCHAR"), pattern: "[0-9a-z]+" },
      { ...column("sum_refusjon", "DECIMAL(18,2)", "sumRefusjon"), minimum: 0 },
      column("sum_egenandel_dekket_av_folketrygden", "DECIMAL(18,2)"),
      { ...column("kilde", "VARCHAR", "kilde"), among: ["a"] },
    ],
  };
  const expected = { type: "money", expected: "in every row" } as const;
  const endpoint = {
    name: "takstbruk_landet_ar",
    path: "/",
    envelope: "bare",
    filters: [],
    axes: [],
    fields: { sumRefusjon: expected, kilde: { ...expected, type: "text" } },
  } as const;
  let results: readonly CheckResult[];
  beforeAll(async () => {
    const types = dataset.columns.map(({ name, type }) => `${identifier(name)} ${type}`).join(", ");
    await warehouse.run(`create table marts.${dataset.name} (${types})`);
    await warehouse.run(`insert into marts.${dataset.name} values
      (2014, '1ad', 5, 6, null), (2014, '1ad', 5, 1, null), (2014, '1ad', -1, null, null), (2020, '2AD', null, 1, null),
      (2020, '2AD', 8, 9, null), (2027, '3', 1, 1, null), (null, '4', 1, 1, null), (2021, null, -2, -3, null)`);
    const rows = new Map([["takstbruk_landet_ar", 5]]);
    const checks = registryChecks(dataset, { datasets: [dataset], endpoints: [endpoint], rows });
    results = await runChecks({ warehouse, workers: 2 }, checks);
  });

  const keyTwice = "(takstkode, ar) in (select (takstkode, ar) from T group by all having count(*) > 1)";
  it.each([
    ["key_is_unique", `select count(*) from T where ${keyTwice}`, "select 2"],
    ["key_is_never_null", "select count(*) from T where (takstkode || ar) is null", undefined],
    ["has_every_row", "select count(*) - 5 from T", "select 1"],
    ["sum_refusjon_is_there", "select count(*) - count(sum_refusjon) from T", undefined],
    ["kilde_is_there", "select count(*) from T", undefined],
    ["kilde_is_not_lost", "select count(*) from T", "select 1"],
    ["ar_not_below_2015", "select count(*) from T where ar = 2014", undefined],
    ["ar_not_above_2026", "select count(*) from T where ar = 2027", undefined],
    ["takstkode_is_well_formed", "select count(*) from T where takstkode <> lower(takstkode)", undefined],
    ["sum_refusjon_not_below_0", "select count(*) from T where sign(sum_refusjon) = -1", undefined],
    [
      "dekket_egenandel_within_refusjon",
      "select count(*) from T where sum_egenandel_dekket_av_folketrygden - sum_refusjon > 0",
      undefined,
    ],
  ])("reports for %s what a query counts", async (name, rows, things) => {
    const inTable = (sql: string) => numberOf(sql.replaceAll(/\bT\b/g, `marts.${dataset.name}`));
    const result = results.find((one) => one.name === `${dataset.name}_${name}`);
    expect(result?.failed).toBeGreaterThan(0);
    expect(result?.failed).toBe(await inTable(rows));
    expect(result?.counted?.number).toBe(things === undefined ? undefined : await inTable(things));
  });
});
