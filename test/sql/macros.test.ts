// Every way the API may write a text, a number, a month, and every way it may not: one row each.
import { describe } from "vitest";
import { macroTests, nothing, type Reading } from "./macro-readings.ts";

const { reads, rejects } = macroTests();

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
  rejects("api_count(raw)", ["3999.5", "3,5", "1 000", "1.000.000", "mange", "true"]);
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
    ["999999999999.99", "999999999999.99"],
  ]);
  rejects("api_money(raw)", [
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
  rejects("api_percent(raw)", ["50 %"]);
});

describe("api_boolean()", () => {
  const yes: readonly Reading[] = ["true", "True", "J", "j", "ja", "Ja", "1"].map((raw) => [raw, "true"]);
  const no: readonly Reading[] = ["false", "N", "n", "nei", "NEI", "0"].map((raw) => [raw, "false"]);
  reads("api_boolean(raw)", [...nothing, ...yes, ...no]);
  rejects("api_boolean(raw)", ["kanskje", "2", "yes"]);
});

describe("api_year()", () => {
  reads("api_year(raw)", [...nothing, ["2023", "2023"], [" 2023 ", "2023"]]);
  rejects("api_year(raw)", ["23", "202305", "1850", "20.5", "i fjor"]);
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
  rejects("api_year_month(raw, '2018')", [
    "201813",
    "201800",
    "201905",
    "2019-05",
    "13",
    "0",
    "mai",
    "18-05",
  ]);
  rejects("api_year_month(raw, null::varchar)", ["05", "5"]);
});
