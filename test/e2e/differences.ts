// How a release differs in its rows from the golden one, whatever the dialect they were told in.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { registry } from "../../pipelines/registry.ts";
import { projectFolder } from "../../src/platform/tool.ts";

const golden = join(projectFolder, "test", "golden", "release");

/** Columns that keep what the API wrote as it wrote it: the same meaning in other letters, read in the column beside. */
const asWritten = new Set([
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

function rowsOf(folder: string, dataset: string, dialect: string): readonly Row[] {
  const rows: readonly Row[] = parse(readFileSync(join(folder, `${dataset}.csv`)), { columns: true });
  return rows.map(unsaid[dialect] ?? ((row) => row));
}

export interface Compared {
  readonly folder: string;
  readonly dialect: string;
  /** The fagområder whose takstbruk the release holds; all where none are named. */
  readonly fagomraader?: readonly string[];
}

/** How many rows have another value than the golden release's, by column. */
export function differences(
  { folder, dialect, fagomraader }: Compared,
  { name, columns, key, from, alsoFrom = [] }: (typeof registry.datasets)[number],
): readonly string[] {
  const keyOf = (row: Row) => key.map((part) => row[asWritten.has(part) ? "fylkesnr" : part]).join(" ");
  const isNarrowed = (endpoints: readonly string[]) =>
    fagomraader !== undefined && endpoints.some((endpoint) => endpoint.startsWith("takstbruk"));
  const isAsked = (row: Row) => fagomraader?.includes(row.fagomraade ?? "") === true;
  const answered = rowsOf(folder, name, dialect).filter((row) => !isNarrowed(alsoFrom) || isAsked(row));
  const found = new Map(answered.map((row) => [keyOf(row), row]));
  const expected = rowsOf(golden, name, dialect).filter(
    (row) => !isNarrowed([...from, ...alsoFrom]) || isAsked(row),
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
