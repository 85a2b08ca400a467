// The places the world has data for: kommuner as they were in each month, from the reference tables, plus the odd ones.

import { type Month, monthNumber } from "../../domain/month.ts";
import { hashText } from "./hash.ts";
import { firstMonth, lastMonth, monthOfDate, worldYears } from "./query.ts";
import { reference } from "./tables.ts";

/** A kommune number in the months it is used; the same number may be two places with different months. */
export interface Place {
  readonly kommunenr: string;
  readonly fylkesnr: string;
  readonly fylkesnavn: string;
  readonly first: number;
  readonly last: number;
  readonly alwaysPresent: boolean;
  /** Today's kommune, as a number: what a place does in the data survives mergers and new numbers. */
  readonly lineage: number;
  readonly innbyggere: (ar: number) => number;
  readonly overTenThousand: (ar: number) => boolean;
}

let made: readonly Place[] | undefined;

/** All places, sorted by kommune number, so that the kommuner of a fylke stand together: the same in every world, so made once. */
export function places(): readonly Place[] {
  made ??= allPlaces();
  return made;
}

function allPlaces(): readonly Place[] {
  const innbyggere = populations();
  const current = new Map(
    reference("kommune_til_gjeldende").map((line) => [line("kommunenr"), line("gjeldende_kommunenr")]),
  );
  const fylkesnavn = new Map(
    reference("fylker").map((line) => [line("fylkesnr"), shortName(line("fylkesnavn"))]),
  );
  const official = reference("kommuner")
    .map((line) => {
      const kommunenr = line("kommunenr");
      const population = populationOf(innbyggere.get(kommunenr) ?? new Map());
      return {
        ...named(kommunenr, fylkesnavn),
        first: Math.max(monthOfDate(line("gyldig_fra")), firstMonth),
        last: line("gyldig_til") === "" ? lastMonth : monthOfDate(line("gyldig_til")),
        lineage: hashText(current.get(kommunenr) ?? kommunenr),
        innbyggere: population,
        overTenThousand: (ar: number) => population(ar) > 10_000,
      };
    })
    .filter((place) => place.last >= firstMonth && place.first <= lastMonth);
  const odd = oddPlaces.map((place) => ({ ...named(place.kommunenr, fylkesnavn), ...oddBehaviour(place) }));
  return [...official, ...odd].sort((a, b) => (a.kommunenr < b.kommunenr ? -1 : 1));
}

function populations(): Map<string, Map<number, number>> {
  const result = new Map<string, Map<number, number>>();
  for (const line of reference("kommune_innbyggere")) {
    const years = result.get(line("kommunenr")) ?? new Map<number, number>();
    result.set(line("kommunenr"), years.set(Number(line("ar")), Number(line("innbyggere"))));
  }
  return result;
}

/** "Oslo - Oslove" → "Oslo": the Norwegian name is the first of the official ones. */
function shortName(officialName: string): string {
  return officialName.split(" - ")[0] ?? officialName;
}

/** The population on 1 January; of the nearest year when the table has none for the year asked. */
function populationOf(years: ReadonlyMap<number, number>): (ar: number) => number {
  const known = [...years.keys()];
  const nearest = (ar: number) =>
    known.reduce((best, year) => (Math.abs(year - ar) < Math.abs(best - ar) ? year : best), known[0] ?? ar);
  const filled = new Map(worldYears.map((ar) => [ar, years.get(nearest(ar)) ?? 0]));
  return (ar) => filled.get(ar) ?? 0;
}

function named(kommunenr: string, fylkesnavn: ReadonlyMap<string, string>) {
  const fylkesnr = kommunenr.slice(0, 2);
  return {
    kommunenr,
    fylkesnr,
    fylkesnavn: fylkesnavn.get(fylkesnr) ?? "Uoppgitt",
    alwaysPresent: alwaysPresent.has(kommunenr),
  };
}

