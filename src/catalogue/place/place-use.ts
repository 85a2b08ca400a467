// The use in a place in the last whole year, beside the country and places of similar size.

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

/** A place with its inhabitants, if they are known. */
export interface PlaceSize {
  readonly place: Place;
  readonly people: number | undefined;
}

export interface Compared extends PlaceSize {
  readonly use: readonly TakstUse[];
  readonly similar: readonly PlaceSize[];
  readonly countryPeople: number | undefined;
}

const mostSimilar = 5;

/** Undefined if the release has no numbers of this level. */
export async function comparedUse(place: Place, found: Lookup): Promise<Compared | undefined> {
  const use = await useOf(place, found.wholeYear);
  if (use === undefined) return undefined;
  const sized = (one: Place) => ({ place: one, people: peopleOf(one, found) });
  return {
    ...sized(place),
    use,
    similar: similarPlaces(place, found).map(sized),
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

async function useOf({ niva, nr, fylkesnr }: Place, year: number): Promise<readonly TakstUse[] | undefined> {
  const dataset = datasetNamed(placeTable(niva));
  const file = dataset === undefined ? undefined : parquetOf(dataset);
  if (file === undefined) return undefined;
  const { rows, values } = await readColumns(file, {
    columns: [
      "fagomraade",
      "takstkode",
      "gjeldende_fylkesnr",
      placeColumn(niva),
      "ar",
      "sum_antall_takst",
      "sum_refusjon",
    ],
    where: { gjeldende_fylkesnr: [fylkesnr], [placeColumn(niva)]: [nr], ar: [year] },
  });
  const all = Array.from({ length: rows }, (_, at) => ({
    fagomraade: String(values.fagomraade?.[at]),
    takstkode: String(values.takstkode?.[at]),
    antall: Number(values.sum_antall_takst?.[at] ?? 0),
    kroner: Number(values.sum_refusjon?.[at] ?? 0),
  }));
  return summedByTakst(all);
}

/** Of the two tables by kommune, the one that is sorted by fylke first. Its other row groups are skipped. */
export function placeTable(niva: Place["niva"]): string {
  return niva === "fylke" ? "takstbruk_fylke_ar_gjeldende" : "takstbruk_kommune_ar";
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

/** Reimbursement per inhabitant in a fagomraade, here and in the country. */
export interface FieldUse {
  readonly fagomraade: string;
  readonly here: number;
  readonly country: number;
}

/** The fagområder that cost most here first; none if nobody counted the inhabitants. */
export function fieldsOf({ use, people, countryPeople }: Compared, { takster }: Lookup): readonly FieldUse[] {
  if (people === undefined || countryPeople === undefined) return [];
  const country = groupedBy(takster, ({ fagomraade }) => fagomraade);
  return [...groupedBy(use, ({ fagomraade }) => fagomraade)]
    .map(([fagomraade, own]) => ({
      fagomraade,
      here: moneyOf(own) / people,
      country: moneyOf(country.get(fagomraade) ?? []) / countryPeople,
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
export function taksterOf({ use, people, countryPeople }: Compared, found: Lookup): readonly TakstCompared[] {
  return use
    .toSorted((one, other) => other.kroner - one.kroner)
    .map((one) => {
      const takst = found.takst(one.fagomraade, one.takstkode);
      const here = perThousand(one.antall, people);
      const country = perThousand(takst?.antall ?? 0, countryPeople);
      const ratio = here === undefined || country === undefined || country === 0 ? undefined : here / country;
      return { ...one, navn: takst?.navn ?? "", here, country, ratio };
    });
}

function perThousand(antall: number, people: number | undefined): number | undefined {
  return people === undefined || people === 0 ? undefined : (1000 * antall) / people;
}
