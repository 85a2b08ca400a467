// The true sums of a world, added up directly from its cells. This shares nothing with the code that answers requests.
import {
  addCell,
  bills,
  cellKey,
  isPresent,
  levelOf,
  type Sums,
  siteOf,
  useOf,
} from "../../src/emulator/world/cells.ts";
import type { Combination } from "../../src/emulator/world/combinations.ts";
import type { Place } from "../../src/emulator/world/places.ts";
import { firstMonth, type Table } from "../../src/emulator/world/query.ts";
import type { World } from "../../src/emulator/world/world.ts";

/** A table, its months (`yyyyMM`, both included) and its fagområder; all if absent. */
export interface TruthQuery {
  readonly table: Table;
  readonly from: string;
  readonly to: string;
  readonly fagomraader?: readonly string[];
  readonly takstkode?: string;
}

/** The measures of each published row, by `period area fagomraade takstkode praksistype`. Money is in øre. */
export function truthOf(world: World, query: TruthQuery): ReadonlyMap<string, Sums> {
  const sums = new Map<string, Sums>();
  const combinations = [...world.combinations.values()]
    .flat()
    .filter(({ fagomraade }) => query.fagomraader?.includes(fagomraade) !== false)
    .filter(({ takst }) => query.takstkode === undefined || takst.takstkode === query.takstkode);
  for (let ar = Number(query.from.slice(0, 4)); ar <= Number(query.to.slice(0, 4)); ar++) {
    for (const combination of combinations) {
      for (const place of world.places) addPlace(sums, { world, query, combination, place, ar });
    }
  }
  const isSuppressed = query.table.level === "kommune" && query.table.grain === "ar";
  return new Map([...sums].filter(([, { antallRegninger }]) => !isSuppressed || antallRegninger > 5));
}

interface Adding {
  readonly world: World;
  readonly query: TruthQuery;
  readonly combination: Combination;
  readonly place: Place;
  readonly ar: number;
}

function addPlace(sums: Map<string, Sums>, { world, query, combination, place, ar }: Adding): void {
  const { table } = query;
  if (table.level === "kommune" && table.grain === "maned" && !place.overTenThousand(ar)) return;
  const use = useOf(world, combination, ar);
  const site = siteOf(world, { place, ar });
  if (!isPresent(use, site, world)) return;
  const level = levelOf(use, site, world);
  const key = cellKey(use, site);
  const { takst, praksistype, fagomraade } = combination;
  const area = { kommune: place.kommunenr, fylke: place.fylkesnr, landet: "" }[table.level];
  for (let number = ar * 12; number < ar * 12 + 12; number++) {
    const maned = `${ar}${String((number % 12) + 1).padStart(2, "0")}`;
    const month = number - firstMonth;
    const isIn = maned >= query.from && maned <= query.to && number >= place.first && number <= place.last;
    if (!isIn || month < combination.first || (takst.refusjon[month] ?? -1) < 0) continue;
    const count = bills(key, level * (combination.course[month] ?? 0), month);
    if (count === 0) continue;
    const period = table.grain === "maned" ? maned : String(ar);
    const name = [period, area, fagomraade, takst.takstkode, praksistype.kode].join(" ");
    const known = sums.get(name) ?? {
      antallRegninger: 0,
      sumAntallTakst: 0,
      refusjon: 0,
      betalt: 0,
      dekket: 0,
    };
    addCell(known, { combination, key, month, count });
    sums.set(name, known);
  }
}

/** The measures of a row as one text, to compare many rows at once. */
export function textOfSums({ antallRegninger, sumAntallTakst, refusjon, betalt, dekket }: Sums): string {
  return [antallRegninger, sumAntallTakst, refusjon, betalt, dekket].join(" ");
}
