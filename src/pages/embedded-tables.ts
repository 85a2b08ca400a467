// The small tables of the catalogue page, computed from the finished Parquet files of a release.
import { join } from "node:path";
import type { EmbeddedRows, FindData, FirstData, OfflineData, TrustData } from "../domain/catalogue.ts";
import type { Described } from "../load/describe.ts";
import { parquetFacts, parquetRows } from "../stores/read-files.ts";
import type { TextRow, Warehouse } from "../stores/warehouse.ts";

export interface EmbeddedTables {
  readonly mostUsed: EmbeddedRows;
  readonly tailBytes: FirstData["tailBytes"];
  readonly find: FindData;
  readonly trust: Omit<TrustData, "passed">;
  readonly offline: OfflineData;
}

/** Reads what the page embeds. A table is empty if the release lacks a column, `dataset.column`, that it needs. */
export async function embeddedTables(
  warehouse: Warehouse,
  described: readonly Described[],
  folder: string,
): Promise<EmbeddedTables> {
  const known = new Set(
    described.flatMap(({ dataset }) => dataset.columns.map(({ name }) => `${dataset.name}.${name}`)),
  );
  const has = (column: string) => known.has(column);
  const file = (name: string) => parquetRows(join(folder, `${name}.parquet`));
  const table = async (needed: readonly string[], sql: (file: FileOf) => string) => {
    return needed.every(has) ? toEmbeddedRows(await warehouse.rows(sql(file))) : { columns: [], rows: [] };
  };
  const inhabitants = "innbyggere_gjeldende.fullstendig";
  const takster = await table(["takster.takst_navn"], (of) => taksterSql(of, has(years)));
  return {
    mostUsed: largest(takster, "kroner"),
    tailBytes: await tailsOf(warehouse, described, folder),
    find: {
      takster,
      fagomraader: await table(["fagomraader.fagomraade_navn"], fagomraader),
      praksistyper: await table(["praksistyper.praksis_type_navn"], praksistyper),
      steder: await table([inhabitants, "kommuner.fylkesnr"], (of) => steder(of, placesWithUse(has))),
      innbyggere: await table([inhabitants], innbyggere),
      ar: await table([years], yearsSql),
    },
    trust: {
      dekning: await table(["dekning.status"], coverage),
      avstemming: await table(["avstemming.kommune_sum_refusjon"], reconciliation),
    },
    offline: {
      landet: await table([years], landet),
      fylker: await table([years, "takstbruk_fylke_ar_gjeldende.gjeldende_fylkesnr"], fylker),
    },
  };
}

/** The column that says how whole a year is. */
const years = "takstbruk_landet_ar.antall_maneder";

/** The footer's length and a magic number, four bytes each, follow the footer itself. */
const footerEnd = 8;

/** Bloom filters lie just before the footer, if there are any. */
async function tailsOf(
  warehouse: Warehouse,
  described: readonly Described[],
  folder: string,
): Promise<FirstData["tailBytes"]> {
  const files = described.map(({ dataset }) => join(folder, `${dataset.name}.parquet`));
  const rows = await warehouse.rows(`
    with filters as (
      select file_name, min(bloom_filter_offset) as first_byte from ${parquetFacts("metadata", files)} group by file_name
    )
    select
      parse_filename(file_name) as path,
      file_size_bytes - coalesce(first_byte, file_size_bytes - footer_size - ${footerEnd}) as bytes
    from ${parquetFacts("file_metadata", files)} left join filters using (file_name) order by path`);
  return Object.fromEntries(rows.map(({ path, bytes }) => [path ?? "", Number(bytes)]));
}

function toEmbeddedRows(rows: readonly TextRow[]): EmbeddedRows {
  const columns = Object.keys(rows[0] ?? {});
  return { columns, rows: rows.map((row) => columns.map((name) => row[name] ?? null)) };
}

const mostShown = 12;

function largest({ columns, rows }: EmbeddedRows, column: string): EmbeddedRows {
  const at = columns.indexOf(column);
  const sorted = rows.toSorted((one, other) => Number(other[at] ?? 0) - Number(one[at] ?? 0));
  return { columns, rows: sorted.slice(0, mostShown) };
}

type FileOf = (name: string) => string;

/** Use begins later than the reference table of inhabitants. */
const firstYear = 2015;

/** The last year with twelve months of which none is preliminary; else the last with twelve months; else the last. */
function wholeYear(file: FileOf): string {
  return `
    select arg_max(ar, (antall_maneder = 12)::int * 20000 + (not forelopig)::int * 10000 + ar) as ar
    from ${file("takstbruk_landet_ar")}`;
}

