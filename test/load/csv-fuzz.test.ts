// Whatever texts a release holds, its CSV is read back equal by another parser than the one that wrote it.
import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Dataset } from "../../src/domain/dataset.ts";
import { writeCsv } from "../../src/load/dataset-files.ts";
import { type CsvForm, canonicalForm, excelForm } from "../../src/stores/csv-form.ts";
import { jsonRows } from "../../src/stores/read-files.ts";
import { literal, openWarehouse } from "../../src/stores/warehouse.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const runs = Number(process.env.FUZZ_RUNS ?? 60);
const seed = Number(process.env.FUZZ_SEED ?? 20_261_123);

const words = { nb: "x", en: "x" };
const columns = ["a", "b"].map((name) => ({ name, type: "VARCHAR" as const, description: words }));
const dataset: Dataset = {
  name: "fuzz",
  title: words,
  keywords: { nb: ["x"], en: ["x"] },
  grain: words,
  from: [],
  key: ["a"],
  sort: ["a"],
  references: [],
  columns,
};

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constantFrom(
    "=1+1",
    "@x",
    "-1",
    "+1",
    "\t=1",
    "\r=1",
    "'=1",
    "''-",
    "'x",
    "'",
    "-",
    ";",
    "0301",
    "NULL",
    "\\N",
    '"',
    '""',
    "a\r\nb",
    "\n",
    ",",
    " a ",
    "\ufeff",
  ),
);
const rows = fc.array(fc.tuple(fc.option(text), fc.option(text)), { minLength: 1, maxLength: 30 });

/** What stands in quotes is a text, even the empty one; nothing at all is no value. */
async function readBack(csv: string, delimiter: CsvForm["delimiter"]): Promise<Table> {
  const parser = createReadStream(csv).pipe(
    parse({
      bom: true,
      delimiter,
      from: 2,
      cast: (cell, { quoting }) => (cell === "" && !quoting ? null : cell),
    }),
  );
  return await parser.toArray();
}

/** What docs/for-analysts.md tells readers of the files for Excel to do. */
function withoutGuard(cell: string | null): string | null {
  return cell?.replace(/^'(?='*[=+@\t\r\n-])/, "") ?? null;
}

it("random texts come out of a release's CSV as they went in", async () => {
  await forRandomTables(async (write, table) => {
    expect(await readBack(await write(canonicalForm), ",")).toEqual(table);
  });
});

it("random texts come out of a file for Excel as they went in, less the apostrophe, and none begins like a formula", async () => {
  await forRandomTables(async (write, table) => {
    const found = await readBack(await write(excelForm), ";");
    for (const cell of found.flat()) expect(cell ?? "").not.toMatch(/^[=+@\t\r\n-]/);
    expect(found.map((row) => row.map(withoutGuard))).toEqual(table);
  });
});

type Table = readonly (readonly (string | null)[])[];

/** Each table as a Parquet file, and the way to write it as CSV. */
async function forRandomTables(
  holds: (write: (form: CsvForm) => Promise<string>, table: Table) => Promise<void>,
): Promise<void> {
  const folder = await temporaryFolder();
  const warehouse = await openWarehouse({ file: ":memory:", threads: 1 });
  const [json, parquet, csv] = [
    join(folder, "rows.json"),
    join(folder, "rows.parquet"),
    join(folder, "rows.csv"),
  ];
  const property = fc.asyncProperty(rows, async (table) => {
    await writeFile(json, table.map(([a, b]) => JSON.stringify({ a, b })).join("\n"));
    await warehouse.run(`copy (select a, b from ${jsonRows(json, { columns: ["a", "b"], longest: 1_000_000 })})
      to ${literal(parquet)} (format parquet)`);
    await holds(async (form) => {
      await writeCsv(warehouse, { dataset, parquet, csv, form });
      return csv;
    }, table);
  });
  await fc.assert(property, { seed, numRuns: runs });
  warehouse.close();
}
