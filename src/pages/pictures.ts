// The sums for the charts of the catalogue page. They are embedded, so that the page needs no server.
import { join } from "node:path";
import type { PictureRows, Pictures } from "../domain/catalogue.ts";
import type { Described } from "../load/describe.ts";
import { parquetRows } from "../stores/read-files.ts";
import type { TextRow, Warehouse } from "../stores/warehouse.ts";

/** Adds up the finished Parquet files of a folder. */
export async function picturesOf(
  warehouse: Warehouse,
  described: readonly Described[],
  folder: string,
): Promise<Pictures> {
  const pictures: Record<string, PictureRows> = {};
  const add = async (name: keyof Pictures, sql: string) => {
    pictures[name] = columnsAndRows(await warehouse.rows(sql));
  };
  const file = (name: string) => parquetRows(join(folder, `${name}.parquet`));
  const has = (name: string, column: string) =>
    described.some(
      ({ dataset }) => dataset.name === name && dataset.columns.some((one) => one.name === column),
    );
  const use = ["takstbruk_landet_maned", "takstbruk_landet_ar"].find((name) => has(name, "fagomraade_navn"));
  if (use !== undefined) await add("bruk", useOverTime(file(use), use));
  if (has("dekning", "status")) await add("dekning", coverage(file("dekning")));
  if (has("avstemming", "kommune_sum_refusjon")) {
    await add("avstemming", gap(file("avstemming")));
  }
  if (has("takstbruk_fylke_ar", "fylkesnr")) {
    const people = has("kommune_innbyggere", "innbyggere") ? file("kommune_innbyggere") : nobody;
    await add("fylker", useByFylke(file("takstbruk_fylke_ar"), people));
  }
  return pictures;
}

function columnsAndRows(rows: readonly TextRow[]): PictureRows {
  const columns = Object.keys(rows[0] ?? {});
  return { columns, rows: rows.map((row) => columns.map((name) => row[name] ?? null)) };
}

function useOverTime(from: string, name: string): string {
  return `
    select
      fagomraade, coalesce(max(fagomraade_navn), fagomraade) as navn,
      strftime(periode, '${name.endsWith("_ar") ? "%Y" : "%Y-%m"}') as periode,
      sum(sum_antall_takst) as antall, sum(sum_refusjon) as refusjon
    from ${from} group by fagomraade, periode order by fagomraade, periode`;
}

/** A request counts in every year of its window. Its worst status is shown, so that no gap is hidden. */
function coverage(from: string): string {
  return `
    with requests as (
      select endepunkt, fagomraade, status, unnest(range(year(periode_fra), year(periode_til) + 1)) as ar
      from ${from} where fagomraade is not null and periode_fra is not null
    )
    select
      endepunkt, fagomraade, ar,
      ['avvist', 'delt', 'gjenbrukt', 'ok', 'tom'][
        min(list_position(['avvist', 'delt', 'gjenbrukt', 'ok', 'tom'], status))
      ] as status,
      count(*) as foresporsler
    from requests group by endepunkt, fagomraade, ar order by endepunkt, fagomraade, ar`;
}

function gap(from: string): string {
  return `
    select
      periodetype, fagomraade, ar, sum(landet_sum_refusjon) as landet, sum(fylke_sum_refusjon) as fylke,
      sum(kommune_sum_refusjon) as kommune
    from ${from}
    group by periodetype, fagomraade, ar
    having sum(landet_rader) > 0 order by periodetype, fagomraade, ar`;
}

const lastYears = 3;
const nobody =
  "(select null::varchar as fylkesnr, null::smallint as ar, null::integer as innbyggere where false)";

function useByFylke(from: string, people: string): string {
  return `
    with people as (select fylkesnr, ar, sum(innbyggere) as innbyggere from ${people} group by fylkesnr, ar)
    select
      use.fylkesnr, max(use.fylkesnavn) as fylkesnavn, use.fagomraade, use.ar, sum(use.sum_antall_takst) as antall,
      sum(use.sum_refusjon) as refusjon, max(people.innbyggere) as innbyggere
    from ${from} as use
    left join people on people.fylkesnr = use.fylkesnr and people.ar = use.ar
    where use.fylkesnr is not null and use.ar > (select max(ar) - ${lastYears} from ${from})
    group by use.fylkesnr, use.fagomraade, use.ar
    order by use.ar, use.fagomraade, use.fylkesnr`;
}
