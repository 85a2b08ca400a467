// The period of a row is read while it lands as the published SQL reads it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { parsePeriod, requestedPeriods } from "../../src/domain/period.ts";
import { literal, openWarehouse } from "../../src/stores/warehouse.ts";
import { sqlFiles } from "../../src/transform/models.ts";
import { sqlFolder } from "../sql/models.ts";

const years = ["2018", " 2018 ", "1999", ""];
const months = ["201805", "2018-05", "05", "5", " 12 ", "201905", "13", "mai", "", "0"];

it("is the one the macro api_year_month gives, or none where that stops with the text", async () => {
  const warehouse = await openWarehouse({ file: ":memory:" });
  onTestFinished(() => warehouse.close());
  for (const file of sqlFiles(join(sqlFolder, "macros"))) await warehouse.run(readFileSync(file, "utf8"));
  let read = 0;
  for (const ar of years) {
    for (const maned of months) {
      const sql = `select api_year_month(${literal(maned)}, ${literal(ar)})::varchar as month`;
      const [row] = await warehouse.rows(sql).catch(() => [{ month: null }]);
      expect(parsePeriod("maned", [ar, maned]) ?? null, `${ar}, ${maned}`).toBe(row?.month);
      if (row?.month !== null) read++;
    }
  }
  expect(read).toBeGreaterThan(12);
});

it("is a year of four digits for yearly rows", () => {
  expect(["2018", "18", ""].map((ar) => parsePeriod("ar", [ar]))).toEqual(["2018", undefined, undefined]);
});

it("is every month or year of a request's window, or none where it has no window", () => {
  expect(requestedPeriods({ fagomraade: "LE", fommaned: "201911", tommaned: "202002" })).toEqual([
    "201911",
    "201912",
    "202001",
    "202002",
  ]);
  expect(requestedPeriods({ fomar: "2019", tomar: "2020" })).toEqual(["2019", "2020"]);
  expect(requestedPeriods({ samhandlertype: "PO" })).toEqual([]);
});
