// Decides which combinations occur in which places in a year, and how much.
import { type Combination, isForced } from "./combinations.ts";
import { hashText, mix } from "./hash.ts";
import type { Place } from "./places.ts";
import { isShown, type Table, type TakstbrukQuery } from "./query.ts";
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
