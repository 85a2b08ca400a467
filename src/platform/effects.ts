// The outside world of a run: clock, random numbers and proxies. Main makes the real one, and tests make their own.
import { setTimeout } from "node:timers/promises";
import { type Proxies, proxiesFrom } from "./proxies.ts";

export interface Effects {
  readonly clock: Clock;
  /** A number from 0 to 1, which spreads waits. */
  random(): number;
  /** The proxies to other hosts. */
  readonly proxies?: Proxies;
}

export interface Clock {
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
}

/** The real clock, real random numbers, and the proxies of this environment. */
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
