// The synthetic world that the emulator answers from. Its options determine all of it.
import { type Combination, combinationsOf, type Fagomraade, fagomraader } from "./combinations.ts";
import { mix } from "./hash.ts";
import { type Nlkkode, nlkkoder, type Sats, satser } from "./laboratorium.ts";
import { nowhere, type Place, places } from "./places.ts";
import { type Takst, takster } from "./takster.ts";

/** Small tables in memory. Takstbruk is never stored, but computed for each request. */
export interface World {
  readonly options: WorldOptions;
  readonly scale: Scale;
  readonly seed: number;
  readonly places: readonly Place[];
  /** The place of rows without a place. */
  readonly nowhere: Place;
  readonly fagomraader: readonly Fagomraade[];
  /** The takster in a world of this size. */
  readonly takster: readonly Takst[];
  readonly combinations: ReadonlyMap<string, readonly Combination[]>;
  readonly nlkkoder: readonly Nlkkode[];
  readonly satser: readonly Sats[];
  readonly satserByKategori: ReadonlyMap<string, readonly Sats[]>;
}

/** Builds a world. Only the measurement of scales passes `scale`. */
export function buildWorld(
  options: WorldOptions,
  given: Pick<Scale, "breadth" | "coverage"> = scaleFor(options.rows),
): World {
  const scale = { ...given, ...concentrationOf(options.rows) };
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
  return {
    options,
    scale,
    seed: mix(options.seed + 0x5eed),
    places: places(),
    nowhere,
    fagomraader: fields,
    takster: inUse(all, combinations),
    combinations,
    ...laboratorium(scale),
  };
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

/** What a world of fewer rows leaves out. */
export interface Scale {
  /** The share of all takst–praksistype combinations that occur. */
  readonly breadth: number;
  /** The share of kommuner that have them. */
  readonly coverage: number;
  /** How many of the largest kommuner have the combinations that stand for the whole country, such as those of LE 2ad. */
  readonly largeKommuner: number;
  /** Their bills are so many times as many, so that the sums of the country are right. */
  readonly concentration: number;
}

function concentrationOf(rows: number): Pick<Scale, "largeKommuner" | "concentration"> {
  const largeKommuner = Math.max(4, Math.round(rows / 20_000));
  const innbyggere = (ones: readonly Place[]) => ones.reduce((sum, place) => sum + place.innbyggere(2023), 0);
  const all = places().filter((place) => place.first <= 2023 * 12 && place.last >= 2023 * 12);
  const large = all.filter((place) => place.size < largeKommuner);
  return { largeKommuner, concentration: innbyggere(all) / innbyggere(large) };
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
  { rows: 70_000, coverage: 0.0028 },
  { rows: 100_000, coverage: 0.009 },
  { rows: 200_000, coverage: 0.028 },
  { rows: 600_000, coverage: 0.0947 },
  { rows: 2_000_000, coverage: 0.244 },
  { rows: 6_000_000, coverage: 0.566 },
  { rows: 15_000_000, coverage: 1.1 },
  { rows: 30_000_000, coverage: 2.14 },
] as const;

function mixed(low: number, high: number, share: number): number {
  return low + (high - low) * share;
}

/** `rows` is the target number of takstbruk rows over all six endpoints, 2015-01 to 2026-10, but at least about 58 000. The same seed gives the same world. */
export interface WorldOptions {
  readonly rows: number;
  readonly seed: number;
}

/** `small` for tests, `demo` for demonstrations, `large` for benchmarks. */
export const worlds = {
  small: { rows: 100_000, seed: 1 },
  demo: { rows: 2_000_000, seed: 1 },
  large: { rows: 30_000_000, seed: 1 },
} as const satisfies Record<string, WorldOptions>;
