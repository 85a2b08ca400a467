// The places that the world has data for: kommuner as they were in each month, and numbers that are no kommune.
import { type Month, monthNumber } from "../../domain/period.ts";
import { fraction, hashText } from "./hash.ts";
import { firstMonth, lastMonth, monthOfDate, worldYears } from "./query.ts";
import { reference } from "./tables.ts";

/** A kommune number in the months it is used. The same number may be two places with different months. */
export interface Place {
  readonly kommunenr: string;
  readonly fylkesnr: string;
  readonly fylkesnavn: string;
  readonly first: number;
  readonly last: number;
  /** The position among the kommuner of today by inhabitants: 0 is Oslo. A former kommune has that of its successor. */
  readonly size: number;
  /** True if tests and documents name the kommune, so that even a small world has more of it. */
  readonly wellKnown: boolean;
  /** Bills per inhabitant beside the average; undefined if chance decides. */
  readonly habit: number | undefined;
  /** Today's kommune, as a number: what a place does in the data survives mergers and new numbers. */
  readonly lineage: number;
  readonly innbyggere: (ar: number) => number;
  readonly overTenThousand: (ar: number) => boolean;
}

let made: readonly Place[] | undefined;

/** All places, sorted by kommune number, so that the kommuner of a fylke are adjacent. Made once, because every world has the same. */
export function places(): readonly Place[] {
  made ??= allPlaces();
  return made;
}

/** The place of rows whose fagområde has none. */
export const nowhere: Place = {
  ...{ kommunenr: "", fylkesnr: "", fylkesnavn: "", first: firstMonth, last: lastMonth },
  ...{ size: Number.POSITIVE_INFINITY, wellKnown: false, habit: undefined, lineage: 0 },
  innbyggere: () => 0,
  overTenThousand: () => false,
};

function allPlaces(): readonly Place[] {
  const current = new Map(
    reference("kommune_til_gjeldende").map((line) => [line("kommunenr"), line("gjeldende_kommunenr")]),
  );
  const facts: Facts = { current, early: numbersInUseEarly(), ...populations(), fylkesnavn: namesOfFylker() };
  const official = reference("kommuner")
    .map((line) =>
      officialPlace(
        { kommunenr: line("kommunenr"), fra: line("gyldig_fra"), til: line("gyldig_til") },
        facts,
      ),
    )
    .filter((place) => place.last >= firstMonth && place.first <= lastMonth && place.first <= place.last);
  const odd = oddPlaces.map((place) => oddPlace(place, facts));
  return [...official, ...odd].sort((a, b) => (a.kommunenr < b.kommunenr ? -1 : 1));
}

interface Facts {
  /** From a former kommune number to that of today. */
  readonly current: ReadonlyMap<string, string>;
  readonly early: ReadonlySet<string>;
  readonly innbyggere: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** The kommuner of today, the largest first. */
  readonly bySize: readonly string[];
  readonly fylkesnavn: ReadonlyMap<string, string>;
}

interface Official {
  readonly kommunenr: string;
  readonly fra: string;
  readonly til: string;
}

function officialPlace({ kommunenr, fra, til }: Official, facts: Facts): Place {
  const today = facts.current.get(kommunenr) ?? kommunenr;
  const population = populationOf(facts.innbyggere.get(kommunenr) ?? new Map());
  const isEarly = facts.early.has(kommunenr);
  const begins = fra === reform && isEarly ? "2019-01-01" : fra;
  const ends = til === "2019-12-31" && isEarly ? "2018-12-31" : til;
  const size = facts.bySize.indexOf(today);
  return {
    ...named(kommunenr, facts),
    first: Math.max(monthOfDate(begins), firstMonth),
    last: ends === "" ? lastMonth : monthOfDate(ends),
    size: size === -1 ? facts.bySize.length : size,
    wellKnown: wellKnown.has(kommunenr),
    habit: kommunenr === "0301" ? 1.2 : undefined,
    lineage: hashText(today),
    innbyggere: population,
    overTenThousand: (ar: number) => population(ar) > 10_000,
  };
}

function oddPlace(place: OddPlace, facts: Facts): Place {
  return {
    ...named(place.kommunenr, facts),
    ...{ first: place.first, last: place.last, size: Number.POSITIVE_INFINITY, wellKnown: false },
    habit: undefined,
    lineage: hashText(place.like),
    innbyggere: () => place.innbyggere,
    overTenThousand: () => place.overTenThousand,
  };
}

