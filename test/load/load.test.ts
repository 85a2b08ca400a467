// The load as a whole, over real files: what a release is, and when it is a new one.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, readlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Progress, Report } from "../../src/domain/progress.ts";
import { filesOf } from "../../src/stores/release-files.ts";
import { readManifest } from "../../src/stores/release-reader.ts";
import { build, load, martSql, outputWith, takstbruk, takstkoder, tool, writeBuild } from "./small-build.ts";

const datasets = [takstkoder, takstbruk];
const quiet = { report: () => {} };

/** Every file of a release of these two datasets. */
const releaseFiles = [
  "CITATION.cff",
  "README.md",
  "SHA256SUMS",
  "catalogue-data.js",
  "catalogue-figures.js",
  "catalogue-offline.js",
  "catalogue-reader.js",
  "catalogue-trust.js",
  "catalogue.css",
  "catalogue.js",
  "croissant.json",
  "data-dictionary.html",
  "datapackage.json",
  "dcat.jsonld",
  "helserefusjon.sql",
  "index.html",
  "manifest.json",
  "manifest.schema.json",
  "schema-org.jsonld",
  "takstbruk_landet_ar.csv",
  "takstbruk_landet_ar.parquet",
  "takstkoder.csv",
  "takstkoder.parquet",
];

describe("load()", () => {
  it("publishes every dataset of the build as Parquet and CSV beside a manifest that hashes them", async () => {
    const output = await outputWith();
    const told: Progress[] = [];
    const report: Report = (progress) => told.push(progress);
    const result = await load({ output, datasets, tool, report });
    expect(result).toMatchObject({ id: build.pull, unchanged: false, files: 4 });
    expect(told[0]).toEqual({ kind: "stage_started", stage: "load", tables: 2 });
    // Whichever is done first: they are made side by side.
    expect(new Set(told.slice(1))).toEqual(
      new Set([
        { kind: "table_done", stage: "load", name: "takstkoder", rows: 5 },
        { kind: "table_done", stage: "load", name: "takstbruk_landet_ar", rows: 2 },
      ]),
    );
    expect(await readdir(result.folder)).toEqual(releaseFiles);
    const manifest = await readManifest(result.folder);
    for (const file of filesOf(manifest)) {
      const bytes = await readFile(join(result.folder, file.path));
      expect(file).toMatchObject({
        bytes: bytes.length,
        sha256: createHash("sha256").update(bytes).digest("hex"),
      });
    }
    expect(result.bytes).toBe(
      result.datasets.flatMap((one) => one.files).reduce((sum, file) => sum + file.bytes, 0),
    );
  });

  it("points latest at the release by a relative link", async () => {
    const output = await outputWith();
    await load({ ...quiet, output, datasets, tool });
    expect(await readlink(join(output, "releases", "latest"))).toBe(build.pull);
  });

  it("writes the same bytes, manifest included, into any folder and with any number of threads", async () => {
    const [one, other] = [await outputWith(), await outputWith()];
    await load({ ...quiet, output: one, datasets, tool, threads: 1 });
    await load({ ...quiet, output: other, datasets, tool, threads: 8, memoryLimit: "1GB" });
    expect(await everything(one)).toEqual(await everything(other));
  });

  it("says unchanged when nothing changed but the tool's revision, and writes nothing", async () => {
    const output = await outputWith();
    await load({ ...quiet, output, datasets, tool });
    const before = await everything(output);
    const again = await load({ ...quiet, output, datasets, tool: { ...tool, revision: "fedcba" } });
    expect(again).toMatchObject({ id: build.pull, unchanged: true, files: 4 });
    expect(await everything(output)).toEqual(before);
  });

  it("gives other rows of the same pull the next free id and leaves the first release alone", async () => {
    const output = await outputWith();
    await load({ ...quiet, output, datasets, tool });
    const before = await everything(output);
    const marts = { ...martSql, takstbruk_landet_ar: `${martSql.takstbruk_landet_ar} desc` };
    await writeBuild(output, build, marts);
    const second = await load({ ...quiet, output, datasets, tool });
    expect(second).toMatchObject({ id: `${build.pull}-2`, unchanged: false });
    expect((await readManifest(second.folder)).id).toBe(`${build.pull}-2`);
    expect(await everything(output)).toEqual(before);
    expect(await readlink(join(output, "releases", "latest"))).toBe(`${build.pull}-2`);
  });

  it("marks synthetic data in the id, the manifest and every Parquet file", async () => {
    const source = { origin: "emulator, seed 1", synthetic: "Made up by the emulator" };
    const output = await outputWith({ summary: { ...build.summary, source } });
    const { id, folder } = await load({ ...quiet, output, datasets, tool });
    expect(id).toBe(`synthetic-${build.pull}`);
    expect(await readManifest(folder)).toMatchObject({
      id,
      synthetic: source.synthetic,
      source: { origin: source.origin },
    });
  });

  it("removes what a crashed load left", async () => {
    const output = await outputWith();
    await mkdir(join(output, "releases", ".staging-20250101T000000Z"), { recursive: true });
    await writeFile(join(output, "releases", ".staging-20250101T000000Z", "half.csv"), "a");
    await load({ ...quiet, output, datasets, tool });
    expect(await readdir(join(output, "releases"))).toEqual([build.pull, "latest"]);
  });

  it("keeps a release as it was when the next build overwrites the mart it came from", async () => {
    const output = await outputWith();
    const { folder } = await load({ ...quiet, output, datasets, tool });
    const before = await readFile(join(folder, "takstkoder.parquet"));
    await writeBuild(output, build, {
      ...martSql,
      takstkoder: `select * from (${martSql.takstkoder}) limit 1`,
    });
    expect(await readFile(join(folder, "takstkoder.parquet"))).toEqual(before);
  });
});

