// Decides which praksistyper use which takster, and how much. Every number in takstbruk belongs to one combination.
import { fraction, hashText } from "./hash.ts";
import { firstMonth, monthCount, monthOfDate } from "./query.ts";
import { facts } from "./tables.ts";
import type { Takst } from "./takster.ts";

/** A kind of practice. `listed` is true if /fagomraader has it. */
export interface Praksistype {
  readonly kode: string;
  readonly navn: string;
  readonly listed: boolean;
  readonly first: number;
  /** The share of LE 2ad in percent; undefined if the facts have none. 0 means that no takst is used. */
  readonly use: number | undefined;
  /** The share of the bills whose egenandel the state covers, for each month of the world. */
  readonly covered: Float64Array;
}

/** A fagområde and its praksistyper. */
export interface Fagomraade {
  readonly kode: string;
  readonly navn: string;
  readonly praksistyper: readonly Praksistype[];
}

/** All fagområder in documented order. Three of them have no praksistype that bills, so they have no takstbruk before 2025. */
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
        use: praksistype("bruk") === "" ? undefined : Number(praksistype("bruk")),
        covered: coveredShares(praksistype("praksistypekode"), praksistype("dekket")),
      })),
  }));
}

/** More patients reach the ceiling of co-payment through the year, so the share grows. Its mean is the given one. */
function coveredShares(kode: string, given: string): Float64Array {
  const mean = given === "" ? 0.2 + 0.6 * fraction(`dekket ${kode}`) : Number(given);
  const swing = 0.4 * Math.min(mean, 1 - mean);
  return Float64Array.from(
    { length: monthCount },
    (_, month) => mean + swing * ((2 * ((firstMonth + month) % 12)) / 11 - 1),
  );
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
  /** Bills per inhabitant and month in 2019. */
  readonly level: number;
  /** The bills of each month in proportion to `level`: the seasons, and the years since 2020. */
  readonly course: Float64Array;
  /** How likely a kommune has it: 1 for the most common, falling slowly. */
  readonly reach: number;
  readonly growth: number;
  /** The places that have it in a world of any size. Other places have it by chance. */
  readonly presence: Presence;
}

/** `everywhere`: all places. `large kommuner`: the largest, as many as the world's scale says. `two kommuner`: Oslo and another. */
export type Presence = "everywhere" | "large kommuner" | "two kommuner" | "chance";

/** What a world keeps of the combinations of a fagområde: a share `breadth` (0–1), numbered from `offset`. */
export interface Choice {
  readonly takster: readonly Takst[];
  readonly breadth: number;
  readonly offset: number;
}

/** The combinations of a fagområde, most common first. Half of the kept ones are the most common, and half are among all others. */
export function combinationsOf(fagomraade: Fagomraade, choice: Choice): readonly Combination[] {
  const { takster, breadth, offset } = choice;
  const all = takster.flatMap((takst) =>
    fagomraade.praksistyper.map((praksistype, position) => ({
      takst,
      praksistype,
      popularity: takstWeight(takst) * praksistypeWeight({ fagomraade, takst, praksistype, position }),
    })),
  );
  const used = all.filter((entry) => entry.popularity > 0).sort((a, b) => b.popularity - a.popularity);
  const common = Math.max(Math.min(used.length, 3), Math.round((used.length * breadth) / 2));
  const step = Math.max(1, Math.round(2 / breadth) - 1);
  const kept = used.filter((_, at) => at < common || (at - common) % step === step - 1);
  const rare = used.filter((entry) => !entry.praksistype.listed).slice(0, 1);
  const known = used.filter((entry) => ["everywhere", "large kommuner"].includes(presenceOf(entry)));
  return [...new Set([...kept, ...known, ...rare])].map((entry, position) =>
    combinationOf(entry, { fagomraade, index: offset + position }),
  );
}

interface Entry {
  readonly takst: Takst;
  readonly praksistype: Praksistype;
  readonly popularity: number;
}

function combinationOf(
  entry: Entry,
  { fagomraade, index }: { fagomraade: Fagomraade; index: number },
): Combination {
  const { takst, praksistype, popularity } = entry;
  const name = nameOf(entry);
  const presence = presenceOf(entry);
  return {
    index,
    fagomraade: fagomraade.kode,
    takst,
    praksistype,
    first: praksistype.first - firstMonth,
    key: hashText(name),
    level: 0.2255 * (volumes.get(fagomraade.kode) ?? 0.01) * popularity,
    course: courseOf(takst),
    reach: popularity ** 0.5,
    growth: takst.fagomraade === "LE" ? 0 : 0.08 * fraction(`growth ${name}`) - 0.03,
    presence,
  };
}

