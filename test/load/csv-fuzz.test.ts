// Whatever texts a release holds, its CSV is read back equal by another parser than the one that wrote it.
import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Dataset } from "../../src/domain/dataset.ts";
import { writeCsv } from "../../src/load/export.ts";
import { canonicalForm } from "../../src/stores/csv-form.ts";
import { fileLiteral, literal, openWarehouse } from "../../src/stores/warehouse.ts";
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
  fc.constantFrom("=1+1", "@x", "-1", "0301", "NULL", "\\N", '"', '""', "a\r\nb", "\n", ",", " a ", "\ufeff"),
);
const rows = fc.array(fc.tuple(fc.option(text), fc.option(text)), { minLength: 1, maxLength: 30 });

/** What stands in quotes is a text, even the empty one; nothing at all is no value. */
async function readBack(csv: string): Promise<readonly (readonly (string | null)[])[]> {
  const parser = createReadStream(csv).pipe(
    parse({ from: 2, cast: (cell, { quoting }) => (cell === "" && !quoting ? null : cell) }),
  );
  return await parser.toArray();
}

it("random texts come out of a release's CSV as they went in", async () => {
  const folder = await temporaryFolder();
  const warehouse = await openWarehouse({ file: ":memory:", threads: 1 });
  const [json, parquet, csv] = ["rows.json", "rows.parquet", "rows.csv"].map((name) => join(folder, name));
  const equal = fc.asyncProperty(rows, async (table) => {
    await writeFile(json ?? "", table.map(([a, b]) => JSON.stringify({ a, b })).join("\n"));
    await warehouse.run(`copy (from read_ndjson(${fileLiteral(json ?? "")}, columns = {a: 'VARCHAR', b: 'VARCHAR'}))
      to ${literal(parquet ?? "")} (format parquet)`);
    await writeCsv(warehouse, { dataset, parquet: parquet ?? "", csv: csv ?? "", form: canonicalForm });
    expect(await readBack(csv ?? "")).toEqual(table);
  });
  await fc.assert(equal, { seed, numRuns: runs });
  warehouse.close();
});
