// Command lines as a person types them, against an emulator that misbehaves as told, into one output folder.
import { cp } from "node:fs/promises";
import { runProgram } from "../../src/cli/program.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { type EmulatorOptions, startEmulator } from "../../src/emulator/server.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { stillEffects } from "../still-effects.ts";
import { temporaryFolder } from "../temporary-folder.ts";

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Served {
  readonly output: string;
  /** Runs a command that asks the emulator. */
  ask(words: readonly string[], emulator?: Partial<EmulatorOptions>): Promise<Ended>;
  /** Runs a command that asks nobody. */
  tell(words: readonly string[]): Promise<Ended>;
  /** A copy of the output folder as it is now, for one test, with the same day and the same address. */
  copy(): Promise<Served>;
}

/**
 * An output folder, by default a new one for this test. Each command runs a day after the one before. Each question is answered by
 * an emulator of its own, which has the same address as far as pulls know.
 */
export async function served(
  scope: readonly string[],
  begun: { readonly output?: string; readonly day?: number; readonly port?: number } = {},
): Promise<Served> {
  const output = begun.output ?? (await temporaryFolder());
  let { day = 0, port = 0 } = begun;
  const tell = async (words: readonly string[]) => {
    day += 1;
    const now = `2026-11-${String(day).padStart(2, "0")}T04:00:00.000Z`;
    const context = { ...capturedContext(), effects: stillEffects(now) };
    const code = await runProgram([...words, "--output", output], context);
    return { code, out: context.out(), err: context.err() };
  };
  return {
    output,
    tell,
    async copy() {
      const copied = await temporaryFolder();
      await cp(output, copied, { recursive: true, verbatimSymlinks: true });
      return await served(scope, { output: copied, day, port });
    },
    async ask(words, options = {}) {
      const emulator = await startEmulator({
        world: { rows: 20_000, seed: 1 },
        dialect: dialects.documented,
        port,
        ...options,
      });
      port = Number(new URL(emulator.origin).port);
      try {
        return await tell([...words, "--origin", emulator.origin, "--threads", "1", ...scope]);
      } finally {
        await emulator.close();
      }
    },
  };
}
