// The outside world a run is given: its clock, its chance and its proxies. Made once in main; tests make their own.
import { setTimeout } from "node:timers/promises";
import { type Proxies, proxiesFrom } from "./proxies.ts";

export interface Effects {
  readonly clock: Clock;
  /** A number from 0 to 1, for spreading waits. */
  random(): number;
  /** How other hosts are reached; a test has none unless it says so. */
  readonly proxies?: Proxies;
}

export interface Clock {
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
}

/** The real clock, real chance, and the proxies of this environment. */
export function realEffects(): Effects {
  return {
    clock: {
      now: () => new Date(),
      sleep: async (milliseconds) => {
        await setTimeout(milliseconds);
      },
    },
    random: Math.random,
    proxies: proxiesFrom(process.env),
  };
}
