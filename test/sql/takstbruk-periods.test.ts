// Takstbruk by period: each month and year of each place stays a row of its own, dated by its first day.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TextRow } from "../../src/stores/warehouse.ts";
import { type Models, openModels } from "./models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
afterAll(() => models.close());

const used: TextRow = {
  ar: "2023",
  takstkode: "2ad",
  fagomraade: "LE",
  praksis_type_kode: "FALE",
  antall_regninger: "3999",
  sum_antall_takst: "3999",
  sum_refusjon: "1.31898967E8",
};
const december = { ...used, maned: "12" };

describe("takstbruk_kommune_maned", () => {
  it("keeps the months of a kommune apart, across the year, with its number as written", async () => {
    const place = { behandler_kommunenr: "0301" };
    await models.given("takstbruk_kommune_maned", [
      { ...december, ...place },
      { ...december, ...place, ar: "2024", maned: "202401" },
    ]);
    expect(
      await models.rows(
        "select behandler_kommunenr, ar, maned, periode, sum_refusjon from marts.takstbruk_kommune_maned order by periode",
      ),
    ).toEqual([
      {
        behandler_kommunenr: "0301",
        ar: "2023",
        maned: "12",
        periode: "2023-12-01",
        sum_refusjon: "131898967.00",
      },
      {
        behandler_kommunenr: "0301",
        ar: "2024",
        maned: "1",
        periode: "2024-01-01",
        sum_refusjon: "131898967.00",
      },
    ]);
  });
});

describe("takstbruk_fylke_maned", () => {
  it("reads a fylke's name as the fylke of the month's year", async () => {
    await models.given("takstbruk_fylke_maned", [
      { ...december, ar: "2019", behandler_fylke: "Troms" },
      { ...december, ar: "2024", maned: "1", behandler_fylke: "Troms" },
    ]);
    expect(
      await models.rows(
        "select periode, behandler_fylke, fylkesnr from marts.takstbruk_fylke_maned order by periode",
      ),
    ).toEqual([
      { periode: "2019-12-01", behandler_fylke: "Troms", fylkesnr: "19" },
      { periode: "2024-01-01", behandler_fylke: "Troms", fylkesnr: "55" },
    ]);
  });
});

describe("takstbruk_landet_ar", () => {
  it("dates a year by its first day, and leaves empty what the API did not write", async () => {
    await models.given("takstbruk_landet_ar", [used]);
    expect(
      await models.rows(
        `select ar, periode, antall_regninger, sum_refusjon, sum_egenandel_betalt_av_pasient as betalt
        from marts.takstbruk_landet_ar`,
      ),
    ).toEqual([
      {
        ar: "2023",
        periode: "2023-01-01",
        antall_regninger: "3999",
        sum_refusjon: "131898967.00",
        betalt: null,
      },
    ]);
  });
});
