// Open tables of a published place: what each release adds, and what readers keep when a publish is interrupted or beaten.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { digestOf } from "../../src/platform/files.ts";
import { publishing } from "../release/published.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { type Changes, idOf, vintage } from "./vintages.ts";

const small: Changes = { datasets: ["fylker"] };

async function published(place: string, folder: string, ...more: readonly string[]) {
  return await publishing(folder, "--to", place, "--tables", "delta", "--allow-synthetic", ...more);
}

/** A place with a release of each of these days, published in this order. */
async function placeWith(days: readonly number[], changes: Changes = small): Promise<string> {
  const place = await temporaryFolder();
  for (const day of days) expect((await published(place, await vintage(day, changes))).code).toBe(0);
  return place;
}

function entryPath(place: string, table: string, version: number): string {
  return join(place, "tables", table, "_delta_log", `${String(version).padStart(20, "0")}.json`);
}

/** The actions of a log entry by their names. */
function entry(place: string, table: string, version: number) {
  const lines = readFileSync(entryPath(place, table, version), "utf8")
    .trimEnd()
    .split("\n");
  return Object.assign({}, ...lines.map((line) => JSON.parse(line)));
}

describe("publish --tables delta", () => {
  it("makes each release the whole content of one version, by the file of the release itself", async () => {
    const place = await placeWith([1, 2, 3], { datasets: ["fylker", "takstbruk_fylke_ar"] });
    for (const table of ["fylker", "takstbruk_fylke_ar"]) {
      for (const version of [0, 1, 2]) {
        const { add, remove, metaData } = entry(place, table, version);
        const own = join(place, idOf(version + 1), `${table}.parquet`);
        const stored = join(place, "tables", table, add.path);
        expect(add.path).toBe(`${idOf(version + 1)}.parquet`);
        expect(remove?.path).toBe(version === 0 ? undefined : `${idOf(version)}.parquet`);
        expect(statSync(stored).ino).toBe(statSync(own).ino);
        expect(add.size).toBe(statSync(own).size);
        expect(metaData.configuration["helserefusjon.sha256"]).toBe((await digestOf(own)).sha256);
      }
    }
  });

  it("describes the table: columns, key, licence, release, version and the mark of synthetic data", async () => {
    const place = await placeWith([1]);
    const { metaData, protocol } = entry(place, "fylker", 0);
    expect(metaData.name).toBe("fylker");
    expect(metaData.configuration).toMatchObject({
      "helserefusjon.release": idOf(1),
      "helserefusjon.version": "1.0.0",
      "helserefusjon.key": "fylkesnr",
      "helserefusjon.licence": "CC-BY-4.0",
      "helserefusjon.synthetic": expect.stringMatching(/emulator/),
    });
    expect(JSON.parse(metaData.schemaString).fields[0]).toEqual({
      name: "fylkesnr",
      type: "string",
      nullable: true,
      metadata: { comment: expect.stringMatching(/^Nummeret på fylket.* \/ Number of the fylke/) },
    });
    expect(protocol).toEqual({ minReaderVersion: 1, minWriterVersion: 2 });
  });

  it("gives the limits of each column, and counts rows and nulls", async () => {
    const stats = JSON.parse(entry(await placeWith([1]), "fylker", 0).add.stats);
    expect(stats.numRecords).toBe(27);
    expect(stats.minValues).toMatchObject({ fylkesnavn: "Agder", gyldig_fra: "1972-01-01" });
    expect(stats.maxValues).toMatchObject({ fylkesnavn: "Østfold" });
    expect(stats.nullCount).toMatchObject({ fylkesnr: 0 });
    expect(stats.minValues).not.toHaveProperty("entydig");
  });

  it("requires readers that know moments without a zone only where a column has them", async () => {
    const place = await placeWith([1], { datasets: ["dekning"] });
    expect(entry(place, "dekning", 0).protocol).toEqual({
      minReaderVersion: 3,
      minWriterVersion: 7,
      readerFeatures: ["timestampNtz"],
      writerFeatures: ["timestampNtz"],
    });
  });

  it("adds nothing for a release that is the newest version, and a version when an older release is current again", async () => {
    const place = await temporaryFolder();
    const [older, newer] = [await vintage(1, small), await vintage(2, small)];
    await published(place, older);
    expect((await published(place, older)).out).toContain("0 tables given a new version");
    await published(place, newer);
    await published(place, older);
    expect(entry(place, "fylker", 2)).toMatchObject({
      add: { path: `${idOf(1)}.parquet` },
      remove: { path: `${idOf(2)}.parquet` },
    });
  });

  it("adds columns to the table, and makes a new table if a column is missing or has another type", async () => {
    const place = await temporaryFolder();
    const first = await vintage(1, small);
    await published(place, first);
    const more = await vintage(2, { ...small, extra: "ny" });
    expect((await published(place, more)).out).not.toContain("is new");
    expect(entry(place, "fylker", 1).metaData.schemaString).toContain('"ny","type":"short"');
    const { out } = await published(place, await vintage(3, small));
    expect(out).toContain("table fylker-2 is new: columns of fylker are missing or have other types");
    expect(entry(place, "fylker-2", 0).metaData.configuration).toMatchObject({
      "helserefusjon.continues": "fylker",
      "helserefusjon.release": idOf(3),
    });
    await published(place, first);
    expect(entry(place, "fylker", 2).add.path).toBe(`${idOf(1)}.parquet`);
    expect(readdirSync(join(place, "tables", "fylker-2", "_delta_log"))).toHaveLength(1);
  });

  it("adds to no table that another program changed", async () => {
    const place = await placeWith([1]);
    writeFileSync(entryPath(place, "fylker", 1), '{"commitInfo":{"operation":"OPTIMIZE"}}\n');
    const { code, err } = await published(place, await vintage(2, small));
    expect(err).toMatch(
      /^Cannot continue the table of tables\/fylker\/_delta_log\/0+1\.json at .* of another program/m,
    );
    expect(code).toBe(7);
  });

  it("counts the files of tables for the limit of the place", async () => {
    const folder = await vintage(1, { datasets: ["takstbruk_kommune_maned"] });
    const paths = ["SHA256SUMS", "manifest.json", "manifest.schema.json", "takstbruk_kommune_maned.parquet"];
    const bytes = paths.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0);
    const limit = ["--limit-total", `${Math.ceil(bytes / 1000)}kB`, "--allow-synthetic"];
    expect((await publishing(folder, "--to", await temporaryFolder(), ...limit, "--dry-run")).code).toBe(0);
    const { code, err } = await published(await temporaryFolder(), folder, ...limit.slice(0, 2));
    expect(err).toMatch(/the place may hold .* and would hold .* Nothing was stored/);
    expect(code).toBe(7);
  });

  it("only says with --dry-run which tables would get a version", async () => {
    const place = await temporaryFolder();
    const { out } = await published(place, await vintage(1, small), "--dry-run");
    expect(out).toContain("1 table would be given a new version");
    expect(readdirSync(place)).toEqual([]);
  });
});

describe("pruning tables", () => {
  it("keeps the versions of kept releases under their numbers, behind a checkpoint, and removes the others", async () => {
    const place = await placeWith([1, 2, 3]);
    await published(place, await vintage(4, small), "--prune", "--keep", "2");
    const table = join(place, "tables", "fylker");
    expect(readdirSync(table).sort()).toEqual(["_delta_log", `${idOf(3)}.parquet`, `${idOf(4)}.parquet`]);
    expect(
      readdirSync(join(table, "_delta_log"))
        .map((name) => name.replace(/^0+/, ""))
        .sort(),
    ).toEqual(["2.checkpoint.parquet", "2.json", "3.json"]);
  });

  it("finishes what an interrupted pruning left", async () => {
    const place = await placeWith([1, 2]);
    const stray = join(place, "tables", "fylker", `${idOf(9)}.parquet`);
    writeFileSync(stray, "left behind");
    await published(place, await vintage(3, small), "--prune", "--keep", "3");
    expect(readdirSync(join(place, "tables", "fylker"))).toHaveLength(4);
  });
});
