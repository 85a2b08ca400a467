// Rows of takstbruk, added up from cells while they are asked for: kommune to fylke to landet, month to year.
import { addCell, bills, type Sums } from "./cells.ts";
import type { Combination } from "./combinations.ts";
import type { Place } from "./geography.ts";
import type { Period, TakstbrukQuery } from "./query.ts";
import { monthsOf, type Series, seriesOf } from "./series.ts";
import { threshold } from "./suppression.ts";
import type { World } from "./world.ts";

/** A row; the same object is filled again for the next one. `place` is any place of the fylke or country. */
export interface TakstbrukRow extends Sums {
  period: Period;
  combination: Combination;
  place: Place;
  placeIndex: number;
}

/** The rows of an answer, in order of time, suppression applied. Memory: the series of one year. */
export function* takstbrukRows(world: World, query: TakstbrukQuery): Generator<TakstbrukRow, void> {
  const least = threshold(query.table);
  let row: TakstbrukRow | undefined;
  for (const { period, series } of slices(world, query)) {
    for (let start = 0, end = 0; start < series.place.length; start = end) {
      end = series.rowEnd[start] ?? start + 1;
      row = startRow(row, { series, start, period });
      for (let i = start; i < end; i++) addSeries(row, { series, i, period });
      if (row.antallRegninger > least) yield row;
    }
  }
}

/** How many rows `takstbrukRows` will give; much cheaper, for a row is certain once its count is high enough. */
export function countRows(world: World, query: TakstbrukQuery): number {
  const least = threshold(query.table);
  let rows = 0;
  for (const { period, series } of slices(world, query)) {
    for (let start = 0, end = 0; start < series.place.length; start = end) {
      end = series.rowEnd[start] ?? start + 1;
      let count = 0;
      for (let i = start; i < end && count <= least; i++)
        count += countSeries(series, { i, period, enough: least });
      if (count > least) rows++;
    }
  }
  return rows;
}

/** Every period with every fagområde asked for; the series of a year are made once for its months. */
function* slices(world: World, query: TakstbrukQuery): Generator<{ period: Period; series: Series }, void> {
  const cache = new Map<string, Series>();
  let year: number | undefined;
  for (const period of query.periods) {
    if (period.ar !== year) cache.clear();
    year = period.ar;
    for (const { kode } of world.fagomraader) {
      if (!query.fagomraader.has(kode)) continue;
      const series = cache.get(kode) ?? seriesOf(world, { query, fagomraade: kode, ar: period.ar });
      cache.set(kode, series);
      yield { period, series };
    }
  }
}

interface Start {
  readonly series: Series;
  readonly start: number;
  readonly period: Period;
}

function startRow(row: TakstbrukRow | undefined, { series, start, period }: Start): TakstbrukRow {
  const combination = series.combination[start];
  const place = series.place[start];
  if (combination === undefined || place === undefined)
    throw new Error(`Cannot start a row at ${start}: no series`);
  const placeIndex = series.placeIndex[start] ?? 0;
  const zero = { antallRegninger: 0, sumAntallTakst: 0, refusjon: 0, betalt: 0, dekket: 0 };
  if (row === undefined) return { period, combination, place, placeIndex, ...zero };
  row.period = period;
  row.combination = combination;
  row.place = place;
  row.placeIndex = placeIndex;
  return Object.assign(row, zero);
}

interface Element {
  readonly series: Series;
  readonly i: number;
  readonly period: Period;
}

function addSeries(row: TakstbrukRow, { series, i, period }: Element): void {
  const combination = series.combination[i];
  const place = series.place[i];
  if (combination === undefined || place === undefined) return;
  const key = series.key[i] ?? 0;
  const level = series.level[i] ?? 0;
  const { first, last } = monthsOf(combination, place);
  for (let month = Math.max(period.first, first); month <= Math.min(period.last, last); month++) {
    if ((combination.takst.refusjon[month] ?? -1) < 0) continue;
    const count = bills(key, level, month);
    if (count > 0) addCell(row, { combination, key, month, count });
  }
}

function countSeries(
  series: Series,
  { i, period, enough }: { i: number; period: Period; enough: number },
): number {
  const combination = series.combination[i];
  const place = series.place[i];
  if (combination === undefined || place === undefined) return 0;
  const { first, last } = monthsOf(combination, place);
  let count = 0;
  for (
    let month = Math.max(period.first, first);
    month <= Math.min(period.last, last) && count <= enough;
    month++
  ) {
    if ((combination.takst.refusjon[month] ?? -1) < 0) continue;
    count += bills(series.key[i] ?? 0, series.level[i] ?? 0, month);
  }
  return count;
}
