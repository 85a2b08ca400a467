// Rows of takstbruk, added up from cells for each request: kommune to fylke to landet, month to year.
import {
  addCell,
  bills,
  cellKey,
  isPresent,
  levelOf,
  type Site,
  type Sums,
  siteOf,
  type Use,
  useOf,
} from "./cells.ts";
import type { Combination } from "./combinations.ts";
import type { Place } from "./places.ts";
import { firstMonth, type Period, type Table, type TakstbrukQuery, threshold } from "./query.ts";
import type { World } from "./world.ts";

/** A row. The same object is filled again for the next one. `place` is any place of the fylke or country. */
export interface TakstbrukRow extends Sums {
  period: Period;
  combination: Combination;
  place: Place;
  placeIndex: number;
}

/** The rows of an answer, without suppressed ones. Years are in order. The rows of a year are not, as in the real answers. */
export function* takstbrukRows(world: World, query: TakstbrukQuery): Generator<TakstbrukRow, void> {
  const least = threshold(query.table);
  let row: TakstbrukRow | undefined;
  for (const { periods, series } of yearsOf(world, query)) {
    const perPeriod = series.reduce((sum, { rows }) => sum + rows, 0);
    for (const at of scattered(perPeriod * periods.length)) {
      const period = periods[Math.floor(at / perPeriod)];
      let r = at % perPeriod;
      let s = 0;
      while (r >= (series[s]?.rows ?? perPeriod)) r -= series[s++]?.rows ?? 0;
      const own = series[s];
      if (own === undefined || period === undefined) throw new Error(`No series has row ${at}`);
      const end = own.rowStart[r + 1] ?? 0;
      row = startRow(row, { world, series: own, start: own.rowStart[r] ?? end, period });
      for (let i = own.rowStart[r] ?? end; i < end; i++) addSeries(row, { world, series: own, i, period });
      if (row.antallRegninger > least) yield row;
    }
  }
}

/** Each number below `count` once, out of order. Neighbours stay within a few thousand, because the cache is small. */
function* scattered(count: number): Generator<number, void> {
  const blocks = Math.ceil(count / blockSize);
  const blockStep = scatteringStep(blocks);
  for (let done = 0, block = 0; done < blocks; done++, block = (block + blockStep) % blocks) {
    const size = Math.min(blockSize, count - block * blockSize);
    const step = scatteringStep(size);
    for (let n = 0, at = 0; n < size; n++, at = (at + step) % size) yield block * blockSize + at;
  }
}

const blockSize = 2_048;

