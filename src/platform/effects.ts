// The outside world a run is given: its clock and its chance. Made once in main; tests make their own.
import { setTimeout } from "node:timers/promises";

export interface Effects {
  readonly clock: Clock;
  /** A number from 0 to 1, for spreading waits. */
  random(): number;
}

export interface Clock {
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
}

/** The real clock and real chance. */
export function realEffects(): Effects {
  return {
    clock: {
      now: () => new Date(),
      sleep: async (milliseconds) => {
        await setTimeout(milliseconds);
      },
    },
    random: Math.random,
  };
}
