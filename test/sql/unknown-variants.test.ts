// Every way of writing a value that nobody has seen and anybody may use, one row each: what it is read as.
import { describe, expect, it } from "vitest";
import { macroTests, type Reading } from "./macro-readings.ts";

const { read, reads, rejects, run } = macroTests();

/** One day, written in every form. */
function as(day: string, raws: readonly string[]): readonly Reading[] {
  return raws.map((raw) => [raw, day]);
}

describe("a date-time", () => {
  const local = ["", "Z", "+0200", "+02:00", "+0000", "+00:00"];
  const noon = ["T12:00:00", "T12:00:00.000"].flatMap((time) =>
    local.map((zone) => `2025-07-01${time}${zone}`),
  );
  reads("api_date(raw)", as("2025-07-01", noon));

  const midnights = ["T00:00:00", "T00:00:00.000"].flatMap((time) =>
    ["", "+0200", "+02:00"].map((zone) => `2025-07-01${time}${zone}`),
  );
  const inUtc = ["T22:00:00", "T22:00:00.000"].flatMap((time) =>
    ["Z", "+0000", "+00:00"].map((zone) => `2025-06-30${time}${zone}`),
  );
  reads(
    "api_date(raw)",
    as("2025-07-01", [...midnights, ...inUtc, "1751320800000", "[2025,7,1]", "01.07.2025"]),
  );
});

describe("a Norwegian midnight written in UTC", () => {
  const winterToSummer: readonly Reading[] = [
    ["2025-03-28T23:00:00.000+0000", "2025-03-29"],
    ["2025-03-29T23:00:00.000+0000", "2025-03-30"],
    ["2025-03-30T22:00:00.000+0000", "2025-03-31"],
    ["2025-03-30T23:00:00.000+0000", "2025-03-31"],
    ["1743289200000", "2025-03-30"],
    ["1743372000000", "2025-03-31"],
  ];
  const summerToWinter: readonly Reading[] = [
    ["2025-10-24T22:00:00Z", "2025-10-25"],
    ["2025-10-25T22:00:00Z", "2025-10-26"],
    ["2025-10-26T22:00:00Z", "2025-10-26"],
    ["2025-10-26T23:00:00Z", "2025-10-27"],
    ["1761429600000", "2025-10-26"],
    ["1761519600000", "2025-10-27"],
  ];
  const newYear: readonly Reading[] = [
    ["2024-12-31T22:59:59.999Z", "2024-12-31"],
    ["2024-12-31T23:00:00.000Z", "2025-01-01"],
    ["1735686000000", "2025-01-01"],
  ];
  reads("api_date(raw)", [...winterToSummer, ...summerToWinter, ...newYear]);
  reads("api_date(raw)", [
    ["1948-08-07T22:00:00Z", "1948-08-08"],
    ["-675050400000", "1948-08-11"],
  ]);

  it("is the same day in every time zone the session may have", async () => {
    for (const zone of ["UTC", "America/New_York", "Asia/Tokyo"]) {
      await run(`set timezone = '${zone}'`);
      for (const [raw, day] of [...winterToSummer, ...summerToWinter]) {
        expect(await read("api_date(raw)", raw), `${raw} in ${zone}`).toBe(day);
      }
    }
    await run("set timezone = 'Europe/Oslo'");
  });
});

describe("an end at 23:59", () => {
  const ends = ["23:59", "23:59:59", "23:59:59.999", "23:59:59.999999"].flatMap((time) =>
    ["", "Z", "+0000", "+0200", "+02:00", "+01:00"].map((zone) => `2025-06-30T${time}${zone}`),
  );
  const asInstants = ["2025-06-30T21:59:59Z", "2025-06-30T21:59:59.999+0000", "1751320799999"];
  reads("api_end_date(raw)", as("2025-06-30", [...ends, ...asInstants, "[2025,6,30,23,59,59]"]));
});

describe("an open end", () => {
  const never = ["9999-12-31", "2999-12-31", "4000-01-01"];
  const forms = never.flatMap((day) => [
    day,
    ...["T00:00:00", "T00:00:00.000+01:00", "T00:00:00+0100", "T23:59:59"].map((time) => day + time),
    `[${day.split("-").map(Number).join(",")}]`,
    day.split("-").reverse().join("."),
  ]);
  const inUtc = ["9999-12-30T23:00:00Z", "2999-12-30T23:00:00.000+0000", "3999-12-31T23:00:00.000Z"];
  const millis = ["253402210800000", "32503590000000", "64060585200000"];
  reads(
    "api_end_date(raw)",
    [null, "", ...forms, ...inUtc, ...millis].map((raw) => [raw, null] as const),
  );
  reads("api_date(raw)", [["9999-12-31", "9999-12-31"]]);
});

describe("a number", () => {
  reads("api_count(raw)", as("15", ["15", "15.0", "1.5E1", "1.5e1", "15,0"]));
  reads(
    "api_money(raw)",
    as("131898967.50", ["131898967.5", "131898967,5", "1.318989675E8", "1.318989675e8"]),
  );
  reads("api_percent(raw)", as("50.00", ["50", "50.0", "5.0E1", "50,00"]));
});

describe("a flag", () => {
  reads("api_boolean(raw)", as("true", ["true", "J", "ja", "1"]));
  reads("api_boolean(raw)", as("false", ["false", "N", "nei", "0"]));
});

describe("a month", () => {
  reads("api_year_month(raw, '2018')", as("201805", ["201805", "05", "5", "2018-05"]));
});

describe("a fylke", () => {
  reads("api_fylkesnr(raw)", [
    [null, null],
    ["03", "03"],
    ["3", "03"],
    ["46", "46"],
    ["Oslo", null],
    ["Møre og Romsdal", null],
  ]);
  rejects("api_fylkesnr(raw)", ["003", "3,0", "0301", "fylke 3"]);
});

describe("a list in words", () => {
  reads("api_modus(raw)", [
    [null, null],
    ["", null],
    ["[]", null],
    ["2ad|2ak", "kun"],
    ["2ad,2ak", "kun"],
    ['["2ad","2ak"]', "kun"],
    ["Alle", "alle"],
    ["Alle unntatt|2ad", "alle_unntatt"],
    ["Alle unntatt,2ad", "alle_unntatt"],
    ["alle unntatt | 2ad", "alle_unntatt"],
  ]);
  rejects("api_modus(raw)", ["[2ad", '[{"kode":"2ad"}]']);
});
