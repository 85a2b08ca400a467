// Takstbruk summed to the kommuner of today, and the inhabitants a rate divides by.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TextRow } from "../../src/stores/warehouse.ts";
import { type Models, openModels } from "./models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
afterAll(() => models.close());

/** One takst in a kommune and year, used ten times for 1000 kroner. */
function used(behandler_kommunenr: string, ar: string): TextRow {
  return {
    ar,
    behandler_kommunenr,
    fagomraade: "LE",
    takstkode: "2ad",
    praksis_type_kode: "FALE",
    antall_regninger: "10",
    sum_antall_takst: "10",
    sum_refusjon: "1000.25",
  };
}

const told = `kommunenr, kommunenavn, er_gjeldende as kjent, antall_kilder as kilder, antall_uten_rad as uten,
  omtrentlig, sum_antall_takst as takst, sum_refusjon as refusjon`;

async function summed(rows: readonly TextRow[]): Promise<readonly (readonly (string | null)[])[]> {
  await models.given("takstbruk_kommune_ar", rows);
  const found = await models.rows(
    `select ${told} from marts.takstbruk_kommune_ar_gjeldende order by kommunenr`,
  );
  return found.map((row) => Object.values(row));
}

describe("takstbruk_kommune_ar_gjeldende", () => {
  it("sums Asker, Røyken and Hurum of 2019 to the Asker of today", async () => {
    expect(await summed(["0220", "0627", "0628"].map((nr) => used(nr, "2019")))).toEqual([
      ["3203", "Asker", "true", "3", "0", "false", "30", "3000.75"],
    ]);
  });

  it("says that a kommune of that year has no row, which may be nought or up to five", async () => {
    expect(await summed([used("0220", "2019")])).toEqual([
      ["3203", "Asker", "true", "1", "2", "false", "10", "1000.25"],
    ]);
  });

  it("cannot say so when a number of another time may stand for the others", async () => {
    expect(await summed([used("0220", "2019"), used("3025", "2019")])).toEqual([
      ["3203", "Asker", "true", "2", null, "false", "20", "2000.50"],
    ]);
  });

  it("gives all of Snillfjord to Orkland, and calls each kommune that got a part approximate", async () => {
    const rows = ["5012", "5016", "5023", "5024", "5013"].map((nr) => used(nr, "2019"));
    expect(await summed(rows)).toEqual([
      ["5056", "Hitra", "true", "1", "0", "true", "10", "1000.25"],
      ["5059", "Orkland", "true", "4", "0", "true", "40", "4001.00"],
    ]);
  });

  it.each([
    ["1875", "2019", "true"],
    ["1875", "2020", "false"],
    ["1806", "2019", "true"],
    ["1850", "2019", "true"],
    ["5012", "2019", "true"],
    ["5012", "2020", "true"],
    ["5055", "2019", "true"],
    ["1507", "2023", "true"],
    ["1508", "2024", "false"],
    ["1504", "2019", "false"],
    ["1534", "2019", "false"],
    ["0704", "2016", "true"],
    ["0704", "2017", "false"],
    ["0301", "2019", "false"],
  ])("%s in %s is approximate: %s", async (kommunenr, ar, omtrentlig) => {
    expect((await summed([used(kommunenr, ar)])).map((row) => row[5])).toEqual([omtrentlig]);
  });

  it("gives Ålesund 2020–2023 whole to 1508, so that an unbroken series takes 1508 and 1580 as one", async () => {
    expect(await summed([used("1507", "2023")])).toEqual([
      ["1508", "Ålesund", "true", "1", "0", "true", "10", "1000.25"],
    ]);
    expect(await summed([used("1508", "2024"), used("1580", "2024")])).toEqual([
      ["1508", "Ålesund", "true", "1", "0", "false", "10", "1000.25"],
      ["1580", "Haram", "true", "1", "0", "false", "10", "1000.25"],
    ]);
  });

  it("keeps numbers that are no kommune of today, under their own number", async () => {
    expect(await summed(["0315", "9999", "4321"].map((nr) => used(nr, "2015")))).toEqual([
      ["0315", null, "false", "1", null, null, "10", "1000.25"],
      ["4321", null, "false", "1", null, null, "10", "1000.25"],
      ["9999", null, "false", "1", null, null, "10", "1000.25"],
    ]);
  });

  it("keeps a sum nobody wrote empty, and adds up the others", async () => {
    await models.given("takstbruk_kommune_ar", [
      { ...used("0220", "2019"), sum_egenandel_betalt_av_pasient: "5" },
      used("0627", "2019"),
    ]);
    expect(
      await models.rows(
        `select sum_egenandel_betalt_av_pasient as betalt, sum_egenandel_dekket_av_folketrygden as dekket
        from marts.takstbruk_kommune_ar_gjeldende`,
      ),
    ).toEqual([{ betalt: "5.00", dekket: null }]);
  });
});

describe("kommune_innbyggere", () => {
  it("gives a rate by one join on the number and the year of the row", async () => {
    await models.given("takstbruk_kommune_ar", [used("1505", "2023")]);
    expect(
      await models.rows(
        `select innbyggere from marts.takstbruk_kommune_ar as takstbruk
        inner join marts.kommune_innbyggere as folk
          on takstbruk.behandler_kommunenr = folk.kommunenr and takstbruk.ar = folk.ar`,
      ),
    ).toEqual([{ innbyggere: "24159" }]);
  });

  it("adds up to the kommuner of today: Asker, Røyken and Hurum 2019", async () => {
    expect(
      await models.rows(
        `select count(*) as kommuner, sum(innbyggere) as innbyggere from marts.kommune_innbyggere
        where gjeldende_kommunenr = '3203' and ar = 2019`,
      ),
    ).toEqual([{ kommuner: "3", innbyggere: "93679" }]);
  });

  it("lacks the three kommuner that became Sandefjord and Holmestrand, which the source has only merged", async () => {
    expect(
      await models.rows(
        `select kommunenr from marts.kommuner where gyldig_til is null or gyldig_til >= date '2015-01-01'
        except select kommunenr from marts.kommune_innbyggere order by kommunenr`,
      ),
    ).toEqual([{ kommunenr: "0706" }, { kommunenr: "0719" }, { kommunenr: "0720" }]);
  });
});
