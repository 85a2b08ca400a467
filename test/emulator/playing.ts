// Plays one fault after another on one emulator, each at an address of its own.
import { afterAll, beforeAll, expect } from "vitest";
import { type Dialect, dialects } from "../../src/emulator/dialects.ts";
import type { Fault, FaultRule } from "../../src/emulator/faults.ts";
import { type Emulator, startEmulator } from "../../src/emulator/server.ts";
import { worlds } from "../../src/emulator/world/world.ts";
import { type Wire, wireOf } from "./wire.ts";

export const table = "/takstbruk/agtakst/landet/ar";
export const path = `${table}?fagomraade=LE&fomar=2023&tomar=2023`;

/** As a caller asks, and how. */
export interface Asking {
  readonly path?: string;
  readonly headers?: Record<string, string>;
}

/** What came at the first call, which met the fault, and at the second, which did not. */
export interface Played {
  readonly bad: Wire;
  readonly good: Buffer;
  readonly faults: readonly Fault[];
}

/** Starts an emulator for the tests of a file; the function it gives plays a fault on it. */
export function playFaults(
  dialect: Dialect = dialects.documented,
): (fault: Fault, asking?: Asking) => Promise<Played> {
  const rules: FaultRule[] = [];
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator({ world: worlds.small, dialect, faults: rules });
  });
  afterAll(() => emulator.close());
  return async (fault, asking = {}) => {
    const own = `${asking.path ?? path}&rule=${rules.length}`;
    rules.push({ path: own, calls: [1], fault });
    const ask = () => wireOf(emulator.origin + own, asking.headers ?? {});
    const bad = await ask();
    const good = await ask();
    expect([good.status, good.ending, good.chunks.at(-1)]).toEqual([200, "end", 0]);
    const faults = emulator.played().filter((played) => played.path === `/v1${own}` && played.call === 1);
    return { bad, good: good.body, faults: faults.map((played) => played.fault) };
  };
}
