// Takstbruk from the API's text to the published row: the real answer, the places, the months, and what is not known.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TextRow } from "../../src/stores/warehouse.ts";
import { type Models, openModels } from "./models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
  await models.given("fagomraader", [
    { fagomraadekode: "LE", _row: lege },
    { fagomraadekode: "PS", _row: psykolog },
  ]);
});
afterAll(() => models.close());

const lege =
  '{"fagomraadekode":"LE","navn":"Lege","praksistyper":[{"kode":"FALE","navn":"Fastlege"},{"kode":"LEKO","navn":"Legevakt kommunal"}]}';
const psykolog =
  '{"fagomraadekode":"PS","navn":"Psykolog","praksistyper":[{"kode":"PSNO","navn":"Psykolog"}]}';

/** The first row of a real answer: takst 2ad in Kristiansund by LIS1 doctors, 2023. */
const real: TextRow = {
  ar: "2023",
  behandler_kommunenr: "1505",
  sum_antall_takst: "3999",
  takstkode: "2ad",
  fagomraade: "LE",
  praksis_type_kode: "FATU",
  samhandler_praksis_type: "LIS1-Lege",
  antall_regninger: "3999",
  sum_refusjon: "301185.0",
  sum_egenandel_betalt_av_pasient: "421520.0",
  sum_egenandel_dekket_av_folketrygden: "235920.0",
};
const inFylke = without(real, "behandler_kommunenr");

describe("takstbruk_kommune_ar", () => {
  beforeEach(async () => {
    await models.given("takstbruk_kommune_ar", [real]);
    await models.given("receipts", [{ fetched_at: "2026-11-01T04:00:00.000Z" }]);
  });

  it("publishes the real answer with the names of its codes, and none for a code the list lacks", async () => {
    expect(await models.rows("from marts.takstbruk_kommune_ar")).toEqual([
      {
        ar: "2023",
        periode: "2023-01-01",
        antall_maneder: "12",
        forelopig: "false",
        behandler_kommunenr: "1505",
        kommunenavn: "Kristiansund",
        kommune_gyldig: "gyldig",
        fylkesnr: "15",
        fylkesnavn: "Møre og Romsdal",
        gjeldende_kommunenr: "1505",
        gjeldende_kommunenavn: "Kristiansund",
        gjeldende_fylkesnr: "15",
        gjeldende_fylkesnavn: "Møre og Romsdal",
        entydig: "true",
        fagomraade: "LE",
        fagomraade_navn: "Lege",
        takstkode: "2ad",
        praksis_type_kode: "FATU",
        praksis_type_navn: null,
        praksis_type_fagomraade: null,
        samhandler_praksis_type: "LIS1-Lege",
        antall_regninger: "3999",
        sum_antall_takst: "3999",
        sum_refusjon: "301185.00",
        sum_egenandel_betalt_av_pasient: "421520.00",
        sum_egenandel_dekket_av_folketrygden: "235920.00",
      },
    ]);
  });

  it("keeps all four real rows apart", async () => {
    const practices = ["FATU", "LEKO", "FALO", "FALE"].map((code) => ({ ...real, praksis_type_kode: code }));
    await models.given("takstbruk_kommune_ar", practices);
    const [row] = await models.rows(
      `select count(*) as rows, count(distinct praksis_type_kode) as practices,
        string_agg(praksis_type_navn, ', ' order by praksis_type_navn) as names
      from marts.takstbruk_kommune_ar`,
    );
    expect(row).toEqual({ rows: "4", practices: "4", names: "Fastlege, Legevakt kommunal" });
  });

  it("keeps a number that is no kommune, without a name", async () => {
    await models.given("takstbruk_kommune_ar", [{ ...real, behandler_kommunenr: "0312" }]);
    expect(
      await models.rows("select behandler_kommunenr, kommunenavn, fylkesnr from marts.takstbruk_kommune_ar"),
    ).toEqual([{ behandler_kommunenr: "0312", kommunenavn: null, fylkesnr: null }]);
  });

  it("names a kommune that did not exist yet in the year of the row", async () => {
    await models.given("takstbruk_kommune_ar", [{ ...real, ar: "2019", behandler_kommunenr: "3025" }]);
    expect(await models.rows("select ar, kommunenavn, fylkesnavn from marts.takstbruk_kommune_ar")).toEqual([
      { ar: "2019", kommunenavn: "Asker", fylkesnavn: "Viken" },
    ]);
  });

  it("says which fagomraade a praksistype is listed under, though the bill was sent in under another", async () => {
    await models.given("takstbruk_kommune_ar", [{ ...real, praksis_type_kode: "PSNO" }]);
    expect(
      await models.rows("select fagomraade, praksis_type_fagomraade from marts.takstbruk_kommune_ar"),
    ).toEqual([{ fagomraade: "LE", praksis_type_fagomraade: "PS" }]);
  });

  it("leaves a sum the API did not write empty: it is not zero", async () => {
    await models.given("takstbruk_kommune_ar", [without(real, "sum_egenandel_betalt_av_pasient")]);
    expect(
      await models.rows("select sum_egenandel_betalt_av_pasient as sum from marts.takstbruk_kommune_ar"),
    ).toEqual([{ sum: null }]);
  });
});

