// Odd things in output/: something else is at the path of a file, folder or link. No command prints a stack trace or ends with exit code 1.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runProgram } from "../../src/cli/program.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { type Emulator, startEmulator } from "../../src/emulator/server.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { capturedContext } from "./captured-terminal.ts";

const part = ["--datasets", "fagomraader,bandasjister", "--since", "2020-01", "--until", "2020-02"];

/** Paths that are there only while a command works, or after one that this release did not need. */
const others = ["changes", ".verify", ".rebuild", "warehouse/spill", "summary.md.partial"];

/** Of a release, which has files by the dozen, one of each kind. */
const ofRelease = /\/(manifest\.json|SHA256SUMS|bandasjister\.parquet)$/;

/** All commands for all cases take some minutes: requested by a variable of the environment. */
const all = process.env.ODD_OUTPUT !== undefined;

let api: Emulator;
let whole: string;
let work: string;

beforeAll(async () => {
  api = await startEmulator({ world: { rows: 20_000, seed: 1 }, dialect: dialects.documented });
});
afterAll(() => api.close());

const things: Readonly<Record<string, (path: string) => void>> = {
  "a file": (path) => writeFileSync(path, "not what you expect\n"),
  "a folder": (path) => mkdirSync(join(path, "x"), { recursive: true }),
  "a link to nowhere": (path) => symlinkSync(join(whole, "nowhere", "at", "all"), path),
  "a link to itself": (path) => symlinkSync(path, path),
  "a pipe": (path) => void spawnSync("mkfifo", [path]),
};

async function run(argv: readonly string[], output: string) {
  const context = capturedContext();
  const code = await runProgram([...argv, "--output", output], context);
  return { code, err: context.err() };
}

function pathsIn(output: string): readonly string[] {
  const found = readdirSync(output, { recursive: true, encoding: "utf8" });
  return [
    ...found.filter((path) => !/^releases\/[^/]+\//.test(path) || ofRelease.test(path)),
    ...others,
  ].sort();
}

/** The commands that use the folder of a path, without `run`, which does the work of three of them. */
function usersOf(path: string): readonly string[] {
  if (path.startsWith("raw")) return ["status", "extract", "transform"];
  if (path.startsWith("warehouse")) return ["transform", "load"];
  if (path.startsWith("releases")) return ["status", "load", "verify", "history", "diff"];
  return ["load", "verify", "diff"];
}

it(
  "is reported in one sentence by each command that uses the path",
  async () => {
    whole = await temporaryFolder();
    work = join(await temporaryFolder(), "work");
    const asking = ["--origin", api.origin, ...part];
    expect((await run(["run", ...asking, "--threads", "1"], whole)).code).toBe(0);
    const commands = [
      ["status"],
      ["transform", "--threads", "1"],
      ["load", "--threads", "1"],
      ["extract", ...asking],
      ["run", ...asking, "--threads", "1"],
      ["verify"],
      ["history", "bandasjister"],
      ["diff", "latest", "latest"],
    ];
    const cases = pathsIn(whole).flatMap((path) => Object.keys(things).map((thing) => ({ path, thing })));
    const wrong: string[] = [];
    let tried = 0;
    for (const [at, { path, thing }] of cases.entries()) {
      for (const command of commands) {
        // Unless all are requested, one case in eight, each with one of the commands that use its folder.
        const using = commands.filter(([name = ""]) => usersOf(path).includes(name));
        if (!all && (at % 8 !== 0 || using[(at / 8) % using.length] !== command)) continue;
        rmSync(work, { recursive: true, force: true });
        cpSync(whole, work, { recursive: true, verbatimSymlinks: true });
        rmSync(join(work, path), { recursive: true, force: true });
        mkdirSync(join(work, path, ".."), { recursive: true });
        things[thing]?.(join(work, path));
        const { code, err } = await run(command, work);
        tried++;
        const isReported = code === 0 || ([7, 8].includes(code) && /^Cannot [^\n]+$/m.test(err));
        if (!isReported || /\n\s+at /.test(err))
          wrong.push(`${command[0]}, ${path} is ${thing}: ${code} ${err}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(20);
  },
  all ? 3_600_000 : 120_000,
);
