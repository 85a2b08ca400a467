// Every way the API may write a value, and every way it may not: one row each.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { literal } from "../../src/stores/warehouse.ts";
import { type Models, openModels } from "./models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
afterAll(() => models.close());

type Reading = readonly [raw: string | null, read: string | null];

/** Reads the text as a column of a table, as the pipeline does: a constant would take another path through DuckDB. */
async function read(expression: string, raw: string | null): Promise<string | null | undefined> {
  const value = raw === null ? "null::varchar" : literal(raw);
  await models.warehouse.run(`create or replace table texts as select ${value} as raw`);
  const [row] = await models.rows(`select (${expression})::varchar as value from texts`);
  return row?.value;
}

function reads(expression: string, readings: readonly Reading[]): void {
  it.each(readings)(`${expression} reads %j as %j`, async (raw, expected) => {
    expect(await read(expression, raw)).toBe(expected);
  });
}

function refuses(expression: string, raws: readonly string[]): void {
  it.each(raws)(`${expression} refuses %j and shows it`, async (raw) => {
    await expect(read(expression, raw)).rejects.toThrow(`: ${raw}`);
  });
}

const nothing: readonly Reading[] = [
  [null, null],
  ["", null],
  ["  ", null],
];

describe("api_text()", () => {
  reads("api_text(raw)", [...nothing, ["0301", "0301"], [" 2ad ", "2ad"], ["2ad ", "2ad"], ["a b", "a b"]]);
});

describe("api_count()", () => {
  reads("api_count(raw)", [
    ...nothing,
    ["3999", "3999"],
    ["0", "0"],
    ["-5", "-5"],
    ["3999.0", "3999"],
    ["3,0", "3"],
    ["1.31898967E8", "131898967"],
    [" 12 ", "12"],
  ]);
  refuses("api_count(raw)", ["3999.5", "3,5", "1 000", "1.000.000", "mange", "true"]);
});

describe("api_money()", () => {
  reads("api_money(raw)", [
    ...nothing,
    ["301185.0", "301185.00"],
    ["301185", "301185.00"],
    ["-12.5", "-12.50"],
    ["1234,56", "1234.56"],
    ["1.31898967E8", "131898967.00"],
    ["1234.5600000000001", "1234.56"],
    ["0.1", "0.10"],
    ["123456789012345.67", "123456789012345.67"],
  ]);
  refuses("api_money(raw)", [
    "12.345",
    "12,345",
    "1.005",
    "1 234,56",
    "1.234,56",
    "1,234.56",
    "kr 12",
    "NaN",
  ]);
});

describe("api_percent()", () => {
  reads("api_percent(raw)", [...nothing, ["50", "50.00"], ["33,3", "33.30"]]);
  refuses("api_percent(raw)", ["50 %"]);
});

describe("api_boolean()", () => {
  const yes: readonly Reading[] = ["true", "True", "J", "j", "ja", "Ja", "1"].map((raw) => [raw, "true"]);
  const no: readonly Reading[] = ["false", "N", "n", "nei", "NEI", "0"].map((raw) => [raw, "false"]);
  reads("api_boolean(raw)", [...nothing, ...yes, ...no]);
  refuses("api_boolean(raw)", ["kanskje", "2", "yes"]);
});

describe("api_year()", () => {
  reads("api_year(raw)", [...nothing, ["2023", "2023"], [" 2023 ", "2023"]]);
  refuses("api_year(raw)", ["23", "202305", "1850", "20.5", "i fjor"]);
});

describe("api_year_month()", () => {
  reads("api_year_month(raw, '2018')", [
    ...nothing,
    ["201805", "201805"],
    ["201812", "201812"],
    [" 201805 ", "201805"],
    ["05", "201805"],
    ["5", "201805"],
    ["12", "201812"],
    ["2018-05", "201805"],
  ]);
  reads("api_year_month(raw, null::varchar)", [
    ["201805", "201805"],
    ["2018-05", "201805"],
  ]);
  refuses("api_year_month(raw, '2018')", [
    "201813",
    "201800",
    "201905",
    "2019-05",
    "13",
    "0",
    "mai",
    "18-05",
  ]);
  refuses("api_year_month(raw, null::varchar)", ["05", "5"]);
});

