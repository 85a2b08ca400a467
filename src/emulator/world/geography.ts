// The places the world has data for: kommuner as they were in each month, from the reference tables, plus the odd ones.
import { hashText } from "./hash.ts";
import { alwaysPresent, type OddPlace, oddPlaces } from "./oddities.ts";
import { firstMonth, lastMonth, monthOfDate, worldYears } from "./span.ts";
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
