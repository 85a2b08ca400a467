// The command line as a person meets it: help, rejections, exit codes.
import { describe, expect, it } from "vitest";
import { validated } from "../../src/cli/arguments.ts";
import { requestingShape } from "../../src/cli/options-of-pulls.ts";
import { allCommands, runProgram } from "../../src/cli/program.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { capturedContext } from "./captured-terminal.ts";

const commands = await allCommands();

async function run(...argv: readonly string[]) {
  const context = capturedContext();
  const code = await runProgram(argv, context);
  return { code, out: context.out(), err: context.err() };
}

describe("helserefusjon", () => {
  it("lists its commands for --help and without a command", async () => {
    for (const argv of [["--help"], []]) {
      const { code, out } = await run(...argv);
      expect(code).toBe(0);
      for (const { name, summary } of commands)
        expect(out).toMatch(new RegExp(`${name}\\s+${summary.slice(0, 20)}`));
    }
  });

  it("explains each command with its options and examples", async () => {
    for (const { name, shape, examples, positionals = [] } of commands) {
      const { code, out } = await run(name, "--help");
      expect(code).toBe(0);
      for (const option of Object.keys(shape)) {
        expect(out, name).toContain(positionals.includes(option) ? option : `--${option}`);
      }
      for (const word of examples.flatMap(([line]) => line.split(" "))) expect(out, name).toContain(word);
    }
  });

  it("says its version", async () => {
    expect((await run("--version")).out).toBe("0.0.0 (test)\n");
  });

  it.each([
    [
      ["plan", "--since", "2015-13"],
      "Cannot use --since 2015-13: expected a month from 1900-01 to 2099-12. Example: 2024-01",
    ],
    [
      ["plan", "--geographies", "bydel"],
      "Cannot use --geographies bydel: expected some of kommune,fylke,landet",
    ],
    [["extract", "--concurrency", "0"], "Cannot use --concurrency 0: expected a whole number from 1 to 16"],
    [
      ["extract", "--kommuner", "301"],
      "Cannot use --kommuner 301: expected four digits each, with commas between them. Example: 0301,1505",
    ],
    [["extract", "--origin", "ftp://x"], "Cannot use --origin ftp://x: expected an http or https URL"],
    [
      ["extract", "--datasets", "takstbruk"],
      "Cannot use --datasets takstbruk: expected some of fagomraader,",
    ],
    [
      ["extract", "--since", "2020-02", "--until", "2020-01"],
      "Cannot use --since 2020-02: it is after --until 2020-01",
    ],
    [
      ["run", "--memory-limit", "much"],
      "Cannot use --memory-limit much: expected a size in MB or GB. Example: 2GB",
    ],
    [
      ["load", "--gzip-csv-over", "50"],
      "Cannot use --gzip-csv-over 50: expected a size in kB, MB or GB. Example: 50MB",
    ],
    [["plan", "--origin", "http://x", "--emulator", "small"], "Cannot use --origin and --emulator together"],
    [["emulator", "--replay", "x", "--world", "demo"], "Cannot use --world with --replay"],
    [
      ["extract", "--reuse", "13"],
      "Cannot use --reuse 13: expected a number of months or days, or no value for 13months. Example: 400days",
    ],
    [["pull"], "Cannot run the command pull: expected one of plan, extract,"],
    [
      ["plan", "--sinse", "2015-01"],
      "Unknown option --sinse of plan. Did you mean --since? See helserefusjon plan --help",
    ],
    [["plan", "--zzz"], "Unknown option --zzz of plan. See helserefusjon plan --help\n"],
    [["load", "--csv-variant", "x"], "Cannot use --csv-variant x: expected excel\n"],
    [["plan", "--datasets", "takstkode"], ". Example: takstkoder,bandasjister. Did you mean takstkoder?\n"],
    [
      ["plan", "--fagomraader"],
      "Cannot run helserefusjon plan: Not enough arguments following fagomraader. See",
    ],
    [["history"], "Name the dataset: `helserefusjon history <dataset>`, such as "],
    [["publish", "--to", "x"], "Name the release: `helserefusjon publish <release> --to <place>`"],
    [
      ["plan", "--since", "2015-01", "--since", "2016-01"],
      "Cannot use --since 2 times: give it once. If it takes several values, put commas between them",
    ],
    [
      ["run", "--formats", "parquet", "--csv-variant", "excel"],
      "Cannot use --csv-variant with --formats parquet: it is about plain CSV files",
    ],
    [["plan", "--until", "2030-01"], "Cannot use --until 2030-01: it is after the present month, 2026-11"],
    [["run", "--datasets", "kommuner"], "together they leave nothing to fetch. Give more of them"],
    [
      ["run", "--datasets", "takstbruk_landet_ar", "--geographies", "kommune"],
      "Cannot use --datasets takstbruk_landet_ar with --geographies kommune and --periods maned,ar",
    ],
  ])("rejects %j with exit code 2 and says what is allowed", async (argv, message) => {
    const { code, err } = await run(...argv);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  it("takes --reuse alone for the horizon of 13 months, also before another option", async () => {
    expect(validated({ reuse: "" }, requestingShape).reuse).toEqual({ count: 13, unit: "months" });
    for (const argv of [
      ["--reuse", "--drift", "x"],
      ["--drift", "x", "--reuse"],
    ])
      expect((await run("extract", ...argv)).err).toBe(
        "Cannot use --drift x: expected warn or fail. Example: fail\n",
      );
  });

  it("names every option that is wrong, not only the first", async () => {
    const { err } = await run("plan", "--since", "x", "--until", "y");
    expect(err).toMatch(/--since x.*\n.*--until y/);
  });

  it("fails with exit code 7 where there is nothing to transform or load, and says what to do", async () => {
    const output = await temporaryFolder();
    expect(await run("transform", "--output", output)).toMatchObject({
      code: 7,
      err: expect.stringContaining("run extract first"),
    });
    expect(await run("load", "--output", output)).toMatchObject({ code: 7 });
    expect(await run("transform", "--output", output, "--pull", "x")).toMatchObject({
      code: 7,
      err: expect.stringMatching(/^Cannot open pull x: .*\. See the pulls with helserefusjon status\n$/),
    });
  });

  it("fails with exit code 3 when nobody answers", async () => {
    const output = await temporaryFolder();
    const { code, err } = await run("extract", "--output", output, "--origin", "http://127.0.0.1:9/v1");
    expect(err).toMatch(/Cannot fetch 9 requests: 127\.0\.0\.1:9 cannot be reached .*ECONNREFUSED/);
    expect(code).toBe(3);
  });
});
