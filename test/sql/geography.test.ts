// Places over time, from the row the API wrote to the row we publish: the hard cases of kommuner and fylker.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TextRow } from "../../src/stores/warehouse.ts";
import { type Models, openModels } from "./models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
afterAll(() => models.close());

const used: TextRow = {
  fagomraade: "LE",
  takstkode: "2ad",
  praksis_type_kode: "FALE",
  antall_regninger: "10",
  sum_antall_takst: "20",
  sum_refusjon: "1000.5",
};
const places = `kommunenavn, kommune_gyldig as gyldig, fylkesnr, fylkesnavn, gjeldende_kommunenr as naa,
  gjeldende_fylkesnr as fylke_naa, entydig`;

/** What is published of these cells, in order, as one list. */
async function published(sql: string): Promise<readonly (string | null)[]> {
  const [row, ...more] = await models.rows(sql);
  expect(more).toEqual([]);
  return Object.values(row ?? {});
}

describe("a kommune in a year", () => {
  it.each([
    ["0301", "2023", ["Oslo", "gyldig", "03", "Oslo", "0301", "03", "true"]],
    ["0301", "2026", ["Oslo", "gyldig", "03", "Oslo", "0301", "03", "true"]],
    ["1507", "2023", ["Ålesund", "gyldig", "15", "Møre og Romsdal", "1508", "15", "false"]],
    ["1507", "2024", ["Ålesund", "annen_periode", "15", "Møre og Romsdal", "1508", "15", "false"]],
    ["1534", "2019", ["Haram", "gyldig", "15", "Møre og Romsdal", "1580", "15", "true"]],
    ["1850", "2011", ["Tysfjord", "gyldig", "18", "Nordland", "1875", "18", "false"]],
    ["1850", "2019", ["Tysfjord", "gyldig", "18", "Nordland", "1875", "18", "false"]],
    ["1850", "2020", ["Tysfjord", "annen_periode", "18", "Nordland", "1875", "18", "false"]],
    ["5012", "2019", ["Snillfjord", "gyldig", "50", "Trøndelag", "5059", "50", "false"]],
    ["5012", "2020", ["Snillfjord", "annen_periode", "50", "Trøndelag", "5059", "50", "false"]],
    ["3025", "2019", ["Asker", "annen_periode", "30", "Viken", "3203", "32", "true"]],
    ["3025", "2020", ["Asker", "gyldig", "30", "Viken", "3203", "32", "true"]],
    ["1567", "2018", ["Rindal", "gyldig", "15", "Møre og Romsdal", "5061", "50", "true"]],
    ["0312", "2015", [null, "pseudo", null, null, null, null, null]],
    ["0335", "2015", [null, "pseudo", null, null, null, null, null]],
    ["1161", "2015", [null, "pseudo", null, null, null, null, null]],
    ["1210", "2015", [null, "pseudo", null, null, null, null, null]],
    ["1603", "2015", [null, "pseudo", null, null, null, null, null]],
    ["9999", "2023", [null, "pseudo", null, null, null, null, null]],
    ["2100", "2023", [null, "pseudo", null, null, null, null, null]],
    ["2211", "2023", [null, "pseudo", null, null, null, null, null]],
    ["0336", "2023", [null, "ukjent", null, null, null, null, null]],
    ["4321", "2023", [null, "ukjent", null, null, null, null, null]],
  ])("%s in %s is %j", async (behandler_kommunenr, ar, expected) => {
    await models.given("takstbruk_kommune_ar", [{ ...used, behandler_kommunenr, ar }]);
    expect(await published(`select ${places} from marts.takstbruk_kommune_ar`)).toEqual(expected);
  });

  it("has the names of today beside its own, with the number of today", async () => {
    await models.given("takstbruk_kommune_ar", [{ ...used, behandler_kommunenr: "0627", ar: "2019" }]);
    expect(
      await published(`select kommunenavn, fylkesnavn, gjeldende_kommunenr, gjeldende_kommunenavn,
        gjeldende_fylkesnr, gjeldende_fylkesnavn from marts.takstbruk_kommune_ar`),
    ).toEqual(["Røyken", "Buskerud", "3203", "Asker", "32", "Akershus"]);
  });
});

