// The proof of a CSV file against its Parquet: every way of not being the same is found and named.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Dataset } from "../../src/domain/dataset.ts";
import { ReleaseError } from "../../src/domain/errors.ts";
import { footerOf } from "../../src/domain/footer.ts";
import { writeCsv } from "../../src/load/dataset-files.ts";
import { canonicalForm, excelForm, gzipForm } from "../../src/stores/csv-form.ts";
import { verifyCsv, verifyParquet } from "../../src/stores/read-back.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { build, martSql, takstbruk, takstkoder, writeMart } from "../load/small-build.ts";

describe("verifyCsv()", () => {
  it.each([
    ["a header in another order", "takstkode,beskrivelse", "beskrivelse,takstkode", /header must be/],
    ["a byte order mark", "takstkode,", "\ufefftakstkode,", /header must be/],
    [
      "a lost row",
      '3, NULL;,"["""",null]",2026-11-23,true\n',
      "",
      /rows \(of mart\.parquet\) must be 5, found 4/,
    ],
    ["another value", "2018-07-01", "2018-07-02", /content hash/],
    ["NULL for the empty text", '2ad,"",', "2ad,,", /content hash/],
    ["the empty text for NULL", "1ad,,", '1ad,"",', /content hash/],
    ["values that changed places", "3, NULL;,", " NULL;,3,", /content hash/],
    ["another list", '"[""Å""]"', '"[""å""]"', /content hash/],
    ["a value of no such type", "2018-07-01", "i fjor", /Cannot read mart\.csv back: /],
    ["a value too many", ",true\n", ",true,1\n", /Cannot read mart\.csv back: /],
  ])("finds %s", async (_, from, to, message) => {
    const { warehouse, files } = await exported();
    const text = await readFile(files.csv, "utf8");
    expect(text).toContain(from);
    await writeFile(files.csv, text.replace(from, to));
    const failure = await verifyCsv(warehouse, files).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ReleaseError);
    expect(failure).toHaveProperty("message", expect.stringMatching(message));
  });
});

describe("verifyCsv() of a file for Excel", () => {
  it.each([
    ["no byte order mark", "\ufeff", "", /header must be/],
    ["another amount", "12,50", "12,51", /content hash/],
    ["a decimal point", "12,50", "12.50", /content hash/],
    ["a lost row", "2022;1ad;12,50\r\n", "", /must be 2, found 1/],
  ])("finds %s", async (_, from, to, message) => {
    const { warehouse, files } = await exported(takstbruk, martSql.takstbruk_landet_ar, excelForm);
    const text = await readFile(files.csv, "utf8");
    expect(text).toContain(from);
    await writeFile(files.csv, text.replace(from, to));
    await expect(verifyCsv(warehouse, files)).rejects.toThrow(message);
  });
});

describe("verifyCsv() of a compressed file", () => {
  it("finds another value, and a file cut short", async () => {
    const { warehouse, files } = await exported(takstkoder, martSql.takstkoder, gzipForm);
    const compressed = await readFile(files.csv);
    const text = gunzipSync(compressed).toString("utf8");
    await writeFile(files.csv, gzipSync(text.replace("2018-07-01", "2018-07-02")));
    await expect(verifyCsv(warehouse, files)).rejects.toThrow(/content hash/);
    await writeFile(files.csv, compressed.subarray(0, compressed.length / 2));
    await expect(verifyCsv(warehouse, files)).rejects.toThrow(ReleaseError);
  });
});

describe("verifyCsv() of more than half a million rows", () => {
  it("finds one changed amount or letter among them, and a row whose text was cut at a line break", async () => {
    const sql =
      "select 'takst ' || row as takstkode, row::decimal(18, 2) as sum_refusjon from range(500001) as rows (row)";
    const { warehouse, files } = await exported(large, sql);
    const text = await readFile(files.csv, "utf8");
    await writeFile(files.csv, text.replace(",400000.00", ",400000.01"));
    await expect(verifyCsv(warehouse, files)).rejects.toThrow(/content hash/);
    await writeFile(files.csv, text.replace("takst 400000", "takst 40000O"));
    await expect(verifyCsv(warehouse, files)).rejects.toThrow(/content hash/);
    await writeFile(files.csv, text.replace("takst 400000", "takst\n400000"));
    await expect(verifyCsv(warehouse, files)).rejects.toThrow(/Cannot read mart\.csv back: /);
  });
});

describe("verifyParquet()", () => {
  it("finds a file that says it is another dataset, of another pull, or nothing at all", async () => {
    const { warehouse, files } = await exported();
    const expected = { dataset: takstkoder, rows: 5, footer };
    await expect(verifyParquet(warehouse, files.parquet, expected)).rejects.toThrow(
      /dataset must be takstkoder, found none/,
    );
    await writeMart(files.parquet, martSql.takstkoder ?? "", footer);
    await verifyParquet(warehouse, files.parquet, expected);
    const later = { ...footer, "helserefusjon:pull": "20270101T000000Z" };
    await expect(verifyParquet(warehouse, files.parquet, { ...expected, footer: later })).rejects.toThrow(
      "Cannot trust mart.parquet: its footer helserefusjon:pull must be 20270101T000000Z, found 20261123T052800Z",
    );
  });
});

const footer = footerOf(takstkoder, { source: build.summary.source, pull: build.pull, scope: build.scope });

const large: Dataset = {
  ...takstkoder,
  columns: [
    { name: "takstkode", type: "VARCHAR", description: takstkoder.title },
    { name: "sum_refusjon", type: "DECIMAL(18,2)", description: takstkoder.title },
  ],
};

async function exported(dataset = takstkoder, sql = martSql.takstkoder ?? "", form = canonicalForm) {
  const folder = await mkdtemp(join(tmpdir(), "helserefusjon-proof-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files = { dataset, form, parquet: join(folder, "mart.parquet"), csv: join(folder, "mart.csv") };
  await writeMart(files.parquet, sql);
  const warehouse = await openWarehouse({ file: ":memory:" });
  onTestFinished(() => warehouse.close());
  await writeCsv(warehouse, files);
  await verifyCsv(warehouse, files);
  return { warehouse, files };
}
