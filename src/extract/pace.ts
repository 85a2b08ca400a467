// Keeps a run from asking more often than it was told to.
import type { Clock } from "../platform/effects.ts";

/** Waits until the next request may be made, so that no more than `perSecond` begin in a second; undefined is no limit. */
export function pace(clock: Clock, perSecond: number | undefined): () => Promise<void> {
  if (perSecond === undefined) return async () => undefined;
  const between = 1_000 / perSecond;
  let next = 0;
  return async () => {
    const now = clock.now().getTime();
    const turn = Math.max(now, next);
    next = turn + between;
    if (turn > now) await clock.sleep(turn - now);
  };
}
