// The cells of the world: the bills of one takst by one praksistype in one place in one month. All numbers are sums of cells.
import type { Combination } from "./combinations.ts";
import { hashText, mix } from "./hash.ts";
import type { Place } from "./places.ts";

/** The part of a world that decides its cells. */
export interface Ground {
  readonly scale: Scale;
  readonly seed: number;
  readonly places: readonly Place[];
}

/** What a world of fewer rows leaves out. */
export interface Scale {
  /** The share of all takst–praksistype combinations that occur. */
  readonly breadth: number;
  /** The share of kommuner that have them. */
  readonly coverage: number;
  /** How many of the largest kommuner have the combinations that every world has, such as those of LE 2ad. */
  readonly largeKommuner: number;
}

/** A place in a year, with the facts that all combinations need. */
export interface Site {
  readonly place: Place;
  readonly innbyggere: number;
  readonly reach: number;
  readonly key: number;
  readonly lineage: number;
}

export function siteOf(world: Pick<Ground, "seed">, { place, ar }: { place: Place; ar: number }): Site {
  const innbyggere = place.innbyggere(ar);
  const key = hashText(`${place.kommunenr} ${place.first}`) ^ world.seed;
  return { place, innbyggere, reach: (innbyggere / 20_000) ** 0.6, key, lineage: place.lineage };
}

/** A combination in a year, with everything that is the same in all places. */
export interface Use {
  readonly combination: Combination;
  /** The chance of a place of reach 1, of 2^32. */
  readonly chance: number;
  /** Bills per inhabitant and month, before the course of the months. */
  readonly rate: number;
  readonly bits: number;
}

export function useOf(world: Pick<Ground, "scale" | "seed">, combination: Combination, ar: number): Use {
  return {
    combination,
    chance: world.scale.coverage * 4_294_967_296,
    rate: combination.level * (1 + combination.growth) ** (ar - 2020),
    bits: combination.key ^ world.seed,
  };
}

/** True if the combination occurs in the place. Depends on today's kommune, so that it survives mergers and new numbers. */
export function isPresent(use: Use, site: Site, { scale }: Pick<Ground, "scale">): boolean {
  if (
    mix(site.lineage ^ use.bits) >>> 0 <
    use.chance * Math.max(use.combination.reach * site.reach, leastReach)
  )
    return true;
  const { presence } = use.combination;
  if (presence === "chance") return false;
  if (presence === "everywhere") return true;
  const { place } = site;
  if (presence === "large kommuner") return place.size < scale.largeKommuner || place.wellKnown;
  return place.size === 0 || place.size === 1 + ((use.combination.key >>> 8) % 4);
}

/** A takst is used a little in many places, so that small kommuner have many counts under the limit of suppression. */
const leastReach = 0.2;

/** The key of a series: one combination in one place. */
export function cellKey({ combination }: Use, site: Site): number {
  return mix(site.key ^ combination.key);
}

/** The expected bills a month, before the course of the months. */
export function levelOf(
  use: Use,
  { place, innbyggere, lineage }: Site,
  { weights }: { readonly weights: Float64Array },
): number {
  const dice = (mix(mix(lineage ^ use.bits)) >>> 0) / 4_294_967_296;
  const isChance = use.combination.presence === "chance";
  const habit = place.habit ?? (isChance ? 4 * dice ** 3 : 0.6 + 0.8 * dice);
  // A third of the smallest kommuner have no practice of their own, only a few bills.
  const little = innbyggere < 1_000 && dice < 0.33 ? 0.012 : 1;
  const weight = isLargeOther(place) ? (weights[use.combination.index] ?? 1) : 1;
  return innbyggere * use.rate * weight * habit * little;
}

/**
 * How many times its own inhabitants a large kommune stands for in each combination, because a world has not all kommuner that have it.
 * Oslo and small kommuner stand for themselves, so that Oslo has its share of the country.
 */
export function weightsOf(combinations: readonly Combination[], ground: Ground): Float64Array {
  const others = ground.places.filter(
    ({ size, first, last }) => size > 0 && first <= referenceYear * 12 && last >= referenceYear * 12,
  );
  const sites = others.map((place) => siteOf(ground, { place, ar: referenceYear }));
  const inhabitants = (some: readonly Site[]) => some.reduce((sum, { innbyggere }) => sum + innbyggere, 0);
  const all = inhabitants(sites);
  return Float64Array.from(combinations, (combination) => {
    const use = useOf(ground, combination, referenceYear);
    const present = sites.filter((site) => isPresent(use, site, ground));
    const large = inhabitants(present.filter(({ place }) => isLargeOther(place)));
    const weight = large === 0 ? 1 : (all - inhabitants(present) + large) / large;
    return combination.presence === "chance" ? Math.min(weight, mostWeight) : weight;
  });
}

const referenceYear = 2023;

/** More would give a kommune numbers that nobody believes. */
const mostWeight = 8;

/** The kommuner of more than about 10 000 inhabitants today, apart from Oslo. */
function isLargeOther({ size }: Place): boolean {
  return size > 0 && size < 120;
}

/** What is added up over places and months. Money is in øre and stays far below 2^53. */
export interface Sums {
  antallRegninger: number;
  sumAntallTakst: number;
  refusjon: number;
  betalt: number;
  dekket: number;
}

/**
 * The number of bills. `level` includes the course of the month, `month` counts from the world's first, and `arrived` is the share that
 * has arrived. Where there are few, two to four come in one month of several.
 */
export function bills(key: number, level: number, month: number, arrived: number): number {
  const h = mix(key ^ Math.imul(month + 1, 0x9e3779b1));
  if (level < 2) return (h >>> 16) * unit < level / 3 ? ((2 + ((h & 0xffff) % 3)) * arrived) | 0 : 0;
  return ((level * (0.8 + (h & 0xffff) * wobble) + (h >>> 16) * unit) * arrived) | 0;
}

/** Adds the bills of a month. Refusjon includes the egenandel that the state covers, as in the real answers. */
export function addCell(
  sums: Sums,
  cell: { combination: Combination; key: number; month: number; count: number },
): void {
  const { combination, key, month, count } = cell;
  const { takst, praksistype, reach } = combination;
  const h = mix(key ^ Math.imul(month + 1, 0x2545f491));
  const repeats = takst.maksRepetisjoner === 0 ? 0 : (count * 0.5 * reach + (h & 0xffff) * unit) | 0;
  const rate = takst.refusjon[month] ?? 0;
  const egenandel = takst.egenandel[month] ?? 0;
  const share = (count * (praksistype.covered[month] ?? 0) + (h >>> 16) * unit) | 0;
  // Of two bills or more, the state covers one at least and not all, as in the real answers.
  const within = count < 2 ? share : Math.max(1, Math.min(share, count - 1));
  const covered = egenandel === 0 ? 0 : within;
  sums.antallRegninger += count;
  sums.sumAntallTakst += count + repeats;
  sums.refusjon += count * rate + covered * egenandel;
  if (repeats > 0) sums.refusjon += repeats * Math.round((rate * takst.repetisjonsprosent) / 100);
  sums.betalt += (count - covered) * egenandel;
  sums.dekket += covered * egenandel;
  if ((h & 0x1ff) === 0 && count * rate > 2_000) sums.refusjon += correctionOf(h);
}

/** Between −10 and 10 kroner. As in the real answers, about one year's row in fifty differs from rate times count. */
function correctionOf(h: number): number {
  return (((h >>> 9) % 21) - 10) * 100;
}

const unit = 1 / 65_536;
const wobble = 0.4 * unit;
