// Makes the relations of all models, each after those it reads, and the Parquet files of datasets.
import { join } from "node:path";
import type { BuiltDataset } from "../domain/build.ts";
import type { Dataset } from "../domain/dataset.ts";
import type { Endpoint, Scope } from "../domain/endpoint.ts";
import { HelserefusjonError, ModelError } from "../domain/errors.ts";
import { footerOf } from "../domain/footer.ts";
import type { Report } from "../domain/progress.ts";
import type { Pull, Source } from "../domain/pull.ts";
import { outputErrorOf } from "../platform/file-errors.ts";
import { parquetRows } from "../stores/read-files.ts";
import {
  identifier,
  literal,
  type TextRow,
  type Warehouse,
  type Workers,
  withConnections,
} from "../stores/warehouse.ts";
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
  on: Workers,
  models: readonly Model[],
  context: Building,
): Promise<readonly BuiltDataset[]> {
  const built = new Map<Model, BuiltDataset>();
  await makeInOrder(on, models, (connection, model) =>
    nameFailures(model, context, () => make(connection, model, { to: context, built })),
  );
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
      new ModelError(`Cannot run ${model.file}: ${found}. Correct it, or what it reads`, {
        cause,
        facts: { file: model.file },
      })
    );
  }
}

async function build(
  warehouse: Warehouse,
  building: { readonly dataset: Dataset; readonly model: Model; readonly to: Building },
): Promise<BuiltDataset> {
  const { dataset, model, to } = building;
  const file = join(to.folder, "marts", `${dataset.name}.parquet`);
  const { id, scope } = to.pull;
  await materialise(warehouse, { dataset, sql: model.sql, file, source: to.source, pull: id, scope });
  const period = dataset.period === undefined ? "null" : identifier(dataset.period);
  const [found] = await warehouse.rows(
    `select count(*) as rows, min(${period}) as first, max(${period}) as last from marts.${identifier(dataset.name)}`,
  );
  const rows = Number(found?.rows);
  to.report({ kind: "table_done", stage: "transform", name: dataset.name, rows });
  return { name: dataset.name, rows, first_period: found?.first ?? null, last_period: found?.last ?? null };
}

/**
 * Makes every model after those it reads, which come before it in `models`. Several are made at the same time, each on a worker's own
 * connection. After a failure no model is begun. The first failure is thrown when all begun work has ended.
 */
export async function makeInOrder(
  on: Workers,
  models: readonly Model[],
  make: (warehouse: Warehouse, model: Model) => Promise<void>,
): Promise<void> {
  const made = new Map<string, Promise<void>>();
  await withConnections(on, async (onConnection) => {
    let hasFailed = false;
    for (const model of models) {
      const read = model.reads.flatMap((name) => made.get(name) ?? []);
      const making = Promise.allSettled(read).then(() =>
        onConnection(async (connection) => {
          if (hasFailed) return;
          await make(connection, model).catch((failure) => {
            hasFailed = true;
            throw failure;
          });
        }),
      );
      made.set(relationOf(model), making);
    }
    await Promise.allSettled(made.values());
  });
  await Promise.all(made.values());
}

/**
 * Makes the relation of a model that is not published. Staging parses each answer once: answers by period, with millions of
 * rows, into a Parquet file in `folder`, all others into a table. Dimensions are tables, because those rows are joined to them.
 * Texts of both become ENUMs. Everything else is a view, also a mart that was not requested, because another may read it.
 */
export async function createRelation(
  warehouse: Warehouse,
  model: Model,
  context: { readonly endpoints: readonly Endpoint[]; readonly folder: string },
): Promise<void> {
  const isLarge = context.endpoints.some(({ name, period }) => name === model.name && period !== undefined);
  const select = withoutEnd(model.sql);
  if (model.layer === "staging" && isLarge) await createLarge(warehouse, model, context.folder);
  else if (model.layer === "staging")
    await warehouse.run(`create table ${quotedRelation(model)} as ${select}`);
  else if (model.layer === "dimensions") await createDimension(warehouse, model);
  else {
    const columns = model.layer === "marts" ? await warehouse.rows(`describe ${select}`) : [];
    await warehouse.run(`create view ${quotedRelation(model)} as ${plainSelect(select, columns)}`);
  }
}

/** Writes a file that is neither sorted nor compressed, because it is read again within the minute. */
async function createLarge(warehouse: Warehouse, model: Model, folder: string): Promise<void> {
  const file = join(folder, `${model.name}.parquet`);
  await warehouse.run(`copy (${withoutEnd(model.sql)}) to ${literal(file)}
    (format parquet, compression uncompressed, use_tmp_file false, write_bloom_filter false, dictionary_size_limit 1000)`);
  const coded = await codedSelect(warehouse, { relation: model.name, source: parquetRows(file) });
  await warehouse.run(`create view ${quotedRelation(model)} as ${coded}`);
}

