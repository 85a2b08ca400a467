// A world in which time stands still: waits end at once and are written down.
import type { Effects } from "../src/platform/effects.ts";

export interface StillEffects extends Effects {
  /** Every wait that was requested, in milliseconds. */
  readonly waits: number[];
}

export function stillEffects(now = "2026-11-01T04:00:00.000Z"): StillEffects {
  const waits: number[] = [];
  return {
    waits,
    clock: {
      now: () => new Date(now),
      async sleep(milliseconds) {
        waits.push(milliseconds);
      },
    },
    random: () => 0,
  };
}
