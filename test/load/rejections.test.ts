// What is never released, and that a rejected load leaves nothing behind.
import { access, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CheckError, ReleaseError } from "../../src/domain/errors.ts";
import { footerOf } from "../../src/domain/footer.ts";
import { assertMartsUnaltered, martFile, readBuild, storeBuild } from "../../src/stores/build-store.ts";
import { build, load, martSql, outputWith, takstbruk, takstkoder, tool, writeMart } from "./small-build.ts";

const datasets = [takstkoder, takstbruk];
const quiet = { report: () => {} };
const noRows = { rows: 0, first_period: null, last_period: null };

describe("load()", () => {
  it("rejects marts whose footer hides that they are synthetic", async () => {
    const source = { origin: build.summary.source.origin, synthetic: "Made up by the emulator" };
    const output = await outputWith();
    await storeBuild(output, {
      ...build,
      marts: (await readBuild(output)).marts,
      summary: { ...build.summary, source },
    });
    await expectNothing(
      output,
      ReleaseError,
      /takstkoder\.parquet: its footer helserefusjon:synthetic must be Made up by the emulator, found no$/,
    );
  });

  it("releases nothing when a check that must hold failed, and names it with a row", async () => {
    const checks = [
      {
        name: "sum",
        severity: "error",
        check: { nb: "Summer er positive", en: "Sums are positive" },
        failed: 2000,
        noun: { nb: "rader", en: "rows" },
        counted: { number: 1, noun: { nb: "år", en: "years" } },
        sample: [{ ar: "2022" }],
      },
    ] as const;
    const output = await outputWith({ checks });
    await expectNothing(
      output,
      CheckError,
      /sum \(Sums are positive\): rows: 2 000, years: 1, such as \{"ar":"2022"\}/,
    );
  });

  it("releases nothing without a build, from half a build, or from one the registry does not know", async () => {
    const output = await outputWith();
    await expectNothing(
      output,
      ReleaseError,
      /expected only known ones, found takstbruk_landet_ar\. Run transform again$/,
      [takstkoder],
    );
    await writeFile(join(output, "warehouse", "build.json"), '{"pull": "x"}');
    await expectNothing(output, ReleaseError, /it is no build of this version\. Run transform again$/);
    await writeFile(join(output, "warehouse", "build.json"), '{"pull": "x"');
    await expectNothing(output, ReleaseError, /build\.json: it is not whole JSON\. Run transform again$/);
    await expectNothing(
      join(output, "elsewhere"),
      ReleaseError,
      /^Cannot make a release: there is no .*build\.json\. Run transform first$/,
    );
  });

  it.each([
    ["a lost row", "select * from (#) limit 1", /takstbruk_landet_ar\.parquet: its rows must be 2, found 1/],
    [
      "another type",
      "select * replace (ar::integer as ar) from (#)",
      /column 1 must be ar SMALLINT, found ar INTEGER/,
    ],
    [
      "another name",
      "select * rename (ar as aar) from (#)",
      /column 1 must be ar SMALLINT, found aar SMALLINT/,
    ],
    ["a column too many", "select *, 1 as mer from (#)", /column 4 must be none, found mer INTEGER/],
  ])("rejects a mart with %s by its name", async (_, changed, message) => {
    const marts = { takstbruk_landet_ar: changed.replace("#", martSql.takstbruk_landet_ar ?? "") };
    await expectNothing(await outputWith({}, marts), ReleaseError, message);
  });

  it("rejects a mart that is missing or cut off", async () => {
    const output = await outputWith({ datasets: [...build.datasets, { ...noRows, name: "kommuner" }] });
    const kommuner = { ...takstkoder, name: "kommuner" };
    await expectNothing(output, ReleaseError, /kommuner\.parquet: the file is gone\. Run transform again$/, [
      ...datasets,
      kommuner,
    ]);
    await writeFile(join(output, "warehouse", "marts", "kommuner.parquet"), "PAR1");
    await expectNothing(
      output,
      ReleaseError,
      /kommuner\.parquet: transform did not write this file\. Expected SHA-256 none in build\.json, found [0-9a-f]{64}\. Run transform again$/,
      [...datasets, kommuner],
    );
  });

  it("rejects a mart in which every amount was made ten times as large, with the same columns, rows and footer", async () => {
    const output = await outputWith();
    const file = martFile(output, "takstbruk_landet_ar");
    const tenfold = `select * replace ((sum_refusjon * 10)::decimal(18, 2) as sum_refusjon) from (#) where sum_refusjon > 0
      union all select * from (#) where sum_refusjon < 0 order by takstkode, ar`;
    const footer = footerOf(takstbruk, {
      source: build.summary.source,
      pull: build.pull,
      scope: build.scope,
    });
    await writeMart(file, tenfold.replaceAll("#", martSql.takstbruk_landet_ar ?? ""), footer);
    const wrong =
      /takstbruk_landet_ar\.parquet: transform did not write this file\. Expected SHA-256 \w+, found \w+\. Run transform again$/;
    await expectNothing(output, ReleaseError, wrong);
    await expect(assertMartsUnaltered(output, await readBuild(output))).rejects.toThrow(wrong);
  });

  it("rejects a mart with any one bit the other way", async () => {
    const output = await outputWith();
    const file = martFile(output, "takstkoder");
    const bytes = await readFile(file);
    const places = Array.from({ length: 12 }, (_, at) => Math.floor((at * (bytes.length - 1)) / 11));
    for (const place of places) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(place) ^ (1 << (place % 8)), place);
      await writeFile(file, flipped);
      await expectNothing(output, ReleaseError, /takstkoder\.parquet: transform did not write this file/);
    }
  });

  it("rejects a build.json with any one letter changed, and one of another version", async () => {
    const output = await outputWith();
    const path = join(output, "warehouse", "build.json");
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace('"rows": 2,', '"rows": 3,'));
    await expectNothing(
      output,
      ReleaseError,
      /^Cannot read .*build\.json: it was altered after transform wrote it\. Run/,
    );
    await writeFile(path, text.replace('"failed": 1,', '"failed": 0,'));
    await expectNothing(output, ReleaseError, /^Cannot read .*build\.json: it was altered/);
    await writeFile(path, text.replace('"build_version": "2"', '"build_version": "1"'));
    await expectNothing(
      output,
      ReleaseError,
      /build\.json: expected build_version 2, found 1\. Run transform again$/,
    );
    for (let at = 0; at < text.length; at += 211) {
      await writeFile(path, `${text.slice(0, at)}~${text.slice(at + 1)}`);
      await expectNothing(output, ReleaseError, /^Cannot read .*build\.json[^\n]*\. Run transform again$/);
    }
  });
});

async function expectNothing(
  output: string,
  kind: typeof ReleaseError | typeof CheckError,
  message: RegExp,
  described = datasets,
): Promise<void> {
  const failure = await load({ ...quiet, output, datasets: described, tool }).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(kind);
  expect(failure).toHaveProperty("message", expect.stringMatching(message));
  const releases = await access(join(output, "releases")).then(
    () => readdir(join(output, "releases")),
    () => [],
  );
  expect(releases).toEqual([]);
}
