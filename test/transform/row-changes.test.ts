// How two pulls are compared: by what both requested, period by period.
import { describe, expect, it } from "vitest";
import { missingPeriods, type RowGroup, type RowGroups, rowChanges } from "../../src/transform/anomalies.ts";

/** Groups by name; the rows of a period that is undefined were requested and did not come. */
function groups(of: Readonly<Record<string, Readonly<Record<string, number | undefined>>>>): RowGroups {
  return new Map(
    Object.entries(of).map(([name, periods]): [string, RowGroup] => {
      const rows = Object.entries(periods).flatMap(([period, count]) =>
        count === undefined ? [] : [[period, count] as const],
      );
      const [endpoint = ""] = name.split(" ");
      return [name, { endpoint, requested: Object.keys(periods).sort(), rows: new Map(rows) }];
    }),
  );
}

describe("rowChanges()", () => {
  it("names an endpoint and fagomraade whose rows changed by more than the tolerance, and only those", () => {
    const before = groups({
      "maned LE": { "202401": 100, "202402": 100 },
      "maned FY": { "202401": 100 },
      takstkoder: { "": 100 },
    });
    const now = groups({
      "maned LE": { "202401": 100, "202402": 49 },
      "maned FY": { "202401": 75 },
      takstkoder: { "": 126 },
    });
    expect(rowChanges({ before, now }, 25)).toEqual([
      { name: "maned LE", before: 200, now: 149 },
      { name: "takstkoder", before: 100, now: 126 },
    ]);
  });

  it("counts only the periods both pulls requested, so that a longer span is no change", () => {
    const before = groups({ "maned LE": { "202401": 100 } });
    expect(rowChanges({ before, now: groups({ "maned LE": { "202401": 100, "202402": 900 } }) }, 25)).toEqual(
      [],
    );
  });

  it("names what had no rows before and has some now, and the other way round", () => {
    const before = groups({ "ar LE": { "2024": undefined }, "ar FY": { "2024": 5 } });
    const now = groups({ "ar LE": { "2024": 1 }, "ar FY": { "2024": undefined } });
    expect(rowChanges({ before, now }, 25)).toHaveLength(2);
  });

  it("names a fagomraade that is no longer requested, if it had rows", () => {
    const before = groups({ "ar LE": { "2024": 7 }, "ar XX": { "2024": undefined } });
    expect(rowChanges({ before, now: groups({}) }, 25)).toEqual([
      { name: "ar LE", before: 7, now: undefined },
    ]);
  });
});

describe("missingPeriods()", () => {
  const before = groups({
    "maned LE": { "202401": 5, "202402": 5, "202403": undefined },
    "maned FY": { "202401": 5, "202402": 5, "202403": 5 },
  });
  const same = { "202401": 5, "202402": 5, "202403": 5 };

  it("names a month that had rows in the pull before and has none now, and no month that had none either", () => {
    const now = groups({
      "maned LE": { "202401": 5, "202402": undefined, "202403": undefined },
      "maned FY": same,
    });
    expect(missingPeriods({ before, now })).toEqual([{ name: "maned LE", periods: ["202402"] }]);
  });

  it("names a new month without rows after a run of months with rows, if others have rows in it", () => {
    const now = groups({
      "maned LE": { "202401": 5, "202402": 5, "202403": undefined, "202404": undefined },
      "maned FY": { ...same, "202404": undefined },
      "maned PS": { "202404": 1 },
    });
    expect(missingPeriods({ before, now })).toEqual([{ name: "maned FY", periods: ["202404"] }]);
  });

  it("does not expect a month that no fagomraade has yet", () => {
    const now = groups({
      "maned LE": { "202401": 5, "202402": 5, "202403": undefined, "202404": undefined },
      "maned FY": { ...same, "202404": undefined },
    });
    expect(missingPeriods({ before, now })).toEqual([]);
  });
});
