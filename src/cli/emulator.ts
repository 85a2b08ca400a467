// helserefusjon emulator: the API's stand-in, for a person to try and for `run --emulator` to pull from.
import { once } from "node:events";
import { setInterval } from "node:timers/promises";
import { dialects } from "../emulator/dialects.ts";
import { startEmulator } from "../emulator/server.ts";
import { type WorldOptions, worlds } from "../emulator/world-options.ts";
import { validated } from "./arguments.ts";
import type { Command } from "./command.ts";
import { options } from "./options.ts";

const shape = {
  world: options.world,
  seed: options.seed,
  dialect: options.dialect,
  port: options.port,
};

export const emulatorCommand: Command = {
  name: "emulator",
  summary: "serve a made-up world in the form of the API, until stopped",
  examples: [
    ["helserefusjon emulator", "the small world on port 4680"],
    [
      "helserefusjon emulator --world 30000000 --dialect awkward",
      "a world for benchmarks, written otherwise",
    ],
  ],
  shape,
  async run(argv, { terminal }) {
    const { world, seed, dialect, port } = validated(argv, shape);
    const chosen = Object.entries(dialects).find(([name]) => name === dialect)?.[1] ?? dialects.documented;
    void endWithParent();
    const stopped = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    const emulator = await startEmulator({ world: { ...worldOf(world), seed }, dialect: chosen, port });
    terminal.out(
      `The emulator listens at ${emulator.origin} (old root ${emulator.oldOrigin}); its data are made up.\n`,
    );
    process.send?.({ origin: emulator.origin });
    await stopped;
    await emulator.close();
  },
};

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
