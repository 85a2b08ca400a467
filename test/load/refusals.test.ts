// What is never released, and that a refused load leaves nothing behind.
import { access, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CheckError, ReleaseError } from "../../src/domain/errors.ts";
import { build, load, martSql, outputWith, takstbruk, takstkoder, tool } from "./small-build.ts";

const datasets = [takstkoder, takstbruk];
const quiet = { report: () => {} };
const noRows = { rows: 0, first_period: null, last_period: null };

describe("load()", () => {
  it("refuses marts whose footer hides that they are synthetic", async () => {
    const source = { origin: build.summary.source.origin, synthetic: "Made up by the emulator" };
    const output = await outputWith();
    await writeFile(
      join(output, "warehouse", "build.json"),
      JSON.stringify({ ...build, summary: { ...build.summary, source } }),
    );
    await expectNothing(
      output,
      ReleaseError,
      /takstkoder\.parquet as its footer helserefusjon:synthetic must be Made up by the emulator: found no$/,
    );
  });

  it("releases nothing when a check that must hold failed, and names it with a row", async () => {
    const checks = [
      { name: "sum", severity: "error", claim: "Sums are positive", failed: 2, sample: [{ ar: "2022" }] },
    ] as const;
    const output = await outputWith({ checks });
    await expectNothing(output, CheckError, /sum \(Sums are positive\): 2 rows, such as \{"ar":"2022"\}/);
  });

  it("releases nothing without a build, from half a build, or from one the registry does not know", async () => {
    const output = await outputWith();
    await expectNothing(output, ReleaseError, /must be in the registry: found takstbruk_landet_ar$/, [
      takstkoder,
    ]);
    await writeFile(join(output, "warehouse", "build.json"), '{"pull": "x"}');
    await expectNothing(output, ReleaseError, /must be a whole build/);
    await writeFile(join(output, "warehouse", "build.json"), '{"pull": "x"');
    await expectNothing(output, ReleaseError, /must be JSON/);
    await expectNothing(join(output, "elsewhere"), ReleaseError, /must hold a build: found no/);
  });

  it.each([
    [
      "a lost row",
      "select * from (#) limit 1",
      /takstbruk_landet_ar\.parquet as its rows must be 2: found 1/,
    ],
    [
      "another type",
      "select * replace (ar::integer as ar) from (#)",
      /column 1 must be ar SMALLINT: found ar INTEGER/,
    ],
    [
      "another name",
      "select * rename (ar as aar) from (#)",
      /column 1 must be ar SMALLINT: found aar SMALLINT/,
    ],
    ["a column too many", "select *, 1 as mer from (#)", /column 4 must be none: found mer INTEGER/],
  ])("refuses a mart with %s by its name", async (_, changed, message) => {
    const marts = { takstbruk_landet_ar: changed.replace("#", martSql.takstbruk_landet_ar ?? "") };
    await expectNothing(await outputWith({}, marts), ReleaseError, message);
  });

  it("refuses a mart that is missing or cut off", async () => {
    const output = await outputWith({ datasets: [...build.datasets, { ...noRows, name: "kommuner" }] });
    const kommuner = { ...takstkoder, name: "kommuner" };
    await expectNothing(output, ReleaseError, /kommuner\.parquet as the build promises it: found no file/, [
      ...datasets,
      kommuner,
    ]);
    await writeFile(join(output, "warehouse", "marts", "kommuner.parquet"), "PAR1");
    await expectNothing(output, ReleaseError, /kommuner\.parquet as it must read back whole/, [
      ...datasets,
      kommuner,
    ]);
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
