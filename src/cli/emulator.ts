// helserefusjon emulator: the API's stand-in, for a person to try and for `run --emulator` to pull from.
import { resolve } from "node:path";
import { setInterval } from "node:timers/promises";
import { UsageError } from "../domain/errors.ts";
import { dialects } from "../emulator/dialects.ts";
import { startReplay } from "../emulator/replay.ts";
import { startEmulator } from "../emulator/server.ts";
import { type WorldOptions, worlds } from "../emulator/world/world.ts";
import { untilInterrupted } from "../platform/interrupt.ts";
import { type Values, validated } from "./arguments.ts";
import type { Command } from "./command.ts";
import { emulatorOptions } from "./emulator-options.ts";
import { options } from "./options.ts";

const shape = {
  world: emulatorOptions.world,
  seed: options.seed,
  dialect: options.dialect,
  port: emulatorOptions.port,
  replay: emulatorOptions.replay,
};

export const emulatorCommand: Command = {
  name: "emulator",
  summary: "serve a made-up world, or recorded answers, in the form of the API, until stopped",
  examples: [
    ["helserefusjon emulator", "the small world on port 4680"],
    [
      "helserefusjon emulator --world 30000000 --dialect awkward",
      "a world for benchmarks, written otherwise",
    ],
    [
      "helserefusjon emulator --replay output/probe/20261123T052800Z",
      "the answers of a probe, or of a pull, to the very requests that got them",
    ],
  ],
  shape,
  async run(argv, { terminal }) {
    const values = validated(argv, shape);
    refuseWorldOfReplay(argv);
    void endWithParent();
    const stopped = untilInterrupted();
    const emulator = await (values.replay === undefined ? startWorld(values) : replay(values.replay, values));
    terminal.out(emulator.greeting);
    process.send?.({ origin: emulator.origin });
    await stopped;
    await emulator.close();
  },
};

/** Throws a UsageError for options that say how to make up what a replay does not. */
function refuseWorldOfReplay(argv: Readonly<Record<string, unknown>>): void {
  const found = ["world", "seed", "dialect"].find((name) => argv[name] !== undefined);
  if (argv.replay === undefined || found === undefined) return;
  throw new UsageError(
    `Cannot replay with --${found}: recorded answers are served as they are, and nothing is made up`,
  );
}

interface Started {
  readonly origin: string;
  readonly greeting: string;
  readonly close: () => Promise<void>;
}

async function startWorld({ world, seed, dialect, port }: Values<typeof shape>): Promise<Started> {
  const chosen = Object.entries(dialects).find(([name]) => name === dialect)?.[1] ?? dialects.documented;
  const emulator = await startEmulator({ world: { ...worldOf(world), seed }, dialect: chosen, port });
  const { origin, oldOrigin } = emulator;
  return {
    ...emulator,
    greeting: `The emulator listens at ${origin} (old root ${oldOrigin}); its data are made up.\n`,
  };
}

async function replay(folder: string, { port }: Values<typeof shape>): Promise<Started> {
  const started = await startReplay({ folder: resolve(folder), port });
  const greeting =
    `${started.answers} recorded answers are served at ${started.origin}; ` +
    "what is made from them is marked synthetic, since it does not come from the API itself.\n";
  return { ...started, greeting };
}

/**
 * Ends this process with the run that started it, if one did. The channel between the two tells of it only where nothing is
 * on its way when it breaks, so the parent itself is watched: an orphan is given another one.
 */
async function endWithParent(): Promise<void> {
  if (process.connected === undefined) return;
  const parent = process.ppid;
  for await (const _ of setInterval(250)) {
    if (process.connected === false || process.ppid !== parent) process.exit(0);
  }
}

function worldOf(name: string): WorldOptions {
  const known = Object.entries(worlds).find(([world]) => world === name)?.[1];
  return known ?? { rows: Number(name), seed: 1 };
}
