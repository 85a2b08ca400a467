// Rows of takstbruk, added up from cells while they are asked for: kommune to fylke to landet, month to year.
import { type Combination, isForced } from "./combinations.ts";
import { hashText, mix } from "./hash.ts";
import type { Place } from "./places.ts";
import { firstMonth, monthCount, type Period, type Table, type TakstbrukQuery, threshold } from "./query.ts";
import type { World } from "./world.ts";

/** One year of one fagområde, by column: element i of each array belongs to one combination in one place. */
export interface Series {
  readonly combinations: readonly Combination[];
  /** Index into `combinations`. */
  readonly combination: Uint16Array;
  /** Index into the world's places. */
  readonly place: Uint16Array;
  readonly key: Int32Array;
  /** Expected bills a month. */
  readonly level: Float64Array;
  /** The start of each row, and the end of the last. A row is one combination in one area. */
  readonly rowStart: Uint32Array;
  readonly rows: number;
}

/** The series of a year that a query needs. Those of one row are adjacent. */
export function seriesOf(
  world: World,
  { query, fagomraade, year }: { query: TakstbrukQuery; fagomraade: string; year: Year },
): Series {
  const combinations = (world.combinations.get(fagomraade) ?? []).filter(
    ({ takst, praksistype }) =>
      query.takstkoder?.has(takst.takstkode) !== false && query.praksistyper?.has(praksistype.kode) !== false,
  );
  const { ar, candidates } = year;
  let size = 0;
  for (const combination of combinations) size += countPresent(world, { combination, candidates });
  const filling = emptySeries(combinations, size);
  for (const [index, combination] of combinations.entries()) {
    addPresent(filling, { world, combination, index, candidates, ar });
  }
  filling.rowStart[filling.rows] = filling.size;
  return filling;
}

/** The places that may have rows in a year; the same for every fagområde. */
export interface Year {
  readonly ar: number;
  readonly candidates: readonly Candidate[];
}

interface Filling extends Series {
  size: number;
  rows: number;
}

function emptySeries(combinations: readonly Combination[], size: number): Filling {
  return {
    combinations,
    combination: new Uint16Array(size),
    place: new Uint16Array(size),
    key: new Int32Array(size),
    level: new Float64Array(size),
    rowStart: new Uint32Array(size + 1),
    ...{ rows: 0, size: 0 },
  };
}

/** A place that may have rows, with the facts that all combinations need. */
export interface Candidate {
  readonly place: Place;
  readonly index: number;
  readonly innbyggere: number;
  readonly reach: number;
  readonly key: number;
  readonly area: string;
}

/** The places of a year that the query asks for and the table shows. */
export function yearOf(world: World, { query, ar }: { query: TakstbrukQuery; ar: number }): Year {
  const { table, steder } = query;
  const name = `${table.level} ${table.grain} ${ar}`;
  const known = years.get(world) ?? new Map<string, readonly Candidate[]>();
  years.set(world, known);
  const all = known.get(name) ?? candidatesOf(world, { table, ar });
  known.set(name, all);
  return { ar, candidates: steder === undefined ? all : all.filter(({ area }) => steder.has(area)) };
}

/** Cached, because every fagområde and window of a year has the same places. This saves a fifth of the time of an answer. */
const years = new WeakMap<World, Map<string, readonly Candidate[]>>();

function candidatesOf(world: World, { table, ar }: { table: Table; ar: number }): readonly Candidate[] {
  const result: Candidate[] = [];
  for (const [index, place] of world.places.entries()) {
    if (place.last < ar * 12 || place.first > ar * 12 + 11 || !isShown(place, { table, ar })) continue;
    const area = areaOf(place, table);
    const innbyggere = place.innbyggere(ar);
    const key = hashText(`${place.kommunenr} ${place.first}`) ^ world.seed;
    result.push({ place, index, innbyggere, reach: (innbyggere / 20_000) ** 0.8, key, area });
  }
  return result;
}

function areaOf(place: Place, { level }: Table): string {
  if (level === "landet") return "";
  return level === "kommune" ? place.kommunenr : place.fylkesnr;
}

/** Depends on today's kommune, so that combinations survive mergers and new numbers. */
function isPresent(
  world: World,
  { combination, candidate }: { combination: Combination; candidate: Candidate },
): boolean {
  const chance = world.scale.coverage * combination.reach * candidate.reach * 4_294_967_296;
  return diceOf(world, { combination, candidate }) < chance || isForced(combination, candidate.place);
}

function diceOf(
  world: World,
  { combination, candidate }: { combination: Combination; candidate: Candidate },
): number {
  return mix(candidate.place.lineage ^ combination.key ^ world.seed) >>> 0;
}

interface Search {
  readonly combination: Combination;
  readonly candidates: readonly Candidate[];
}

function countPresent(world: World, { combination, candidates }: Search): number {
  let count = 0;
  for (const candidate of candidates) if (isPresent(world, { combination, candidate })) count++;
  return count;
}

function addPresent(filling: Filling, search: Search & { world: World; index: number; ar: number }): void {
  const { world, combination, index, candidates, ar } = search;
  const perInnbygger = combination.level * (1 + combination.growth) ** (ar - 2020);
  let area: string | undefined;
  for (const candidate of candidates) {
    if (!isPresent(world, { combination, candidate })) continue;
    const i = filling.size++;
    if (candidate.area !== area) filling.rowStart[filling.rows++] = i;
    area = candidate.area;
    const habit = 0.6 + (0.8 * (mix(diceOf(world, { combination, candidate })) >>> 0)) / 4_294_967_296;
    filling.combination[i] = index;
    filling.place[i] = candidate.index;
    filling.key[i] = mix(candidate.key ^ combination.key);
    filling.level[i] = Math.max(candidate.innbyggere * perInnbygger * habit, leastLevel);
  }
}

/** A kommune that has a takst uses it in most months. */
const leastLevel = 0.8;

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

/** True if the table shows this place: kommune/maned has only kommuner with more than 10 000 inhabitants that year. */
function isShown(place: Place, { table, ar }: { table: Table; ar: number }): boolean {
  return table.level !== "kommune" || table.grain === "ar" || place.overTenThousand(ar);
}
