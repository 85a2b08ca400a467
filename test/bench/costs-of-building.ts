// The cost of what the transform does: whether the evidence is whole, the tables, the checks.
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { registry } from "../../pipelines/registry.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import type { PullFolder } from "../../src/stores/pull-folder.ts";
import { allPulls } from "../../src/stores/raw-store.ts";
import { openWarehouse, type Warehouse } from "../../src/stores/warehouse.ts";
import { runChecks, sqlChecks } from "../../src/transform/checks.ts";
import { assertFilesUnaltered, verifiedReceipts } from "../../src/transform/gate.ts";
import { findModels, layers, type Model } from "../../src/transform/models.ts";
import { createRawTable, createReceiptTables, prepare } from "../../src/transform/raw-tables.ts";
import { registryChecks } from "../../src/transform/registry-checks.ts";
import { createRelation, materialise } from "../../src/transform/relations.ts";
import { cpuOf, type Part } from "./cpu-time.ts";

const sql = join(projectFolder, "sql");

/** The newest pull in `output` is built once more, elsewhere. */
export async function costsOfBuilding(output: string): Promise<readonly Part[]> {
  const [pull] = await allPulls(output);
  const summary = await pull?.summary();
  if (pull === undefined || summary === undefined) throw new Error(`Cannot measure ${output}: no whole pull`);
  const gate = await cpuOf(() =>
    verifiedReceipts(pull, summary).then((receipts) => assertFilesUnaltered(pull, receipts)),
  );
  const folder = `${output}.warehouse`;
  await rm(folder, { recursive: true, force: true });
  for (const layer of ["staging", "marts"]) await mkdir(join(folder, layer), { recursive: true });
  const file = join(folder, "warehouse.duckdb");
  const warehouse = await openWarehouse({ file, temporary: join(folder, "spill"), memoryLimit: "1GB" });
  try {
    const tables = await costsOfTables(warehouse, { pull, folder });
    return [
      { name: "evidence read and hashed anew", cpu: gate },
      ...tables,
      await costOfChecks(warehouse, pull),
    ];
  } finally {
    warehouse.close();
    await rm(folder, { recursive: true });
  }
}

async function costsOfTables(
  warehouse: Warehouse,
  to: { pull: PullFolder; folder: string },
): Promise<readonly Part[]> {
  const prepared = await cpuOf(async () => {
    await prepare(warehouse, sql);
    for (const endpoint of registry.endpoints) await createRawTable(warehouse, endpoint, to.pull);
    await createReceiptTables(warehouse, to.pull);
  });
  const spent = { typed: 0, sorted: 0, others: prepared };
  for (const model of await findModels(warehouse, { folder: sql, layers })) {
    const cpu = await cpuOf(() => make(warehouse, model, to));
    const isTakstbruk = registry.endpoints.some(
      ({ name, period }) => name === model.name && period !== undefined,
    );
    if (isTakstbruk && model.layer === "staging") spent.typed += cpu;
    else if (isTakstbruk && model.layer === "marts") spent.sorted += cpu;
    else spent.others += cpu;
  }
  return [
    { name: "takstbruk read and typed", cpu: spent.typed },
    { name: "takstbruk joined, sorted, written", cpu: spent.sorted },
    { name: "all other relations and tables", cpu: spent.others },
  ];
}

async function make(
  warehouse: Warehouse,
  model: Model,
  { pull, folder }: { pull: PullFolder; folder: string },
): Promise<void> {
  const dataset = registry.datasets.find(({ name }) => model.layer === "marts" && model.name === name);
  const staging = join(folder, "staging");
  if (dataset === undefined)
    return await createRelation(warehouse, model, {
      endpoints: registry.endpoints,
      folder: staging,
    });
  const summary = await pull.summary();
  if (summary === undefined) throw new Error(`Cannot build from pull ${pull.id}: it has no summary`);
  const file = join(folder, "marts", `${dataset.name}.parquet`);
  const { id, scope } = pull.pull;
  await materialise(warehouse, { dataset, sql: model.sql, file, source: summary.source, pull: id, scope });
}

async function costOfChecks(warehouse: Warehouse, pull: PullFolder): Promise<Part> {
  const models = await findModels(warehouse, { folder: sql, layers: ["checks"] });
  const rows = new Map<string, number>();
  for (const { endpoint, rows: some } of await pull.allReceipts())
    rows.set(endpoint, (rows.get(endpoint) ?? 0) + some);
  const { datasets } = registry;
  const fromRegistry = datasets.flatMap((dataset) => registryChecks(dataset, { ...registry, rows }));
  const checks = [...fromRegistry, ...sqlChecks(models, datasets)];
  return {
    name: `${checks.length} checks`,
    cpu: await cpuOf(() => runChecks({ warehouse, workers: 2 }, checks)),
  };
}