describe("api_timestamp()", () => {
  reads("api_timestamp(raw)", [
    ...nothing,
    ["2025-07-01T12:30:05", "2025-07-01 12:30:05"],
    ["2025-07-01 12:30", "2025-07-01 12:30:00"],
    ["2025-07-01", "2025-07-01 00:00:00"],
    ["2025-06-30T22:15:30.500Z", "2025-07-01 00:15:30.5"],
    ["2025-12-31T23:15:30.000+0000", "2026-01-01 00:15:30"],
    ["2025-07-01T00:15:30+02:00", "2025-07-01 00:15:30"],
    ["1751321730000", "2025-07-01 00:15:30"],
    ["[2025,7,1,0,15,30]", "2025-07-01 00:15:30"],
    ["[2025, 7, 1]", "2025-07-01 00:00:00"],
    ["01.07.2025", "2025-07-01 00:00:00"],
    ["1.7.2025 12:30:05", "2025-07-01 12:30:05"],
  ]);
  refuses("api_timestamp(raw)", ["i går", "2025-13-01T00:00:00", "12:30", "20250701"]);
});

describe("api_date()", () => {
  const firstOfJuly: readonly Reading[] = [
    "2025-07-01",
    "2025-07-01T00:00",
    "2025-07-01T00:00:00",
    "2025-07-01T12:30:00.123",
    "2025-07-01 00:00:00",
    "2025-07-01T00:00:00+02:00",
    "2025-07-01T00:00:00.000+0200",
    "2025-06-30T22:00Z",
    "2025-06-30T22:00:00Z",
    "2025-06-30T22:00:00.000Z",
    "2025-06-30T22:00:00.000+0000",
    "2025-06-30T22:00:00+00:00",
    "2025-07-01+02:00",
    "2025-07-01Z",
    "1751320800000",
    "[2025,7,1]",
    "[2025, 7, 1, 12, 30]",
    "01.07.2025",
    "1.7.2025",
  ].map((raw) => [raw, "2025-07-01"]);
  reads("api_date(raw)", [
    ...nothing,
    ...firstOfJuly,
    ["2024-12-31T23:00:00.000+0000", "2025-01-01"],
    ["2025-06-30T23:59:59", "2025-06-30"],
    ["2025-06-30T23:59", "2025-06-30"],
    ["2025-06-30T21:59:59.999Z", "2025-06-30"],
    ["2025-06-30T23:59:59Z", "2025-06-30"],
    ["2025-06-30T23:59:59.999+0200", "2025-06-30"],
  ]);
  refuses("api_date(raw)", [
    "20250701",
    "1751320800",
    "2025-02-30",
    "31.02.2025",
    "07/01/2025",
    "2025-07",
    "[2025,7]",
    "[2025,13,1]",
    "2025-07-01T25:00:00Z",
    "2025-07-01T23:59 ca.",
    "i dag",
  ]);

  it("reads an instant as the Oslo day also when the session is somewhere else", async () => {
    await models.warehouse.run("set timezone = 'America/New_York'");
    expect(await read("api_date(raw)", "2025-06-30T22:00:00Z")).toBe("2025-07-01");
    expect(await read("api_date(raw)", "1751320800000")).toBe("2025-07-01");
    expect(await read("api_date(raw)", "2025-07-01T00:00:00")).toBe("2025-07-01");
    await models.warehouse.run("set timezone = 'Europe/Oslo'");
  });
});

describe("api_end_date()", () => {
  reads("api_end_date(raw)", [
    ...nothing,
    ["2025-06-30", "2025-06-30"],
    ["9999-12-31", null],
    ["2999-12-31", null],
    ["4000-01-01", null],
    ["9999-12-31T23:59:59", null],
    ["9999-12-30T23:00:00.000+0000", null],
    ["3999-12-31T23:00:00Z", null],
    ["253402210800000", null],
    ["[9999,12,31]", null],
    ["31.12.9999", null],
  ]);
  refuses("api_end_date(raw)", ["aldri"]);
});
