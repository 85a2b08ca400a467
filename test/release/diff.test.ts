// What changed between two releases of small tables: found, counted, and enough to make the new one from the old.
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ReleaseError } from "../../src/domain/errors.ts";
import { parquetRows } from "../../src/stores/read-files.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { compared, differenceAfterReplay, releaseWith, tallColumns } from "./compared-releases.ts";

const before = [
  "('1ad', 2022, 5, 12.50, ['2ad'])",
  "('1ad', 2023, 7, 1234567890123456.05, null)",
  "('2ad', 2023, 6, 1, [])",
];

describe("compare()", () => {
  it("counts added, removed and restated rows, and writes both values of every restated row", async () => {
    const now = [
      "('1ad', 2022, 5, 12.50, ['2ad'])",
      "('1ad', 2023, 7, 1234567890123456.06, null)",
      "('3', 2024, 1, 1, [])",
    ];
    const { changes, folder } = await compared(
      await releaseWith([{ rows: before }]),
      await releaseWith([{ rows: now }]),
    );
    expect(changes.level).toBe("minor");
    expect(changes.datasets[0]).toMatchObject({
      rows: { before: 3, after: 3, added: 1, removed: 1, restated: 1 },
      columns: [{ column: "sum_refusjon", restated: 1, difference: "0.01" }],
      periods: [
        { period: "2023", added: 0, removed: 1, restated: 1 },
        { period: "2024", added: 1, removed: 0, restated: 0 },
      ],
      restated: [
        {
          key: { takstkode: "1ad", ar: "2023" },
          column: "sum_refusjon",
          before: "1234567890123456.05",
          after: "1234567890123456.06",
        },
      ],
    });
    expect(await rowsIn(join(folder, "tall.parquet"))).toEqual([
      "restated_old 1ad 2023 1234567890123456.05",
      "restated_new 1ad 2023 1234567890123456.06",
      "removed 2ad 2023 1.00",
      "added 3 2024 1.00",
    ]);
  });

  it.each([
    ["NULL that became a value", "null", "0"],
    ["a value that became NULL", "0", "null"],
  ])("sees %s", async (_, from, to) => {
    const one = await releaseWith([{ rows: [`('1ad', 2022, ${from}, 1, null)`] }]);
    const other = await releaseWith([{ rows: [`('1ad', 2022, ${to}, 1, null)`] }]);
    const { changes } = await compared(one, other);
    expect(changes.datasets[0]?.columns.map(({ column }) => column)).toEqual(["antall"]);
    expect(changes.level).toBe("patch");
  });

  it("sees that an empty list is not NULL, and a NULL in a list not an empty text", async () => {
    const one = await releaseWith([
      { rows: ["('a', 1, 1, 1, null)", "('b', 1, 1, 1, [null])", "('c', 1, 1, 1, [null])"] },
    ]);
    const other = await releaseWith([
      { rows: ["('a', 1, 1, 1, [])", "('b', 1, 1, 1, [''])", "('c', 1, 1, 1, [null])"] },
    ]);
    const { changes } = await compared(one, other);
    expect(changes.datasets[0]?.restated.map(({ before, after }) => [before, after])).toEqual([
      [null, "[]"],
      ["[null]", '[""]'],
    ]);
  });

  it("finds nothing between equal releases, whatever the order of their rows, and leaves no file", async () => {
    const { changes } = await compared(
      await releaseWith([{ rows: before }]),
      await releaseWith([{ rows: before.toReversed() }]),
    );
    expect(changes).toEqual({ level: "none", words: [], datasets: [], unchanged: ["tall"] });
  });

  it("rejects a key that names two rows", async () => {
    const twice = await releaseWith([{ rows: [...before, ...before.slice(0, 1)] }]);
    const failure = compared(await releaseWith([{ rows: before }]), twice);
    await expect(failure).rejects.toThrow(ReleaseError);
    await expect(failure).rejects.toThrow(
      /^Cannot compare tall: its key takstkode, ar is not unique\. Found 3 rows before/,
    );
  });

  it("makes the new release again from the old one and the changes, for any two tables", async () => {
    const row = fc
      .record({
        code: fc.constantFrom("1ad", "2ad", "'", "æ;\n"),
        year: fc.constantFrom(2022, 2023, 2024),
        count: fc.option(fc.integer({ min: -3, max: 3 })),
        amount: fc.option(fc.constantFrom("0.01", "-1234567890123456.05", "5")),
        list: fc.constantFrom("null", "[]", "['']", "['a', null]", "['a']"),
      })
      .map(({ code, year, count, amount, list }) => {
        return {
          key: `${code}/${year}`,
          sql: `('${code.replaceAll("'", "''")}', ${year}, ${count}, ${amount}, ${list})`,
        };
      });
    const table = fc.uniqueArray(row, { selector: ({ key }) => key, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(table, table, async (one, other) => {
        const old = await releaseWith([{ rows: one.map(({ sql }) => sql) }]);
        const now = await releaseWith([{ rows: other.map(({ sql }) => sql) }]);
        expect(await differenceAfterReplay({ old, now }, await compared(old, now))).toEqual({ tall: 0 });
      }),
      { numRuns: 15, seed: 1 },
    );
  });

  it("makes a dataset again whose columns changed, from all its new rows", async () => {
    const columns = [...tallColumns, ["ny", "VARCHAR"]] as const;
    const old = await releaseWith([{ rows: before }]);
    const now = await releaseWith([{ rows: before.map((row) => row.replace(/\)$/, ", 'x')")), columns }]);
    const found = await compared(old, now);
    expect(found.changes.datasets[0]).toMatchObject({
      kind: "replaced",
      level: "major",
      file: "tall.parquet",
    });
    expect(await differenceAfterReplay({ old, now }, found)).toEqual({ tall: 0 });
  });
});

async function rowsIn(file: string): Promise<readonly string[]> {
  const warehouse = await openWarehouse({ file: ":memory:" });
  try {
    const rows = await warehouse.rows(
      `select _change, takstkode, ar, sum_refusjon from ${parquetRows(file)}`,
    );
    return rows.map((row) => Object.values(row).join(" "));
  } finally {
    warehouse.close();
  }
}
