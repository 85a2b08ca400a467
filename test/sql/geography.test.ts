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
    ["0301", "2026", ["Oslo - Oslove", "gyldig", "03", "Oslo - Oslove", "0301", "03", "true"]],
    ["1507", "2023", ["Ålesund", "gyldig", "15", "Møre og Romsdal", "1508", "15", "false"]],
    ["1507", "2024", ["Ålesund", "annen_periode", "15", "Møre og Romsdal", "1508", "15", "false"]],
    ["1534", "2019", ["Haram", "gyldig", "15", "Møre og Romsdal", "1580", "15", "true"]],
    ["1850", "2011", ["Tysfjord", "gyldig", "18", "Nordland", "1875", "18", "false"]],
    ["1850", "2019", ["Tysfjord - Divtasvuodna", "gyldig", "18", "Nordland", "1875", "18", "false"]],
    ["1850", "2020", ["Tysfjord - Divtasvuodna", "annen_periode", "18", "Nordland", "1875", "18", "false"]],
    ["5012", "2019", ["Snillfjord", "gyldig", "50", "Trøndelag", "5059", "50", "false"]],
    ["5012", "2020", ["Snillfjord", "annen_periode", "50", "Trøndelag - Trööndelage", "5059", "50", "false"]],
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

  it("is a kommune of that year if it was one for some of it, and has its name of the last day", async () => {
    await models.given("takstbruk_kommune_ar", [{ ...used, behandler_kommunenr: "1804", ar: "2021" }]);
    expect(await published("select kommune_gyldig, fylkesnavn from marts.takstbruk_kommune_ar")).toEqual([
      "gyldig",
      "Nordland - Nordlánnda",
    ]);
  });
});

describe("a kommune in a month", () => {
  it.each([
    ["1804", "2021", "04", ["Bodø", "gyldig", "18", "Nordland", "1804", "18", "true"]],
    ["1804", "2021", "05", ["Bodø", "gyldig", "18", "Nordland - Nordlánnda", "1804", "18", "true"]],
    ["5012", "2019", "12", ["Snillfjord", "gyldig", "50", "Trøndelag", "5059", "50", "false"]],
    [
      "5012",
      "2020",
      "01",
      ["Snillfjord", "annen_periode", "50", "Trøndelag - Trööndelage", "5059", "50", "false"],
    ],
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
    ["03", "2026", ["03", "Oslo - Oslove", "gyldig", "03", "true"]],
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
    expect(await published(`select ${columns} from marts.takstbruk_fylke_ar`)).toEqual(expected);
  });

  it("changes its name with the month: Nordland had only one until May 2021", async () => {
    const months = ["04", "05"].map((maned) => ({ ...used, behandler_fylke: "18", ar: "2021", maned }));
    await models.given("takstbruk_fylke_maned", months);
    expect(
      await models.rows("select maned, fylkesnavn from marts.takstbruk_fylke_maned order by maned"),
    ).toEqual([
      { maned: "4", fylkesnavn: "Nordland" },
      { maned: "5", fylkesnavn: "Nordland - Nordlánnda" },
    ]);
  });
});

describe("every day", () => {
  it.each(["kommune", "fylke"])("finds each number of a %s exactly once", async (place) => {
    const days = "select unnest(range(date '1990-01-01', date '2031-01-01', interval 3 months))::date as day";
    const name = place === "kommune" ? "kommuner_over_time" : "fylker_over_time";
    const number = place === "kommune" ? "kommunenr" : "fylkesnr";
    expect(
      await models.rows(`with days as (${days}),
        numbers as (select distinct ${number} as nr from dimensions.${name})
        select nr, day from numbers cross join days left join dimensions.${name} as place
          on place.${number} = nr and day >= place.fra and day < place.til
        group by all having count(place.${number}) <> 1`),
    ).toEqual([]);
  });
});

describe("our tables of places", () => {
  it("have each number once, and its fylke in its first two digits", async () => {
    expect(
      await models.rows(`select kommunenr from marts.kommuner
        group by all having count(*) > 1 or min(fylkesnr) <> left(kommunenr, 2)`),
    ).toEqual([]);
  });

  it("change on 1 January, but for the second name of Nordland", async () => {
    expect(
      await models.rows(`select nr, gyldig_fra from reference.navn_historikk
        where gyldig_fra >= '2010' and gyldig_fra not like '%-01-01'`),
    ).toEqual([{ nr: "18", gyldig_fra: "2021-05-07" }]);
  });
});
