// Runs that are killed: the next one goes on where they were, and asks nothing twice.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { runProgram } from "../../src/cli/program.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { type Emulator, startEmulator } from "../../src/emulator/server.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { bundledStillMain } from "./bundled-still-main.ts";
import { releaseBytes } from "./release-bytes.ts";

const main = bundledStillMain();

const datasets = [
  ...["fagomraader", "praksistyper", "takstkoder", "bandasjister", "kommuner"],
  ...["takstbruk_landet_ar", "takstbruk_landet_maned", "dekning"],
];

const part = [
  "--datasets",
  datasets.join(","),
  "--since",
  "2020-01",
  "--until",
  "2020-03",
  "--geographies",
  "landet",
  "--fagomraader",
  "LE,FY,PO,PS,KI,JO",
];

async function emulator(): Promise<Emulator> {
  const started = await startEmulator({ world: { rows: 20_000, seed: 1 }, dialect: dialects.documented });
  onTestFinished(() => started.close());
  return started;
}

/** The command line in a process of its own, as a shell starts it. */
function start(argv: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [main, ...argv], {
    cwd: projectFolder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function untilRequested(of: Emulator, requests: number): Promise<void> {
  for (let wait = 0; of.requests().size < requests && wait < 2_000; wait++) {
    await setTimeout(10);
  }
  expect(of.requests().size).toBeGreaterThanOrEqual(requests);
}

/** Lets the command line run until this is so, and kills it. Gives what it had said by then. */
async function killedWhen(argv: readonly string[], reached: () => boolean): Promise<string> {
  const child = start(argv);
  const ended = once(child, "exit");
  let said = "";
  child.stderr?.on("data", (text) => {
    said += text;
  });
  while (!reached() && child.exitCode === null) await setTimeout(5);
  child.kill("SIGKILL");
  expect(await ended).toEqual([null, "SIGKILL"]);
  return said;
}

let whole: ReturnType<typeof runUnbroken> | undefined;

/** The files of a run that nobody kills, in a folder with the oddest of names. */
function unbroken(): ReturnType<typeof runUnbroken> {
  whole ??= runUnbroken();
  return whole;
}

async function runUnbroken() {
  const api = await emulator();
  const output = join(await temporaryFolder(), "år [1] * 'a' \"b\"");
  const context = capturedContext();
  const code = await runProgram(["run", "--origin", api.origin, "--output", output, ...part], context);
  expect(code, context.err()).toBe(0);
  return releaseBytes(output);
}

function filesBelow(folder: string): number {
  return existsSync(folder) ? readdirSync(folder, { recursive: true }).length : 0;
}

describe("helserefusjon run", () => {
  it("goes on after kill −9 in the pull, the transform and the load, and every byte of the release is that of an unbroken run", async () => {
    const api = await emulator();
    const output = await temporaryFolder();
    const alone = ["--concurrency", "1", "--threads", "1"];
    const argv = ["run", "--origin", api.origin, "--output", output, ...alone, ...part];
    await killedWhen(argv, () => api.requests().size >= 6);
    expect(readdirSync(output)).toEqual([".lock", "raw"]);
    const goingOn = await killedWhen(argv, () => filesBelow(join(output, "warehouse", "marts")) > 2);
    expect(goingOn).toMatch(/requests into .*, \d+ of them answered before/);
    const twice = [...api.requests()].filter(([, times]) => times > 1);
    expect(
      twice.length,
      "only the request in flight when it was killed is requested again",
    ).toBeLessThanOrEqual(1);

    const requested = new Map(api.requests());
    await killedWhen(argv, () => filesBelow(join(output, "releases")) > 3);
    expect(existsSync(join(output, "releases", "latest"))).toBe(false);
    const context = capturedContext();
    expect(await runProgram(argv, context), context.err()).toBe(0);
    expect(context.err()).toContain("using pull 20261101T040000Z, which is complete and has no release yet");
    expect(new Map(api.requests()), "an answered request is never requested again").toEqual(requested);
    expect(releaseBytes(output)).toEqual(await unbroken());
  });

  it("works in a folder whose name has brackets, stars, quotes and spaces", async () => {
    expect(Object.keys(await unbroken()).length).toBeGreaterThan(10);
  });

  it("lets only one process at a time into an output folder, and the next in when that one is killed", async () => {
    const api = await emulator();
    const output = await temporaryFolder();
    const argv = ["extract", "--origin", api.origin, "--output", output, "--concurrency", "1", ...part];
    const first = start(argv);
    await untilRequested(api, 5);
    const context = capturedContext();
    expect(await runProgram(argv, context)).toBe(8);
    expect(context.err()).toContain(`Cannot use ${output}: another run is using it`);
    first.kill("SIGKILL");
    await once(first, "exit");
    expect(await runProgram(argv, capturedContext())).toBe(0);
  });

  it("says how to go on when it is interrupted", async () => {
    const api = await emulator();
    const output = await temporaryFolder();
    const child = start([
      "extract",
      "--origin",
      api.origin,
      "--output",
      output,
      "--concurrency",
      "1",
      ...part,
    ]);
    let said = "";
    child.stderr?.on("data", (text) => {
      said += text;
    });
    await untilRequested(api, 12);
    child.kill("SIGINT");
    const [code] = await once(child, "exit");
    expect(said).toContain("Interrupted. Run the same command again to continue");
    expect(code).toBe(130);
  });
});
