// When to ask again, and how long to wait before: bounded in number and in time.
import type { Clock } from "../platform/effects.ts";

/** How often a request is made before it counts as failed. */
export const mostAttempts = 4;
const firstWait = 1_000;
const longestWait = 120_000;

/** The answers of a server that may do better when asked again. */
export function isWorthRetrying(status: number): boolean {
  return [408, 425, 429].includes(status) || status >= 500;
}

/**
 * Milliseconds to wait after the failed attempt of that number (from 1): what `Retry-After` (seconds or a date) asks for,
 * spread by up to a tenth, else doubling from one second, spread by up to a half, so that requests do not return together; two
 * minutes at most.
 */
export function waitAfter(
  attempt: number,
  about: { retryAfter?: string; now: Date; random: number },
): number {
  const asked = about.retryAfter === undefined ? undefined : millisecondsIn(about.retryAfter, about.now);
  if (asked !== undefined) return Math.min(Math.max(asked, 0) * (1 + about.random / 10), longestWait);
  return Math.min(firstWait * 2 ** (attempt - 1) * (1 + about.random / 2), longestWait);
}

function millisecondsIn(retryAfter: string, now: Date): number | undefined {
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? undefined : date - now.getTime();
}

/** Counts down the second attempts of a run; every answer gives some back. When it is spent, nothing more is asked. */
export class RetryBudget {
  readonly #most: number;
  #left: number;

  /** Fifty, and one for every ten requests: what a server on a bad day needs, and a dying one soon uses up. */
  constructor(requests: number) {
    this.#most = 50 + Math.floor(requests / 10);
    this.#left = this.#most;
  }

  /** Takes one attempt, if there is one left. */
  take(): boolean {
    if (this.#left === 0) return false;
    this.#left--;
    return true;
  }

  /** A whole answer: the server is not dying, and the attempts one request may take are given back. */
  answered(): void {
    this.#left = Math.min(this.#left + 3, this.#most);
  }

  /** Nothing more is to be asked. */
  spend(): void {
    this.#left = 0;
  }

  get isSpent(): boolean {
    return this.#left === 0;
  }
}

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
