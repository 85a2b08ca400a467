// The true sums of a world, added up directly from its cells. This shares nothing with the code that answers requests.
import { monthNumber, monthOf } from "../../src/domain/period.ts";
import {
  addCell,
  bills,
  cellKey,
  isPresent,
  levelOf,
  type Site,
  type Sums,
  siteOf,
  type Use,
  useOf,
} from "../../src/emulator/world/cells.ts";
import { firstMonth, type Table } from "../../src/emulator/world/query.ts";
import type { World } from "../../src/emulator/world/world.ts";

/** A table, its months (`yyyyMM`, both included) and its fagområder; all if absent. */
export interface TruthQuery {
  readonly table: Table;
  readonly from: string;
  readonly to: string;
  readonly fagomraader?: readonly string[];
  readonly takstkode?: string;
  /** With the counts that kommune/ar leaves out because they are small. */
  readonly unsuppressed?: true;
}

/** The measures of each published row, by `period area fagomraade takstkode praksistype`. Money is in øre. */
export function truthOf(world: World, query: TruthQuery): ReadonlyMap<string, Sums> {
  const sums = new Map<string, Sums>();
  const combinations = [...world.combinations.values()]
    .flat()
    .filter(({ fagomraade }) => query.fagomraader?.includes(fagomraade) !== false)
    .filter(({ takst }) => query.takstkode === undefined || takst.takstkode === query.takstkode);
  for (let ar = Number(query.from.slice(0, 4)); ar <= Number(query.to.slice(0, 4)); ar++) {
    const sites = world.places.map((place) => siteOf(world, { place, ar }));
    for (const combination of combinations) {
      const use = useOf(world, combination, ar);
      for (const site of sites)
        if (isPresent(use, site, world)) addSite(sums, { world, query, use, site, ar });
    }
  }
  const { level, grain } = query.table;
  const isSuppressed = level === "kommune" && grain === "ar" && query.unsuppressed === undefined;
  return new Map([...sums].filter(([, { antallRegninger }]) => !isSuppressed || antallRegninger > 5));
}

interface Adding {
  readonly world: World;
  readonly query: TruthQuery;
  readonly use: Use;
  readonly site: Site;
  readonly ar: number;
}

function addSite(sums: Map<string, Sums>, { world, query, use, site, ar }: Adding): void {
  const { table } = query;
  const { place } = site;
  const { combination } = use;
  if (table.level === "kommune" && table.grain === "maned" && !place.overTenThousand(ar)) return;
  const level = levelOf(use, site, world);
  const key = cellKey(use, site);
  const { takst, praksistype, fagomraade } = combination;
  const area = { kommune: place.kommunenr, fylke: place.fylkesnr, landet: "" }[table.level];
  const last = Math.min(ar * 12 + 11, place.last, monthNumber(query.to));
  let row: Sums | undefined;
  for (let number = Math.max(ar * 12, place.first, monthNumber(query.from)); number <= last; number++) {
    const month = number - firstMonth;
    if (month < combination.first || (takst.refusjon[month] ?? -1) < 0) continue;
    const count = bills(key, level * (combination.course[month] ?? 0), month, world.arrived[month] ?? 0);
    if (count === 0) continue;
    if (row === undefined || table.grain === "maned") {
      const period = table.grain === "maned" ? monthOf(number) : String(ar);
      row = rowNamed([period, area, fagomraade, takst.takstkode, praksistype.kode].join(" "), sums);
    }
    addCell(row, { combination, key, month, count });
  }
}

function rowNamed(name: string, sums: Map<string, Sums>): Sums {
  const known = sums.get(name);
  if (known !== undefined) return known;
  const row = { antallRegninger: 0, sumAntallTakst: 0, refusjon: 0, betalt: 0, dekket: 0 };
  sums.set(name, row);
  return row;
}

/** The measures of a row as one text, to compare many rows at once. */
export function textOfSums({ antallRegninger, sumAntallTakst, refusjon, betalt, dekket }: Sums): string {
  return [antallRegninger, sumAntallTakst, refusjon, betalt, dekket].join(" ");
}
