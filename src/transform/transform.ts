// The transform stage: makes checked Parquet tables in the warehouse from one complete pull, by the SQL files alone.
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Build, CheckResult } from "../domain/build.ts";
import type { Dataset } from "../domain/dataset.ts";
import { driftOf } from "../domain/drift.ts";
import type { Endpoint } from "../domain/endpoint.ts";
import { ReleaseError } from "../domain/errors.ts";
import type { Report } from "../domain/progress.ts";
import type { Pull, PullSummary } from "../domain/pull.ts";
import type { Digest, Drift, Receipt } from "../domain/receipt.ts";
import { digestOf, filesBelow } from "../platform/files.ts";
import { martFile, storeBuild } from "../stores/build-store.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { openPullAt } from "../stores/raw-store.ts";
import {
  openWarehouse,
  threadsBeside,
  type Warehouse,
  type Workers,
  workersFor,
} from "../stores/warehouse.ts";
import { assertRowCountsAlike, assertValuesLikeBefore } from "./anomalies.ts";
import { type Check, runChecks, sqlChecks } from "./checks.ts";
import {
  assertCodesKnown,
  assertFilesUnaltered,
  planOf,
  relationsWithCodes,
  verifiedReceipts,
} from "./gate.ts";
import { findModels, layers, modelsFor } from "./models.ts";
import { checkPull } from "./pull-checks.ts";
import { createRawView, createReceiptTables, prepare, storedRows } from "./raw-tables.ts";
import { registryChecks } from "./registry-checks.ts";
import { rejectedRow } from "./rejected-row.ts";
import { buildDatasets } from "./relations.ts";

export interface TransformOptions {
  readonly output: string;
  /** The folder of the SQL files. */
  readonly sql: string;
  readonly pull: PullFolder;
  /** Every endpoint of the registry. Endpoints that the pull did not request become empty relations. */
  readonly endpoints: readonly Endpoint[];
  readonly datasets: readonly Dataset[];
  readonly memoryLimit: string;
  /** By how many percent rows and sums may differ from the pull before. */
  readonly tolerance: number;
  readonly threads?: number;
  readonly report: Report;
}

/** Replaces `<output>/warehouse` by the tables of the pull. Throws a ContractError for a value that cannot be read. */
export async function transform(given: TransformOptions): Promise<Build> {
  given.report({ kind: "preparing", text: "transform: comparing the pull with its receipts" });
  // Opens the pull again, so that receipts come from disk and not from extract's memory.
  const options = { ...given, pull: await openPullAt(given.pull.folder) };
  const summary = await options.pull.summary();
  if (summary === undefined) {
    const { id } = options.pull.pull;
    throw new ReleaseError(`Cannot transform pull ${id}: it is not complete. Run extract to continue it`, {
      facts: { pull: id },
    });
  }
  assertNoPart(options.pull.pull);
  const receipts = await verifiedReceipts(options.pull, summary);
  const plan = await planOf(options.pull);
  const { endpoints } = options;
  const pullChecks = checkPull({ id: options.pull.id, endpoints, plan, receipts });
  await assertRowCountsAlike(options);
  const folder = join(options.output, "warehouse");
  const on = await emptyWarehouse(folder, options);
  // Hashes the files while the tables are made. The build is kept only if all files are unaltered.
  const unaltered = assertFilesUnaltered(options.pull, receipts);
  unaltered.catch(() => {});
  try {
    const build = await fill(on, { ...options, folder, summary, receipts, pullChecks }).finally(
      () => unaltered,
    );
    await storeBuild(options.output, build);
    return build;
  } finally {
    on.warehouse.close();
  }
}

function assertNoPart({ id, part }: Pull): void {
  if (part === undefined) return;
  const { number, of } = part;
  throw new ReleaseError(
    `Cannot transform pull ${id}: it is part ${number} of ${of}. Fetch the other parts, and join them with merge`,
    { facts: { pull: id, part: `${number}/${of}` } },
  );
}