function nameOf({ takst, praksistype }: Pick<Entry, "takst" | "praksistype">): string {
  return `${takst.fagomraade} ${takst.takstkode} ${praksistype.kode}`;
}

function presenceOf(entry: Entry): Presence {
  const { takst, praksistype } = entry;
  const name = nameOf(entry);
  if (name === "LE 2ad FALE") return "everywhere";
  if (inLargeKommuner.has(name) || name.startsWith("LE 2ad ")) return "large kommuner";
  return takst.rank < 1 || !praksistype.listed ? "two kommuner" : "chance";
}

const inLargeKommuner = new Set(["LE 2as FALE", "LE 2av FALE", "LE H1 FALE", "LE H1 LEVA", "LE H11 FALE"]);

/** Zipf: the second most used takst is used half as much as the first. The last of hundreds are hardly used at all. */
function takstWeight({ rank }: Takst): number {
  return Math.exp(-rank / 100) / (rank + 1) ** 0.9;
}

interface Use {
  readonly fagomraade: Fagomraade;
  readonly takst: Takst;
  readonly praksistype: Praksistype;
  readonly position: number;
}

function praksistypeWeight({ fagomraade, takst, praksistype, position }: Use): number {
  const { use } = praksistype;
  if (use === 0) return 0;
  if (!praksistype.listed) return 0.02;
  const dice = fraction(`${fagomraade.kode} ${takst.takstkode} ${praksistype.kode}`);
  if (fagomraade.kode !== "LE") return dice < 0.85 ? (0.4 + 0.6 * dice) / (position + 1) : 0;
  if (onlineDoctors.has(praksistype.kode) !== /^2n[tv]/.test(takst.takstkode)) return 0;
  if (takst.takstkode === "2ad") return use === undefined || use < 0.4 ? 0 : use / 100;
  if (use !== undefined) return takst.spesialist ? 0 : (use / 100) * (0.7 + 0.6 * dice);
  return dice < (takst.spesialist ? 0.32 : 0.16) ? 0.02 + 0.2 * dice : 0;
}

/** Municipal online doctors have takster of their own, and no others. */
const onlineDoctors: ReadonlySet<string> = new Set(["KNFL", "KNND"]);

const volumes = new Map([
  ["LE", 1],
  ["FY", 0.12],
  ["PO", 0.045],
  ["LR", 0.1],
  ["TH", 0.13],
  ["PS", 0.03],
]);

function courseOf({ fagomraade, takstkode }: Takst): Float64Array {
  if (fagomraade !== "LE") return courses.other;
  return /^2(as|at|av|af[stv]|ak[stv])$/.test(takstkode) ? courses.digital : courses.consulting;
}

const physicalYears = new Map([
  [2020, 0.875],
  [2021, 0.833],
  [2022, 0.867],
  [2023, 0.897],
]);

const digitalYears = new Map([
  [2020, 1],
  [2021, 1],
  [2022, 0.8],
]);

/** Summer is quiet, autumn is busy, and spring 2020 was unlike any other. */
const courses = {
  other: course((_, month) => (isSpring2020(month) ? 0.65 : 1)),
  /** As 2ad in the real answers: 17 % below 2019 in 2020, and still 7 % below it in 2023. */
  consulting: course((ar, month) => {
    if (month < 2020 * 12 + 2) return ar < 2019 ? 0.95 + 0.0125 * (ar - 2015) : 1;
    return isSpring2020(month) ? 0.55 : (physicalYears.get(ar) ?? 0.9);
  }),
  /** Video and text take over a part of the lost consultations. */
  digital: course((ar, month) => {
    if (month < 2020 * 12 + 2) return 0.08;
    return isSpring2020(month) ? 1.4 : (digitalYears.get(ar) ?? 0.7);
  }),
};

function isSpring2020(month: number): boolean {
  return month >= 2020 * 12 + 2 && month <= 2020 * 12 + 4;
}

function course(factor: (ar: number, month: number) => number): Float64Array {
  const season = [1.05, 1, 1.1, 0.95, 0.95, 1, 0.65, 0.85, 1.05, 1.1, 1.1, 0.9];
  return Float64Array.from({ length: monthCount }, (_, index) => {
    const month = firstMonth + index;
    return (season[month % 12] ?? 1) * factor(Math.floor(month / 12), month);
  });
}
