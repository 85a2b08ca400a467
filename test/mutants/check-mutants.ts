// By `make mutants`: makes each table of the small release wrong in every way we know, and prints which checks notice.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { registry } from "../../pipelines/registry.ts";
import { runProgram } from "../../src/cli/program.ts";
import type { Dataset } from "../../src/domain/dataset.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { identifier, openWarehouse, type Warehouse } from "../../src/stores/warehouse.ts";
import { type Check, runChecks, sqlChecks } from "../../src/transform/checks.ts";
import { findModels } from "../../src/transform/models.ts";
import { registryChecks } from "../../src/transform/registry-checks.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { mutantsOf, type TableMutant } from "./table-mutants.ts";

const sql = join(import.meta.dirname, "../../sql");

/** What noticed a mutant: names of checks that fail more rows than on correct tables. */
interface Noticed {
  readonly mutant: TableMutant;
  readonly by: readonly string[];
}

async function main(): Promise<void> {
  const output = mkdtempSync(join(tmpdir(), "helserefusjon-mutants-"));
  try {
    await makeTables(output);
    const warehouse = await openWarehouse({
      file: join(output, "warehouse", "warehouse.duckdb"),
      threads: 2,
    });
    try {
      await tryMutants(warehouse);
    } finally {
      warehouse.close();
    }
  } finally {
    rmSync(output, { recursive: true });
  }
}

async function makeTables(output: string): Promise<void> {
  const emulator = await startEmulator({ world: { rows: 20_000, seed: 1 }, dialect: dialects.documented });
  const scope = ["--origin", emulator.origin, "--since", "2019-01", "--until", "2020-07"];
  for (const line of [["extract", ...scope], ["transform"]]) {
    const context = capturedContext();
    const code = await runProgram([...line, "--output", output], context);
    if (code !== 0) throw new Error(`${line[0]} ended with ${code}: ${context.err()}`);
  }
  await emulator.close();
}

async function tryMutants(warehouse: Warehouse): Promise<void> {
  await warehouse.run("create schema correct");
  for (const { name } of registry.datasets) {
    const table = identifier(name);
    await warehouse.run(`create table correct.${table} as from marts.${table}`);
    await warehouse.run(`create or replace view marts.${table} as from correct.${table}`);
  }
  const checks = await allChecks(warehouse);
  const before = new Map(
    (await runChecks({ warehouse, workers: 2 }, checks)).map(({ name, failed }) => [name, failed]),
  );
  const noticed: Noticed[] = [];
  for (const dataset of registry.datasets) {
    const about = checks.filter((check) => isAbout(check, dataset));
    for (const mutant of mutantsOf(dataset)) {
      const able = about.filter((check) => canNotice(check, mutant));
      noticed.push({ mutant, by: await noticing(warehouse, { mutant, about: able, before }) });
    }
    process.stderr.write(`${dataset.name}: ${about.length} checks\n`);
  }
  print(checks, noticed);
}

async function allChecks(warehouse: Warehouse): Promise<readonly Check[]> {
  const rows = new Map<string, number>();
  for (const { name, oneRowPer } of registry.datasets) {
    if (oneRowPer === undefined) continue;
    const [found] = await warehouse.rows(`select count(*) as rows from correct.${identifier(name)}`);
    rows.set(oneRowPer, Number(found?.rows));
  }
  const models = await findModels(warehouse, { folder: sql, layers: ["checks"] });
  const of = { datasets: registry.datasets, endpoints: registry.endpoints, rows };
  return [
    ...registry.datasets.flatMap((dataset) => registryChecks(dataset, of)),
    ...sqlChecks(models, registry.datasets),
  ];
}

function isAbout({ sql, reads = [] }: Check, { name }: Dataset): boolean {
  return reads.includes(`marts.${name}`) || new RegExp(`\\bmarts\\."?${name}"?(?!\\w)`).test(sql);
}

/** A check that reads neither the column nor every column cannot notice that it changed. */
function canNotice({ sql, verifiedBy = "", passes }: Check, { column }: TableMutant): boolean {
  const texts = [sql, verifiedBy, passes?.if ?? ""].join(" ");
  return column === undefined || /(select|,|\.) *\*/.test(texts) || new RegExp(`\\b${column}\\b`).test(texts);
}

async function noticing(
  warehouse: Warehouse,
  {
    mutant,
    about,
    before,
  }: {
    readonly mutant: TableMutant;
    readonly about: readonly Check[];
    readonly before: ReadonlyMap<string, number>;
  },
): Promise<readonly string[]> {
  const table = identifier(mutant.dataset);
  await warehouse.run(`create or replace table correct._mutant as ${mutant.sql}`);
  await warehouse.run(`create or replace view marts.${table} as from correct._mutant`);
  const results = await runChecks({ warehouse, workers: 2 }, about);
  await warehouse.run(`create or replace view marts.${table} as from correct.${table}`);
  return results.filter(({ name, failed }) => failed !== before.get(name)).map(({ name }) => name);
}

function print(checks: readonly Check[], noticed: readonly Noticed[]): void {
  const useful = new Set(noticed.flatMap(({ by }) => by));
  const idle = checks.filter(({ name }) => !useful.has(name)).map(({ name }) => name);
  const columns = new Map(
    registry.datasets.flatMap((dataset) =>
      dataset.columns.map((column) => [`${dataset.name}.${column.name}`, column] as const),
    ),
  );
  const isOurs = ({ dataset, column }: TableMutant) =>
    column !== undefined && columns.get(`${dataset}.${column}`)?.api === undefined;
  const kinds = [...new Set(noticed.map(({ mutant }) => mutant.kind))];
  const count = (ones: readonly Noticed[]) =>
    `${ones.filter(({ by }) => by.length > 0).length} of ${ones.length}`;
  const table = kinds.map((kind) => {
    const all = noticed.filter(({ mutant }) => mutant.kind === kind);
    const [ours, theirs] = [
      all.filter(({ mutant }) => isOurs(mutant)),
      all.filter(({ mutant }) => !isOurs(mutant)),
    ];
    return `| ${kind} | ${count(theirs)} | ${count(ours)} |`;
  });
  const missed = new Map<string, Set<string>>();
  for (const { mutant, by } of noticed) {
    const place = `${mutant.dataset}.${mutant.column ?? "(row)"}`;
    if (by.length === 0) missed.set(place, (missed.get(place) ?? new Set()).add(mutant.kind));
  }
  const lines = [
    `${count(noticed)} mutants are noticed by at least one of ${checks.length} checks.\n`,
    "| mutant | rows, and columns of the API | columns of our own |",
    "|---|--:|--:|",
    ...table,
    `\n${idle.length} checks notice no mutant:\n`,
    ...idle.map((name) => `- ${name}`),
    "\nMutants that no check notices:\n",
    ...[...missed].map(([place, ones]) => `- ${place}: ${[...ones].join(", ")}`),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

await main();
