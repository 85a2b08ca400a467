// Keeps a run from asking more often than it was told to, by its user or by the server.
import type { Clock } from "../platform/effects.ts";

/** Gives requests their turn. */
export interface Pace {
  /** Waits until a request may be made. */
  next(): Promise<void>;
  /** Lets no request begin for so many milliseconds: a server that asks one to wait means all. */
  hold(milliseconds: number): void;
}

/** A pace at which no more than `perSecond` requests begin in a second; undefined is no limit. */
export function paceOf(clock: Clock, perSecond: number | undefined): Pace {
  const between = perSecond === undefined ? 0 : 1_000 / perSecond;
  let free = 0;
  let held: Promise<unknown> = Promise.resolve();
  const rated = async () => {
    const now = clock.now().getTime();
    const turn = Math.max(now, free);
    free = turn + between;
    if (turn > now) await clock.sleep(turn - now);
  };
  return {
    async next() {
      let seen: Promise<unknown>;
      do {
        seen = held;
        await seen;
        if (between > 0) await rated();
      } while (seen !== held);
    },
    hold(milliseconds) {
      held = Promise.all([held, clock.sleep(milliseconds)]);
    },
  };
}
