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
  readonly beskrivelse: string;
}

export interface Rule {
  readonly kind: "ugyldig" | "krever";
  /** `kun`, `alle` or `alle unntatt`, as the API writes it. */
  readonly mode: string;
  readonly takstkode: string;
  readonly isOfficial: boolean;
}

/** The periods, the oldest first; undefined if the release has no takstkoder. */
export async function ratePeriods(name: TakstName): Promise<readonly RatePeriod[] | undefined> {
  const columns = [...nameColumns, "fradato", "tildato", "honorar", "refusjon", "egenandel", "beskrivelse"];
  const found = await rowsOf("takstkoder", name, columns);
  return found
    ?.map((row) => ({
      from: valueText(row.fradato, "DATE"),
      to: valueText(row.tildato, "DATE"),
      honorar: amountOf(row.honorar),
      refusjon: amountOf(row.refusjon),
      egenandel: amountOf(row.egenandel),
      beskrivelse: valueText(row.beskrivelse, "VARCHAR"),
    }))
    .sort((one, other) => (one.from < other.from ? -1 : 1));
}

/** What the newest period excludes and requires. */
export async function newestRules(name: TakstName): Promise<readonly Rule[] | undefined> {
  const columns = [...nameColumns, "gyldig_fra", "kombinasjon", "modus", "annen_takstkode", "offisiell"];
  const found = await rowsOf("takst_kombinasjoner", name, columns);
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
  const columns = [...nameColumns, "ar", "maned", "praksis_type_kode", "sum_antall_takst", "forelopig"];
  const found = await rowsOf("takstbruk_landet_maned", name, columns);
  return found?.map((row) => ({
    month: `${row.ar}-${String(row.maned).padStart(2, "0")}`,
    year: String(row.ar),
    praksistype: String(row.praksis_type_kode),
    antall: Number(row.sum_antall_takst ?? 0),
    isPreliminary: row.forelopig === true,
  }));
}

const nameColumns = ["fagomraade", "takstkode"] as const;

async function rowsOf(
  name: string,
  { fagomraade, takstkode }: TakstName,
  wanted: readonly string[],
): Promise<readonly Readonly<Record<string, unknown>>[] | undefined> {
  const dataset = datasetNamed(name);
  const file = dataset === undefined ? undefined : parquetOf(dataset);
  if (dataset === undefined || file === undefined) return undefined;
  const columns = wanted.filter((column) => dataset.columns.some((one) => one.name === column));
  const where = { fagomraade: [fagomraade], takstkode: [takstkode] };
  return inRows(await readColumns(file, { columns, where }));
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
