// The CSV beside a Parquet file: its exact text, that other readers read the same, and that threads change nothing.
import { existsSync } from "node:fs";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Dataset } from "../../src/domain/dataset.ts";
import { placeParquet, writeCsv } from "../../src/load/dataset-files.ts";
import { digestOf } from "../../src/platform/files.ts";
import { type CsvForm, canonicalForm, excelForm, gzipForm } from "../../src/stores/csv-form.ts";
import { verifyCsv } from "../../src/stores/read-back.ts";
import { parquetRows } from "../../src/stores/read-files.ts";
import { literal, openWarehouse } from "../../src/stores/warehouse.ts";
import { martSql, takstbruk, takstkoder, writeMart } from "./small-build.ts";

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

  it("keeps the order of 300 000 rows and the bytes of the file at 1, 2 and 8 threads", async () => {
    const { folder, hashes } = await atThreads(canonicalForm);
    expect(hashes.size).toBe(1);
    const lines = (await readFile(join(folder, "8.csv"), "utf8"))
      .split("\n")
      .filter((line) => /^\d/.test(line));
    expect(lines).toHaveLength(300_000);
    expect(lines.findIndex((line, index) => !line.startsWith(`${(index * 7919) % 300_007},`))).toBe(-1);
  });
});

describe("a line of a CSV file", () => {
  it.each([
    ["canonical", canonicalForm],
    ["compressed", gzipForm],
  ])("is what DuckDB's own writer makes of every character, number and day: %s", async (_, form) => {
    const { folder, parquet, csv } = await exported(everything, everythingSql, form);
    const own = join(folder, "own.csv");
    const warehouse = await openWarehouse({ file: ":memory:", threads: 1 });
    onTestFinished(() => warehouse.close());
    await warehouse.run(`copy (from ${parquetRows(parquet)}) to ${literal(own)} (format csv, header true,
      nullstr '', compression '${form.compression}', dateformat '%Y-%m-%d', timestampformat '%Y-%m-%dT%H:%M:%S.%f')`);
    expect((await readFile(csv)).equals(await readFile(own))).toBe(true);
  });
});

describe("a compressed CSV file", () => {
  it("unpacks to the canonical file, and holds neither time nor name", async () => {
    const { csv } = await exported(takstkoder, martSql.takstkoder ?? "", gzipForm);
    const compressed = await readFile(csv);
    expect(gunzipSync(compressed).toString("utf8")).toBe(expected);
    expect(compressed.toString("hex", 0, 10)).toBe("1f8b08000000000000ff");
  });

  it("has the same bytes at 1, 2 and 8 threads", async () => {
    expect((await atThreads(gzipForm)).hashes.size).toBe(1);
  });
});

