// The order of work in the warehouse: what is large one after the other, and beside it what is small and takes one thread.
import type { Warehouse } from "../stores/warehouse.ts";
import { type Model, nameOf } from "./models.ts";

/**
 * Makes every model after those it reads, which come before it in `models`. Those that read a relation named in `large`, also
 * by way of others, fill all cores and the memory there is: they wait for one another. After a failure nothing more is begun;
 * it is thrown when what was begun has ended.
 */
export async function makeInLanes(
  warehouse: Warehouse,
  models: readonly Model[],
  of: {
    readonly large: ReadonlySet<string>;
    readonly make: (warehouse: Warehouse, model: Model) => Promise<void>;
  },
): Promise<void> {
  const { first, large } = sorted(models, of.large);
  const beside = await warehouse.beside();
  const lanes = { large: new Lane(warehouse), small: new Lane(beside) };
  const made = new Map<string, Promise<void>>();
  const failures: unknown[] = [];
  for (const model of first) {
    const read = model.reads.map((name) => made.get(name));
    const lane = large.has(nameOf(model)) ? lanes.large : lanes.small;
    const making = lane.next(async (connection) => {
      await Promise.all(read);
      if (failures.length === 0) await of.make(connection, model).catch((error) => failures.push(error));
    });
    made.set(nameOf(model), making);
  }
  await Promise.all(made.values());
  beside.close();
  for (const failure of failures) throw failure;
}

/** The models that are large, and all of them in an order in which small ones that nothing large waits for come last. */
function sorted(models: readonly Model[], named: ReadonlySet<string>) {
  const large = new Set(named);
  for (const model of models) if (model.reads.some((read) => large.has(read))) large.add(nameOf(model));
  const byName = new Map(models.map((model) => [nameOf(model), model]));
  const first = new Set<Model>();
  const visit = (model: Model | undefined) => {
    if (model === undefined || first.has(model)) return;
    for (const read of model.reads) visit(byName.get(read));
    first.add(model);
  };
  for (const model of models) if (large.has(nameOf(model))) visit(model);
  for (const model of models) visit(model);
  return { large, first };
}

/** Work on one connection, one after the other; none of it fails. */
class Lane {
  readonly #connection: Warehouse;
  #last: Promise<void> = Promise.resolve();

  constructor(connection: Warehouse) {
    this.#connection = connection;
  }

  next(work: (connection: Warehouse) => Promise<void>): Promise<void> {
    this.#last = this.#last.then(() => work(this.#connection));
    return this.#last;
  }
}
