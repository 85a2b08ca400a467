// The whole job on a small world: the emulator over real HTTP, the command line as a person types it, a release on disk.
import { readlinkSync } from "node:fs";
import { join } from "node:path";
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
  /** One unless told otherwise: two test files run at a time, and two threads for a small table cost more than they save. */
  readonly threads?: number;
  /** The output folder; absent: one that is gone after the test. */
  readonly output?: string;
}

/** Thirteen months around the reform of 2020, all fagområder. Gives the release's folder. */
export async function smallRelease(of: SmallRelease): Promise<string> {
  const { threads = 1, more = [] } = of;
  const output = await ran({ ...of, more: [...more, "--threads", String(threads)] }, [["run"]]);
  return join(output, "releases", readlinkSync(join(output, "releases", "latest")));
}

/** The same without a release. Gives the folder of the sorted, checked tables. */
export async function smallTables(of: SmallRelease): Promise<string> {
  const transform = ["transform", "--threads", String(of.threads ?? 1)] as const;
  return join(await ran(of, [["extract"], transform]), "warehouse", "marts");
}

/** Only the answers. Gives the folder of the pulls. */
export async function smallPull(of: SmallRelease): Promise<string> {
  return join(await ran(of, [["extract"]]), "raw");
}

/** Gives the output folder of these commands, of which the first asks. */
async function ran(
  of: SmallRelease,
  [asking, ...others]: readonly [readonly string[], ...(readonly string[])[]],
): Promise<string> {
  const { dialect, more = [], emulator: limits = {} } = of;
  const { output = await temporaryFolder() } = of;
  const emulator = await startEmulator({
    world: { rows: 20_000, seed: 1 },
    dialect: dialects[dialect],
    ...limits,
  });
  const span = ["--since", "2019-07", "--until", "2020-07"];
  const lines = [[...asking, "--origin", emulator.origin, ...span, ...more], ...others];
  try {
    for (const line of lines) {
      const context = capturedContext();
      const code = await runProgram([...line, "--output", output], context);
      if (code !== 0) throw new Error(`${line[0]} ended with ${code}: ${context.err()}`);
    }
  } finally {
    await emulator.close();
  }
  return output;
}
