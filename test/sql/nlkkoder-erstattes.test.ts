// Laboratory codes that replace each other: followed to the last one, and never around in a circle for ever.
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Models, openModels } from "./models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
afterAll(() => models.close());

type Period = readonly [kode: string, erstattesAv: string | null, fradato?: string];

/** Each code with the last code that replaces it, in the order given. */
async function followed(periods: readonly Period[]): Promise<readonly (string | null | undefined)[]> {
  await models.given(
    "nlkkoder",
    periods.flatMap(([nlkKode, erstattesAv, fradato = "2020-01-01"], index) =>
      ["PO", "LR"].map((type) => ({
        nlkKodeid: String(index),
        nlkKode,
        erstattesAv,
        fradato,
        _samhandlertype: type,
      })),
    ),
  );
  const rows = await models.rows("from marts.nlkkoder order by nlk_kodeid");
  expect(rows).toHaveLength(periods.length);
  return rows.map((row) => row.erstattes_av_endelig);
}

it("leaves a code that is not replaced empty", async () => {
  expect(await followed([["A", null]])).toEqual([null]);
});

it("follows a chain of three to its end, from wherever it begins", async () => {
  expect(
    await followed([
      ["A", "B"],
      ["B", "C"],
      ["C", "D"],
      ["D", null],
      ["E", "C"],
    ]),
  ).toEqual(["D", "D", "D", null, "D"]);
});

it("ends at a code that is in no list", async () => {
  expect(await followed([["A", "X"]])).toEqual(["X"]);
});

it("goes by the latest period of a code that has several", async () => {
  expect(
    await followed([
      ["A", "B"],
      ["B", "C", "2018-01-01"],
      ["B", null, "2021-01-01"],
    ]),
  ).toEqual(["B", "C", null]);
});

it("lets a code be replaced by its own next period", async () => {
  expect(
    await followed([
      ["A", "A", "2018-01-01"],
      ["A", null, "2021-01-01"],
    ]),
  ).toEqual(["A", null]);
});

it.each<[string, readonly Period[]]>([
  ["of one", [["A", "A"]]],
  [
    "of two",
    [
      ["A", "B"],
      ["B", "A"],
    ],
  ],
  [
    "of two with a code that leads into it",
    [
      ["A", "B"],
      ["B", "C"],
      ["C", "B"],
    ],
  ],
])("finds no end in a circle %s", async (_size, periods) => {
  expect(await followed(periods)).toEqual(periods.map(() => null));
});
