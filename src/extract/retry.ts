// When to repeat a request and how long to wait before, with limits on number and time.
import type { Clock } from "../platform/effects.ts";

/** The number of attempts before a request counts as failed. */
export const mostAttempts = 4;
const firstWait = 1_000;
const longestWait = 120_000;

/** Whether another attempt after this status may succeed. */
export function isWorthRetrying(status: number): boolean {
  return [408, 425, 429].includes(status) || status >= 500;
}

/**
 * Milliseconds to wait after this failed attempt (from 1), at most two minutes. `Retry-After` (seconds or a date) counts, plus up to a
 * tenth. Without it the wait is one second, doubled for each attempt, plus up to a half. The random part spreads the requests.
 */
export function waitAfter(attempt: number, wait: { retryAfter?: string; now: Date; random: number }): number {
  const announced = wait.retryAfter === undefined ? undefined : millisecondsIn(wait.retryAfter, wait.now);
  if (announced !== undefined) return Math.min(Math.max(announced, 0) * (1 + wait.random / 10), longestWait);
  return Math.min(firstWait * 2 ** (attempt - 1) * (1 + wait.random / 2), longestWait);
}

function millisecondsIn(retryAfter: string, now: Date): number | undefined {
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? undefined : date - now.getTime();
}

/** Limits the repeated attempts of a run. Each answer gives some back. When it is spent, no more requests are made. */
export class RetryBudget {
  readonly #most: number;
  #left: number;
  #answers = 0;

  /** Fifty, and one for every ten requests. That is enough for a server on a bad day, and a dying one soon uses it up. */
  constructor(requests: number) {
    this.#most = 50 + Math.floor(requests / 10);
    this.#left = this.#most;
  }

  /** Takes one attempt, if one is left. */
  take(): boolean {
    if (this.#left === 0) return false;
    this.#left--;
    return true;
  }

  /** Gives back the repeated attempts of one request, because a whole answer arrived. */
  answered(): void {
    this.#answers++;
    this.#left = Math.min(this.#left + 3, this.#most);
  }

  /** Ends the run: no more requests are made. */
  spend(): void {
    this.#left = 0;
  }

  /** True until the first whole answer. */
  get isUnanswered(): boolean {
    return this.#answers === 0;
  }

  get isSpent(): boolean {
    return this.#left === 0;
  }
}

/** Decides when each request may begin. */
export interface Pace {
  /** Waits until the next request may begin. */
  next(): Promise<void>;
  /** Stops new requests for so many milliseconds, because `Retry-After` concerns all requests. */
  hold(milliseconds: number): void;
}

/** At most `perSecond` requests begin in a second; undefined is no limit. */
export function openPace(clock: Clock, perSecond: number | undefined): Pace {
  const between = perSecond === undefined ? 0 : 1_000 / perSecond;
  let free = 0;
  let held: Promise<unknown> = Promise.resolve();
  const limited = async () => {
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
        if (between > 0) await limited();
      } while (seen !== held);
    },
    hold(milliseconds) {
      held = Promise.all([held, clock.sleep(milliseconds)]);
    },
  };
}
