// The bills of one combination in one place in one month: the only place where numbers come from.
import type { Combination } from "./combinations.ts";
import { mix } from "./hash.ts";
import { firstMonth, monthCount } from "./span.ts";

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
