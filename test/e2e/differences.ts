// How tables differ in their rows from the golden release's, whatever the dialect they were told in.
import { join } from "node:path";
import { registry } from "../../pipelines/registry.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { parquetRows } from "../../src/stores/read-files.ts";
import { openWarehouse, type Warehouse } from "../../src/stores/warehouse.ts";

const golden = join(projectFolder, "test", "golden", "release");

/** Columns that keep what the API wrote as it wrote it: the same meaning in other letters, read in the column beside. */
export const asWritten: ReadonlySet<string> = new Set([
  "behandler_fylke",
  "maks_antall_gjelder_pasient",
  "bytes",
  "sha256",
  "ugyldig_kombinasjon",
  "krever_takst",
  "krever_prosedyre",
  "krever_diagnose",
]);

type Row = Readonly<Record<string, string>>;

/** What a dialect does not say at all: no reader can get it back. */
const unsaid: Readonly<Record<string, (row: Row) => Row>> = {
  awkward: (row) => (row.fylkesnr === "99" ? { ...row, fylkesnr: "", fylke_gyldig: "ukjent" } : row),
  legacy: (row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, name.startsWith("tidspunkt") ? dayOf(value) : value]),
    ),
};

function dayOf(moment: string): string {
  return moment.slice(0, 10);
}

export interface Compared {
  /** Where the Parquet files are: a release's folder, or the warehouse's. */
  readonly folder: string;
  readonly dialect: string;
  /** The fagområder whose takstbruk the tables hold; all where none are named. */
  readonly fagomraader?: readonly string[];
}

type Dataset = (typeof registry.datasets)[number];

/** How many rows have another value than the golden release's, by dataset and column. */
export async function differences(
  compared: Compared,
  except: readonly string[] = [],
): Promise<readonly string[]> {
  const duckdb = await openWarehouse({ file: ":memory:", threads: 1 });
  try {
    const found: string[] = [];
    for (const dataset of registry.datasets.filter(({ name }) => !except.includes(name))) {
      found.push(...(await differencesIn(dataset, { ...compared, duckdb })));
    }
    return found;
  } finally {
    duckdb.close();
  }
}

type Comparing = Compared & { readonly duckdb: Warehouse };

async function differencesIn(dataset: Dataset, to: Comparing): Promise<readonly string[]> {
  const { name, columns, key, from, alsoFrom = [] } = dataset;
  const { fagomraader } = to;
  const keyOf = (row: Row) => key.map((part) => row[asWritten.has(part) ? "fylkesnr" : part]).join(" ");
  const isNarrowed = (endpoints: readonly string[]) =>
    fagomraader !== undefined && endpoints.some((endpoint) => endpoint.startsWith("takstbruk"));
  const isRequested = (row: Row) => fagomraader?.includes(row.fagomraade ?? "") === true;
  const answered = (await rowsOf(to.folder, name, to)).filter(
    (row) => !isNarrowed(alsoFrom) || isRequested(row),
  );
  const found = new Map(answered.map((row) => [keyOf(row), row]));
  const expected = (await rowsOf(golden, name, to)).filter(
    (row) => !isNarrowed([...from, ...alsoFrom]) || isRequested(row),
  );
  if (found.size !== expected.length) return [`${name} has ${found.size} rows, not ${expected.length}`];
  return columns.flatMap((column) => {
    if (asWritten.has(column.name)) return [];
    const other = expected.filter((row) => found.get(keyOf(row))?.[column.name] !== row[column.name]);
    const [first] = other;
    if (first === undefined) return [];
    const example = `${first[column.name]} → ${found.get(keyOf(first))?.[column.name]}`;
    return [`${name}.${column.name}: ${other.length} rows, ${keyOf(first)}: ${example}`];
  });
}

async function rowsOf(
  folder: string,
  dataset: string,
  { duckdb, dialect }: Comparing,
): Promise<readonly Row[]> {
  const file = join(folder, `${dataset}.parquet`);
  const rows = await duckdb.rows(`select columns(*)::varchar from ${parquetRows(file)}`);
  const said = unsaid[dialect] ?? ((row) => row);
  return rows.map((row) =>
    said(Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? ""]))),
  );
}
