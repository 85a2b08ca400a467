// The registry's checks of a column's values, run on rows that pass and rows that fail.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Column, Dataset } from "../../src/domain/dataset.ts";
import { openWarehouse, type Warehouse } from "../../src/stores/warehouse.ts";
import { registryChecks } from "../../src/transform/registry-checks.ts";
import { takstkoder } from "../load/small-build.ts";

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse({ file: ":memory:" });
  await warehouse.run("create schema marts");
  await warehouse.run(
    "create table marts.takstkoder (takstkode varchar, maned tinyint, modus varchar, kommunenr varchar)",
  );
  await warehouse.run(`insert into marts.takstkoder values
    ('1ad', 12, 'kun', '0301'), ('2ad', null, null, null), ('2ae', 13, 'noen', '301'), ('3', 0, 'Kun', '03011')`);
});
afterAll(() => warehouse.close());

const description = { nb: "Tall.", en: "Number." };
const columns: readonly Column[] = [
  { name: "takstkode", type: "VARCHAR", description },
  { name: "maned", type: "TINYINT", description, minimum: 1, maximum: 12 },
  { name: "modus", type: "VARCHAR", description, among: ["kun", "alle"] },
  { name: "kommunenr", type: "VARCHAR", description, pattern: "[0-9]{4}" },
];
const dataset: Dataset = { ...takstkoder, columns };

describe("the checks of the registry about a column", () => {
  it.each([
    ["takstkoder_maned_not_below_1", ["3"]],
    ["takstkoder_maned_not_above_12", ["2ae"]],
    ["takstkoder_modus_is_listed", ["2ae", "3"]],
    ["takstkoder_kommunenr_is_well_formed", ["2ae", "3"]],
  ])("%s fails for %j, and passes where the value is unknown", async (name, takstkoder) => {
    const check = registryChecks(dataset, { datasets: [dataset], endpoints: [], rows: new Map() }).find(
      (one) => one.name === name,
    );
    expect(check?.severity).toBe("warn");
    const rows = await warehouse.rows(check?.sql ?? "select 'no such check'");
    expect(rows.map((row) => row.takstkode)).toEqual(takstkoder);
  });
});