describe("a name", () => {
  it.each(["kommunenavn", "gjeldende_kommunenavn"])(
    "Trondheim in %s finds all years, though the official name changed in 2023",
    async (column) => {
      const years = ["2019", "2020", "2021", "2022", "2023", "2024"];
      const rows = years.map((ar) => ({ ...used, behandler_kommunenr: "5001", ar }));
      await models.given("takstbruk_kommune_ar", rows);
      for (const mart of ["takstbruk_kommune_ar", "takstbruk_kommune_ar_gjeldende"]) {
        if (column === "kommunenavn" && mart.endsWith("gjeldende")) continue;
        const found = await models.rows(
          `select ar from marts.${mart} where ${column} = 'Trondheim' order by ar`,
        );
        expect(found.map(({ ar }) => ar)).toEqual(years);
      }
    },
  );

  it("of the fylke of today groups old and new fylker into those there are today", async () => {
    const rows = [
      ["02", "2019"],
      ["32", "2024"],
      ["18", "2021"],
      ["18", "2020"],
      ["12", "2019"],
      ["46", "2020"],
    ] as const;
    await models.given(
      "takstbruk_fylke_ar",
      rows.map(([behandler_fylke, ar]) => ({ ...used, behandler_fylke, ar })),
    );
    expect(
      await models.rows(`select gjeldende_fylkesnavn as navn, count(*) as rader,
        count(distinct gjeldende_fylkesnr) as numre from intermediate.takstbruk_fylke_ar_placed group by all order by all`),
    ).toEqual([
      { navn: "Akershus", rader: "2", numre: "1" },
      { navn: "Nordland", rader: "2", numre: "1" },
      { navn: "Vestland", rader: "2", numre: "1" },
    ]);
  });

  it.each([
    ["kommune", "kommuner", 357],
    ["fylke", "fylker", 15],
  ])("of a %s of today belongs to one number", async (_place, mart, count) => {
    const column = mart === "kommuner" ? "gjeldende_kommune" : "gjeldende_fylkes";
    const number = mart === "kommuner" ? "gjeldende_kommunenr" : "gjeldende_fylkesnr";
    expect(
      await published(`select count(distinct ${column}navn), count(distinct ${number}),
        count(distinct (${column}navn, ${number})) from marts.${mart} where ${number} is not null`),
    ).toEqual([`${count}`, `${count}`, `${count}`]);
  });

  it("in Norwegian is one for each number since 2010, so that no number has two", async () => {
    expect(
      await models.rows(`select nivaa, nr from staging.stedsnavn
        group by all having count(distinct norsk_navn) > 1`),
    ).toEqual([]);
  });

  it("of two kommuner is the same only if they were not there at the same time", async () => {
    expect(
      await models.rows(`select one.kommunenr, other.kommunenr as also from marts.kommuner as one
        inner join marts.kommuner as other using (kommunenavn)
        where one.kommunenr < other.kommunenr
          and one.gyldig_fra <= coalesce(other.gyldig_til, 'infinity')
          and other.gyldig_fra <= coalesce(one.gyldig_til, 'infinity')`),
    ).toEqual([]);
  });
});

