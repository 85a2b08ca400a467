// The cells of the world: the bills of one takst by one praksistype in one place in one month. All numbers are sums of cells.
import type { Combination } from "./combinations.ts";
import { hashText, mix } from "./hash.ts";
import type { Place } from "./places.ts";
import type { World } from "./world.ts";

/** A place in a year, with the facts that all combinations need. */
export interface Site {
  readonly place: Place;
  readonly innbyggere: number;
  readonly reach: number;
  readonly key: number;
  readonly lineage: number;
}

export function siteOf(world: World, { place, ar }: { place: Place; ar: number }): Site {
  const innbyggere = place.innbyggere(ar);
  const key = hashText(`${place.kommunenr} ${place.first}`) ^ world.seed;
  return { place, innbyggere, reach: (innbyggere / 20_000) ** 0.8, key, lineage: place.lineage };
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

export function useOf(world: World, combination: Combination, ar: number): Use {
  return {
    combination,
    chance: world.scale.coverage * combination.reach * 4_294_967_296,
    rate: combination.level * (1 + combination.growth) ** (ar - 2020),
    bits: combination.key ^ world.seed,
  };
}

/** True if the combination occurs in the place. Depends on today's kommune, so that it survives mergers and new numbers. */
export function isPresent(use: Use, site: Site, { scale }: World): boolean {
  if (mix(site.lineage ^ use.bits) >>> 0 < use.chance * site.reach) return true;
  const { presence } = use.combination;
  if (presence === "chance") return false;
  if (presence === "everywhere") return true;
  const { place } = site;
  return presence === "Oslo" ? place.size === 0 : place.size < scale.largeKommuner || place.wellKnown;
}

/** The key of a series: one combination in one place. */
export function cellKey({ combination }: Use, site: Site): number {
  return mix(site.key ^ combination.key);
}

/** The expected bills a month, before the course of the months. */
export function levelOf(use: Use, { place, innbyggere, lineage }: Site, { scale }: World): number {
  const dice = (mix(mix(lineage ^ use.bits)) >>> 0) / 4_294_967_296;
  const habit = place.habit ?? 0.6 + 0.8 * dice;
  // A third of the smallest kommuner have no practice of their own, only a few bills.
  const little = innbyggere < 1_000 && dice < 0.33 ? 0.012 : 1;
  const isLarge = use.combination.presence === "large kommuner" && place.size < scale.largeKommuner;
  const times = isLarge ? scale.concentration : 1;
  return Math.max(innbyggere * use.rate * times * habit * little, leastLevel);
}

/** A kommune that has a takst uses it in most months, so that small counts are near the limit of suppression. */
const leastLevel = 0.7;

/** What is added up over places and months. Money is in øre and stays far below 2^53. */
export interface Sums {
  antallRegninger: number;
  sumAntallTakst: number;
  refusjon: number;
  betalt: number;
  dekket: number;
}

/** The number of bills. `level` includes the course of the month, and `month` counts from the world's first. */
export function bills(key: number, level: number, month: number): number {
  const h = mix(key ^ Math.imul(month + 1, 0x9e3779b1));
  return (level * (0.8 + (h & 0xffff) * wobble) + (h >>> 16) * unit) | 0;
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
  const covered = egenandel === 0 ? 0 : (count * (praksistype.covered[month] ?? 0) + (h >>> 16) * unit) | 0;
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
