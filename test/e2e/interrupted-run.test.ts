// Runs that are killed: the next one goes on where they were, and asks nothing twice.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runProgram } from "../../src/cli/program.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { type Emulator, startEmulator } from "../../src/emulator/server.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { bundledMain } from "./bundled-main.ts";
import { releaseBytes } from "./release-bytes.ts";

const main = bundledMain("test/e2e/still-main.ts");

const part = [
  "--since",
  "2020-01",
  "--until",
  "2020-03",
  "--geographies",
  "landet",
  "--fagomraader",
  "LE,FY,PS,TH,KI",
];

async function emulator(): Promise<Emulator> {
  const started = await startEmulator({ world: { rows: 20_000, seed: 1 }, dialect: dialects.documented });
  onTestFinished(() => started.close());
  return started;
}

/** The command line in a process of its own, as a shell starts it. */
function start(argv: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [...main, ...argv], {
    cwd: projectFolder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function untilAsked(of: Emulator, requests: number): Promise<void> {
  for (let wait = 0; of.requests().size < requests && wait < 2_000; wait++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(of.requests().size).toBeGreaterThanOrEqual(requests);
}

describe("helserefusjon run", () => {
  it("goes on after kill −9 in the middle of a pull, and every byte of the release is that of an unbroken run", async () => {
    const api = await emulator();
    const output = await temporaryFolder();
    const argv = ["run", "--origin", api.origin, "--output", output, "--concurrency", "1", ...part];
    const broken = start(argv);
    await untilAsked(api, 12);
    broken.kill("SIGKILL");
    await once(broken, "exit");
    expect(readdirSync(output)).toEqual([".lock", "raw"]);
    const context = capturedContext();
    expect(await runProgram(argv, context)).toBe(0);
    expect(context.err()).toMatch(/requests into .*, \d+ of them answered before/);
    const twice = [...api.requests()].filter(([, times]) => times > 1);
    expect(twice.length, "only the request in flight when it was killed is asked again").toBeLessThanOrEqual(
      1,
    );

    const unbroken = await temporaryFolder();
    expect(await runProgram(argv.with(4, unbroken), capturedContext())).toBe(0);
    expect(releaseBytes(output)).toEqual(releaseBytes(unbroken));
  });

  it("works in a folder whose name has brackets, stars, quotes and spaces", async () => {
    const api = await emulator();
    const output = join(await temporaryFolder(), "år [1] * 'a' \"b\"");
    const context = capturedContext();
    const code = await runProgram(["run", "--origin", api.origin, "--output", output, ...part], context);
    expect(code, context.err()).toBe(0);
    expect(Object.keys(releaseBytes(output)).length).toBeGreaterThan(10);
  });

  it("does not ask again when only the release was missing, and says so", async () => {
    const api = await emulator();
    const output = await temporaryFolder();
    const argv = ["--origin", api.origin, "--output", output, ...part];
    expect(await runProgram(["extract", ...argv], capturedContext())).toBe(0);
    const asked = new Map(api.requests());
    const context = capturedContext();
    expect(await runProgram(["run", ...argv], context)).toBe(0);
    expect(context.err()).toContain("Using the complete pull 20261101T040000Z: it has no release yet");
    expect(new Map(api.requests())).toEqual(asked);
  });

  it("lets only one process at a time into an output folder, and the next in when that one is killed", async () => {
    const api = await emulator();
    const output = await temporaryFolder();
    const argv = ["extract", "--origin", api.origin, "--output", output, "--concurrency", "1", ...part];
    const first = start(argv);
    await untilAsked(api, 5);
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
    await untilAsked(api, 12);
    child.kill("SIGINT");
    const [code] = await once(child, "exit");
    expect(said).toContain("Interrupted. Run the same command again to go on");
    expect(code).toBe(130);
  });
});
