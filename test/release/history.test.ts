// Vintages: the same cell as each release had it, and the questions it rejects.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runProgram } from "../../src/cli/program.ts";
import { rowHistories } from "../../src/release/changes.ts";
import type { KnownRelease } from "../../src/release/version-series.ts";
import { readManifest } from "../../src/stores/release-reader.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import {
  build,
  load,
  martSql,
  outputWith,
  takstbruk,
  takstkoder,
  tool,
  writeBuild,
} from "../load/small-build.ts";

/** Two releases: in the second, 2ad came and the amount of 1ad in 2022 was corrected. */
async function twoReleases(): Promise<{ readonly output: string; readonly series: readonly KnownRelease[] }> {
  const output = await outputWith();
  const options = { output, datasets: [takstkoder, takstbruk], tool, report: () => undefined };
  const first = await load(options);
  const rows = `select * from (values (2022::smallint, '1ad', 13.00::decimal(18, 2)),
    (2022::smallint, '2ad', 7.00::decimal(18, 2))) as rows (ar, takstkode, sum_refusjon)`;
  const pull = "20261223T052800Z";
  await writeBuild(output, { ...build, pull }, { ...martSql, takstbruk_landet_ar: rows });
  const previous = { id: first.id, version: "1.0.0" };
  const second = await load({ ...options, succession: { version: "1.1.0", previous } });
  const series = [];
  for (const { folder } of [first, second]) series.push({ folder, manifest: await readManifest(folder) });
  return { output, series };
}

const where = [{ column: "ar", value: "2022" }];

describe("history()", () => {
  it("gives the value of a cell in each release, in order of release, and no zero for a missing row", async () => {
    const { series } = await twoReleases();
    const rows = await rowHistories(series, { dataset: "takstbruk_landet_ar", where });
    expect(rows).toEqual([
      {
        key: { ar: "2022", takstkode: "1ad" },
        vintages: [
          { release: "20261123T052800Z", version: "1.0.0", values: { sum_refusjon: "12.50" } },
          { release: "20261223T052800Z", version: "1.1.0", values: { sum_refusjon: "13.00" } },
        ],
      },
      {
        key: { ar: "2022", takstkode: "2ad" },
        vintages: [
          { release: "20261123T052800Z", version: "1.0.0", values: null },
          { release: "20261223T052800Z", version: "1.1.0", values: { sum_refusjon: "7.00" } },
        ],
      },
    ]);
  });

  it("names the datasets and columns there are for one that does not exist", async () => {
    const { series } = await twoReleases();
    await expect(rowHistories(series, { dataset: "takstbruk", where })).rejects.toThrow(
      "Cannot find dataset takstbruk in these releases: expected one of takstkoder, takstbruk_landet_ar",
    );
    await expect(rowHistories(series, { dataset: "takstkode", where })).rejects.toThrow(
      "expected one of takstkoder, takstbruk_landet_ar. Did you mean takstkoder?",
    );
    const unknown = [{ column: "aar", value: "2022" }];
    await expect(rowHistories(series, { dataset: "takstbruk_landet_ar", where: unknown })).rejects.toThrow(
      "Cannot find column aar in takstbruk_landet_ar: expected one of ar, takstkode, sum_refusjon",
    );
  });
});

describe("helserefusjon history", () => {
  it("prints one line for each row and release, and takes --key more than once", async () => {
    const { output } = await twoReleases();
    const context = capturedContext();
    const argv = [
      "history",
      "takstbruk_landet_ar",
      "--key",
      "ar=2022",
      "--key",
      "takstkode=2ad",
      "--output",
      output,
    ];
    expect(await runProgram(argv, context)).toBe(0);
    const lines = context
      .out()
      .split("\n")
      .filter((line) => line.includes("2022"));
    expect(lines.map((line) => line.split("│").map((cell) => cell.trim()))).toEqual([
      ["", "2022", "2ad", "1.0.0", "20261123T052800Z", "no row", ""],
      ["", "2022", "2ad", "1.1.0", "20261223T052800Z", "7.00", ""],
    ]);
  });

  it("says where it looked for one that does not exist", async () => {
    const { output } = await twoReleases();
    const context = capturedContext();
    expect(await runProgram(["history", "takstkoder", "--release", "x", "--output", output], context)).toBe(
      7,
    );
    expect(context.err()).toContain("Cannot find release x: found no manifest.json in ");
    expect(await runProgram(["diff", join(output, "nothing"), "--output", output], context)).toBe(7);
  });
});
