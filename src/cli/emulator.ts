// helserefusjon emulator: serves synthetic data, or recorded answers, the way the API does.
import { resolve } from "node:path";
import { setInterval } from "node:timers/promises";
import { z } from "zod";
import { UsageError } from "../domain/errors.ts";
import { dialects } from "../emulator/dialects.ts";
import { startReplay } from "../emulator/replay.ts";
import { startEmulator } from "../emulator/server.ts";
import { type WorldOptions, worlds } from "../emulator/world/world.ts";
import { untilInterrupted } from "../platform/process.ts";
import { defineCommand, optionTexts, portOption, type Values } from "./command.ts";
import { connectionShape, month, seedOption, worldName } from "./options-of-pulls.ts";

const shape = {
  world: z.string().regex(worldName).default("small").register(optionTexts, {
    help: "world to serve: small, demo, or a number of takstbruk rows (a world has at least 61000)",
    expected: "small, demo or a number of rows",
    example: "100000",
  }),
  seed: seedOption,
  dialect: connectionShape.dialect,
  "as-of": month.default("202611").register(optionTexts, {
    help: "present month of the world: it has the months before, and the bills that had arrived by then",
    expected: "a month from 1900-01 to 2099-12",
    example: "2026-06",
    usual: "2026-11",
  }),
  port: portOption(4680),
  replay: z.string().min(1).optional().register(optionTexts, {
    help: "folder of a probe or pull whose recorded answers to serve instead",
    expected: "the folder of a probe or of a pull",
    example: "output/probe/20261123T052800Z",
    usual: "no replay",
  }),
};

export const emulatorCommand = defineCommand({
  name: "emulator",
  summary: "serve synthetic data, or recorded answers, the way the API does, until Ctrl-C",
  examples: [
    ["helserefusjon emulator", "the small world on port 4680"],
    [
      "helserefusjon emulator --world 30000000 --dialect awkward",
      "30 million rows, in another form of answers",
    ],
    [
      "helserefusjon emulator --replay output/probe/20261123T052800Z",
      "the recorded answers of a probe, or of a pull",
    ],
  ],
  shape,
  async run(values, { terminal }, given) {
    rejectWorldOfReplay(given);
    void endWithParent();
    const stopped = untilInterrupted();
    const emulator = await (values.replay === undefined ? startWorld(values) : replay(values.replay, values));
    terminal.out(emulator.greeting);
    process.send?.({ origin: emulator.origin });
    await stopped;
    await emulator.close();
    return undefined;
  },
});

/** Throws a UsageError for options of synthetic data, which a replay has none of. */
function rejectWorldOfReplay(given: Readonly<Record<string, unknown>>): void {
  const found = ["world", "seed", "dialect", "as-of"].find((name) => given[name] !== undefined);
  if (given.replay === undefined || found === undefined) return;
  throw new UsageError(`Cannot use --${found} with --replay, because recorded answers are served unchanged`, {
    facts: { option: found },
  });
}

interface Started {
  readonly origin: string;
  readonly greeting: string;
  readonly close: () => Promise<void>;
}

async function startWorld(values: Values<typeof shape>): Promise<Started> {
  const { world, seed, dialect, port, "as-of": asOf } = values;
  const chosen = Object.entries(dialects).find(([name]) => name === dialect)?.[1] ?? dialects.documented;
  const emulator = await startEmulator({ world: { ...worldOf(world), seed, asOf }, dialect: chosen, port });
  const { origin, oldOrigin } = emulator;
  return {
    ...emulator,
    greeting: `The emulator listens at ${origin} (old root ${oldOrigin}). Its data are synthetic.\n`,
  };
}

async function replay(folder: string, { port }: Values<typeof shape>): Promise<Started> {
  const started = await startReplay({ folder: resolve(folder), port });
  const greeting =
    `The emulator serves ${started.answers} recorded answers at ${started.origin}. ` +
    "A release made from them is marked synthetic, because they do not come from the API itself.\n";
  return { ...started, greeting };
}

/**
 * Ends this process with the run that started it, if one did. The channel may break without an event if a message is on its
 * way. So we watch the parent's id as well, because an orphan gets another parent.
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
