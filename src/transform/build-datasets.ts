// Makes every relation of the SQL files, and of those that are datasets the Parquet files that are published.
import { join } from "node:path";
import type { BuiltDataset } from "../domain/build.ts";
import type { Dataset } from "../domain/dataset.ts";
import type { Endpoint } from "../domain/endpoint.ts";
import { HelserefusjonError, ModelError } from "../domain/errors.ts";
import type { Report } from "../domain/progress.ts";
import type { Pull, Source } from "../domain/pull.ts";
import { outputErrorOf } from "../platform/file-errors.ts";
import { identifier, type Warehouse } from "../stores/warehouse.ts";
import { materialise } from "./materialise.ts";
import { makeInLanes } from "./model-lanes.ts";
import type { Model } from "./models.ts";
import { relate } from "./relate.ts";

export interface Building {
  /** The warehouse's folder. */
  readonly folder: string;
  readonly endpoints: readonly Endpoint[];
  readonly datasets: readonly Dataset[];
  readonly pull: Pull;
  readonly source: Source;
  /** Files of rows already typed, by the name of their endpoint. */
  readonly typed: ReadonlyMap<string, readonly string[]>;
  readonly report: Report;
}

/** Makes these models; the datasets built come in their order. Throws a ModelError that names the SQL file that cannot be run. */
export async function buildDatasets(
  warehouse: Warehouse,
  models: readonly Model[],
  to: Building,
): Promise<readonly BuiltDataset[]> {
  const built = new Map<Model, BuiltDataset>();
  const byPeriod = to.endpoints.filter(({ period }) => period !== undefined);
  await makeInLanes(warehouse, models, {
    large: new Set(byPeriod.map(({ name }) => `staging.${name}`)),
    make: (connection, model) => naming(model, () => make(connection, model, { to, built })),
  });
  return models.flatMap((model) => built.get(model) ?? []);
}

async function make(
  warehouse: Warehouse,
  model: Model,
  { to, built }: { readonly to: Building; readonly built: Map<Model, BuiltDataset> },
): Promise<void> {
  const dataset = to.datasets.find(({ name }) => model.layer === "marts" && model.name === name);
  if (dataset === undefined) await relate(warehouse, model, { ...to, folder: join(to.folder, "staging") });
  else built.set(model, await build(warehouse, { dataset, model, to }));
}

/** Throws what comes of it as it is where it is a sentence already, and else as a ModelError that names the model's file. */
async function naming(model: Model, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (cause instanceof HelserefusjonError) throw cause;
    const output = outputErrorOf(cause);
    if (output !== undefined) throw output;
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new ModelError(`Cannot run ${model.file}: ${found}`, { cause });
  }
}

async function build(
  warehouse: Warehouse,
  of: { readonly dataset: Dataset; readonly model: Model; readonly to: Building },
): Promise<BuiltDataset> {
  const { dataset, model, to } = of;
  const file = join(to.folder, "marts", `${dataset.name}.parquet`);
  const { id, scope } = to.pull;
  await materialise(warehouse, { dataset, sql: model.sql, file, source: to.source, pull: id, scope });
  const period = dataset.period === undefined ? "null" : identifier(dataset.period);
  const [found] = await warehouse.rows(
    `select count(*) as rows, min(${period}) as first, max(${period}) as last from marts.${identifier(dataset.name)}`,
  );
  const rows = Number(found?.rows);
  to.report({ kind: "made", stage: "transform", name: dataset.name, rows });
  return { name: dataset.name, rows, first_period: found?.first ?? null, last_period: found?.last ?? null };
}
