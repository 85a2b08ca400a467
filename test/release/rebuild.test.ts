// A release built again from its pull: the same bytes, or the first difference by its name.
import { readdirSync, readFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runProgram } from "../../src/cli/program.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { smallRelease } from "../small-release.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { edit, flipByte, restate, sumAgain } from "./altered-release.ts";

const part = ["--datasets", "fagomraader,takstkoder,takstbruk_landet_ar", "--fagomraader", "LE"];
const forms = ["--csv-variant", "excel", "--gzip-csv-over", "20kB"];

let made: string;
let id: string;
beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), "helserefusjon-test-"));
  id = basename(await smallRelease({ dialect: "documented", more: [...part, ...forms], output: made }));
});
afterAll(() => rm(made, { recursive: true }));

/** A release to alter, its pull beside it, in an output folder of its own. */
async function released(): Promise<string> {
  const output = await temporaryFolder();
  await cp(made, output, { recursive: true, verbatimSymlinks: true });
  return join(output, "releases", id);
}

async function rebuilt(folder: string, from?: string) {
  const output = join(folder, "..", "..");
  const [pull = ""] = from === undefined ? readdirSync(join(output, "raw")) : [from];
  const context = capturedContext();
  const argv = ["verify", folder, "--output", output, "--rebuild", pull, "--threads", "1"];
  const code = await runProgram(argv, context);
  return { code, out: context.out(), err: context.err() };
}

/** The pull in another place. */
async function elsewhere(): Promise<string> {
  const [pull = ""] = readdirSync(join(made, "raw"));
  const copy = join(await temporaryFolder(), "elsewhere");
  await cp(join(made, "raw", pull), copy, { recursive: true });
  return copy;
}

describe("helserefusjon verify --rebuild", () => {
  it("finds the same bytes, also of compressed CSV and files for Excel and of a pull that lies elsewhere, and leaves nothing", async () => {
    const folder = await released();
    const names = readdirSync(folder);
    expect(names).toEqual(
      expect.arrayContaining(["takstkoder.csv.gz", "fagomraader.csv", "fagomraader.excel.csv"]),
    );
    const { code, out } = await rebuilt(folder, await elsewhere());
    expect(out).toMatch(/is intact: \d+ files[\s\S]*gives the same bytes/);
    expect(code).toBe(0);
    expect(readdirSync(join(folder, "..", "..")).sort()).toEqual([
      ".lock",
      "raw",
      "releases",
      "summary.md",
      "warehouse",
    ]);
  });

  it.each([
    ["parquet", []],
    ["parquet,csv.gz", ["fagomraader.csv.gz", "takstbruk_landet_ar.csv.gz", "takstkoder.csv.gz"]],
  ])(
    "finds the same bytes of a release with the formats %s, which publish and diff accept",
    async (formats, csv) => {
      const output = join(await released(), "..", "..");
      const run = async (...words: readonly string[]) => {
        const context = capturedContext();
        expect(await runProgram([...words, "--output", output], context), context.err()).toBe(0);
        return context.out();
      };
      await run("load", "--force", "--formats", formats, "--quiet");
      const folder = join(output, "releases", `${id}-2`);
      expect(readdirSync(folder).filter((name) => name.includes(".csv"))).toEqual(csv);
      expect(readFileSync(join(folder, "SHA256SUMS"), "utf8").match(/\S+\.csv\S*/g) ?? []).toEqual(csv);
      const [pull = ""] = readdirSync(join(output, "raw"));
      expect(await run("verify", folder, "--rebuild", pull)).toContain("gives the same bytes");
      expect(await run("diff", id, `${id}-2`)).toContain("the same data; 3 datasets unchanged");
      const place = await temporaryFolder();
      await run("publish", folder, "--to", place, "--allow-synthetic");
      expect(readdirSync(join(place, `${id}-2`))).toEqual(readdirSync(folder));
    },
  );

  it("rejects a pull that is another", async () => {
    const folder = await released();
    const [pull = ""] = readdirSync(join(made, "raw"));
    const other = await elsewhere();
    await edit(join(other, "pull.json"), (text) => text.replace(pull, "20200101T000000Z"));
    expect(await rebuilt(folder, other)).toMatchObject({
      code: 7,
      err: expect.stringContaining(`because it was made from pull ${pull}`),
    });
  });

  it("names row, column and both values of a number that was exchanged with all its hashes", async () => {
    const folder = await released();
    await restate(folder, {
      dataset: "takstbruk_landet_ar",
      set: "sum_antall_takst = 7",
      where: "rowid = 2",
    });
    await sumAgain(folder);
    const { code, err } = await rebuilt(folder);
    expect(code).toBe(7);
    expect(err).toMatch(
      /takstbruk_landet_ar\.parquet differs in row 3: column sum_antall_takst holds 7, the pull gives \d+/,
    );
  });

  it("names the first byte of a word that was changed in manifest and SHA256SUMS alike", async () => {
    const folder = await released();
    await edit(join(folder, "manifest.json"), (text) => text.replace("Syntetiske data", "Virkelige data "));
    await sumAgain(folder);
    const { code, err } = await rebuilt(folder);
    expect(err).toMatch(/manifest\.json differs from byte \d+ on|SHA256SUMS differs from byte \d+ on/);
    expect(code).toBe(7);
  });

  it("names the place of a flipped byte", async () => {
    const folder = await released();
    await flipByte(join(folder, "takstkoder.parquet"));
    const { code, err } = await rebuilt(folder);
    expect(err).toMatch(
      /takstkoder\.parquet must have SHA-256[\s\S]*takstkoder\.parquet differs (in row|from byte) \d+/,
    );
    expect(code).toBe(7);
  });
});
