// Decides which praksistyper use which takster, and how much. Every number in takstbruk belongs to one combination.

import { fraction, hashText } from "./hash.ts";
import type { Place } from "./places.ts";
import { firstMonth, monthOfDate } from "./query.ts";
import { facts } from "./tables.ts";
import type { Takst } from "./takster.ts";

/** A kind of practice. `listed` is true if /fagomraader has it. `name` is empty if the data has no name either. */
export interface Praksistype {
  readonly kode: string;
  readonly navn: string;
  readonly listed: boolean;
  readonly first: number;
}

/** A fagområde and its praksistyper. */
export interface Fagomraade {
  readonly kode: string;
  readonly navn: string;
  readonly praksistyper: readonly Praksistype[];
}

/** All fagområder in documented order. Names of codes from after 2019 are synthetic, in the same style. */
export function fagomraader(): readonly Fagomraade[] {
  const praksistyper = facts("praksistyper");
  return facts("fagomraader").map((line) => ({
    kode: line("fagomraadekode"),
    navn: line("navn"),
    praksistyper: praksistyper
      .filter((praksistype) => praksistype("fagomraadekode") === line("fagomraadekode"))
      .map((praksistype) => ({
        kode: praksistype("praksistypekode"),
        navn: praksistype("navn"),
        listed: praksistype("i_kodeverket") === "1",
        first: praksistype("fra") === "" ? firstMonth : monthOfDate(praksistype("fra")),
      })),
  }));
}

/** A takst used by a praksistype. */
export interface Combination {
  /** Position in the world's list of combinations. */
  readonly index: number;
  readonly fagomraade: string;
  readonly takst: Takst;
  readonly praksistype: Praksistype;
  /** The first month it can occur, counted from the world's first. */
  readonly first: number;
  readonly key: number;
  /** Bills per inhabitant and month in 2020. */
  readonly level: number;
  /** How likely a kommune has it: 1 for the most common, falling slowly. */
  readonly reach: number;
  readonly growth: number;
  /** True if the well-known and odd kommuner have it in a world of any size. */
  readonly flagship: boolean;
  /** True if Oslo has it in a world of any size. */
  readonly atHome: boolean;
}

/** The combinations of a fagområde, most common first. Keeps a share `breadth` (0–1) and drops the rarest. */
export function combinationsOf(
  fagomraade: Fagomraade,
  { takster, breadth, offset }: { takster: readonly Takst[]; breadth: number; offset: number },
): readonly Combination[] {
  const all = takster.flatMap((takst) =>
    fagomraade.praksistyper.map((praksistype, position) => ({
      takst,
      praksistype,
      popularity: takstWeight(takst) * praksistypeWeight({ fagomraade, takst, praksistype, position }),
    })),
  );
  const used = all.filter((entry) => entry.popularity > 0).sort((a, b) => b.popularity - a.popularity);
  const count = Math.max(Math.min(used.length, 3), Math.round(used.length * breadth));
  const rare = used.filter((entry) => !entry.praksistype.listed).slice(0, 1);
  const known = used.filter((entry) => flagships.has(nameOf(entry)));
  return [...new Set([...used.slice(0, count), ...known, ...rare])].map((entry, position) => {
    const name = nameOf(entry);
    return {
      index: offset + position,
      fagomraade: fagomraade.kode,
      takst: entry.takst,
      praksistype: entry.praksistype,
      first: entry.praksistype.first - firstMonth,
      key: hashText(name),
      level: 0.22 * volume(fagomraade.kode) * entry.popularity,
      reach: entry.popularity ** 0.35,
      growth: 0.08 * fraction(`growth ${name}`) - 0.03,
      flagship: flagships.has(name),
      atHome: entry.takst.rank < 2 || !entry.praksistype.listed,
    };
  });
}

/** True if a combination always occurs in a place, without chance. */
export function isForced(combination: Combination, place: Place): boolean {
  return (combination.flagship && place.alwaysPresent) || (combination.atHome && place.kommunenr === "0301");
}

function nameOf({ takst, praksistype }: { takst: Takst; praksistype: Praksistype }): string {
  return `${takst.fagomraade} ${takst.takstkode} ${praksistype.kode}`;
}

const flagships = new Set([
  "LE 2ad FALE",
  "LE 2ad FALO",
  "LE 2ad FATU",
  "LE 2ad LEKO",
  "LE H1 FALE",
  "LE H1 LEVA",
]);

/** Zipf: the second most used takst is used half as much as the first. */
function takstWeight(takst: Takst): number {
  return 1 / (takst.rank + 1) ** 0.9;
}

interface Use {
  readonly fagomraade: Fagomraade;
  readonly takst: Takst;
  readonly praksistype: Praksistype;
  readonly position: number;
}

function praksistypeWeight({ fagomraade, takst, praksistype, position }: Use): number {
  if (!praksistype.listed) return 0.02;
  const dice = fraction(`${fagomraade.kode} ${takst.takstkode} ${praksistype.kode}`);
  if (fagomraade.kode !== "LE") return dice < 0.85 ? (0.4 + 0.6 * dice) / (position + 1) : 0;
  const general = generalPractice.get(praksistype.kode);
  if (general !== undefined) return takst.spesialist ? 0 : general * (0.7 + 0.6 * dice);
  return dice < (takst.spesialist ? 0.32 : 0.16) ? 0.02 + 0.2 * dice : 0;
}

const generalPractice = new Map([
  ["FALE", 1],
  ["FALO", 0.13],
  ["FATU", 0.09],
  ["LEVA", 0.12],
  ["LEKO", 0.06],
  ["UTKA", 0.04],
  ["KOLE", 0.03],
  ["URRE", 0.015],
  ["SYPL", 0.012],
]);

function volume(fagomraade: string): number {
  return volumes.get(fagomraade) ?? 0.04;
}

const volumes = new Map([
  ["LE", 1],
  ["FY", 0.5],
  ["PO", 0.6],
  ["LR", 0.4],
  ["TH", 0.2],
  ["PS", 0.15],
]);
