// A warehouse in memory with every SQL file in it, whose raw relations the test fills: what comes out is what we publish.
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { registry } from "../../pipelines/registry.ts";
import type { Endpoint } from "../../src/domain/endpoint.ts";
import {
  identifier,
  literal,
  openWarehouse,
  type TextRow,
  type Warehouse,
} from "../../src/stores/warehouse.ts";
import { findModels, layers, sqlFiles } from "../../src/transform/models.ts";
import { loadReferences, records } from "../../src/transform/raw-tables.ts";

export const sqlFolder = join(import.meta.dirname, "../../sql");

/** The SQL files as relations over raw tables that start empty. */
export interface Models {
  readonly warehouse: Warehouse;
  /** Replaces the rows of `raw.<endpoint>`; a column not given is null, as a key absent from the answer is. */
  given(endpoint: string, rows: readonly TextRow[]): Promise<void>;
  rows(sql: string): Promise<readonly TextRow[]>;
  /** Makes every model a table of what is given now, as a release does: to be read often, and given nothing more. */
  asTables(): Promise<void>;
  close(): void;
}

let template: Promise<Warehouse> | undefined;

/** Opens a warehouse with the macros, the reference tables, empty raw tables and every model as a view. */
export async function openModels(): Promise<Models> {
  template ??= buildModels();
  const warehouse = await copyOf(await template);
  return {
    warehouse,
    given: (endpoint, rows) => fill(warehouse, endpoint, rows),
    rows: (sql) => warehouse.rows(sql),
    asTables: () => asTables(warehouse),
    close: () => warehouse.close(),
  };
}

/** Reading every SQL file takes a second, copying what came of it a tenth. */
async function copyOf(built: Warehouse): Promise<Warehouse> {
  const folder = await mkdtemp(join(tmpdir(), "helserefusjon-test-"));
  const between = literal(join(folder, "models.duckdb"));
  await built.run(`attach ${between} as between; copy from database memory to between; detach between`);
  const warehouse = await openInMemory();
  await warehouse.run(`attach ${between} as between; copy from database between to memory; detach between`);
  await rm(folder, { recursive: true });
  return warehouse;
}

/** A few rows need one thread; more would only wait for each other. */
async function openInMemory(): Promise<Warehouse> {
  return await openWarehouse({ file: ":memory:", threads: 1 });
}

async function buildModels(): Promise<Warehouse> {
  const warehouse = await openInMemory();
  for (const schema of ["raw", "reference", ...layers]) await warehouse.run(`create schema ${schema}`);
  for (const file of sqlFiles(join(sqlFolder, "macros"))) await warehouse.run(readFileSync(file, "utf8"));
  await loadReferences(warehouse, join(sqlFolder, "reference"));
  for (const endpoint of registry.endpoints) {
    const columns = rawColumns(endpoint).map((name) => `${identifier(name)} varchar`);
    await warehouse.run(`create table raw.${endpoint.name} (${columns.join(", ")})`);
  }
  for (const [name, { columns }] of Object.entries(records)) {
    await warehouse.run(`create table raw.${name} (${[...columns, "_file"].join(" varchar, ")} varchar)`);
  }
  for (const model of await findModels(warehouse, { folder: sqlFolder, layers })) {
    await warehouse.run(`create view ${model.layer}.${model.name} as ${model.sql}`);
  }
  return warehouse;
}

async function asTables(warehouse: Warehouse): Promise<void> {
  for (const { layer, name, sql } of await findModels(warehouse, { folder: sqlFolder, layers })) {
    await warehouse.run(`drop view ${layer}.${name}; create table ${layer}.${name} as ${sql}`);
  }
}

function rawColumns(endpoint: Endpoint): readonly string[] {
  const requested = endpoint.axes.filter((axis) => axis.kind === "fixed" || axis.kind === "codes");
  return [
    ...Object.keys(endpoint.fields),
    ...requested.map((axis) => `_${axis.parameter}`),
    "_request",
    ...(endpoint.period === undefined ? ["_row"] : []),
  ];
}

async function fill(warehouse: Warehouse, endpoint: string, rows: readonly TextRow[]): Promise<void> {
  const inserts = rows.map((row) => {
    const names = Object.keys(row).map(identifier).join(", ");
    const values = Object.values(row).map((value) => (value === null ? "null" : literal(value)));
    return `insert into raw.${endpoint} (${names}) values (${values.join(", ")});`;
  });
  await warehouse.run(`begin; delete from raw.${endpoint}; ${inserts.join(" ")} commit`);
}
