// Reads the rows of use that a question needs, and sums them by place, period and takst.
import type { Level } from "../data/embedded.ts";
import { offlineData, rowsOf, type TextRow } from "../data/embedded.ts";
import { FileNeeded, readColumns } from "../data/reader.ts";
import type { Columns } from "../data/reader-script.ts";
import { datasetNamed, isOpenedAsFile, parquetOf } from "../data/release.ts";
import type { Chosen, Measure, Step } from "../state/analysis.ts";
import type { Use } from "./compute.ts";
import { summedColumns, useTable } from "./table-of-use.ts";

export interface UseQuestion {
  readonly takster: readonly Chosen[];
  readonly measure: Measure;
  readonly level: Level;
  readonly step: Step;
  readonly praksistyper: readonly string[];
}

export interface UseAnswer {
  readonly use: readonly Use[];
  /** Months of which some may still change; of years the embedded table of years says so. */
  readonly preliminary: ReadonlySet<string>;
}

/** Thrown where the release has no table that answers. */
export class NoSuchTable extends Error {}

/** Starts to read. `readUse` asks the same question, which is then answered sooner. */
export function beginUse(question: UseQuestion): void {
  const read = readingOf(question);
  if (read !== undefined && question.takster.length > 0) void readColumns(read.file, read.part);
}

function readingOf(question: UseQuestion) {
  const dataset = datasetNamed(useTable(question.level, question.step).dataset);
  const file = dataset === undefined ? undefined : parquetOf(dataset);
  if (dataset === undefined || file === undefined) return undefined;
  const has = (column: string) => dataset.columns.some((one) => one.name === column);
  return { file, part: { columns: columnsOf(question).filter(has), where: conditionsOf(question) } };
}

export async function readUse(question: UseQuestion): Promise<UseAnswer> {
  if (question.takster.length === 0) return { use: [], preliminary: new Set() };
  const read = readingOf(question);
  if (read === undefined) throw new NoSuchTable(useTable(question.level, question.step).dataset);
  try {
    return summed(await readColumns(read.file, read.part), question);
  } catch (error) {
    const offline = error instanceof FileNeeded && isOpenedAsFile() ? await offlineUse(question) : undefined;
    if (offline === undefined) throw error;
    return offline;
  }
}

function columnsOf({ measure, level, step, praksistyper }: UseQuestion): readonly string[] {
  const { place } = useTable(level, step);
  return [
    "fagomraade",
    "takstkode",
    ...(place === undefined ? [] : [place]),
    "ar",
    ...(step === "maned" ? ["maned", "forelopig"] : []),
    ...(praksistyper.length === 0 ? [] : ["praksis_type_kode"]),
    ...(level === "landet" || step === "maned" ? [] : ["fullstendighet", "omtrentlig"]),
    ...summedColumns(measure),
    ...(measure === "refusjon-per-takst" ? ["sum_antall_takst"] : []),
  ];
}

/** Conditions that row groups can be skipped by; takster of several fagområder are sorted out afterwards. */
function conditionsOf({ takster, praksistyper }: UseQuestion): Readonly<Record<string, readonly string[]>> {
  const codes = takster.flatMap(({ takstkode }) => (takstkode === undefined ? [] : [takstkode]));
  return {
    fagomraade: [...new Set(takster.map(({ fagomraade }) => fagomraade))],
    ...(codes.length === takster.length ? { takstkode: [...new Set(codes)] } : {}),
    ...(praksistyper.length === 0 ? {} : { praksis_type_kode: praksistyper }),
  };
}

function summed({ rows, values }: Columns, question: UseQuestion): UseAnswer {
  const { place } = useTable(question.level, question.step);
  const groupOf = groupsOf(question.takster);
  const amounts = summedColumns(question.measure).map((name) => values[name] ?? []);
  const times = question.measure === "refusjon-per-takst" ? (values.sum_antall_takst ?? []) : [];
  const sums = new Map<string, { -readonly [Name in keyof Use]: Use[Name] }>();
  const preliminary = new Set<string>();
  for (let at = 0; at < rows; at += 1) {
    const group = groupOf(String(values.fagomraade?.[at]), String(values.takstkode?.[at]));
    const where = place === undefined ? "" : values[place]?.[at];
    if (group === undefined || where === null || where === undefined) continue;
    const period = periodAt(values, at);
    if (values.forelopig?.[at] === true) preliminary.add(period);
    const key = `${where} ${period} ${group}`;
    const sum = sums.get(key) ?? {
      place: String(where),
      period,
      group,
      amount: 0,
      times: 0,
      isApproximate: false,
    };
    for (const amount of amounts) sum.amount += Number(amount[at] ?? 0);
    sum.times += Number(times[at] ?? 0);
    sum.isApproximate ||= values.omtrentlig?.[at] === true || values.fullstendighet?.[at] === "kan_mangle";
    sums.set(key, sum);
  }
  return { use: [...sums.values()], preliminary };
}

function periodAt({ ar, maned }: Columns["values"], at: number): string {
  return maned === undefined ? String(ar?.[at]) : `${ar?.[at]}-${String(maned[at]).padStart(2, "0")}`;
}

/** The group of a takst among the chosen ones; undefined if it was not chosen. */
function groupsOf(takster: readonly Chosen[]): (fagomraade: string, takstkode: string) => string | undefined {
  const whole = new Set(
    takster.flatMap(({ fagomraade, takstkode }) => (takstkode === undefined ? [fagomraade] : [])),
  );
  const single = new Set(takster.map(({ fagomraade, takstkode }) => `${fagomraade}:${takstkode}`));
  return (fagomraade, takstkode) => {
    if (single.has(`${fagomraade}:${takstkode}`)) return `${fagomraade}:${takstkode}`;
    return whole.has(fagomraade) ? fagomraade : undefined;
  };
}

/** The embedded sums, where they answer: years of the country, and the last whole year of fylker, for all types of practice. */
async function offlineUse(question: UseQuestion): Promise<UseAnswer | undefined> {
  const { level, step, praksistyper, takster, measure } = question;
  if (level === "kommune" || step === "maned" || praksistyper.length > 0) return undefined;
  const { landet, fylker } = await offlineData();
  const groupOf = groupsOf(takster);
  const column = measure === "refusjon-per-takst" ? "refusjon" : measure;
  const use = rowsOf(level === "landet" ? landet : fylker).flatMap((row: TextRow) => {
    const group = groupOf(row.fagomraade ?? "", row.takstkode ?? "");
    if (group === undefined) return [];
    const [place, period] = [row.nr ?? "", row.ar ?? ""];
    return [
      { place, period, group, amount: Number(row[column]), times: Number(row.antall), isApproximate: false },
    ];
  });
  return { use, preliminary: new Set() };
}
