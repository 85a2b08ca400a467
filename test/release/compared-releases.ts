// Releases made of small tables, and the replay of changes on an old releaseWith, as docs/releases.md describes it.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Changes, ComparedDataset, ComparedRelease } from "../../src/release/changes.ts";
import { compareReleases } from "../../src/release/diff.ts";
import { parquetRows } from "../../src/stores/read-files.ts";
import { identifier, literal, openWarehouse, type Warehouse } from "../../src/stores/warehouse.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const words = { nb: "Tall", en: "Numbers" };
const licence = { name: "NLOD-2.0", title: "NLOD 2.0", path: "https://data.norge.no/nlod/no/2.0" };

/** The columns of the table most tests use. */
export const tallColumns = [
  ["takstkode", "VARCHAR"],
  ["ar", "SMALLINT"],
  ["antall", "INTEGER"],
  ["sum_refusjon", "DECIMAL(18,2)"],
  ["krever", "VARCHAR[]"],
] as const;

export interface Table {
  readonly name?: string;
  /** Rows as SQL: `('1ad', 2023, 5, 12.50, ['2ad'])`. */
  readonly rows: readonly string[];
  readonly columns?: readonly (readonly [name: string, type: string])[];
  readonly change?: Partial<ComparedDataset>;
}

/** A release of these tables, written as Parquet in a folder of its own. */
export async function releaseWith(
  tables: readonly Table[],
  change: Partial<ComparedRelease["words"]> = {},
): Promise<ComparedRelease> {
  const folder = await temporaryFolder();
  const warehouse = await openWarehouse({ file: ":memory:", threads: 1 });
  try {
    const datasets: ComparedDataset[] = [];
    for (const table of tables) datasets.push(await written(warehouse, table, folder));
    const license = { data: licence, reference_tables: licence };
    return { words: { title: words, description: words, attribution: words, license, ...change }, datasets };
  } finally {
    warehouse.close();
  }
}

async function written(
  warehouse: Warehouse,
  { name = "tall", rows, columns = tallColumns, change = {} }: Table,
  folder: string,
): Promise<ComparedDataset> {
  const parquet = join(folder, `${name}.parquet`);
  const nulls = `(${columns.map(() => "null").join(", ")})`;
  const typed = columns.map(([column, type]) => `${identifier(column)}::${type} as ${identifier(column)}`);
  await warehouse.run(`copy (select ${typed.join(", ")} from (values ${[nulls, ...rows].join(", ")})
    as rows (${columns.map(([column]) => identifier(column)).join(", ")})
    where ${identifier(columns[0]?.[0] ?? "")} is not null) to ${literal(parquet)} (format parquet)`);
  return {
    name,
    title: words,
    grain: words,
    traps: [],
    sources: [],
    key: ["takstkode", "ar"],
    rows: rows.length,
    first_period: null,
    last_period: null,
    period: "ar",
    evidence: false,
    from: [],
    references: [],
    columns: columns.map(([column, type]) => ({ name: column, type, description: words })),
    parquet,
    ...change,
  };
}

export interface Compared {
  readonly changes: Changes;
  readonly folder: string;
}

/** Compares two releases into a folder that is gone after the test. */
export async function compared(old: ComparedRelease, now: ComparedRelease): Promise<Compared> {
  const folder = join(await temporaryFolder(), "changes");
  mkdirSync(folder);
  return { changes: await compareReleases({ old, now }, { folder, threads: 1 }), folder };
}

/** How many rows differ between the new release and the old one with the changes replayed; 0 for every dataset when they are right. */
export async function differenceAfterReplay(
  { old, now }: { readonly old: ComparedRelease; readonly now: ComparedRelease },
  { changes, folder }: Compared,
): Promise<Readonly<Record<string, number>>> {
  const warehouse = await openWarehouse({ file: ":memory:", threads: 1 });
  try {
    const found: Record<string, number> = {};
    for (const dataset of now.datasets) {
      const columns = dataset.columns.map(({ name }) => identifier(name)).join(", ");
      const expected = `select ${columns} from ${parquetRows(dataset.parquet)}`;
      const replayed = `select ${columns} from (${replay({ old, dataset }, { changes, folder })})`;
      const [row] = await warehouse.rows(`select
        (select count(*) from (${expected} except all ${replayed})) +
        (select count(*) from (${replayed} except all ${expected})) as differing`);
      found[dataset.name] = Number(row?.differing);
    }
    return found;
  } finally {
    warehouse.close();
  }
}

/** The SQL that makes a dataset's new rows from its old ones and the changes. */
export function replay(
  { old, dataset }: { readonly old: ComparedRelease; readonly dataset: ComparedDataset },
  { changes, folder }: Compared,
): string {
  const change = changes.datasets.find(({ name }) => name === dataset.name);
  const before = old.datasets.find(({ name }) => name === dataset.name);
  const columns = dataset.columns.map(({ name }) => identifier(name)).join(", ");
  const kept = `select ${columns} from ${parquetRows(before?.parquet ?? "")}`;
  if (change === undefined || change.file === null) return kept;
  const file = parquetRows(join(folder, change.file));
  const came = `select ${columns} from ${file} where _change in ('added', 'restated_new')`;
  if (change.kind !== "changed") return came;
  const same = dataset.key.map((name) => `old_rows.${identifier(name)} = changed.${identifier(name)}`);
  return `${kept} as old_rows where not exists (from ${file} as changed where ${same.join(" and ")}) union all ${came}`;
}