function scatteringStep(count: number): number {
  let step = Math.max(1, Math.floor(count * 0.618));
  while (divisor(step, count) > 1) step--;
  return step;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

/** The number of rows of `takstbrukRows`. Much cheaper, because a row is certain once its count is high enough. */
export function countRows(world: World, query: TakstbrukQuery): number {
  const least = threshold(query.table);
  let rows = 0;
  for (const { periods, series } of yearsOf(world, query)) {
    for (const period of periods) {
      for (const one of series) rows += countIn(one, { world, period, least });
    }
  }
  return rows;
}

function countIn(
  series: Series,
  { world, period, least }: { world: World; period: Period; least: number },
): number {
  let rows = 0;
  for (let r = 0; r < series.rows; r++) {
    const end = series.rowStart[r + 1] ?? 0;
    let count = 0;
    for (let i = series.rowStart[r] ?? end; i < end && count <= least; i++)
      count += countSeries(series, { world, period, i, enough: least - count });
    if (count > least) rows++;
  }
  return rows;
}

/** A year of a query: its periods, and the series of each fagområde. */
interface Year {
  readonly periods: readonly Period[];
  readonly series: readonly Series[];
}

function* yearsOf(world: World, query: TakstbrukQuery): Generator<Year, void> {
  for (const ar of new Set(query.periods.map((period) => period.ar))) {
    const periods = query.periods.filter((period) => period.ar === ar);
    const candidates = candidatesIn(world, { query, ar });
    const wanted = world.fagomraader.filter(({ kode }) => query.fagomraader.has(kode));
    const series = wanted.map(({ kode }) => seriesOf(world, { query, fagomraade: kode, candidates, ar }));
    yield { periods, series };
  }
}

/** One year of one fagområde, by column: element i of each array belongs to one combination in one place. */
interface Series {
  readonly uses: readonly Use[];
  /** Index into `uses`. */
  readonly use: number[];
  /** Index into the world's places. */
  readonly place: number[];
  readonly key: number[];
  /** Expected bills a month. */
  readonly level: number[];
  /** The start of each row, and the end of the last. A row is one combination in one area. */
  readonly rowStart: number[];
  readonly rows: number;
  /** True if the rows have no place. */
  readonly isPlaceless: boolean;
}

interface Wanted {
  readonly query: TakstbrukQuery;
  readonly fagomraade: string;
  readonly candidates: readonly Candidate[];
  readonly ar: number;
}

/** The series of a year that a query needs. Those of one row are adjacent. */
function seriesOf(world: World, { query, fagomraade, candidates, ar }: Wanted): Series {
  const isPlaceless = query.placeless.has(fagomraade) && query.table.level !== "landet";
  const uses = (world.combinations.get(fagomraade) ?? [])
    .filter(({ takst }) => query.takstkoder?.has(takst.takstkode) !== false)
    .filter(({ praksistype }) => query.praksistyper?.has(praksistype.kode) !== false)
    .map((combination) => useOf(world, combination, ar));
  const sites = isPlaceless && query.steder !== undefined ? [] : candidates;
  const series = { uses, isPlaceless, ...emptyColumns() };
  for (const [index, use] of uses.entries()) addPresent(series, { world, use, index, sites });
  const rows = series.rowStart.length;
  series.rowStart.push(series.use.length);
  return { ...series, rows };
}

function emptyColumns(): Record<"use" | "place" | "key" | "level" | "rowStart", number[]> {
  return { use: [], place: [], key: [], level: [], rowStart: [] };
}

interface Search {
  readonly world: World;
  readonly use: Use;
  readonly index: number;
  readonly sites: readonly Candidate[];
}

function addPresent(series: Omit<Series, "rows">, { world, use, index, sites }: Search): void {
  let area: string | undefined;
  for (const site of sites) {
    if (!isPresent(use, site, world)) continue;
    const own = series.isPlaceless ? "" : site.area;
    if (own !== area) series.rowStart.push(series.use.length);
    area = own;
    series.use.push(index);
    series.place.push(site.index);
    series.key.push(cellKey(use, site));
    series.level.push(levelOf(use, site, world));
  }
}

/** A place of a year that may have rows, and the area of its rows. */
interface Candidate extends Site {
  readonly index: number;
  readonly area: string;
}

/** The places of a year that the query asks for and the table shows. */
function candidatesIn(
  world: World,
  { query, ar }: { query: TakstbrukQuery; ar: number },
): readonly Candidate[] {
  const { table, steder } = query;
  const name = `${table.level} ${table.grain} ${ar}`;
  const known = candidatesOfWorld.get(world) ?? new Map<string, readonly Candidate[]>();
  candidatesOfWorld.set(world, known);
  const all = known.get(name) ?? allCandidates(world, { table, ar });
  known.set(name, all);
  return steder === undefined ? all : all.filter(({ area }) => steder.has(area));
}

/** Cached, because every fagområde and window of a year has the same places. This saves a fifth of the time of an answer. */
const candidatesOfWorld = new WeakMap<World, Map<string, readonly Candidate[]>>();

function allCandidates(world: World, { table, ar }: { table: Table; ar: number }): readonly Candidate[] {
  return world.places.flatMap((place, index) => {
    if (place.last < ar * 12 || place.first > ar * 12 + 11 || !isShown(place, { table, ar })) return [];
    return [{ ...siteOf(world, { place, ar }), index, area: areaOf(place, table) }];
  });
}

/** True if the table shows this place: kommune/maned has only kommuner with more than 10 000 inhabitants that year. */
export function isShown(place: Place, { table, ar }: { table: Table; ar: number }): boolean {
  return table.level !== "kommune" || table.grain === "ar" || place.overTenThousand(ar);
}

function areaOf(place: Place, { level }: Table): string {
  if (level === "landet") return "";
  return level === "kommune" ? place.kommunenr : place.fylkesnr;
}

interface Start {
  readonly world: World;
  readonly series: Series;
  readonly start: number;
  readonly period: Period;
}

function startRow(row: TakstbrukRow | undefined, { world, series, start, period }: Start): TakstbrukRow {
  const combination = series.uses[series.use[start] ?? -1]?.combination;
  const placeIndex = series.isPlaceless ? world.places.length : (series.place[start] ?? -1);
  const place = series.isPlaceless ? world.nowhere : world.places[placeIndex];
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
  readonly i: number;
  readonly period: Period;
}

function addSeries(row: TakstbrukRow, { world, series, i, period }: Element & { series: Series }): void {
  const { combination } = row;
  const place = world.places[series.place[i] ?? -1];
  if (place === undefined) return;
  const key = series.key[i] ?? 0;
  const level = series.level[i] ?? 0;
  const { course } = combination;
  const first = Math.max(period.first, combination.first, place.first - firstMonth);
  const last = Math.min(period.last, place.last - firstMonth);
  for (let month = first; month <= last; month++) {
    if ((combination.takst.refusjon[month] ?? -1) < 0) continue;
    const count = bills(key, level * (course[month] ?? 0), month, world.arrived[month] ?? 0);
    if (count > 0) addCell(row, { combination, key, month, count });
  }
}

/** Counts bills until there are more than `enough`. */
function countSeries(series: Series, { world, i, period, enough }: Element & { enough: number }): number {
  const combination = series.uses[series.use[i] ?? -1]?.combination;
  const place = world.places[series.place[i] ?? -1];
  if (combination === undefined || place === undefined) return 0;
  const key = series.key[i] ?? 0;
  const level = series.level[i] ?? 0;
  const { course } = combination;
  const first = Math.max(period.first, combination.first, place.first - firstMonth);
  const last = Math.min(period.last, place.last - firstMonth);
  let count = 0;
  for (let month = first; month <= last && count <= enough; month++) {
    if ((combination.takst.refusjon[month] ?? -1) >= 0)
      count += bills(key, level * (course[month] ?? 0), month, world.arrived[month] ?? 0);
  }
  return count;
}