describe("a kommune in a month", () => {
  it.each([
    ["1804", "2021", "04", ["Bodø", "gyldig", "18", "Nordland", "1804", "18", "true"]],
    ["1804", "2021", "05", ["Bodø", "gyldig", "18", "Nordland", "1804", "18", "true"]],
    ["5012", "2019", "12", ["Snillfjord", "gyldig", "50", "Trøndelag", "5059", "50", "false"]],
    ["5012", "2020", "01", ["Snillfjord", "annen_periode", "50", "Trøndelag", "5059", "50", "false"]],
    ["1507", "2023", "12", ["Ålesund", "gyldig", "15", "Møre og Romsdal", "1508", "15", "false"]],
    ["1508", "2023", "12", ["Ålesund", "annen_periode", "15", "Møre og Romsdal", "1508", "15", "true"]],
    ["0315", "2016", "12", [null, "pseudo", null, null, null, null, null]],
  ])("%s in %s-%s is %j", async (behandler_kommunenr, ar, maned, expected) => {
    await models.given("takstbruk_kommune_maned", [{ ...used, behandler_kommunenr, ar, maned }]);
    expect(await published(`select ${places} from marts.takstbruk_kommune_maned`)).toEqual(expected);
  });
});

describe("a fylke", () => {
  const columns = "fylkesnr, fylkesnavn, fylke_gyldig as gyldig, gjeldende_fylkesnr as fylke_naa, entydig";
  it.each([
    ["03", "2023", ["03", "Oslo", "gyldig", "03", "true"]],
    ["03", "2026", ["03", "Oslo", "gyldig", "03", "true"]],
    ["01", "2019", ["01", "Østfold", "gyldig", null, "false"]],
    ["01", "2021", ["01", "Østfold", "annen_periode", null, "false"]],
    ["30", "2019", ["30", "Viken", "annen_periode", null, "false"]],
    ["30", "2021", ["30", "Viken", "gyldig", null, "false"]],
    ["Viken", "2024", ["30", "Viken", "annen_periode", null, "false"]],
    ["12", "2018", ["12", "Hordaland", "gyldig", "46", "true"]],
    ["12", "2021", ["12", "Hordaland", "annen_periode", "46", "true"]],
    ["14", "2018", ["14", "Sogn og Fjordane", "gyldig", null, "false"]],
    ["15", "2018", ["15", "Møre og Romsdal", "gyldig", "15", "false"]],
    ["15", "2023", ["15", "Møre og Romsdal", "gyldig", "15", "true"]],
    ["16", "2017", ["16", "Sør-Trøndelag", "gyldig", "50", "true"]],
    ["21", "2023", ["21", null, "pseudo", null, null]],
    ["99", "2023", ["99", null, "pseudo", null, null]],
    ["13", "2023", ["13", null, "ukjent", null, null]],
    ["Uoppgitt", "2023", [null, null, "ukjent", null, null]],
  ])("%s in %s is %j", async (behandler_fylke, ar, expected) => {
    await models.given("takstbruk_fylke_ar", [{ ...used, behandler_fylke, ar }]);
    expect(await published(`select ${columns} from intermediate.takstbruk_fylke_ar_placed`)).toEqual(
      expected,
    );
  });
});

describe("our tables of places", () => {
  it("have each number once, and its fylke in its first two digits", async () => {
    expect(
      await models.rows(`select kommunenr from marts.kommuner
        group by all having count(*) > 1 or min(fylkesnr) <> left(kommunenr, 2)`),
    ).toEqual([]);
  });

  it("have each official name on the day that it changed", async () => {
    expect(
      await models.rows(`select dato, fra_kommunenavn as kort, fra_offisielt_navn as fra, til_offisielt_navn as til
        from marts.kommune_endringer where fra_kommunenr = '5001' and type = 'navneendring'`),
    ).toEqual([{ dato: "2023-01-01", kort: "Trondheim", fra: "Trondheim", til: "Trondheim - Tråante" }]);
  });

  it("change on 1 January, but for the second name of Nordland", async () => {
    expect(
      await models.rows(`select nr, gyldig_fra from reference.navn_historikk
        where gyldig_fra >= '2010' and gyldig_fra not like '%-01-01'`),
    ).toEqual([{ nr: "18", gyldig_fra: "2021-05-07" }]);
  });
});
