// Work on datasets side by side: each by one thread at a time, the largest first, so that all end at about the same time.
import { availableParallelism } from "node:os";
import type { Warehouse } from "../stores/warehouse.ts";
import type { Described } from "./describe.ts";

/** Of the four threads Node lends to DuckDB and to files, one is left for the files that are hashed. */
const mostLanes = 3;

/** How many lanes there are for so many threads; absent for all the machine has. */
export function lanesFor(threads: number = availableParallelism()): number {
  return Math.min(threads, mostLanes);
}

/**
 * Does the work for each dataset, in lanes with a connection each, and gives what was made in the order of the datasets. After
 * a failure nothing more is begun; it is thrown when what was begun has ended.
 */
export async function inLanes<Made>(
  described: readonly Described[],
  { warehouse, lanes }: { readonly warehouse: Warehouse; readonly lanes: number },
  work: (warehouse: Warehouse, one: Described) => Promise<Made>,
): Promise<readonly Made[]> {
  const waiting = [...described.entries()].sort(([, one], [, other]) => other.built.rows - one.built.rows);
  const made: Made[] = [];
  const lane = async () => {
    const connection = await warehouse.beside();
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [place, one] = next;
        made[place] = await work(connection, one);
      }
    } finally {
      waiting.length = 0;
      connection.close();
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const one of ended) if (one.status === "rejected") throw one.reason;
  return made;
}
