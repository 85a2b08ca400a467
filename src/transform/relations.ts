// Makes the relations of all models, each after those it reads, and the Parquet files of datasets.
import { join } from "node:path";
import type { BuiltDataset } from "../domain/build.ts";
import type { Dataset } from "../domain/dataset.ts";
import type { Endpoint } from "../domain/endpoint.ts";
import { HelserefusjonError, ModelError } from "../domain/errors.ts";
import type { Report } from "../domain/progress.ts";
import type { Pull, Source } from "../domain/pull.ts";
import { outputErrorOf } from "../platform/file-errors.ts";
import { limiter } from "../platform/limiter.ts";
import { parquetRows } from "../stores/read-files.ts";
import { identifier, literal, type Warehouse } from "../stores/warehouse.ts";
import { codedSelect, materialise, plainSelect } from "./materialise.ts";
import { type Model, relationOf, withoutEnd } from "./models.ts";

export interface Building {
  /** The warehouse's folder. */
  readonly folder: string;
  readonly endpoints: readonly Endpoint[];
  readonly datasets: readonly Dataset[];
  readonly pull: Pull;
  readonly source: Source;
  readonly report: Report;
  /** The error for a failed model if a value of the API is the cause. */
  readonly rejected: (model: Model) => Promise<HelserefusjonError | undefined>;
}

/** Makes the relations of these models, and returns the datasets in their order. Throws a ModelError that names a failed SQL file. */
export async function buildDatasets(
  warehouse: Warehouse,
  models: readonly Model[],
  to: Building,
): Promise<readonly BuiltDataset[]> {
  const built = new Map<Model, BuiltDataset>();
  const byPeriod = to.endpoints.filter(({ period }) => period !== undefined);
  await makeInOrder(warehouse, models, {
    large: new Set(byPeriod.map(({ name }) => `staging.${name}`)),
    make: (connection, model) => nameFailures(model, to, () => make(connection, model, { to, built })),
  });
  return models.flatMap((model) => built.get(model) ?? []);
}

async function make(
  warehouse: Warehouse,
  model: Model,
  { to, built }: { readonly to: Building; readonly built: Map<Model, BuiltDataset> },
): Promise<void> {
  const dataset = to.datasets.find(({ name }) => model.layer === "marts" && model.name === name);
  if (dataset === undefined)
    await createRelation(warehouse, model, { ...to, folder: join(to.folder, "staging") });
  else built.set(model, await build(warehouse, { dataset, model, to }));
}

/** Turns an error of DuckDB into one that names the API's value, or else the model's file. */
async function nameFailures(
  model: Model,
  { rejected }: Pick<Building, "rejected">,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (cause instanceof HelserefusjonError) throw cause;
    const output = outputErrorOf(cause);
    if (output !== undefined) throw output;
    const found = cause instanceof Error ? cause.message : String(cause);
    throw (
      (await rejected(model)) ??
      new ModelError(`Cannot run ${model.file}: ${found}`, { cause, facts: { file: model.file } })
    );
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

/**
 * Makes every model after those it reads, which come before it in `models`. Models that read a relation named in `large`,
 * directly or not, use all cores and all memory, so that one is made at a time. Meanwhile one other model at a time is made with
 * one thread. After a failure no model is begun. The first failure is thrown when all begun work has ended.
 */
export async function makeInOrder(
  warehouse: Warehouse,
  models: readonly Model[],
  of: {
    readonly large: ReadonlySet<string>;
    readonly make: (warehouse: Warehouse, model: Model) => Promise<void>;
  },
): Promise<void> {
  const { ordered, large } = inOrder(models, of.large);
  const beside = await warehouse.beside();
  const largeOnes = { within: limiter(1), connection: warehouse };
  const smallOnes = { within: limiter(1), connection: beside };
  const made = new Map<string, Promise<void>>();
  let hasFailed = false;
  for (const model of ordered) {
    const read = model.reads.map((name) => made.get(name));
    const { within, connection } = large.has(relationOf(model)) ? largeOnes : smallOnes;
    const making = within(async () => {
      await Promise.allSettled(read);
      if (hasFailed) return;
      await of.make(connection, model).catch((failure) => {
        hasFailed = true;
        throw failure;
      });
    });
    made.set(relationOf(model), making);
  }
  await Promise.allSettled(made.values());
  beside.close();
  await Promise.all(made.values());
}

/** The names of large models, and all models in order. Small models that no large one reads come last. */
function inOrder(models: readonly Model[], named: ReadonlySet<string>) {
  const large = new Set(named);
  for (const model of models) if (model.reads.some((read) => large.has(read))) large.add(relationOf(model));
  const byName = new Map(models.map((model) => [relationOf(model), model]));
  const ordered = new Set<Model>();
  const visit = (model: Model | undefined) => {
    if (model === undefined || ordered.has(model)) return;
    for (const read of model.reads) visit(byName.get(read));
    ordered.add(model);
  };
  for (const model of models) if (large.has(relationOf(model))) visit(model);
  for (const model of models) visit(model);
  return { large, ordered };
}

/**
 * Makes the relation of a model that is not published. Staging parses each answer once: answers by period, with millions of
 * rows, into a Parquet file in `folder`, all others into a table. Dimensions are tables, because those rows are joined to them.
 * Texts of both become ENUMs. Everything else is a view, also a mart that was not requested, because another may read it.
 */
export async function createRelation(
  warehouse: Warehouse,
  model: Model,
  to: { readonly endpoints: readonly Endpoint[]; readonly folder: string },
): Promise<void> {
  const isLarge = to.endpoints.some(({ name, period }) => name === model.name && period !== undefined);
  const select = withoutEnd(model.sql);
  if (model.layer === "staging" && isLarge) await createLarge(warehouse, model, to.folder);
  else if (model.layer === "staging") await warehouse.run(`create table ${quoted(model)} as ${select}`);
  else if (model.layer === "dimensions") await createDimension(warehouse, model);
  else {
    const columns = model.layer === "marts" ? await warehouse.rows(`describe ${select}`) : [];
    await warehouse.run(`create view ${quoted(model)} as ${plainSelect(select, columns)}`);
  }
}

/** Writes a file that is neither sorted nor compressed, because it is read again within the minute. */
async function createLarge(warehouse: Warehouse, model: Model, folder: string): Promise<void> {
  const file = join(folder, `${model.name}.parquet`);
  await warehouse.run(`copy (${withoutEnd(model.sql)}) to ${literal(file)}
    (format parquet, compression uncompressed, use_tmp_file false, write_bloom_filter false, dictionary_size_limit 1000)`);
  const coded = await codedSelect(warehouse, { relation: model.name, source: parquetRows(file) });
  await warehouse.run(`create view ${quoted(model)} as ${coded}`);
}

async function createDimension(warehouse: Warehouse, model: Model): Promise<void> {
  const source = `coded.${identifier(model.name)}`;
  await warehouse.run(`create table ${source} as ${withoutEnd(model.sql)}`);
  const coded = await codedSelect(warehouse, { relation: model.name, source });
  await warehouse.run(`create table ${quoted(model)} as ${coded}`);
}

function quoted({ layer, name }: Model): string {
  return `${layer}.${identifier(name)}`;
}