function named(kommunenr: string, { fylkesnavn }: Facts) {
  const fylkesnr = kommunenr.slice(0, 2);
  return { kommunenr, fylkesnr, fylkesnavn: fylkesnavn.get(fylkesnr) ?? "Uoppgitt" };
}

const reform = "2020-01-01";

/**
 * Numbers of the reform of 2020 that 2019 already has, and the numbers they replace. The real answers have 431 numbers over 2019
 * to 2023, of which 356 are those of 2020, and 3025 is in 2019. So most kommuner of 2019 have the number of 2020.
 */
function numbersInUseEarly(): ReadonlySet<string> {
  const changes = reference("kommune_endringer").filter(
    (line) => line("dato") === reform && line("fra_kommunenr") !== line("til_kommunenr"),
  );
  const isDivided = (from: string) => changes.filter((line) => line("fra_kommunenr") === from).length > 1;
  const late = new Set(
    changes.filter((line) => isDivided(line("fra_kommunenr"))).map((line) => line("til_kommunenr")),
  );
  const early = changes.filter((line) => {
    const to = line("til_kommunenr");
    return to === "3025" || (!late.has(to) && fraction(`number of 2020 ${to}`) < 0.8);
  });
  return new Set(early.flatMap((line) => [line("fra_kommunenr"), line("til_kommunenr")]));
}

function populations(): Pick<Facts, "innbyggere" | "bySize"> {
  const innbyggere = new Map<string, Map<number, number>>();
  for (const line of reference("kommune_innbyggere")) {
    const years = innbyggere.get(line("kommunenr")) ?? new Map<number, number>();
    innbyggere.set(line("kommunenr"), years.set(Number(line("ar")), Number(line("innbyggere"))));
  }
  const newest = Math.max(...[...innbyggere.values()].flatMap((years) => [...years.keys()]));
  const today = [...innbyggere].map(([kommunenr, years]) => ({ kommunenr, count: years.get(newest) ?? 0 }));
  const bySize = today
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ kommunenr }) => kommunenr);
  return { innbyggere, bySize };
}

/** "Oslo - Oslove" → "Oslo": the Norwegian name is the first of the official ones. */
function namesOfFylker(): ReadonlyMap<string, string> {
  return new Map(
    reference("fylker").map((line) => [
      line("fylkesnr"),
      line("fylkesnavn").split(" - ")[0] ?? line("fylkesnavn"),
    ]),
  );
}

/** The population on 1 January, or that of the nearest year in the table. */
function populationOf(years: ReadonlyMap<number, number>): (ar: number) => number {
  const known = [...years.keys()];
  const nearest = (ar: number) =>
    known.reduce((best, year) => (Math.abs(year - ar) < Math.abs(best - ar) ? year : best), known[0] ?? ar);
  const filled = new Map(worldYears.map((ar) => [ar, years.get(nearest(ar)) ?? 0]));
  return (ar) => filled.get(ar) ?? 0;
}

/** A kommune number that the data has and the official tables have not, or that is no kommune at all. */
interface OddPlace {
  readonly kommunenr: string;
  readonly first: number;
  readonly last: number;
  /** Decides the number of bills. Pseudo numbers have no official population. */
  readonly innbyggere: number;
  /** True if kommune/maned shows it. This is assumed, because the rule is about inhabitants. */
  readonly overTenThousand: boolean;
  /** The kommune whose combinations it has. */
  readonly like: string;
}

/** Numbers after their last day, NAV districts, and "uoppgitt": rare, as in life. */
const oddPlaces: readonly OddPlace[] = [
  odd("1850", ["202001", "202003"], { innbyggere: 1_950, overTenThousand: false, like: "1875" }),
  odd("1507", ["202401", "202402"], { innbyggere: 40_000, overTenThousand: true, like: "1508" }),
  odd("0315", ["201501", "201612"], { innbyggere: 600, overTenThousand: true, like: "0301" }),
  odd("1204", ["201501", "201512"], { innbyggere: 400, overTenThousand: true, like: "4601" }),
  odd("9999", ["201501", "202610"], { innbyggere: 300, overTenThousand: false, like: "0301" }),
];

/** Named by documents and tests: a divided kommune, the sample's kommune, and its neighbours. */
const wellKnown: ReadonlySet<string> = new Set([
  "0301",
  "0220",
  "3025",
  "1504",
  "1505",
  "1508",
  "1580",
  "5012",
]);

function odd(
  kommunenr: string,
  months: readonly [Month, Month],
  rest: Pick<OddPlace, "innbyggere" | "overTenThousand" | "like">,
): OddPlace {
  return { kommunenr, first: monthNumber(months[0]), last: monthNumber(months[1]), ...rest };
}
