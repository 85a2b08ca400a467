// The emulator's takstbruk as JSON: shape, checks, filters, suppression and the sums that must agree.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialects } from "../../src/emulator/dialects.ts";
import { type Emulator, startEmulator } from "../../src/emulator/server.ts";
import { worlds } from "../../src/emulator/world/world.ts";
import { measures, number, type Row, rowsAt, sumsBy } from "./asking.ts";

const tables = ["kommune", "fylke", "landet"].flatMap((level) =>
  ["maned", "ar"].map((grain) => `${level}/${grain}`),
);
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ world: worlds.small, dialect: dialects.documented });
});
afterAll(() => emulator.close());

const at = (path: string) => rowsAt(emulator, path);
const status = async (path: string) => (await fetch(`${emulator.origin}${path}`)).status;
const period = (table: string) =>
  table.endsWith("ar") ? "fomar=2019&tomar=2020" : "fommaned=201901&tommaned=202001";
const takstbruk = (table: string, rest = "") =>
  at(`/takstbruk/agtakst/${table}?fagomraade=LE&${period(table)}${rest}`);

describe("takstbruk", () => {
  it("has the envelope, keys, key order and types of the real answer", async () => {
    const response = await fetch(
      `${emulator.origin}/takstbruk/agtakst/kommune/ar?fagomraade=LE&fomar=2023&tomar=2023&kommuner=1505&takstkoder=2ad`,
    );
    const text = await response.text();
    expect(text).toMatch(
      /^\{"antall":[67],"takstbruk":\[\{"ar":"2023","behandler_kommunenr":"1505","sum_antall_takst":\d+,/,
    );
    expect(text).toMatch(/"sum_refusjon":\d+\.\d{1,2},/);
    expect(Object.keys((await takstbruk("kommune/ar"))[0] ?? {})).toEqual([
      ...["ar", "behandler_kommunenr", "sum_antall_takst", "takstkode", "fagomraade", "praksis_type_kode"],
      ...["samhandler_praksis_type", "antall_regninger", "sum_refusjon"],
      ...["sum_egenandel_betalt_av_pasient", "sum_egenandel_dekket_av_folketrygden"],
    ]);
  });

  it("has no key for a month in years, nor for a place in the whole country", async () => {
    const keys = async (table: string) => Object.keys((await takstbruk(table))[0] ?? {});
    expect(await keys("kommune/ar")).not.toContain("maned");
    expect(await keys("fylke/maned")).toEqual(expect.arrayContaining(["maned", "behandler_fylke"]));
    expect(await keys("landet/maned")).not.toContain("behandler_fylke");
    expect(await keys("landet/ar")).not.toContain("behandler_kommunenr");
  });

  it("rejects what the documentation calls mandatory or too long, with a body", async () => {
    for (const query of [
      "fommaned=201801&tommaned=201801",
      "fagomraade=LE&tommaned=201801",
      "fagomraade=LE&fommaned=201805&tommaned=201906",
      "fagomraade=LE&fommaned=201813&tommaned=201901",
      "fagomraade=LE&fommaned=201902&tommaned=201901",
    ]) {
      const response = await fetch(`${emulator.origin}/takstbruk/agtakst/fylke/maned?${query}`);
      expect([query, response.status]).toEqual([query, 400]);
      expect((await response.text()).length).toBeGreaterThan(20);
    }
    expect(await status("/takstbruk/agtakst/landet/ar?fagomraade=LE&fomar=2019")).toBe(400);
    expect(await status("/takstbruk/agtakst/landet/ar?fagomraade=LE&fomar=19&tomar=2020")).toBe(400);
    expect(await status("/takstbruk/agtakst/fylke/maned?fagomraade=LE&fommaned=201805&tommaned=201905")).toBe(
      200,
    );
  });

  it("narrows by comma lists, and finds nothing under unknown codes", async () => {
    const rows = await takstbruk("fylke/maned", "&takstkoder=H1,2ad&fylker=03,15&praksistyper=FALE,LEVA");
    const values = (field: string) => [...new Set(rows.map((row) => row[field]))].sort();
    expect(values("takstkode")).toEqual(["2ad", "H1"]);
    expect(values("behandler_fylke")).toEqual(["03", "15"]);
    expect(values("praksis_type_kode")).toEqual(["FALE", "LEVA"]);
    expect(await takstbruk("fylke/maned", "&fylker=77")).toEqual([]);
    const two = await at("/takstbruk/agtakst/landet/ar?fagomraade=LE,FY&fomar=2020&tomar=2020");
    expect(new Set(two.map((row) => row.fagomraade))).toEqual(new Set(["LE", "FY"]));
  });

  it("has data from 2015-01 to 2026-10 and nothing outside", async () => {
    const landet = (months: string) => at(`/takstbruk/agtakst/landet/maned?fagomraade=LE&${months}`);
    expect(await landet("fommaned=201412&tommaned=201412")).toEqual([]);
    expect(new Set((await landet("fommaned=202609&tommaned=202612")).map((row) => row.maned))).toEqual(
      new Set(["202609", "202610"]),
    );
  });

  it("is sorted by year and by nothing else, with one row for each period, place, takst and praksistype", async () => {
    for (const table of tables) {
      const rows = await takstbruk(table);
      const years = rows.map((row) => String(row.ar));
      expect(years).toEqual([...years].sort());
      const ofOneYear = rows.filter((row) => row.ar === "2019").map(cellKey);
      expect(ofOneYear).not.toEqual([...ofOneYear].sort());
      expect(new Set(rows.map(cellKey)).size).toBe(rows.length);
    }
  });

  it("shows only counts over five in kommune/ar", async () => {
    const rows = await takstbruk("kommune/ar");
    expect(Math.min(...rows.map((row) => number(row, "antall_regninger")))).toBeGreaterThan(5);
  });

  it("shows only kommuner over 10 000 inhabitants in kommune/maned", async () => {
    const months = new Set((await takstbruk("kommune/maned")).map((row) => row.behandler_kommunenr));
    const years = new Set((await takstbruk("kommune/ar")).map((row) => row.behandler_kommunenr));
    expect(months).toContain("0301");
    expect(years).toContain("5012");
    expect(months).not.toContain("5012");
    expect(months).not.toContain("9999");
  });

  it("adds up: fylker to the country, months to years, kommuner to no more than their fylke", async () => {
    const [fylkeAr, landetAr, kommuneAr] = await Promise.all(
      ["fylke/ar", "landet/ar", "kommune/ar"].map((t) => takstbruk(t)),
    );
    expect(sumsBy(fylkeAr ?? [], nationalKey)).toEqual(sumsBy(landetAr ?? [], nationalKey));
    const months = await at("/takstbruk/agtakst/fylke/maned?fagomraade=LE&fommaned=201901&tommaned=201912");
    const year = (fylkeAr ?? []).filter((row) => row.ar === "2019");
    expect(sumsBy(months, keyOfYear)).toEqual(sumsBy(year, keyOfYear));
    const fylker = sumsBy(fylkeAr ?? [], keyOfYear);
    const kommuner = sumsBy(kommuneAr ?? [], (row) =>
      keyOfYear({ ...row, behandler_fylke: String(row.behandler_kommunenr).slice(0, 2) }),
    );
    for (const [key, sums] of kommuner) {
      for (const [index, sum] of sums.entries())
        expect(sum).toBeLessThanOrEqual(fylker.get(key)?.[index] ?? -1);
    }
  });

  it("pays the tariff: refusjon without the covered egenandel is the rate times the count, but for a few kroner, changing 1 July", async () => {
    const rows = await at(
      "/takstbruk/agtakst/landet/maned?fagomraade=LE&fommaned=202306&tommaned=202307&takstkoder=2ad",
    );
    const tariffs = await at("/takstkoder?fagomraade=LE&takstkode=2ad");
    for (const row of rows) {
      const day = row.maned === "202306" ? "2023-06-15" : "2023-07-15";
      const rate = tariffs.find(
        (tariff) => String(tariff.fradato) <= day && String(tariff.tildato ?? day) >= day,
      );
      const [count, , refusjon, betalt, dekket] = measures.map((measure) => number(row, measure));
      const expected = number(rate ?? {}, "refusjon") * (count ?? 0);
      expect(Math.abs((refusjon ?? 0) - (dekket ?? 0) - expected)).toBeLessThanOrEqual(30);
      expect(((betalt ?? 0) + (dekket ?? 0)) / (count ?? 1)).toBeCloseTo(number(rate ?? {}, "egenandel"), 9);
    }
    expect(new Set(rows.map((row) => row.maned)).size).toBe(2);
  });

  it("holds kommune numbers before their time, after it, and numbers that are no kommune", async () => {
    const of = async (from: number, to: number) =>
      (await at(`/takstbruk/agtakst/kommune/ar?fagomraade=LE&fomar=${from}&tomar=${to}`)).map(
        (row) => `${row.ar} ${row.behandler_kommunenr}`,
      );
    const found = new Set(await of(2015, 2026));
    for (const odd of [
      "2019 3025",
      "2020 1850",
      "2024 1507",
      "2024 1508",
      "2024 1580",
      "2016 0315",
      "2015 1204",
    ]) {
      expect(found).toContain(odd);
    }
    expect(found).toContain("2018 5012");
    expect(found).toContain("2022 9999");
    expect(found).not.toContain("2018 3025");
  });
});

function cellKey(row: Row): string {
  const names = [
    "ar",
    "maned",
    "behandler_kommunenr",
    "behandler_fylke",
    "fagomraade",
    "takstkode",
    "praksis_type_kode",
  ];
  return names.map((name) => row[name]).join(" ");
}

function keyOfYear(row: Row): string {
  return [row.ar, row.behandler_fylke, row.takstkode, row.praksis_type_kode].join(" ");
}

function nationalKey(row: Row): string {
  return [row.ar, row.takstkode, row.praksis_type_kode].join(" ");
}
