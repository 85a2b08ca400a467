// How much patience a whole run has: a server that fails everywhere is left alone instead of hammered.

/** Counts down the second attempts of a run. When it is spent, nothing more is asked. */
export class RetryBudget {
  #left: number;

  /** Fifty, and one for every ten requests: what a server on a bad day needs, and a dying one soon uses up. */
  constructor(requests: number) {
    this.#left = 50 + Math.floor(requests / 10);
  }

  /** Takes one attempt, if there is one left. */
  take(): boolean {
    if (this.#left > 0) this.#left--;
    return this.#left > 0;
  }

  get isSpent(): boolean {
    return this.#left === 0;
  }
}