async function createDimension(warehouse: Warehouse, model: Model): Promise<void> {
  const source = `coded.${identifier(model.name)}`;
  await warehouse.run(`create table ${source} as ${withoutEnd(model.sql)}`);
  const coded = await codedSelect(warehouse, { relation: model.name, source });
  await warehouse.run(`create table ${quotedRelation(model)} as ${coded}`);
}

function quotedRelation({ layer, name }: Model): string {
  return `${layer}.${identifier(name)}`;
}

/** A reader skips a group by its bounds and its Bloom filters. Smaller groups would cost more bytes than they let anyone skip. */
const rowsPerGroup = 20_480;

/** Only codes, names and days get dictionaries, and with them Bloom filters. The filters of counts and amounts would be a tenth of the bytes. */
const mostDictionaryValues = 1_000;

/** Writes the rows of the mart's SELECT into a Parquet file, and makes `marts.<name>` a view of it. */
export async function materialise(
  warehouse: Warehouse,
  table: {
    readonly dataset: Dataset;
    readonly sql: string;
    readonly file: string;
    readonly source: Source;
    readonly pull: string;
    readonly scope: Scope;
  },
): Promise<void> {
  const { dataset, sql, file } = table;
  const found = await warehouse.rows(`describe ${withoutEnd(sql)}`);
  assertColumns(dataset, found);
  const footer = Object.entries(footerOf(dataset, table));
  const pairs = footer.map(([key, text]) => `${literal(key)}: ${literal(text)}`).join(", ");
  // For an ENUM, DuckDB writes the bounds and the number of all its texts into every row group. The rows are sorted as ENUMs
  // and written as texts; their order stays (`preserve_insertion_order`).
  const sorted = `${withoutEnd(sql)} order by ${dataset.sort.map(identifier).join(", ")}`;
  await warehouse.run(`copy (${plainSelect(sorted, found)})
    to ${literal(file)} (format parquet, parquet_version v1, compression zstd, compression_level 3,
      row_group_size ${rowsPerGroup}, dictionary_size_limit ${mostDictionaryValues}, write_bloom_filter true,
      bloom_filter_false_positive_ratio 0.01, per_thread_output false, use_tmp_file false, kv_metadata {${pairs}})`);
  await warehouse.run(
    `create or replace view marts.${identifier(dataset.name)} as from ${parquetRows(file)}`,
  );
}

/** Throws a ModelError that names the first column of a mart that differs from the registry. */
function assertColumns(dataset: Dataset, found: readonly TextRow[]): void {
  const actual = found.map((row) => `${row.column_name} ${typeInFile(row.column_type ?? "")}`);
  const declared = dataset.columns.map((column) => `${column.name} ${column.type}`);
  const at = declared.findIndex((column, index) => column !== actual[index]);
  if (at === -1 && actual.length === declared.length) return;
  const place = at === -1 ? declared.length : at;
  throw new ModelError(
    `Cannot publish ${dataset.name}: column ${place + 1} should be ${declared[place] ?? "absent"} by the registry, ` +
      `sql/marts/${dataset.name}.sql gives ${actual[place] ?? "none"}. Correct one of the two`,
    { facts: { dataset: dataset.name, expected: declared[place] ?? "none", found: actual[place] ?? "none" } },
  );
}

/**
 * A SELECT of everything in `source`, a relation or table function that can be read twice. Every text column becomes an ENUM of
 * its texts, sorted. Makes the types in the schema `coded`, with the name of the relation. Files written from them have plain text.
 */
export async function codedSelect(
  warehouse: Warehouse,
  names: { readonly relation: string; readonly source: string },
): Promise<string> {
  const columns = await warehouse.rows(`describe from ${names.source}`);
  const texts = columns.filter((column) => column.column_type === "VARCHAR");
  const casts: string[] = [];
  for (const { column_name } of texts) {
    const name = identifier(column_name ?? "");
    const type = `coded.${identifier(`${names.relation}.${column_name}`)}`;
    // An ENUM needs at least one text, also if the column has none.
    await warehouse.run(`create type ${type} as enum (
      select unnest(coalesce(list_sort(list(distinct ${name})), [''])) from ${names.source} where ${name} is not null)`);
    casts.push(`${name}::${type} as ${name}`);
  }
  return `select *${casts.length === 0 ? "" : ` replace (${casts.join(", ")})`} from ${names.source}`;
}

/** A SELECT in which these columns (rows of `describe`) are plain texts again, if they are ENUMs. */
function plainSelect(select: string, columns: readonly TextRow[]): string {
  const coded = columns.filter(({ column_type }) => typeInFile(column_type ?? "") !== column_type);
  const casts = coded
    .map(({ column_name }) => identifier(column_name ?? ""))
    .map((name) => `${name}::varchar as ${name}`);
  return casts.length === 0 ? select : `select * replace (${casts.join(", ")}) from (${select})`;
}

/** The type of a column in the file. An ENUM is written as text. */
function typeInFile(type: string): string {
  return type.startsWith("ENUM(") ? "VARCHAR" : type;
}
