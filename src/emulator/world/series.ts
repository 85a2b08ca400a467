// Which combinations occur in which places in a year, and how much: the world between the tables and the cells.
import { type Combination, isForced } from "./combinations.ts";
import type { Place } from "./geography.ts";
import { hashText, mix } from "./hash.ts";
import type { TakstbrukQuery } from "./query.ts";
import { firstMonth } from "./span.ts";
import { isShown } from "./suppression.ts";
import type { World } from "./world.ts";

/** One year of one fagområde, a column a property: element i of each array is one combination in one place. */
export interface Series {
  readonly combination: Combination[];
  readonly place: Place[];
  readonly placeIndex: number[];
  readonly key: number[];
  /** Expected bills a month. */
  readonly level: number[];
  /** The months, counted from the world's first, in which there can be bills. */
  readonly first: number[];
  readonly last: number[];
  /** Where each row's elements end: those of one combination and one kommune, fylke or country. */
  readonly rowEnd: number[];
}

/** The series of a year that a query needs, those of one row side by side. */
export function seriesOf(
  world: World,
  { query, fagomraade, ar }: { query: TakstbrukQuery; fagomraade: string; ar: number },
): Series {
  const result: Series = {
    ...{ combination: [], place: [], placeIndex: [], key: [], level: [], first: [], last: [] },
    rowEnd: [],
  };
  const candidates = placesOf(world, { query, ar });
  for (const combination of world.combinations.get(fagomraade) ?? []) {
    if (query.takstkoder?.has(combination.takst.takstkode) === false) continue;
    if (query.praksistyper?.has(combination.praksistype.kode) === false) continue;
    addPlaces(result, { world, combination, candidates, ar });
  }
  markRows(result, query);
  return result;
}

interface Candidate {
  readonly place: Place;
  readonly index: number;
  readonly innbyggere: number;
  readonly reach: number;
  readonly key: number;
}

function placesOf(world: World, { query, ar }: { query: TakstbrukQuery; ar: number }): readonly Candidate[] {
  const { table, steder } = query;
  const result: Candidate[] = [];
  for (const [index, place] of world.places.entries()) {
    if (place.last < ar * 12 || place.first > ar * 12 + 11 || !isShown(place, { table, ar })) continue;
    if (table.level === "kommune" && steder?.has(place.kommunenr) === false) continue;
    if (table.level === "fylke" && steder?.has(place.fylkesnr) === false) continue;
    const innbyggere = place.innbyggere(ar);
    const key = hashText(`${place.kommunenr} ${place.first}`) ^ world.seed;
    result.push({ place, index, innbyggere, reach: (innbyggere / 20_000) ** 0.8, key });
  }
  return result;
}

interface Addition {
  readonly world: World;
  readonly combination: Combination;
  readonly candidates: readonly Candidate[];
  readonly ar: number;
}

function addPlaces(series: Series, { world, combination, candidates, ar }: Addition): void {
  const reach = world.scale.coverage * combination.reach * 4_294_967_296;
  const perInnbygger = combination.level * (1 + combination.growth) ** (ar - 2020);
  for (const { place, index, innbyggere, reach: placeReach, key } of candidates) {
    const dice = mix(place.lineage ^ combination.key ^ world.seed) >>> 0;
    if (dice >= reach * placeReach && !isForced(combination, place.kommunenr)) continue;
    const habit = 0.6 + (0.8 * (mix(dice) >>> 0)) / 4_294_967_296;
    series.combination.push(combination);
    series.place.push(place);
    series.placeIndex.push(index);
    series.key.push(mix(key ^ combination.key));
    series.level.push(Math.max(innbyggere * perInnbygger * habit, leastLevel));
    series.first.push(Math.max(combination.first, place.first - firstMonth));
    series.last.push(place.last - firstMonth);
  }
}

/** A takst a kommune has at all is used most months. */
const leastLevel = 0.8;

function markRows({ place, combination, rowEnd }: Series, { table }: TakstbrukQuery): void {
  let end = place.length;
  for (let i = place.length - 1; i >= 0; i--) {
    const sameRow =
      combination[i] === combination[i + 1] &&
      (table.level === "landet" ||
        (table.level === "fylke"
          ? place[i]?.fylkesnr === place[i + 1]?.fylkesnr
          : place[i]?.kommunenr === place[i + 1]?.kommunenr));
    if (!sameRow) end = i + 1;
    rowEnd[i] = end;
  }
}
