// Takster with their history of rates. Takstbruk is computed with the rates that /takstkoder publishes.
import { fraction } from "./hash.ts";
import { firstMonth, monthCount } from "./query.ts";
import { facts, type Line } from "./tables.ts";

/** The rates of a takst in øre. `fra` and `til` are inclusive, and `til` is undefined for an open end. */
export interface Takstperiode {
  readonly fra: string;
  readonly til: string | undefined;
  readonly refusjon: number;
  readonly egenandel: number | undefined;
}

/** A takst of one fagområde. `rank` 0 is the most used. Months are counted from the world's first. */
export interface Takst {
  readonly fagomraade: string;
  readonly takstkode: string;
  readonly rank: number;
  readonly spesialist: boolean;
  readonly pasientEgenbetaling: number | undefined;
  /** Absent means without limit, 0 means once a bill. */
  readonly maksRepetisjoner: number | undefined;
  readonly repetisjonsprosent: number;
  readonly minutter: number | undefined;
  readonly minutterPerRepetisjon: number;
  readonly kreverTakst: readonly string[];
  readonly maksPerKalenderaar: number | undefined;
  readonly perioder: readonly Takstperiode[];
  /** Refusjon in øre for each month of the world; -1 if the takst is not valid. */
  readonly refusjon: Int32Array;
  /** Egenandel in øre for each month of the world; 0 if there is none. */
  readonly egenandel: Int32Array;
}

let made: readonly Takst[] | undefined;

/** All takster of every fagområde, the most used first. Made once, because every world has the same. */
export function takster(): readonly Takst[] {
  made ??= allTakster();
  return made;
}

function allTakster(): readonly Takst[] {
  const known = facts("takster_perioder");
  const ranks = new Map<string, number>();
  return [...facts("takster_lege"), ...facts("takster_andre")].map((line) => {
    const fagomraade = line("fagomraade");
    const rank = ranks.get(fagomraade) ?? 0;
    ranks.set(fagomraade, rank + 1);
    const written = known.filter(
      (period) => period("fagomraade") === fagomraade && period("takstkode") === line("takstkode"),
    );
    const perioder = written.length > 0 ? written.map(periode) : history(line);
    return { ...properties(line), rank, perioder, ...monthlyRates(perioder) };
  });
}

function properties(line: Line) {
  return {
    fagomraade: line("fagomraade"),
    takstkode: line("takstkode"),
    spesialist: line("spesialist") === "1",
    pasientEgenbetaling: ore(line("pasient_egenbetaling")),
    maksRepetisjoner: whole(line("maks_repetisjoner")),
    repetisjonsprosent: Number(line("repetisjonsprosent")),
    minutter: whole(line("minutter")),
    minutterPerRepetisjon: Number(line("minutter_per_rep")),
    kreverTakst: line("krever_takst") === "" ? [] : line("krever_takst").split("|"),
    maksPerKalenderaar: whole(line("maks_per_kalenderaar")),
  };
}

function periode(line: Line): Takstperiode {
  return {
    fra: line("fra"),
    til: line("til") === "" ? undefined : line("til"),
    refusjon: ore(line("refusjon")) ?? 0,
    egenandel: ore(line("egenandel")),
  };
}

/** Tariffs change on 1 July. We derive earlier rates back to 2014, and one later rate if the known one is of 2025. */
function history(line: Line): readonly Takstperiode[] {
  const first = line("forste_fra");
  const current = line("gjeldende_fra");
  const julys = range(2014, 2026).map((ar) => `${ar}-07-01`);
  const earlier = julys.filter((date) => date >= first && date < current);
  const later = current >= "2025-07-01" ? julys.filter((date) => date > current) : [];
  const begins = [
    ...new Set([first < "2014-07-01" ? (earlier[0] ?? current) : first, ...earlier, current, ...later]),
  ];
  const growth = 1.02 + 0.025 * fraction(`tariff ${line("fagomraade")} ${line("takstkode")}`);
  const scaled = (rate: number, fra: string) => {
    const years = Number(fra.slice(0, 4)) - Number(current.slice(0, 4));
    const unit = rate % 100 === 0 ? 100 : 1;
    return Math.max(Math.round((rate * growth ** years) / unit) * unit, Math.min(rate, unit));
  };
  const egenandel = ore(line("egenandel"));
  return begins.map((fra, index) => ({
    fra,
    til: dayBefore(begins[index + 1]) ?? (line("til") === "" ? undefined : line("til")),
    refusjon: scaled(ore(line("refusjon")) ?? 0, fra),
    egenandel: egenandel === undefined ? undefined : scaled(egenandel, fra),
  }));
}

/** The rate on the 15th counts for the whole month, because a few takster start in mid-month. */
function monthlyRates(perioder: readonly Takstperiode[]): Pick<Takst, "refusjon" | "egenandel"> {
  const refusjon = new Int32Array(monthCount).fill(-1);
  const egenandel = new Int32Array(monthCount);
  for (let month = 0; month < monthCount; month++) {
    const number = firstMonth + month;
    const day = `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}-15`;
    const valid = perioder.find((period) => period.fra <= day && (period.til ?? day) >= day);
    refusjon[month] = valid?.refusjon ?? -1;
    egenandel[month] = valid?.egenandel ?? 0;
  }
  return { refusjon, egenandel };
}

function dayBefore(date: string | undefined): string | undefined {
  if (date === undefined) return undefined;
  return new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
}

function ore(kroner: string): number | undefined {
  return kroner === "" ? undefined : Math.round(Number(kroner) * 100);
}

function whole(text: string): number | undefined {
  return text === "" ? undefined : Number(text);
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
