// Queries about many things side by side, where each takes one thread: so many lanes, a connection to the warehouse each.
import { availableParallelism } from "node:os";
import type { Warehouse } from "./warehouse.ts";

/** Of the four threads Node lends to DuckDB and to files, one is left for the files that are hashed. */
const mostLanes = 3;

/** How many lanes there are for so many threads; absent for all the machine has. */
export function lanesFor(threads: number = availableParallelism()): number {
  return Math.min(threads, mostLanes);
}

/**
 * Does the work for each of these, begun in their order; what was made, by what it was made for. After a failure nothing more
 * is begun; when what was begun has ended, the first by that order is thrown.
 */
export async function inLanes<One extends object, Made>(
  ones: readonly One[],
  { warehouse, lanes }: { readonly warehouse: Warehouse; readonly lanes: number },
  work: (warehouse: Warehouse, one: One) => Promise<Made>,
): Promise<ReadonlyMap<One, Made>> {
  const waiting = [...ones];
  const made = new Map<One, Made>();
  const failures = new Map<One, unknown>();
  const doNext = async (connection: Warehouse, one: One) => {
    try {
      made.set(one, await work(connection, one));
    } catch (failure) {
      failures.set(one, failure);
      waiting.length = 0;
    }
  };
  const lane = async () => {
    const connection = await warehouse.beside();
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await doNext(connection, one);
    connection.close();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  for (const one of ones) if (failures.has(one)) throw failures.get(one);
  return made;
}
