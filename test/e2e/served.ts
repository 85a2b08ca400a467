// Command lines as a person types them, against an emulator that misbehaves as told, into one output folder.
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
}

/** An output folder; each command is run a day after the one before. Each question is answered by an emulator of its own, on the same address as far as pulls know. */
export async function served(scope: readonly string[]): Promise<Served> {
  const output = await temporaryFolder();
  let day = 0;
  const tell = async (words: readonly string[]) => {
    day += 1;
    const now = `2026-11-${String(day).padStart(2, "0")}T04:00:00.000Z`;
    const context = { ...capturedContext(), effects: stillEffects(now) };
    const code = await runProgram([...words, "--output", output], context);
    return { code, out: context.out(), err: context.err() };
  };
  let port = 0;
  return {
    output,
    tell,
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