describe("load() with a choice of CSV", () => {
  it("writes files for Excel beside the canonical ones, named as such in the manifest", async () => {
    const plain = await outputWith();
    await load({ ...quiet, output: plain, datasets, tool });
    const output = await outputWith();
    const { folder } = await load({ ...quiet, output, datasets, tool, csv: { variant: "excel" } });
    const canonical = Object.entries(await everything(plain)).filter(([name]) =>
      /\.(csv|parquet)$/.test(name),
    );
    expect(canonical).toHaveLength(4);
    expect(await everything(output)).toMatchObject(Object.fromEntries(canonical));
    for (const document of ["README.md", "datapackage.json"])
      expect(await readFile(join(folder, document), "utf8")).toContain("begynner med =, +, -, @");
    const bytes = await readFile(join(folder, "takstkoder.excel.csv"));
    expect((await readManifest(folder)).datasets[0]?.files[2]).toEqual({
      path: "takstkoder.excel.csv",
      format: "csv",
      variant: "excel",
      description: { nb: expect.stringContaining("apostrof"), en: expect.stringContaining("apostrophe") },
      media_type: "text/csv",
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      rows: 5,
    });
  });

  it("packs the CSV files above a size, and only those", async () => {
    const output = await outputWith();
    const { folder } = await load({ ...quiet, output, datasets, tool, csv: { gzipOver: 100 } });
    expect((await readdir(folder)).filter((name) => name.includes(".csv"))).toEqual([
      "takstbruk_landet_ar.csv",
      "takstkoder.csv.gz",
    ]);
    expect((await readManifest(folder)).datasets[0]?.files[1]).toMatchObject({
      path: "takstkoder.csv.gz",
      format: "csv",
      compression: "gzip",
      media_type: "application/gzip",
    });
  });

  it("leaves out the file for Excel where Excel could not hold all rows, and says so", async () => {
    const rows = 1_048_576;
    const sql = `select 2022::smallint as ar, row::varchar as takstkode, 1::decimal(18, 2) as sum_refusjon
      from range(${rows}) as rows (row)`;
    const period = { first_period: "2022", last_period: "2022" };
    const left = {
      datasets: [{ name: "takstbruk_landet_ar", rows, ...period }, ...build.datasets.slice(1)],
    };
    const output = await outputWith(left, { ...martSql, takstbruk_landet_ar: sql });
    const told: Progress[] = [];
    const report: Report = (progress) => told.push(progress);
    const { folder } = await load({ report, output, datasets, tool, csv: { variant: "excel" } });
    expect((await readdir(folder)).filter((name) => name.includes("excel"))).toEqual([
      "takstkoder.excel.csv",
    ]);
    expect(told).toContainEqual({
      kind: "message",
      text: expect.stringContaining("takstbruk_landet_ar has more"),
    });
  });
});

async function everything(output: string): Promise<Readonly<Record<string, string>>> {
  const folder = join(output, "releases", build.pull);
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => [name, await readFile(join(folder, name), "base64")]),
  );
  return Object.fromEntries(files);
}
