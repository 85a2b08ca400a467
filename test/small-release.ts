// The whole job on a small world: the emulator over real HTTP, the command line as a person types it, a release on disk.
import { readlinkSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { runProgram } from "../src/cli/program.ts";
import { dialects } from "../src/emulator/dialects.ts";
import { type EmulatorOptions, startEmulator } from "../src/emulator/server.ts";
import { capturedContext } from "./cli/captured-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export interface SmallRelease {
  readonly dialect: keyof typeof dialects;
  /** More words for the command line. */
  readonly more?: readonly string[];
  /** Faults and limits of the emulator. */
  readonly emulator?: Partial<EmulatorOptions>;
  /** Which root to ask. */
  readonly root?: "current" | "old";
}

/** Thirteen months around the reform of 2020, all fagområder. Gives the release's folder. */
export async function smallRelease(of: SmallRelease): Promise<string> {
  const output = await ran(of, ["run"]);
  return join(output, "releases", readlinkSync(join(output, "releases", "latest")));
}

/** The same without a release. Gives the folder of the sorted, checked tables. */
export async function smallTables(of: SmallRelease): Promise<string> {
  return join(await ran(of, ["extract", "transform"]), "warehouse", "marts");
}

/** Gives the output folder of these commands, of which the first asks. */
async function ran(
  { dialect, more = [], emulator: limits = {}, root = "current" }: SmallRelease,
  [asking, ...others]: readonly [string, ...string[]],
): Promise<string> {
  const output = await temporaryFolder();
  const emulator = await startEmulator({
    world: { rows: 20_000, seed: 1 },
    dialect: dialects[dialect],
    ...limits,
  });
  onTestFinished(() => emulator.close());
  const origin = root === "current" ? emulator.origin : emulator.oldOrigin;
  const span = ["--since", "2019-07", "--until", "2020-07"];
  const lines = [[asking, "--origin", origin, ...span, ...more], ...others.map((name) => [name])];
  for (const line of lines) {
    const context = capturedContext();
    const code = await runProgram([...line, "--output", output], context);
    if (code !== 0) throw new Error(`${line[0]} ended with ${code}: ${context.err()}`);
  }
  return output;
}
