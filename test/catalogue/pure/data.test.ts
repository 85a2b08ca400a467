// Conditions, histograms and CSV of the page: pure functions, no browser.
import { describe, expect, it } from "vitest";
import { barsOf } from "../../../src/catalogue/data/histogram.ts";
import { testOf } from "../../../src/catalogue/data/questions.ts";
import { valueText } from "../../../src/catalogue/data/values.ts";
import { csvText } from "../../../src/catalogue/figures/csv.ts";
import { heatClass, heatRange, spread } from "../../../src/catalogue/figures/drawing.ts";

describe("a condition on a column", () => {
  const on = { column: "x", type: "INTEGER" } as const;

  it("holds numbers as numbers, and both ends of a range", () => {
    const test = testOf({ ...on, kind: "between", from: "9", to: "10" });
    expect([8, 9, 10, 100n].map(test)).toEqual([false, true, true, false]);
    expect(testOf({ ...on, kind: "between", from: "", to: "10" })(-5)).toBe(true);
    expect(testOf({ column: "x", type: "DECIMAL(18,2)", kind: "between", from: "1,5", to: "" })(1.6)).toBe(
      true,
    );
  });

  it("holds texts whatever their case, whole, in part or in a list", () => {
    const text = { column: "x", type: "VARCHAR" } as const;
    expect(testOf({ ...text, kind: "equals", text: "le" })("LE")).toBe(true);
    expect(testOf({ ...text, kind: "equals", text: "l" })("LE")).toBe(false);
    expect(testOf({ ...text, kind: "contains", text: "SLO" })("Oslo")).toBe(true);
    expect(testOf({ ...text, kind: "among", texts: ["LE", "FY"] })("fy")).toBe(true);
    expect(
      testOf({ column: "x", type: "DATE", kind: "between", from: "2024-01-01", to: "2024-06-30" })(
        new Date("2024-06-30"),
      ),
    ).toBe(true);
  });

  it("does not hold for a missing value", () => {
    expect(testOf({ ...on, kind: "between", from: "", to: "" })(null)).toBe(false);
    expect(testOf({ ...on, kind: "contains", text: "" })(undefined)).toBe(false);
  });
});

describe("a histogram", () => {
  it("has a bar for each of a few values, the most frequent text first and numbers in order", () => {
    expect(
      barsOf(
        new Map([
          ["a", 1],
          ["b", 5],
        ]),
        "VARCHAR",
      ).bars.map(({ from }) => from),
    ).toEqual(["b", "a"]);
    expect(
      barsOf(
        new Map([
          ["10", 1],
          ["9", 5],
        ]),
        "INTEGER",
      ).bars.map(({ from }) => from),
    ).toEqual(["9", "10"]);
  });

  it("puts many numbers into steps that hold every row", () => {
    const counts = new Map(Array.from({ length: 1000 }, (_, at) => [String(at), 2]));
    const { bars, others } = barsOf(counts, "INTEGER");
    expect(bars).toHaveLength(20);
    expect(bars.reduce((sum, { rows }) => sum + rows, 0)).toBe(2000);
    expect(bars[0]).toMatchObject({ from: "0", to: "49" });
    expect(others).toBe(0);
  });

  it("counts rows of further texts as others, and dates by year", () => {
    const texts = new Map(Array.from({ length: 30 }, (_, at) => [`t${at}`, 30 - at]));
    expect(barsOf(texts, "VARCHAR").others).toBe(55);
    const days = new Map(
      Array.from({ length: 40 }, (_, at) => [`20${10 + (at % 2)}-01-${String(at + 1).padStart(2, "0")}`, 1]),
    );
    expect(barsOf(days, "DATE").bars).toEqual([
      { from: "2010", rows: 20 },
      { from: "2011", rows: 20 },
    ]);
  });
});

describe("values and CSV", () => {
  it("are written as in the CSV file of the release", () => {
    expect(valueText(12.5, "DECIMAL(18,2)")).toBe("12.50");
    expect(valueText(new Date("2024-07-01T00:00:00Z"), "DATE")).toBe("2024-07-01");
    expect(valueText(null, "VARCHAR")).toBe("");
    expect(valueText(["a"], "VARCHAR[]")).toBe('["a"]');
  });

  it("quote what needs quotes, leave missing numbers empty, and run no formula", () => {
    const csv = csvText({
      head: ["a", "b"],
      rows: [
        ['x,"y"', undefined],
        ["=1+1", 0.5],
      ],
    });
    expect(csv).toBe(`a,b\r\n"x,""y""",\r\n'=1+1,0.5\r\n`);
  });
});

describe("a picture", () => {
  it("gives the largest value the last colour, and colours from zero unless values lie close together", () => {
    const range = heatRange([0, 50, 100]);
    expect([0, 50, 99, 100].map((value) => heatClass(value, range, 7))).toEqual([0, 3, 6, 6]);
    expect(heatRange([50, 100])).toEqual({ least: 50, largest: 100 });
    expect(heatRange([20, 100])).toEqual({ least: 0, largest: 100 });
    expect([50, 100].map((value) => heatClass(value, heatRange([50, 100]), 7))).toEqual([0, 6]);
    expect(heatClass(0, heatRange([]), 7)).toBe(0);
  });

  it("moves labels apart that would overlap, without leaving the picture", () => {
    expect(spread([10, 12, 50], 14, 100)).toEqual([10, 24, 50]);
    expect(spread([95, 98], 14, 100)).toEqual([86, 100]);
    expect(spread([50, 10], 14, 100)).toEqual([50, 10]);
  });
});