function taksterSql(file: FileOf, hasUse: boolean): string {
  const used = hasUse
    ? `select fagomraade, takstkode, sum(sum_antall_takst) as antall, round(sum(sum_refusjon)) as kroner
       from ${file("takstbruk_landet_ar")} where ar = (${wholeYear(file)}) group by all`
    : "select null::varchar as fagomraade, null::varchar as takstkode, 0 as antall, 0 as kroner where false";
  return `
    select takster.fagomraade, takster.takstkode, takster.takst_navn as navn,
      takster.gjeldende_honorar as honorar, takster.gjeldende_refusjon as refusjon,
      takster.gjeldende_egenandel as egenandel,
      coalesce(strftime(takster.takstbruk_siste_maned, '%Y-%m'), takster.takstbruk_siste_ar::varchar) as siste,
      used.antall, used.kroner::bigint as kroner
    from ${file("takster")} as takster
    left join (${used}) as used using (fagomraade, takstkode)
    order by takster.fagomraade, takster.takstkode`;
}

function fagomraader(file: FileOf): string {
  return `select fagomraade as kode, fagomraade_navn as navn from ${file("fagomraader")} order by all`;
}

function praksistyper(file: FileOf): string {
  return `
    select praksis_type_kode as kode, max(praksis_type_navn) as navn, max(fagomraade) as fagomraade
    from ${file("praksistyper")} group by praksis_type_kode order by all`;
}

/** The tables of use by places of today, with the column of the place, where the release has them. */
function placesWithUse(has: (column: string) => boolean): readonly (readonly [string, string])[] {
  const all = [
    ["takstbruk_kommune_ar_gjeldende", "gjeldende_kommunenr"],
    ["takstbruk_fylke_ar_gjeldende", "gjeldende_fylkesnr"],
  ] as const;
  return has(years) ? all.filter(([name, column]) => has(`${name}.${column}`)) : [];
}

/** Today's places by their short names, with what was paid there in the last whole year. */
function steder(file: FileOf, used: readonly (readonly [string, string])[]): string {
  const sums = used.map(
    ([name, column]) => `select ${column} as nr, round(sum(sum_refusjon))::bigint as kroner from ${file(name)}
      where er_gjeldende and ar = (${wholeYear(file)}) group by all`,
  );
  const none = "select null::varchar as nr, null::bigint as kroner where false";
  return `
    with places as (
      select niva, nr, max_by(navn, ar) as navn from ${file("innbyggere_gjeldende")}
      where niva <> 'landet' group by all
    ),
    used as (${[none, ...sums].join(" union all ")})
    select places.niva, places.nr, places.navn,
      case when places.niva = 'fylke' then places.nr else kommuner.fylkesnr end as fylkesnr, used.kroner
    from places
    left join ${file("kommuner")} as kommuner
      on places.niva = 'kommune' and places.nr = kommuner.kommunenr
    left join used on places.nr = used.nr
    order by places.niva, places.nr`;
}

function innbyggere(file: FileOf): string {
  return `
    select niva, nr, ar, innbyggere from ${file("innbyggere_gjeldende")}
    where fullstendig and ar >= ${firstYear} order by all`;
}

function yearsSql(file: FileOf): string {
  return `
    select ar, max(antall_maneder) as maneder, bool_or(forelopig) as forelopig
    from ${file("takstbruk_landet_ar")} group by ar order by ar`;
}

/** A request covers every year it asks for. The worst status is shown, because rows that came must not hide missing ones. */
function coverage(file: FileOf): string {
  return `
    with requests as (
      select endepunkt, fagomraade, status, unnest(range(year(periode_fra), year(periode_til) + 1)) as ar
      from ${file("dekning")} where fagomraade is not null and periode_fra is not null
    )
    select
      endepunkt, fagomraade, ar,
      ['avvist', 'delt', 'gjenbrukt', 'ok', 'tom'][
        min(list_position(['avvist', 'delt', 'gjenbrukt', 'ok', 'tom'], status))
      ] as status,
      count(*) as foresporsler
    from requests group by endepunkt, fagomraade, ar order by endepunkt, fagomraade, ar`;
}

function reconciliation(file: FileOf): string {
  return `
    select
      periodetype, fagomraade, ar, sum(landet_sum_refusjon) as landet, sum(fylke_sum_refusjon) as fylke,
      sum(kommune_sum_refusjon) as kommune
    from ${file("avstemming")}
    group by periodetype, fagomraade, ar
    having sum(landet_rader) > 0 order by periodetype, fagomraade, ar`;
}

const sums = `
  sum(sum_antall_takst) as antall, sum(antall_regninger) as regninger, round(sum(sum_refusjon))::bigint as refusjon,
  round(sum(sum_egenandel_betalt_av_pasient + sum_egenandel_dekket_av_folketrygden))::bigint as egenandel`;

function landet(file: FileOf): string {
  return `
    select fagomraade, takstkode, ar, ${sums}
    from ${file("takstbruk_landet_ar")} group by fagomraade, takstkode, ar order by all`;
}

function fylker(file: FileOf): string {
  return `
    select fagomraade, takstkode, gjeldende_fylkesnr as nr, ar, ${sums}
    from ${file("takstbruk_fylke_ar_gjeldende")}
    where ar = (${wholeYear(file)}) and gjeldende_fylkesnr is not null
    group by all order by all`;
}
