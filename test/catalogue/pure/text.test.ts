// Numbers, dates and sizes as Norwegian and English readers write them.
import { describe, expect, it } from "vitest";
import {
  axisFormat,
  bytesText,
  decimal,
  kroner,
  percent,
  periodText,
  shortNumber,
  wholeNumber,
} from "../../../src/catalogue/text/numbers.ts";

/** Thin and unbreakable spaces as plain ones, so that expectations can be read. */
const plain = (text: string) => text.replaceAll(/[\u202f\u00a0]/g, " ");

describe("numbers of the catalogue page", () => {
  it("have groups of three digits with a thin space in Norwegian and a comma in English", () => {
    expect(wholeNumber(1234567, "nb")).toBe("1\u202f234\u202f567");
    expect(wholeNumber(1234567, "en")).toBe("1,234,567");
    expect(wholeNumber(999, "nb")).toBe("999");
    expect(plain(decimal(-12345.678, 1, "nb"))).toBe("−12 345,7");
    expect(decimal(-0.001, 1, "nb")).toBe("0,0");
  });

  it("are millions and billions from there on, with three digits that count", () => {
    expect(plain(shortNumber(1_234_000_000, "nb"))).toBe("1,23 mrd.");
    expect(plain(shortNumber(45_678_000, "nb"))).toBe("45,7 mill.");
    expect(plain(shortNumber(45_678_000, "en"))).toBe("45.7 m");
    expect(plain(shortNumber(999_999, "nb"))).toBe("1,00 mill.");
    expect(plain(shortNumber(999_999_999, "nb"))).toBe("1,00 mrd.");
    expect(plain(shortNumber(123_456, "nb"))).toBe("123 456");
    expect(shortNumber(12.345, "nb")).toBe("12,3");
    expect(shortNumber(1.2345, "nb")).toBe("1,23");
    expect(shortNumber(7, "nb")).toBe("7");
    expect(shortNumber(0, "nb")).toBe("0");
  });

  it("on one axis have one unit", () => {
    const format = axisFormat(3_000_000_000, "nb");
    expect([0, 500_000_000, 3_000_000_000].map(format).map(plain)).toEqual(["0", "0,5 mrd.", "3 mrd."]);
    expect([0, 0.25, 0.5].map(axisFormat(0.5, "en"))).toEqual(["0", "0.25", "0.5"]);
  });

  it("of money name the krone where the language does", () => {
    expect(plain(kroner(1_500_000, "nb"))).toBe("1,50 mill. kr");
    expect(plain(kroner(1_500_000, "en"))).toBe("NOK 1.50 m");
  });

  it("of shares are never 0 % where there is something, nor 100 % where something is missing", () => {
    expect(plain(percent(0.00001, "nb"))).toBe("0,1 %");
    expect(plain(percent(0.99999, "nb"))).toBe("99,9 %");
    expect(plain(percent(0, "nb"))).toBe("0 %");
    expect(plain(percent(1, "en"))).toBe("100%");
  });

  it("of bytes have a unit", () => {
    expect([0, 999, 1200, 1_500_000].map((bytes) => plain(bytesText(bytes, "nb")))).toEqual([
      "0 B",
      "999 B",
      "1,2 kB",
      "1,5 MB",
    ]);
  });

  it("of time are years, months and days in words", () => {
    expect(periodText("2024", "nb")).toBe("2024");
    expect(periodText("2024-07", "nb")).toBe("juli 2024");
    expect(periodText("2024-07-01", "nb")).toBe("1. juli 2024");
    expect(periodText("2024-07-01", "en")).toBe("1 Jul 2024");
  });
});
