// Rows of takstbruk, added up from cells while they are asked for: kommune to fylke to landet, month to year.
import { addCell, bills, type Sums } from "./cells.ts";
import type { Combination } from "./combinations.ts";
import type { Place } from "./geography.ts";
import type { Period, TakstbrukQuery } from "./query.ts";
import { type Series, seriesOf, type Year, yearOf } from "./series.ts";
import { firstMonth } from "./span.ts";
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
    for (let r = 0; r < series.rows; r++) {
      const end = series.rowStart[r + 1] ?? 0;
      row = startRow(row, { world, series, start: series.rowStart[r] ?? end, period });
      for (let i = series.rowStart[r] ?? end; i < end; i++) addSeries(row, { world, series, i, period });
      if (row.antallRegninger > least) yield row;
    }
  }
}

/** How many rows `takstbrukRows` will give; much cheaper, for a row is certain once its count is high enough. */
export function countRows(world: World, query: TakstbrukQuery): number {
  const least = threshold(query.table);
  let rows = 0;
  for (const { period, series } of slices(world, query)) {
    for (let r = 0; r < series.rows; r++) {
      const end = series.rowStart[r + 1] ?? 0;
      let count = 0;
      for (let i = series.rowStart[r] ?? end; i < end && count <= least; i++) {
        count += countSeries(series, { world, i, period, enough: least - count });
      }
      if (count > least) rows++;
    }
  }
  return rows;
}

/** Every period with every fagområde asked for; the series of a year are made once for its months. */
function* slices(world: World, query: TakstbrukQuery): Generator<{ period: Period; series: Series }, void> {
  const cache = new Map<string, Series>();
  let year: Year = { ar: 0, candidates: [] };
  for (const period of query.periods) {
    if (year.ar !== period.ar) {
      cache.clear();
      year = yearOf(world, { query, ar: period.ar });
    }
    for (const { kode } of world.fagomraader) {
      if (!query.fagomraader.has(kode)) continue;
      const series = cache.get(kode) ?? seriesOf(world, { query, fagomraade: kode, year });
      cache.set(kode, series);
      yield { period, series };
    }
  }
}

interface Start {
  readonly world: World;
  readonly series: Series;
  readonly start: number;
  readonly period: Period;
}

function startRow(row: TakstbrukRow | undefined, { world, series, start, period }: Start): TakstbrukRow {
  const combination = series.combinations[series.combination[start] ?? -1];
  const placeIndex = series.place[start] ?? -1;
  const place = world.places[placeIndex];
  if (combination === undefined || place === undefined)
    throw new Error(`Cannot start a row at ${start}: no series`);
  if (row === undefined) return { period, combination, place, placeIndex, ...nothing };
  row.period = period;
  row.combination = combination;
  row.place = place;
  row.placeIndex = placeIndex;
  row.antallRegninger = 0;
  row.sumAntallTakst = 0;
  row.refusjon = 0;
  row.betalt = 0;
  row.dekket = 0;
  return row;
}

const nothing: Readonly<Sums> = { antallRegninger: 0, sumAntallTakst: 0, refusjon: 0, betalt: 0, dekket: 0 };

interface Element {
  readonly world: World;
  readonly series: Series;
  readonly i: number;
  readonly period: Period;
}

function addSeries(row: TakstbrukRow, { world, series, i, period }: Element): void {
  const { combination } = row;
  const place = world.places[series.place[i] ?? -1];
  if (place === undefined) return;
  const key = series.key[i] ?? 0;
  const level = series.level[i] ?? 0;
  const first = Math.max(period.first, combination.first, place.first - firstMonth);
  const last = Math.min(period.last, place.last - firstMonth);
  for (let month = first; month <= last; month++) {
    if ((combination.takst.refusjon[month] ?? -1) < 0) continue;
    const count = bills(key, level, month);
    if (count > 0) addCell(row, { combination, key, month, count });
  }
}

interface Counting extends Omit<Element, "series"> {
  readonly enough: number;
}

function countSeries(series: Series, { world, i, period, enough }: Counting): number {
  const combination = series.combinations[series.combination[i] ?? -1];
  const place = world.places[series.place[i] ?? -1];
  if (combination === undefined || place === undefined) return 0;
  const key = series.key[i] ?? 0;
  const level = series.level[i] ?? 0;
  const first = Math.max(period.first, combination.first, place.first - firstMonth);
  const last = Math.min(period.last, place.last - firstMonth);
  let count = 0;
  for (let month = first; month <= last && count <= enough; month++) {
    if ((combination.takst.refusjon[month] ?? -1) >= 0) count += bills(key, level, month);
  }
  return count;
}
