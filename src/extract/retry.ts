// When to ask again, and how long to wait before: bounded in number and in time.

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
