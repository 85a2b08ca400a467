// What verify finds without the pull: every file and every word of a release that is not as it was written.
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verify } from "../../src/release/verify.ts";
import { build, load, martSql, outputWith, takstbruk, takstkoder, tool } from "../load/small-build.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { edit, flipByte, restate, sumAgain } from "./altered-release.ts";

let kept: string;
let made: Promise<string> | undefined;
beforeAll(async () => {
  kept = await mkdtemp(join(tmpdir(), "helserefusjon-test-"));
});
afterAll(() => rm(kept, { recursive: true }));

/** A release to alter: a copy of one that was loaded once. */
async function released(): Promise<string> {
  made ??= loaded().then((folder) => copyInto(kept, folder));
  return await copyInto(await temporaryFolder(), await made);
}

async function copyInto(place: string, folder: string): Promise<string> {
  const copy = join(place, basename(folder));
  await cp(folder, copy, { recursive: true });
  return copy;
}

async function loaded(): Promise<string> {
  const output = await outputWith();
  const options = { output, datasets: [takstkoder, takstbruk], tool, report: () => undefined };
  return (await load({ ...options, csv: { variant: "excel" } })).folder;
}

async function faultsOf(folder: string): Promise<readonly string[]> {
  return (await verify(folder, { temporary: `${folder}.spill` })).faults;
}

const editManifest = (from: string | RegExp, to: string) => async (folder: string) => {
  const path = join(folder, "manifest.json");
  await edit(path, (text) => {
    expect(text).toMatch(from);
    return text.replace(from, to);
  });
};

describe("verify()", () => {
  it("finds nothing wrong with a release as it was written", async () => {
    expect(await faultsOf(await released())).toEqual([]);
  });

  it.each<readonly [string, (folder: string) => Promise<void>, readonly RegExp[]]>([
    [
      "a flipped byte in a Parquet file",
      (folder) => flipByte(join(folder, "takstkoder.parquet")),
      [/^takstkoder\.parquet must have SHA-256 \w{64} by manifest\.json, found/, /by SHA256SUMS/],
    ],
    [
      "a flipped byte in a CSV file",
      (folder) => flipByte(join(folder, "takstkoder.csv")),
      [/^takstkoder\.csv must have SHA-256/, /by SHA256SUMS/],
    ],
    [
      "a flipped byte in a document",
      (folder) => flipByte(join(folder, "datapackage.json")),
      [/^datapackage\.json must have SHA-256/, /by SHA256SUMS/],
    ],
    [
      "a file that was cut",
      (folder) => edit(join(folder, "takstkoder.csv"), (text) => text.slice(0, -1)),
      [/^takstkoder\.csv must have \d+ bytes by manifest\.json, found \d+/, /by SHA256SUMS/],
    ],
    ["a missing file", (folder) => rm(join(folder, "takstkoder.csv")), [/^takstkoder\.csv is missing$/]],
    ["missing checksums", (folder) => rm(join(folder, "SHA256SUMS")), [/^SHA256SUMS is missing$/]],
    [
      "an extra file",
      (folder) => writeFile(join(folder, "notes.txt"), ""),
      [/^notes\.txt is extra: no list names it$/],
    ],
    [
      "an edited manifest, whatever was edited",
      editManifest('"revision": "0123', '"revision": "9123'),
      [/^manifest\.json must have SHA-256 \w{64} by SHA256SUMS, found/],
    ],
  ])("finds and names %s", async (_, alter, faults) => {
    const folder = await released();
    await alter(folder);
    expect(await faultsOf(folder)).toEqual(faults.map((fault) => expect.stringMatching(fault)));
  });

  it.each<readonly [string, (folder: string) => Promise<void>, RegExp]>([
    [
      "another id",
      editManifest(/"id": "2026/, '"id": "2027'),
      /^manifest\.json: the id is \S+: expected \S+, the name of the folder/,
    ],
    [
      "a version without a predecessor",
      editManifest('"version": "1.0.0"', '"version": "2.0.0"'),
      /^manifest\.json: the version is 2\.0\.0, expected 1\.0\.0, because previous is null/,
    ],
    [
      "the mark of synthetic data",
      editManifest('"synthetic": null', '"synthetic": "By a test"'),
      /footer helserefusjon:synthetic must be By a test, found no/,
    ],
    [
      "the number of rows",
      editManifest(/"rows": 5,\n {6}"first/, '"rows": 6,\n      "first'),
      /^manifest\.json: takstkoder: takstkoder\.parquet is listed with 5 rows, expected 6/,
    ],
    [
      "the type of a column",
      editManifest('"type": "BOOLEAN"', '"type": "INTEGER"'),
      /takstkoder\.parquet: its column 5 must be legevakt INTEGER, found legevakt BOOLEAN/,
    ],
    [
      "the description of a column",
      editManifest("Hva gyldig_fra er", "Hva gyldig_til er"),
      /^takstkoder: the description of column gyldig_fra differs between the Parquet footer and manifest\.json/,
    ],
    ["a title", editManifest('"nb": "Takstkoder"', '"nb": "Takster"'), /footer helserefusjon:title must be/],
    [
      "the key",
      editManifest(/"key": \[\n\s+"takstkode"\n/, '"key": ["beskrivelse"\n'),
      /footer helserefusjon:key must be \["beskrivelse"\], found \["takstkode"\]/,
    ],
    [
      "the last period",
      editManifest('"last_period": "2023"', '"last_period": "2024"'),
      /^takstbruk_landet_ar: the periods are 2022 to 2023: expected 2022 to 2024/,
    ],
    [
      "a failed check",
      editManifest(
        /("name": "key_unique",\s+"severity": "error",\s+"check": \{[^}]+\},\s+"failed": )0/,
        "$13",
      ),
      /^manifest\.json: check key_unique fails for 3 rows, expected none/,
    ],
  ])("finds %s in a manifest that was edited together with SHA256SUMS", async (_, alter, fault) => {
    const folder = await released();
    await alter(folder);
    await sumAgain(folder);
    expect(await faultsOf(folder)).toContainEqual(expect.stringMatching(fault));
  });

  it("finds data that were exchanged together with all their hashes, since CSV and footer do not follow", async () => {
    const folder = await released();
    const change = { set: "sum_refusjon = 13", where: "ar = 2022" };
    await restate(folder, { dataset: "takstbruk_landet_ar", ...change });
    await sumAgain(folder);
    expect(await faultsOf(folder)).toEqual([
      expect.stringMatching(/takstbruk_landet_ar\.parquet: its footer helserefusjon:dataset must be/),
    ]);
  });

  it("finds a key that names two rows, and one that is NULL", async () => {
    const row = "'x', null::varchar[], null::date, true";
    const sql = `select * from (values ('1', ${row}), ('1', ${row}), (null, ${row}))
      as rows (takstkode, beskrivelse, krever_takst, gyldig_fra, legevakt)`;
    const output = await outputWith(
      { datasets: build.datasets.map((one) => (one.name === "takstkoder" ? { ...one, rows: 3 } : one)) },
      { ...martSql, takstkoder: sql },
    );
    const { folder } = await load({
      output,
      datasets: [takstkoder, takstbruk],
      tool,
      report: () => undefined,
    });
    expect(await faultsOf(folder)).toEqual([
      "takstkoder: key takstkode is NULL in 1 row, expected none",
      "takstkoder: key takstkode is not unique, found 1 twice",
    ]);
  });
});
