// Rows of takstbruk, added up from cells while they are asked for: kommune to fylke to landet, month to year.
import type { Combination } from "./combinations.ts";
import { mix } from "./hash.ts";
import type { Place } from "./places.ts";
import { type Period, type TakstbrukQuery, threshold } from "./query.ts";
import { type Series, seriesOf, type Year, yearOf } from "./series.ts";
import { firstMonth, monthCount } from "./span.ts";
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

/** What is added up over places and months. Money in øre; everything stays far below 2^53. */
export interface Sums {
  antallRegninger: number;
  sumAntallTakst: number;
  refusjon: number;
  betalt: number;
  dekket: number;
}

/** How many bills there are. `key` and `level` are the series', `month` counts from the world's first. */
export function bills(key: number, level: number, month: number): number {
  const h = mix(key ^ Math.imul(month + 1, 0x9e3779b1));
  return (level * (season[month] ?? 1) * (0.8 + (h & 0xffff) * wobble) + (h >>> 16) * unit) | 0;
}

/** Adds a month's bills. Refusjon includes the egenandel the state covers, as in the real answers. */
export function addCell(
  sums: Sums,
  cell: { combination: Combination; key: number; month: number; count: number },
): void {
  const { combination, key, month, count } = cell;
  const { takst } = combination;
  const h = mix(key ^ Math.imul(month + 1, 0x2545f491));
  const repeats = repeatsOf(combination, { count, dice: (h & 0xffff) * unit });
  const rate = takst.refusjon[month] ?? 0;
  const egenandel = takst.egenandel[month] ?? 0;
  const covered = egenandel === 0 ? 0 : (count * (frikort[month] ?? 0) + (h >>> 16) * unit) | 0;
  sums.antallRegninger += count;
  sums.sumAntallTakst += count + repeats;
  sums.refusjon += rate * count + covered * egenandel;
  if (repeats > 0) sums.refusjon += repeats * Math.round((rate * takst.repetisjonsprosent) / 100);
  sums.betalt += (count - covered) * egenandel;
  sums.dekket += covered * egenandel;
}

const unit = 1 / 65_536;
const wobble = 0.4 * unit;

/** A takst that may be repeated is, on some of the bills. */
function repeatsOf({ takst, reach }: Combination, { count, dice }: { count: number; dice: number }): number {
  return takst.maksRepetisjoner === 0 ? 0 : (count * 0.5 * reach + dice) | 0;
}

/** Summer is quiet, autumn is busy, and spring 2020 was unlike any other. */
const season = Float64Array.from({ length: monthCount }, (_, month) => {
  const usual =
    [1.05, 1, 1.1, 0.95, 0.95, 1, 0.65, 0.85, 1.05, 1.1, 1.1, 0.9][(firstMonth + month) % 12] ?? 1;
  const number = firstMonth + month;
  return number >= 2020 * 12 + 2 && number <= 2020 * 12 + 4 ? usual * 0.6 : usual;
});

/** The share of the bills whose egenandel the state covers grows through the year, as patients reach the ceiling. */
const frikort = Float64Array.from(
  { length: monthCount },
  (_, month) => 0.14 + 0.035 * ((firstMonth + month) % 12),
);
