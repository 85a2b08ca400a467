// The one limiter: how many pieces of work run at once, through p-limit.
import pLimit from "p-limit";

/** Runs what it is given, at most `limit` at once, in the order in which it was given. */
export type Limiter = <Made>(work: () => Promise<Made>) => Promise<Made>;

export function limiter(limit: number): Limiter {
  return pLimit(limit);
}

/** Does the work for every item, at most `limit` at once, begun in their order, also after failures; outcomes in that order. */
export async function settleWithin<Item, Made>(
  limit: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Made>,
): Promise<readonly PromiseSettledResult<Made>[]> {
  const within = limiter(limit);
  return await Promise.allSettled(items.map((item) => within(() => work(item))));
}

/**
 * Does the work for every item, at most `limit` at once, begun in their order; results in that order. A failure keeps the
 * rest from beginning. The first failure by the order is thrown, after all begun work has ended.
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
  // What was not begun comes after what was, so that this throws a failure of the work.
  return await Promise.all(begun);
}
