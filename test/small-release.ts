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
export async function smallRelease({
  dialect,
  more = [],
  emulator: limits = {},
  root = "current",
}: SmallRelease): Promise<string> {
  const output = await temporaryFolder();
  const emulator = await startEmulator({
    world: { rows: 20_000, seed: 1 },
    dialect: dialects[dialect],
    ...limits,
  });
  onTestFinished(() => emulator.close());
  const origin = root === "current" ? emulator.origin : emulator.oldOrigin;
  const span = ["--since", "2019-07", "--until", "2020-07"];
  const context = capturedContext();
  const code = await runProgram(["run", "--origin", origin, "--output", output, ...span, ...more], context);
  if (code !== 0) throw new Error(`The run ended with ${code}: ${context.err()}`);
  return join(output, "releases", readlinkSync(join(output, "releases", "latest")));
}
