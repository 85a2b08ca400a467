// How much patience a whole run has: a server that fails everywhere is left alone instead of hammered.

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
