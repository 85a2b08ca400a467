// The only limiter of concurrent work, based on p-limit.
import pLimit from "p-limit";

/** Runs work in the order of the calls, at most `limit` at once. */
export type Limiter = <Made>(work: () => Promise<Made>) => Promise<Made>;

export function limiter(limit: number): Limiter {
  return pLimit(limit);
}

/** Does the work for each item in order, at most `limit` at once, even after failures. Returns all outcomes in that order. */
export async function settleWithin<Item, Made>(
  limit: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Made>,
): Promise<readonly PromiseSettledResult<Made>[]> {
  const within = limiter(limit);
  return await Promise.allSettled(items.map((item) => within(() => work(item))));
}

/**
 * Does the work for each item in order, at most `limit` at once, and returns the results in that order. After a failure no more work
 * begins. Once all begun work has ended, throws the first failure in the order.
 */
export async function eachWithin<Item, Made>(
  limit: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Made>,
): Promise<readonly Made[]> {
  const within = pLimit({ concurrency: limit, rejectOnClear: true });
  const begun = items.map((item) =>
    within(async () => {
      try {
        return await work(item);
      } catch (failure) {
        within.clearQueue();
        throw failure;
      }
    }),
  );
  await Promise.allSettled(begun);
  // Items that did not begin come after those that did, so this throws a failure of the work.
  return await Promise.all(begun);
}
