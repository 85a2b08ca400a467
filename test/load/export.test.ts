// The CSV beside a Parquet file: its exact text, that other readers read the same, and that threads change nothing.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Dataset } from "../../src/domain/dataset.ts";
import { placeParquet, writeCsv } from "../../src/load/export.ts";
import { proveCsv } from "../../src/stores/read-back.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { martSql, takstkoder, writeMart } from "./small-build.ts";

const expected = `takstkode,beskrivelse,krever_takst,gyldig_fra,legevakt
1ad,,"[""2ad"",""2\\""x""]",2018-07-01,true
2ad,"",[],,false
2æøå,"to
linjer, ""sitat""",,0999-01-02,
3, NULL;,"["""",null]",2026-11-23,true
4,"vogn\r
retur","[""Å""]",,
`;

describe("writeCsv()", () => {
  it("writes UTF-8 without a byte order mark, LF, and tells NULL from the empty text", async () => {
    const { csv } = await exported(takstkoder, martSql.takstkoder ?? "");
    expect(await readFile(csv, "utf8")).toBe(expected);
  });

  it("is read by csv-parse as the values DuckDB wrote", async () => {
    const { csv } = await exported(takstkoder, martSql.takstkoder ?? "");
    const rows = parse<Readonly<Record<string, string>>>(await readFile(csv), { columns: true });
    expect(rows).toHaveLength(5);
    expect(rows[2]).toEqual({
      takstkode: "2æøå",
      beskrivelse: 'to\nlinjer, "sitat"',
      krever_takst: "",
      gyldig_fra: "0999-01-02",
      legevakt: "",
    });
    expect(rows.map((row) => row.krever_takst && JSON.parse(row.krever_takst))).toEqual([
      ["2ad", '2"x'],
      [],
      "",
      ["", null],
      ["Å"],
    ]);
  });

  it("writes a header when there are no rows", async () => {
    const { csv } = await exported(takstkoder, `select * from (${martSql.takstkoder}) limit 0`);
    expect(await readFile(csv, "utf8")).toBe("takstkode,beskrivelse,krever_takst,gyldig_fra,legevakt\n");
  });

  it("keeps the order of 600 000 rows and the bytes of the file at 1, 2 and 8 threads", async () => {
    const { folder, parquet } = await exported(long, longSql);
    const hashes = new Set<string>();
    for (const threads of [1, 2, 8]) {
      const csv = join(folder, `${threads}.csv`);
      const warehouse = await openWarehouse({ file: ":memory:", threads });
      await writeCsv(warehouse, { dataset: long, parquet, csv });
      warehouse.close();
      hashes.add(
        createHash("sha256")
          .update(await readFile(csv))
          .digest("hex"),
      );
    }
    expect(hashes.size).toBe(1);
    const lines = (await readFile(join(folder, "8.csv"), "utf8"))
      .split("\n")
      .filter((line) => /^\d/.test(line));
    expect(lines).toHaveLength(600_000);
    expect(lines.findIndex((line, index) => !line.startsWith(`${(index * 7919) % 600_011},`))).toBe(-1);
  });
});

describe("placeParquet()", () => {
  it.skipIf(!existsSync("/dev/shm"))(
    "copies where the warehouse is on another disk than the releases",
    async () => {
      const { folder, parquet } = await exported(takstkoder, martSql.takstkoder ?? "");
      const elsewhere = await mkdtemp("/dev/shm/helserefusjon-");
      onTestFinished(() => rm(elsewhere, { recursive: true }));
      await copyFile(parquet, join(elsewhere, "mart.parquet"));
      await placeParquet(join(elsewhere, "mart.parquet"), join(folder, "placed.parquet"));
      expect(await readFile(join(folder, "placed.parquet"))).toEqual(await readFile(parquet));
    },
  );

  it("never writes over a file that is there", async () => {
    const { folder, parquet } = await exported(takstkoder, martSql.takstkoder ?? "");
    await writeFile(join(folder, "placed.parquet"), "older");
    await expect(placeParquet(parquet, join(folder, "placed.parquet"))).rejects.toThrow(/EEXIST/);
    expect(await readFile(join(folder, "placed.parquet"), "utf8")).toBe("older");
  });
});

const long: Dataset = {
  ...takstkoder,
  name: "long",
  columns: [
    { name: "nr", type: "INTEGER", description: { nb: "nr", en: "no" } },
    { name: "tekst", type: "VARCHAR", description: { nb: "tekst", en: "text" } },
  ],
};

/** In an order no sorting gives, with line breaks within values everywhere. */
const longSql = `select ((row * 7919) % 600011)::integer as nr, E'to\\nlinjer ' || row as tekst
  from range(600000) as rows (row) order by row`;

async function exported(
  dataset: Dataset,
  sql: string,
): Promise<Readonly<Record<"folder" | "parquet" | "csv", string>>> {
  const folder = await mkdtemp(join(tmpdir(), "helserefusjon-export-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files = { folder, parquet: join(folder, "mart.parquet"), csv: join(folder, "mart.csv") };
  await writeMart(files.parquet, sql);
  const warehouse = await openWarehouse({ file: ":memory:" });
  onTestFinished(() => warehouse.close());
  await writeCsv(warehouse, { dataset, ...files });
  await proveCsv(warehouse, { dataset, ...files });
  return files;
}
