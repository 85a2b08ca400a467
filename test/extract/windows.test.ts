// Windows of months and years.
import { describe, expect, it } from "vitest";
import { monthWindows, yearWindows } from "../../src/extract/plan.ts";

describe("monthWindows()", () => {
  it("splits 18 months into 13 and 5", () => {
    expect(monthWindows("201501", "201606", 13)).toEqual([
      ["201501", "201601"],
      ["201602", "201606"],
    ]);
  });

  it("keeps 13 months in one window, as 201805–201905 is one", () => {
    expect(monthWindows("201805", "201905", 13)).toEqual([["201805", "201905"]]);
  });

  it("moves no earlier window when a month is added", () => {
    const before = monthWindows("201501", "202609", 13);
    const after = monthWindows("201501", "202610", 13);
    expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
  });

  it("covers every month once", () => {
    const windows = monthWindows("201501", "202610", 13);
    expect(windows).toHaveLength(11);
    for (const [index, [first]] of windows.slice(1).entries()) {
      expect(monthWindows(windows[index]?.[1] ?? "", first, 2)).toHaveLength(1);
    }
    expect([windows[0]?.[0], windows.at(-1)?.[1]]).toEqual(["201501", "202610"]);
  });

  it("is empty when the span is", () => {
    expect(monthWindows("201502", "201501", 13)).toEqual([]);
  });
});

describe("yearWindows()", () => {
  it("asks for whole years, however little of them the span touches", () => {
    expect(yearWindows("201512", "202101", 5)).toEqual([
      ["2015", "2019"],
      ["2020", "2021"],
    ]);
  });
});