describe("takstbruk_fylke_ar", () => {
  it.each([
    ["03", "2023", "03", "Oslo"],
    ["3", "2023", "03", "Oslo"],
    ["15", "2023", "15", "Møre og Romsdal"],
    ["Oslo", "2023", "03", "Oslo"],
    ["OSLO", "2023", "03", "Oslo"],
    ["Oslo - Oslove", "2023", "03", "Oslo"],
    ["Trøndelag", "2023", "50", "Trøndelag"],
    ["Østfold", "2018", "01", "Østfold"],
    ["Østfold", "2024", "31", "Østfold"],
    ["Viken", "2019", "30", "Viken"],
    ["99", "2023", "99", null],
    ["Uoppgitt", "2023", null, null],
  ])("reads %j in %s as %s %s and keeps what the API wrote", async (raw, ar, fylkesnr, fylkesnavn) => {
    await models.given("takstbruk_fylke_ar", [{ ...inFylke, ar, behandler_fylke: raw }]);
    expect(
      await models.rows("select behandler_fylke, fylkesnr, fylkesnavn from marts.takstbruk_fylke_ar"),
    ).toEqual([{ behandler_fylke: raw, fylkesnr, fylkesnavn }]);
  });

  it.each(["031", "3.0", "03 Oslo"])("rejects %j, which is neither a code nor a name", async (raw) => {
    await models.given("takstbruk_fylke_ar", [{ ...inFylke, behandler_fylke: raw }]);
    await expect(models.rows("from marts.takstbruk_fylke_ar")).rejects.toThrow(`found "${raw}"`);
  });

  it("keeps one row for each row of every fylke's every spelling", async () => {
    const spellings = ["03", "3", "Oslo", "Oslo - Oslove", "Troms", "Østfold"];
    await models.given(
      "takstbruk_fylke_ar",
      spellings.map((behandler_fylke) => ({ ...inFylke, behandler_fylke })),
    );
    expect(await models.rows("select count(*) as rows from marts.takstbruk_fylke_ar")).toEqual([
      { rows: "6" },
    ]);
  });
});

describe("takstbruk_landet_maned", () => {
  it.each([
    ["2018", "201805"],
    ["2018", "05"],
    ["2018", "5"],
    ["2018", "2018-05"],
    [null, "201805"],
    [null, "2018-05"],
  ])("reads ar %j and maned %j as May 2018", async (ar, maned) => {
    await models.given("takstbruk_landet_maned", [{ ...inFylke, ar, maned }]);
    expect(await models.rows("select ar, maned, periode from marts.takstbruk_landet_maned")).toEqual([
      { ar: "2018", maned: "5", periode: "2018-05-01" },
    ]);
  });

  it("rejects a month of another year than the row's", async () => {
    await models.given("takstbruk_landet_maned", [{ ...inFylke, ar: "2018", maned: "201905" }]);
    await expect(models.rows("from marts.takstbruk_landet_maned")).rejects.toThrow(
      'a month of the year 2018, found "201905"',
    );
  });

  it("rejects a month without any year", async () => {
    await models.given("takstbruk_landet_maned", [{ ...inFylke, ar: null, maned: "05" }]);
    await expect(models.rows("from marts.takstbruk_landet_maned")).rejects.toThrow('found "05"');
  });
});

function without(row: TextRow, name: string): TextRow {
  return Object.fromEntries(Object.entries(row).filter(([field]) => field !== name));
}