function oddBehaviour(place: OddPlace) {
  return {
    first: place.first,
    last: place.last,
    lineage: hashText(place.like),
    innbyggere: () => place.innbyggere,
    overTenThousand: () => place.overTenThousand,
  };
}

//
// Kommune numbers: below. Codes: takst 1h has a gap in its validity (2018-07 to 2020-06), 2fl has ended, 2ny starts
// 2026-07-01, many are open-ended (facts/takster_lege.csv, facts/takster_perioder.csv); NPU61124 has two rows and two
// categories (facts/nlkkoder.csv). Praksistyper: KORI and RHFO are in the data from 2026-01 but in no code list, and
// KORI has no name in the data either (facts/praksistyper.csv). Six fagområder (APO, BI, KU, MU, OP, PR) have takstbruk
// but no takster in /takstkoder. Texts: `oddDescriptions`. Rules: `onlyOfficialExceptions`, `alone`.

/** A kommune number that data holds where the official tables say it should not, or that is no kommune at all. */
export interface OddPlace {
  readonly kommunenr: string;
  readonly first: number;
  readonly last: number;
  /** Decides how much there is; pseudo numbers have no official population. */
  readonly innbyggere: number;
  /** Whether kommune/maned shows it: our own guess, since the rule speaks of inhabitants. */
  readonly overTenThousand: boolean;
  /** The kommune whose habits it shares. */
  readonly like: string;
}

/** Numbers before their first day, after their last day, NAV districts, and "uoppgitt". */
export const oddPlaces: readonly OddPlace[] = [
  odd("3025", ["201907", "201912"], { innbyggere: 30_000, overTenThousand: true, like: "3203" }),
  odd("1850", ["202001", "202003"], { innbyggere: 1_950, overTenThousand: false, like: "1875" }),
  odd("1507", ["202401", "202402"], { innbyggere: 40_000, overTenThousand: true, like: "1508" }),
  odd("0315", ["201501", "201612"], { innbyggere: 31_000, overTenThousand: true, like: "0301" }),
  odd("1204", ["201501", "201512"], { innbyggere: 24_000, overTenThousand: true, like: "4601" }),
  odd("9999", ["201501", "202610"], { innbyggere: 9_000, overTenThousand: false, like: "0301" }),
];

/** Numbers that are in the data of even the smallest world: the odd ones, a divided kommune, and well-known ones. */
export const alwaysPresent: ReadonlySet<string> = new Set([
  ...oddPlaces.map((place) => place.kommunenr),
  ...["0301", "0220", "1504", "1505", "1508", "1580", "5012"],
]);

/** Descriptions with everything that breaks careless writers of CSV, XML and JSON. */
export const oddDescriptions: ReadonlyMap<string, string> = new Map([
  ["LE 2ad", "Konsultasjon på dagtid (syntetisk tekst)"],
  ["LE H1", 'Søknad om "blå resept"; utfylt elektronisk, <ikke> på papir & uten gebyr'],
  ["LE 1bd", "Kort kontakt på dagtid.\nGjelder også ved bud.\r\nÅ, æ og ø er med; semikolon; og\ttabulator."],
  ["LE 2cd", "Tillegg for tidsbruk – «per påbegynt» 15 min., 100 % \\ rest"],
  ["LE 11ad", `Sykebesøk ${"med reise over fjell, fjord og vidde ".repeat(110)}til slutt`],
  ["FY A1a", "'Undersøkelse', ]]> og lignende"],
]);

/** A takst whose every exception is official, so that the others leave "Alle" behind. */
export const onlyOfficialExceptions = { takst: "LE 1h", codes: ["2ad", "H1"] } as const;

/** A takst that goes with no other, as two of the official tariff: its list is "Alle" alone, whatever is asked for. */
export const alone = "LE 2kd";

function odd(
  kommunenr: string,
  months: readonly [Month, Month],
  rest: Pick<OddPlace, "innbyggere" | "overTenThousand" | "like">,
): OddPlace {
  return { kommunenr, first: monthNumber(months[0]), last: monthNumber(months[1]), ...rest };
}
