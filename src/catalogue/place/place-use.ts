// The use in a place in the last whole year, beside the country and places of similar size.

import { median } from "../analyse/compute.ts";
import type { Lookup, Place } from "../data/embedded.ts";
import { groupedBy } from "../data/grouped.ts";
import { readColumns } from "../data/reader.ts";
import { datasetNamed, parquetOf } from "../data/release.ts";

export interface TakstUse {
  readonly fagomraade: string;
  readonly takstkode: string;
  readonly antall: number;
  readonly kroner: number;
}

/** A place with its inhabitants, if they are known, and its takster. */
export interface PlaceUse {
  readonly place: Place;
  readonly people: number | undefined;
  readonly use: readonly TakstUse[];
}

export interface Compared {
  readonly own: PlaceUse;
  readonly similar: readonly PlaceUse[];
  readonly countryPeople: number | undefined;
}

const mostSimilar = 5;

/** Undefined if the release has no numbers of this level. */
export async function comparedUse(place: Place, found: Lookup): Promise<Compared | undefined> {
  const places = [place, ...similarPlaces(place, found)];
  const use = await useOf(places, found.wholeYear);
  if (use === undefined) return undefined;
  const withUse = (one: Place) => ({ place: one, people: peopleOf(one, found), use: use.get(one.nr) ?? [] });
  return {
    own: withUse(place),
    similar: places.slice(1).map(withUse),
    countryPeople: found.innbyggere({ niva: "landet", nr: "", ar: found.wholeYear }),
  };
}

function peopleOf({ niva, nr }: Place, { innbyggere, wholeYear }: Lookup): number | undefined {
  return innbyggere({ niva, nr, ar: wholeYear });
}

/** Places of the same level with the nearest numbers of inhabitants. */
function similarPlaces(place: Place, found: Lookup): readonly Place[] {
  const own = peopleOf(place, found);
  if (own === undefined) return [];
  return found.places
    .filter(({ niva, nr }) => niva === place.niva && nr !== place.nr)
    .flatMap((one) => {
      const other = peopleOf(one, found);
      return other === undefined ? [] : [{ one, distance: Math.abs(Math.log(other / own)) }];
    })
    .sort((left, right) => left.distance - right.distance)
    .slice(0, mostSimilar)
    .map(({ one }) => one);
}

async function useOf(
  places: readonly Place[],
  year: number,
): Promise<ReadonlyMap<string, readonly TakstUse[]> | undefined> {
  const niva = places[0]?.niva ?? "fylke";
  const dataset = datasetNamed(`takstbruk_${niva}_ar_gjeldende`);
  const file = dataset === undefined ? undefined : parquetOf(dataset);
  if (file === undefined) return undefined;
  const column = placeColumn(niva);
  const { rows, values } = await readColumns(file, {
    columns: ["fagomraade", "takstkode", column, "ar", "sum_antall_takst", "sum_refusjon"],
    where: { [column]: places.map(({ nr }) => nr), ar: [year] },
  });
  const all = Array.from({ length: rows }, (_, at) => ({
    nr: String(values[column]?.[at]),
    fagomraade: String(values.fagomraade?.[at]),
    takstkode: String(values.takstkode?.[at]),
    antall: Number(values.sum_antall_takst?.[at] ?? 0),
    kroner: Number(values.sum_refusjon?.[at] ?? 0),
  }));
  return new Map([...groupedBy(all, ({ nr }) => nr)].map(([nr, own]) => [nr, summedByTakst(own)]));
}

export function placeColumn(niva: Place["niva"]): string {
  return niva === "fylke" ? "gjeldende_fylkesnr" : "gjeldende_kommunenr";
}

function summedByTakst(rows: readonly TakstUse[]): readonly TakstUse[] {
  const groups = groupedBy(rows, ({ fagomraade, takstkode }) => `${fagomraade} ${takstkode}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const antall = group.reduce((sum, one) => sum + one.antall, 0);
    return [{ ...first, antall, kroner: moneyOf(group) }];
  });
}

export function moneyOf(use: readonly { readonly kroner: number }[]): number {
  return use.reduce((sum, one) => sum + one.kroner, 0);
}

/** Reimbursement per inhabitant in a fagomraade: here, in the country, and in the middle of similar places. */
export interface FieldUse {
  readonly fagomraade: string;
  readonly here: number;
  readonly country: number;
  readonly similar: number | undefined;
}

/** The fagområder that cost most here first; none if nobody counted the inhabitants. */
export function fieldsOf(
  { own, similar, countryPeople }: Compared,
  { takster }: Lookup,
): readonly FieldUse[] {
  const { people } = own;
  if (people === undefined || countryPeople === undefined) return [];
  const inField = (use: readonly { readonly fagomraade: string; readonly kroner: number }[], code: string) =>
    moneyOf(use.filter(({ fagomraade }) => fagomraade === code));
  return [...new Set(own.use.map(({ fagomraade }) => fagomraade))]
    .map((fagomraade) => ({
      fagomraade,
      here: inField(own.use, fagomraade) / people,
      country: inField(takster, fagomraade) / countryPeople,
      similar: median(
        similar.flatMap((one) =>
          one.people === undefined ? [] : [inField(one.use, fagomraade) / one.people],
        ),
      ),
    }))
    .sort((one, other) => other.here - one.here);
}

/** A takst per 1 000 inhabitants here and in the country. */
export interface TakstCompared extends TakstUse {
  readonly navn: string;
  readonly here: number | undefined;
  readonly country: number | undefined;
  readonly ratio: number | undefined;
}

/** The takster that cost most here first. */
export function taksterOf({ own, countryPeople }: Compared, found: Lookup): readonly TakstCompared[] {
  return own.use
    .toSorted((one, other) => other.kroner - one.kroner)
    .map((one) => {
      const takst = found.takst(one.fagomraade, one.takstkode);
      const here = perThousand(one.antall, own.people);
      const country = perThousand(takst?.antall ?? 0, countryPeople);
      const ratio = here === undefined || country === undefined || country === 0 ? undefined : here / country;
      return { ...one, navn: takst?.navn ?? "", here, country, ratio };
    });
}

function perThousand(antall: number, people: number | undefined): number | undefined {
  return people === undefined || people === 0 ? undefined : (1000 * antall) / people;
}