async function emptyWarehouse(
  folder: string,
  { memoryLimit, threads }: Pick<TransformOptions, "memoryLimit" | "threads">,
): Promise<Workers> {
  await rm(folder, { recursive: true, force: true });
  for (const layer of ["staging", "marts"]) await mkdir(join(folder, layer), { recursive: true });
  const workers = workersFor(threads);
  const warehouse = await openWarehouse({
    file: join(folder, "warehouse.duckdb"),
    temporary: join(folder, "spill"),
    memoryLimit,
    threads: threadsBeside(workers, threads),
  });
  return { warehouse, workers };
}

type Filling = TransformOptions & {
  readonly folder: string;
  readonly summary: PullSummary;
  /** All receipts of the pull. */
  readonly receipts: readonly Receipt[];
  readonly pullChecks: readonly CheckResult[];
};

async function fill(on: Workers, context: Filling): Promise<Build> {
  const { warehouse } = on;
  const sql = await digestsOf(await filesBelow(context.sql), (path) => join(context.sql, path));
  await prepare(warehouse, context.sql);
  const { rows, drift } = await createRawTables(warehouse, context);
  const checks = await checksOf(warehouse, { to: context, rows });
  const models = modelsFor(
    [
      ...context.datasets.map(({ name }) => `marts.${name}`),
      ...checks.flatMap(({ reads = [] }) => reads),
      ...relationsWithCodes({ scope: context.pull.pull.scope, endpoints: context.endpoints }),
    ],
    await findModels(warehouse, { folder: context.sql, layers }),
  );
  context.report({ kind: "stage_started", stage: "transform", tables: context.datasets.length });
  const datasets = await buildDatasets(on, models, {
    ...context,
    pull: context.pull.pull,
    source: context.summary.source,
    rejected: (model) => rejectedRow(model, context),
  });
  await assertValuesLikeBefore(warehouse, context);
  await assertCodesKnown(warehouse, { scope: context.pull.pull.scope, endpoints: context.endpoints });
  // Hashes the files while DuckDB runs the checks.
  const [results, marts] = await Promise.all([
    runChecks(on, checks, context.report),
    digestsOf(
      datasets.map(({ name }) => name),
      (name) => martFile(context.output, name),
    ),
  ]);
  const { id, scope } = context.pull.pull;
  const all = [...context.pullChecks, ...results];
  return { pull: id, scope, summary: context.summary, sql, datasets, marts, checks: all, drift };
}

/** Makes the answers and records of the pull relations. Returns the rows and the drift of each endpoint. */
async function createRawTables(warehouse: Warehouse, context: Filling) {
  const rows = new Map<string, number>();
  const drift: Drift[] = [];
  for (const endpoint of context.endpoints) {
    const receipts = context.receipts.filter((receipt) => receipt.endpoint === endpoint.name);
    rows.set(
      endpoint.name,
      receipts.reduce((sum, receipt) => sum + receipt.rows, 0),
    );
    drift.push(...driftOf(endpoint, receipts));
    const kept = receipts.filter((receipt) => receipt.rows > 0);
    await createRawView(
      warehouse,
      endpoint,
      kept.map((receipt) => storedRows(context.pull, receipt)),
    );
  }
  await createReceiptTables(warehouse, context.pull);
  return { rows, drift };
}

async function digestsOf(
  names: readonly string[],
  pathOf: (name: string) => string,
): Promise<Readonly<Record<string, Digest>>> {
  const digests: Record<string, Digest> = {};
  for (const name of names) digests[name] = await digestOf(pathOf(name));
  return digests;
}

async function checksOf(
  warehouse: Warehouse,
  context: { readonly to: Filling; readonly rows: ReadonlyMap<string, number> },
): Promise<readonly Check[]> {
  const { datasets, endpoints, sql } = context.to;
  const models = await findModels(warehouse, { folder: sql, layers: ["checks"] });
  const about = { datasets, endpoints, rows: context.rows };
  const fromRegistry = datasets.flatMap((dataset) => registryChecks(dataset, about));
  return [...fromRegistry, ...sqlChecks(models, datasets)];
}
