// Which change asks for which version: the recipe of Data Package, case by case.
import { describe, expect, it } from "vitest";
import { compared, releaseWith, type Table, tallColumns } from "./compared-releases.ts";

const rows = ["('1ad', 2022, 5, 12.50, ['2ad'])", "('2ad', 2023, 6, 1, [])"];
const usual: Table = { rows };
const words = { nb: "Annet", en: "Other" };
const column = (name: string, more: object) => (one: { readonly name: string; readonly type: string }) => ({
  ...one,
  description: { nb: "Tall", en: "Numbers" },
  ...(one.name === name ? more : {}),
});
const columns = tallColumns.map(([name, type]) => ({ name, type }));
const referring = (removed: boolean): readonly Table[] => [
  { rows: removed ? rows.slice(1) : rows },
  {
    name: "bruk",
    rows,
    change: { references: [{ columns: ["takstkode"], dataset: "tall", to: ["takstkode"] }] },
  },
];

describe("the level of a change", () => {
  it.each<readonly [string, string, readonly Table[], readonly Table[]]>([
    ["nothing changed", "none", [usual], [usual]],
    ["rows came", "minor", [usual], [{ rows: [...rows, "('3', 2024, 1, 1, null)"] }]],
    ["rows went", "patch", [usual], [{ rows: rows.slice(1) }]],
    ["a value was corrected", "patch", [usual], [{ rows: [rows[0] ?? "", "('2ad', 2023, 7, 1, [])"] }]],
    ["a code others refer to went", "major", referring(false), referring(true)],
    ["a dataset came", "minor", [usual], [usual, { ...usual, name: "nytt" }]],
    ["a dataset went", "major", [usual, { ...usual, name: "gammelt" }], [usual]],
    [
      "only evidence of the pull changed",
      "none",
      [{ rows, change: { evidence: true } }],
      [{ rows: [], change: { evidence: true } }],
    ],
    [
      "a column changed its type",
      "major",
      [usual],
      [{ rows, columns: tallColumns.map(([name, type]) => [name, name === "antall" ? "BIGINT" : type]) }],
    ],
    ["columns changed places", "major", [usual], [{ rows: [], columns: tallColumns.toReversed() }]],
    [
      "a column was renamed",
      "major",
      [usual],
      [{ rows, columns: tallColumns.map(([name, type]) => [name === "antall" ? "tall" : name, type]) }],
    ],
    [
      "the key has a column more",
      "major",
      [usual],
      [{ rows, change: { key: ["takstkode", "ar", "antall"] } }],
    ],
    ["a title was put otherwise", "patch", [usual], [{ rows, change: { title: words } }]],
    [
      "a column was described otherwise",
      "patch",
      [usual],
      [{ rows, change: { columns: columns.map(column("antall", { description: words })) } }],
    ],
    [
      "a column may hold less than before",
      "major",
      [usual],
      [{ rows, change: { columns: columns.map(column("antall", { minimum: 0 })) } }],
    ],
    [
      "a column may hold more than before",
      "minor",
      [{ rows, change: { columns: columns.map(column("takstkode", { among: ["1ad", "2ad"] })) } }],
      [{ rows, change: { columns: columns.map(column("takstkode", { among: ["1ad", "2ad", "3"] })) } }],
    ],
    [
      "a reference came",
      "major",
      [usual],
      [{ rows, change: { references: [{ columns: ["ar"], dataset: "aar", to: ["ar"] }] } }],
    ],
  ])("is, when %s: %s", async (_, level, old, now) => {
    const { changes } = await compared(await releaseWith(old), await releaseWith(now));
    expect(changes.level).toBe(level);
  });

  it("is a patch when the words about the release as a whole changed", async () => {
    const { changes } = await compared(
      await releaseWith([usual]),
      await releaseWith([usual], { attribution: words }),
    );
    expect(changes).toMatchObject({ level: "patch", words: ["attribution"], datasets: [] });
  });

  it("names the codes that came and went", async () => {
    const { changes } = await compared(
      await releaseWith(referring(false)),
      await releaseWith(referring(true)),
    );
    expect(changes.datasets[0]?.codes).toEqual([{ columns: ["takstkode"], added: [], removed: ["1ad"] }]);
  });
});
