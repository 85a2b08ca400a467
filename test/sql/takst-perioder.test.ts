// The validity of takster over time: open ends, periods that follow each other, gaps and overlaps.
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Models, openModels } from "./models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
afterAll(() => models.close());

type Period = readonly [fradato: string, tildato: string | null];
const none = "3999-12-31T23:00:00.000+0000";

/** For each period of one takst: its last day, days without validity before it, and whether it overlaps. */
async function validity(periods: readonly Period[]): Promise<readonly (readonly (string | null)[])[]> {
  await models.given(
    "takstkoder",
    periods.map(([fradato, tildato], index) => ({
      ...{ takst_id: String(index), takstkode: "1h", fagomraade: "LE" },
      ...{ fradato, tildato },
    })),
  );
  const rows = await models.rows("from marts.takstkoder order by takst_id");
  return rows.map((row) =>
    ["tildato", "dager_siden_forrige", "overlapper_forrige"].map((name) => row[name] ?? null),
  );
}

it.each([[null], [""], [none], ["31.12.9999"]])(
  "leaves the end of an open-ended takst empty: %j",
  async (end) => {
    expect(await validity([["2022-07-01", end]])).toEqual([[null, null, null]]);
  },
);

it("counts no day between periods that follow each other", async () => {
  const periods: readonly Period[] = [
    ["2023-07-01", "2024-06-30"],
    ["2024-07-01", null],
  ];
  expect(await validity(periods)).toEqual([
    ["2024-06-30", null, null],
    [null, "0", "false"],
  ]);
});

it("counts none between midnights in UTC, one before summer time ends and one after", async () => {
  const periods: readonly Period[] = [
    ["2023-06-30T22:00:00.000+0000", "2023-12-30T23:00:00.000+0000"],
    ["2023-12-31T23:00:00.000+0000", none],
  ];
  expect(await validity(periods)).toEqual([
    ["2023-12-31", null, null],
    [null, "0", "false"],
  ]);
});

it("counts the days of a gap", async () => {
  const periods: readonly Period[] = [
    ["2017-07-01", "2018-06-30"],
    ["2020-07-01", null],
  ];
  expect(await validity(periods)).toEqual([
    ["2018-06-30", null, null],
    [null, "731", "false"],
  ]);
});

it("flags an overlap, also with a period that was never closed, and corrects neither", async () => {
  expect(
    await validity([
      ["2023-07-01", "2024-07-01"],
      ["2024-07-01", null],
      ["2025-07-01", null],
    ]),
  ).toEqual([
    ["2024-07-01", null, null],
    [null, "0", "true"],
    [null, "0", "true"],
  ]);
});

it("measures a gap from the longest period before, not from the last to begin", async () => {
  expect(
    await validity([
      ["2020-01-01", "2023-12-31"],
      ["2021-01-01", "2021-12-31"],
      ["2024-01-11", null],
    ]),
  ).toEqual([
    ["2023-12-31", null, null],
    ["2021-12-31", "0", "true"],
    [null, "10", "false"],
  ]);
});

it("keeps takster of the same code in different fagområder apart", async () => {
  const row = { takstkode: "1", fradato: "2023-07-01" };
  await models.given("takstkoder", [
    { ...row, takst_id: "1", fagomraade: "LE" },
    { ...row, takst_id: "2", fagomraade: "TH" },
  ]);
  expect(await models.rows("select overlapper_forrige as o from marts.takstkoder")).toEqual([
    { o: null },
    { o: null },
  ]);
});
