// What the registry says of a column's values, held against rows that keep it and rows that break it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Column, Dataset } from "../../src/domain/dataset.ts";
import { openWarehouse, type Warehouse } from "../../src/stores/warehouse.ts";
import { claimsOf } from "../../src/transform/registry-claims.ts";
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

describe("the claims of the registry about a column", () => {
  it.each([
    ["takstkoder_maned_not_below_1", ["3"]],
    ["takstkoder_maned_not_above_12", ["2ae"]],
    ["takstkoder_modus_is_listed", ["2ae", "3"]],
    ["takstkoder_kommunenr_is_well_formed", ["2ae", "3"]],
  ])("%s is broken by %j, and not by what is unknown", async (name, takstkoder) => {
    const claim = claimsOf(dataset, { datasets: [dataset], endpoints: [], rows: new Map() }).find(
      (one) => one.name === name,
    );
    expect(claim?.severity).toBe("warn");
    const rows = await warehouse.rows(claim?.sql ?? "select 'no such claim'");
    expect(rows.map((row) => row.takstkode)).toEqual(takstkoder);
  });
});
