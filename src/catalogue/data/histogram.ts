// Counts the values of a column: in steps of equal width for numbers and dates, the most frequent ones for texts.
import { groupedBy } from "./grouped.ts";
import { groupsOf, type ParquetTable, readRows } from "./parquet.ts";
import { type Condition, testOf } from "./questions.ts";
import { valueText } from "./values.ts";

export interface HistogramQuestion {
  readonly column: string;
  readonly type: string;
  /** Only rows that fulfil all of them are counted. */
  readonly conditions: readonly Condition[];
}

export interface Bar {
  /** The value, or the first value of the step. */
  readonly from: string;
  /** The last value of the step; absent for a single value. */
  readonly to?: string;
  readonly rows: number;
}

export interface Histogram {
  readonly bars: readonly Bar[];
  readonly missing: number;
  /** Different values, if all were counted. */
  readonly different: number;
  /** Rows with values that have no bar of their own. */
  readonly others: number;
}

const mostBars = 20;
const mostDifferent = 200_000;

export async function countValues(table: ParquetTable, question: HistogramQuestion): Promise<Histogram> {
  const counts = new Map<string, number>();
  let missing = 0;
  const tests = question.conditions.map((one) => [one.column, testOf(one)] as const);
  const columns = [...new Set([question.column, ...tests.map(([column]) => column)])];
  for (const group of groupsOf(table)) {
    for (const row of await readRows(table, { columns, ...group })) {
      if (!tests.every(([column, test]) => test(row[column]))) continue;
      const value = row[question.column];
      if (value === null || value === undefined) missing += 1;
      else {
        const text = valueText(value, question.type);
        counts.set(text, (counts.get(text) ?? 0) + 1);
      }
    }
    if (counts.size > mostDifferent) break;
  }
  return { ...barsOf(counts, question.type), missing, different: counts.size };
}

/** Numbers with few different values have a bar each, in their order; many are put into steps. */
export function barsOf(
  counts: ReadonlyMap<string, number>,
  type: string,
): { readonly bars: readonly Bar[]; readonly others: number } {
  const isNumber = /INT|DECIMAL/.test(type);
  const all = [...counts].map(([from, rows]) => ({ from, rows }));
  if (isNumber) all.sort((one, other) => Number(one.from) - Number(other.from));
  else if (type === "DATE" || type === "TIMESTAMP")
    all.sort((one, other) => (one.from < other.from ? -1 : 1));
  else all.sort((one, other) => other.rows - one.rows);
  if (all.length <= mostBars) return { bars: all, others: 0 };
  if (isNumber) return { bars: steps(all), others: 0 };
  const bars = type === "DATE" || type === "TIMESTAMP" ? byYear(all).toReversed() : all;
  const shown = bars.slice(0, mostBars);
  return { bars: bars === all ? shown : shown.reverse(), others: sumOf(bars.slice(mostBars)) };
}

/** Steps of equal width. Amounts are skewed, so the steps are of equal width in powers if the range is wide. */
function steps(all: readonly Bar[]): readonly Bar[] {
  const [least, most] = [Number(all[0]?.from), Number(all.at(-1)?.from)];
  const isWide = least >= 0 && most / Math.max(least, 1) > 1000;
  const scale = isWide ? (value: number) => Math.log10(1 + value) : (value: number) => value;
  const width = (scale(most) - scale(least)) / mostBars || 1;
  const groups = groupedBy(all, ({ from }) =>
    Math.min(mostBars - 1, Math.floor((scale(Number(from)) - scale(least)) / width)),
  );
  return [...groups].sort(([one], [other]) => one - other).map(([, bars]) => merged(bars));
}

function byYear(all: readonly Bar[]): readonly Bar[] {
  const years = [...groupedBy(all, ({ from }) => from.slice(0, 4))];
  return years.map(([year, group]) => ({ from: year, rows: sumOf(group) }));
}

function merged(bars: readonly Bar[]): Bar {
  const [first, last] = [bars[0], bars.at(-1)];
  return { from: first?.from ?? "", to: last?.from ?? "", rows: sumOf(bars) };
}

function sumOf(bars: readonly Bar[]): number {
  return bars.reduce((sum, { rows }) => sum + rows, 0);
}