describe("a CSV file for a Norwegian Excel", () => {
  it("has a byte order mark, semicolons, CRLF and decimal commas", async () => {
    const { csv } = await exported(takstbruk, martSql.takstbruk_landet_ar ?? "", excelForm);
    expect(await readFile(csv, "utf8")).toBe(
      "\ufeffar;takstkode;sum_refusjon\r\n2022;1ad;12,50\r\n2023;1ad;-1234567890123456,05\r\n",
    );
  });

  it("puts an apostrophe before a text that Excel would run, and leaves numbers, days and lists alone", async () => {
    const sql = `select * from (values
      ('=1+1', ['=x'], -1, -12.5::decimal(18, 2), date '2024-01-01'), ('-1', null, 1, 0, null), ('''=1', null, 2, 0, null), ('a=1', null, 3, 0, null),
      ('@x', null, 4, 0, null), ('+47', null, 5, 0, null), (e'\\tx', null, 6, 0, null), (e'\\r=x', null, 7, 0, null)) as rows (t, l, n, d, dag)`;
    const { csv } = await exported(formulas, sql, excelForm);
    expect((await readFile(csv, "utf8")).split("\r\n")).toEqual([
      "\ufefft;l;n;d;dag",
      '\'=1+1;"[""=x""]";-1;-12,50;2024-01-01',
      "'-1;;1;0,00;",
      "''=1;;2;0,00;",
      "a=1;;3;0,00;",
      "'@x;;4;0,00;",
      "'+47;;5;0,00;",
      "'\tx;;6;0,00;",
      '"\'\r=x";;7;0,00;',
      "",
    ]);
    const canonical = await exported(formulas, sql);
    expect(await readFile(canonical.csv, "utf8")).toMatch(
      /^t,l,n,d,dag\n=1\+1,"\[""=x""\]",-1,-12\.50,2024-01-01\n-1,,1,0\.00,\n'=1,,2,/,
    );
  });

  it("keeps every other text as it is, quoted where it holds a semicolon, and tells NULL from the empty text", async () => {
    const { csv } = await exported(takstkoder, martSql.takstkoder ?? "", excelForm);
    const text = await readFile(csv, "utf8");
    expect(text).toContain('3;" NULL;";');
    expect(text).toContain('\r\n1ad;;"[');
    expect(text).toContain('\r\n2ad;"";[];;false\r\n');
    const read = (csvText: string, delimiter: string) => parse(csvText, { bom: true, delimiter });
    expect(read(text, ";")).toEqual(read(expected, ","));
  });

  it("has the same bytes at 1, 2 and 8 threads", async () => {
    expect((await atThreads(excelForm)).hashes.size).toBe(1);
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

const formulas: Dataset = {
  ...takstkoder,
  name: "formulas",
  columns: (
    [
      ["t", "VARCHAR"],
      ["l", "VARCHAR[]"],
      ["n", "INTEGER"],
      ["d", "DECIMAL(18,2)"],
      ["dag", "DATE"],
    ] as const
  ).map(([name, type]) => ({ name, type, description: { nb: "x", en: "x" } })),
};

const long: Dataset = {
  ...takstkoder,
  name: "long",
  columns: [
    { name: "nr", type: "INTEGER", description: { nb: "nr", en: "no" } },
    { name: "tekst", type: "VARCHAR", description: { nb: "tekst", en: "text" } },
  ],
};

/** In an order no sorting gives, with line breaks within values everywhere. */
const longSql = `select ((row * 7919) % 300007)::integer as nr, E'to\\nlinjer ' || row as tekst
  from range(300000) as rows (row) order by row`;

const types = ["VARCHAR", "TINYINT", "BIGINT", "DECIMAL(18,2)", "BOOLEAN", "DATE", "TIMESTAMP"] as const;

const everything: Dataset = {
  ...takstkoder,
  name: "everything",
  columns: types.map((type, at) => ({ name: `c${at}`, type, description: { nb: "x", en: "x" } })),
};

/** Every character of the first two thousand, alone and at each place of a text; numbers of every length; some NULL. */
const everythingSql = `select
    [chr(code::integer), 'a' || chr(code::integer), chr(code::integer) || 'a', 'a' || chr(code::integer) || 'b', '', null][1 + row % 6] as c0,
    (row % 256 - 128)::tinyint as c1, [-1, 1, null][1 + row % 3] * (9223372036854775807 >> row % 64) as c2,
    ([-1, 1, null][1 + row % 3] * ((9999999999999998 >> row % 60) + 0.07)::decimal(18, 2))::decimal(18, 2) as c3,
    [true, false, null][1 + row % 3] as c4,
    if(row % 7 = 0, null, date '0001-01-01' + (row * 61)::integer) as c5,
    if(row % 7 = 1, null, timestamp '2015-01-01 00:00:00' + to_microseconds(row * row * 104729)) as c6
  from (select 1 + rows // 6 as code, rows as row from range(12000) numbers (rows)) order by row`;

async function atThreads(form: CsvForm) {
  const { folder, parquet } = await exported(long, longSql);
  const hashes = new Set<string>();
  for (const threads of [1, 2, 8]) {
    const csv = join(folder, `${threads}.csv`);
    const warehouse = await openWarehouse({ file: ":memory:", threads });
    await writeCsv(warehouse, { dataset: long, parquet, csv, form });
    await verifyCsv(warehouse, { dataset: long, parquet, csv, form });
    warehouse.close();
    hashes.add((await digestOf(csv)).sha256);
  }
  return { folder, hashes };
}

async function exported(
  dataset: Dataset,
  sql: string,
  form = canonicalForm,
): Promise<Readonly<Record<"folder" | "parquet" | "csv", string>>> {
  const folder = await mkdtemp(join(tmpdir(), "helserefusjon-export-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files = { folder, parquet: join(folder, "mart.parquet"), csv: join(folder, "mart.csv") };
  await writeMart(files.parquet, sql);
  const warehouse = await openWarehouse({ file: ":memory:" });
  onTestFinished(() => warehouse.close());
  await writeCsv(warehouse, { dataset, ...files, form });
  await verifyCsv(warehouse, { dataset, ...files, form });
  return files;
}
