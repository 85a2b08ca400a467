// What the files of the release say of a takst: its periods, its rules, and its use.
import { readColumns } from "../data/reader.ts";
import type { Columns } from "../data/reader-script.ts";
import { datasetNamed, parquetOf } from "../data/release.ts";
import { valueText } from "../data/values.ts";

export interface TakstName {
  readonly fagomraade: string;
  readonly takstkode: string;
}

/** The rates of a takst from a day on. */
export interface RatePeriod {
  readonly from: string;
  readonly to: string;
  readonly honorar: number | undefined;
  readonly refusjon: number | undefined;
  readonly egenandel: number | undefined;
}

export interface Rule {
  readonly kind: "ugyldig" | "krever";
  /** `kun`, `alle` or `alle unntatt`, as the API writes it. */
  readonly mode: string;
  readonly takstkode: string;
  readonly isOfficial: boolean;
}

/** Starts to read everything about a takst. The sections of its page ask the same, and find it on its way. */
export function beginFacts(name: TakstName): void {
  for (const facts of [rates, rules, months]) {
    const read = readingOf(facts, name);
    if (read !== undefined) void readColumns(read.file, read.part);
  }
}

interface Facts {
  readonly dataset: string;
  readonly columns: readonly string[];
}

const nameColumns = ["fagomraade", "takstkode"] as const;
const rates: Facts = {
  dataset: "takstkoder",
  columns: [...nameColumns, "fradato", "tildato", "honorar", "refusjon", "egenandel"],
};
const rules: Facts = {
  dataset: "takst_kombinasjoner",
  columns: [...nameColumns, "gyldig_fra", "kombinasjon", "modus", "annen_takstkode", "offisiell"],
};
const months: Facts = {
  dataset: "takstbruk_landet_maned",
  columns: [...nameColumns, "ar", "maned", "praksis_type_kode", "sum_antall_takst", "forelopig"],
};

/** The periods, the oldest first; undefined if the release has no takstkoder. */
export async function ratePeriods(name: TakstName): Promise<readonly RatePeriod[] | undefined> {
  const found = await rowsOf(rates, name);
  return found
    ?.map((row) => ({
      from: valueText(row.fradato, "DATE"),
      to: valueText(row.tildato, "DATE"),
      honorar: amountOf(row.honorar),
      refusjon: amountOf(row.refusjon),
      egenandel: amountOf(row.egenandel),
    }))
    .sort((one, other) => (one.from < other.from ? -1 : 1));
}

/** What the newest period excludes and requires. */
export async function newestRules(name: TakstName): Promise<readonly Rule[] | undefined> {
  const found = await rowsOf(rules, name);
  const days = found?.map(({ gyldig_fra }) => valueText(gyldig_fra, "DATE")) ?? [];
  const newest = days.sort().at(-1);
  return found
    ?.filter(({ gyldig_fra }) => valueText(gyldig_fra, "DATE") === newest)
    .map(({ kombinasjon, modus, annen_takstkode, offisiell }) => ({
      kind: kombinasjon === "krever" ? "krever" : "ugyldig",
      mode: valueText(modus, "VARCHAR"),
      takstkode: valueText(annen_takstkode, "VARCHAR"),
      isOfficial: offisiell === true,
    }));
}

/** The use of a takst by a type of practice in a month. */
export interface MonthlyUse {
  readonly month: string;
  readonly year: string;
  readonly praksistype: string;
  readonly antall: number;
  readonly isPreliminary: boolean;
}

export async function monthlyUse(name: TakstName): Promise<readonly MonthlyUse[] | undefined> {
  const found = await rowsOf(months, name);
  return found?.map((row) => ({
    month: `${row.ar}-${String(row.maned).padStart(2, "0")}`,
    year: String(row.ar),
    praksistype: String(row.praksis_type_kode),
    antall: Number(row.sum_antall_takst ?? 0),
    isPreliminary: row.forelopig === true,
  }));
}

async function rowsOf(
  facts: Facts,
  name: TakstName,
): Promise<readonly Readonly<Record<string, unknown>>[] | undefined> {
  const read = readingOf(facts, name);
  return read === undefined ? undefined : inRows(await readColumns(read.file, read.part));
}

function readingOf(facts: Facts, { fagomraade, takstkode }: TakstName) {
  const dataset = datasetNamed(facts.dataset);
  const file = dataset === undefined ? undefined : parquetOf(dataset);
  if (dataset === undefined || file === undefined) return undefined;
  const columns = facts.columns.filter((column) => dataset.columns.some((one) => one.name === column));
  return { file, part: { columns, where: { fagomraade: [fagomraade], takstkode: [takstkode] } } };
}

function inRows({ rows, values }: Columns): readonly Readonly<Record<string, unknown>>[] {
  const names = Object.keys(values);
  return Array.from({ length: rows }, (_, at) =>
    Object.fromEntries(names.map((name) => [name, values[name]?.[at]])),
  );
}

function amountOf(value: unknown): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}
