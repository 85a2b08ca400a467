// The synthetic world that the emulator answers from. Its options determine all of it.

import { type Month, monthNumber } from "../../domain/period.ts";
import { type Ground, type Scale, weightsOf } from "./cells.ts";
import { type Combination, combinationsOf, type Fagomraade, fagomraader } from "./combinations.ts";
import { mix } from "./hash.ts";
import { type Nlkkode, nlkkoder, type Sats, satser } from "./laboratorium.ts";
import { nowhere, type Place, places } from "./places.ts";
import { firstMonth, monthCount } from "./query.ts";
import { type Takst, takster } from "./takster.ts";

/** Small tables in memory. Takstbruk is never stored, but computed for each request. */
export interface World extends Ground {
  readonly options: WorldOptions;
  /** The place of rows without a place. */
  readonly nowhere: Place;
  readonly fagomraader: readonly Fagomraade[];
  /** The takster in a world of this size. */
  readonly takster: readonly Takst[];
  readonly combinations: ReadonlyMap<string, readonly Combination[]>;
  /** How many times its own inhabitants a large kommune stands for, by the index of a combination. */
  readonly weights: Float64Array;
  /** The share of each month's bills that has arrived. */
  readonly arrived: Float64Array;
  readonly nlkkoder: readonly Nlkkode[];
  readonly satser: readonly Sats[];
  readonly satserByKategori: ReadonlyMap<string, readonly Sats[]>;
}

/** Builds a world. Only the measurement of scales passes `scale`. */
export function buildWorld(
  options: WorldOptions,
  given: Pick<Scale, "breadth" | "coverage"> = scaleFor(options.rows),
): World {
  const scale = { ...given, largeKommuner: Math.max(4, Math.round(options.rows / 20_000)) };
  const seed = mix(options.seed + 0x5eed);
  const all = takster();
  const fields = fagomraader();
  const combinations = new Map<string, readonly Combination[]>();
  let offset = 0;
  for (const field of fields) {
    const own = all.filter((takst) => takst.fagomraade === field.kode);
    const found = combinationsOf(field, { takster: own, breadth: scale.breadth, offset });
    combinations.set(field.kode, found);
    offset += found.length;
  }
  const ground = { scale, seed, places: places() };
  return {
    ...ground,
    options,
    arrived: arrivedShares(monthNumber(options.asOf ?? "202611")),
    weights: weightsOf([...combinations.values()].flat(), ground),
    nowhere,
    fagomraader: fields,
    takster: inUse(all, combinations),
    combinations,
    ...laboratorium(scale),
  };
}

/** Bills arrive up to six months late. A month that is not over has none. */
function arrivedShares(asOf: number): Float64Array {
  const late = [0.7, 0.9, 0.95, 0.97, 0.985, 0.995];
  return Float64Array.from({ length: monthCount }, (_, month) => {
    const age = asOf - (firstMonth + month) - 1;
    return age < 0 ? 0 : (late[age] ?? 1);
  });
}

/** A share of the laboratory codes, at least 60, and the categories they need. */
function laboratorium({ breadth }: Scale): Pick<World, "nlkkoder" | "satser" | "satserByKategori"> {
  const all = nlkkoder();
  const codes = all.slice(0, Math.max(60, Math.round(all.length * Math.min(1, breadth * 1.5))));
  const needed = new Set(codes.map((code) => code.kategori));
  const rates = satser().filter(
    (sats) => needed.has(sats.refusjonskategori) || /^(PAT|NCR)/.test(sats.refusjonskategori),
  );
  return { nlkkoder: codes, satser: rates, satserByKategori: byKategori(rates) };
}

/** Takster that a praksistype uses, and the first fifteen of each fagområde, which have the odd histories. */
function inUse(
  all: readonly Takst[],
  combinations: ReadonlyMap<string, readonly Combination[]>,
): readonly Takst[] {
  const used = new Set([...combinations.values()].flat().map((combination) => combination.takst));
  return all.filter((takst) => used.has(takst) || (takst.rank < 16 && takst.fagomraade === "LE"));
}

function byKategori(satser: readonly Sats[]): ReadonlyMap<string, readonly Sats[]> {
  const result = new Map<string, Sats[]>();
  for (const sats of satser)
    result.set(sats.refusjonskategori, [...(result.get(sats.refusjonskategori) ?? []), sats]);
  return result;
}

/** The scale that gives about `rows` rows over all endpoints, interpolated between the measured points. */
function scaleFor(rows: number): Pick<Scale, "breadth" | "coverage"> {
  const breadth = Math.min(1, (rows / 30_000_000) ** 0.75);
  const wanted = Math.log(rows);
  const upper = measured.findIndex((point) => Math.log(point.rows) >= wanted);
  const [low, high] = upper <= 0 ? [measured[0], measured[0]] : [measured[upper - 1], measured[upper]];
  const last = measured.at(-1);
  if (upper === -1 || low === undefined || high === undefined)
    return { breadth, coverage: last?.coverage ?? 1 };
  const span = Math.log(high.rows) - Math.log(low.rows);
  const share = span === 0 ? 0 : (wanted - Math.log(low.rows)) / span;
  return { breadth, coverage: Math.exp(mixed(Math.log(low.coverage), Math.log(high.coverage), share)) };
}

/** Coverage measured by counting whole worlds of seed 1. */
const measured = [
  { rows: 70_000, coverage: 0.003 },
  { rows: 100_000, coverage: 0.0128 },
  { rows: 200_000, coverage: 0.045 },
  { rows: 600_000, coverage: 0.163 },
  { rows: 2_000_000, coverage: 0.436 },
  { rows: 6_000_000, coverage: 1 },
  { rows: 15_000_000, coverage: 1.92 },
  { rows: 30_000_000, coverage: 4.68 },
] as const;

function mixed(low: number, high: number, share: number): number {
  return low + (high - low) * share;
}

/** `rows` is the target number of takstbruk rows over all six endpoints, 2015-01 to 2026-10, but at least about 61 000. The same seed gives the same world. */
export interface WorldOptions {
  readonly rows: number;
  readonly seed: number;
  /** The present month of the world, `yyyyMM`: the first without data. 202611 if absent. */
  readonly asOf?: Month;
}

/** `small` for tests, `demo` for demonstrations, `large` for benchmarks. */
export const worlds = {
  small: { rows: 100_000, seed: 1 },
  demo: { rows: 2_000_000, seed: 1 },
  large: { rows: 30_000_000, seed: 1 },
} as const satisfies Record<string, WorldOptions>;
