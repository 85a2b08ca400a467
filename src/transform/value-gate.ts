// The gate behind the tables: sums that differ much from those of the release before are not published without being asked to.
import type { Endpoint } from "../domain/endpoint.ts";
import { CheckError, ReleaseError } from "../domain/errors.ts";
import type { Report } from "../domain/progress.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { parquetRows } from "../stores/read-files.ts";
import { readManifest, releaseFolder, releaseIds } from "../stores/release-reader.ts";
import { identifier, literal, type TextRow, type Warehouse } from "../stores/warehouse.ts";
import { pullBefore } from "./gate.ts";

export interface Comparing {
  readonly output: string;
  readonly pull: PullFolder;
  readonly endpoints: readonly Endpoint[];
  /** By how many percent a sum may differ. */
  readonly tolerance: number;
  readonly report: Report;
}

/**
 * Compares the sums of takstbruk with the release that the pull before became, by endpoint, fagomraade and period. Throws a
 * CheckError with the largest differences. Where that release is not on disk, reports that nothing was compared.
 */
export async function assertValuesLikeBefore(warehouse: Warehouse, to: Comparing): Promise<void> {
  const earlier = await pullBefore(to.output, to.pull);
  if (earlier === undefined) return;
  const release = await releaseOf(to.output, earlier);
  if (release === undefined) {
    const text = `Sums were not compared with pull ${earlier.pull.id}: its release is not in ${to.output}`;
    to.report({ kind: "noted", text });
    return;
  }
  const answeredBy = (await earlier.summary())?.last_fetched_at ?? "";
  const differing: TextRow[] = [];
  for (const { name } of to.endpoints.filter(({ period }) => period !== undefined)) {
    const file = release.files.get(name);
    if (file === undefined) continue;
    const sql = differencesSql(name, { file, answeredBy, tolerance: to.tolerance });
    differing.push(...(await rowsOf(warehouse, { sql, release: release.id })));
  }
  if (differing.length > 0) throw refusal(differing, { to, release: release.id });
}

interface Release {
  readonly id: string;
  /** The Parquet files of its datasets. */
  readonly files: ReadonlyMap<string, string>;
}

/** The newest release that was made from this pull, or that holds the same as it. */
async function releaseOf(output: string, pull: PullFolder): Promise<Release | undefined> {
  const same = await pull.sameAs();
  const ids = (await releaseIds(output)).filter((id) => id.includes(pull.pull.id) || id === same);
  const id = ids.at(-1);
  if (id === undefined) return undefined;
  const folder = releaseFolder(output, id);
  const { datasets } = await readManifest(folder);
  const files = datasets.flatMap(({ name, files }) =>
    files.flatMap(({ format, path }) => (format === "parquet" ? [[name, `${folder}/${path}`] as const] : [])),
  );
  return { id, files: new Map(files) };
}

async function rowsOf(
  warehouse: Warehouse,
  { sql, release }: { readonly sql: string; readonly release: string },
): Promise<readonly TextRow[]> {
  try {
    return await warehouse.rows(sql);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new ReleaseError(
      `Cannot compare sums with release ${release}: ${found}. Run verify on it, and move it away if it is damaged`,
      { cause },
    );
  }
}

const measures = [
  "antall_regninger",
  "sum_antall_takst",
  "sum_refusjon",
  "sum_egenandel_betalt_av_pasient",
  "sum_egenandel_dekket_av_folketrygden",
] as const;

/** Smaller sums change much by a single bill. */
const smallest = 1000;
/** Bills arrive late, so that the sums of the last months grow, but not by more percent than this, and they do not shrink. */
const mostGrowth = 200;

/**
 * A period is closed 13 months after its end, as late bills change it no more. Each closed one is compared by itself; those that
 * had ended and may still change are compared as one sum.
 */
function differencesSql(
  name: string,
  {
    file,
    answeredBy,
    tolerance,
  }: { readonly file: string; readonly answeredBy: string; readonly tolerance: number },
): string {
  const length = name.endsWith("_maned") ? "1 month" : "1 year";
  const sums = measures
    .map((measure) => `coalesce(sum(${measure}), 0)::decimal(38, 2) as ${measure}`)
    .join(", ");
  const measured = (rows: string) =>
    `unpivot (select fagomraade, periode, ${sums} from ${rows} group by all)
      on ${measures.join(", ")} into name measure value total`;
  return `
    with before as (${measured(parquetRows(file))}), now as (${measured(`marts.${identifier(name)}`)}),
    ended as (
      select fagomraade, measure, before.total as before, now.total as now,
        periode + interval '${length}' + interval '13 months' <= ${literal(answeredBy.slice(0, 10))}::date as closed,
        if(closed, if(${literal(length)} = '1 year', strftime(periode, '%Y'), strftime(periode, '%Y-%m')), 'open') as period
      from before inner join now using (fagomraade, measure, periode)
      where periode + interval '${length}' <= ${literal(answeredBy.slice(0, 10))}::date
    ),
    compared as (
      select fagomraade, measure, period, closed, sum(before) as before, sum(now) as now from ended group by all
    )
    select ${literal(name)} as name, fagomraade, measure, period, before::varchar as before, now::varchar as now,
      (abs(now - before) / greatest(before, now))::double::varchar as share
    from compared
    where greatest(before, now) >= ${smallest}
      and abs(now - before) * 100 > before * if(closed or now < before, ${tolerance}, greatest(${tolerance}, ${mostGrowth}))
    order by abs(now - before) / greatest(before, now) desc, fagomraade, measure, period limit 1000`;
}

/** As many differences as are worth reading. */
const mostShown = 10;

function refusal(
  differing: readonly TextRow[],
  { to, release }: { readonly to: Comparing; readonly release: string },
): CheckError {
  const largest = [...differing].sort((a, b) => Number(b.share) - Number(a.share)).slice(0, mostShown);
  const lines = largest.map(({ name, fagomraade, measure, period, before, now }) => {
    const when = period === "open" ? "the last 13 months" : period;
    return `  ${name} ${fagomraade}, ${when}, ${measure}: ${before} before, ${now} now\n`;
  });
  const more = differing.length - largest.length;
  return new CheckError(
    `Cannot build from pull ${to.pull.pull.id} because sums changed by more than ${to.tolerance} % since release ${release}:\n` +
      `${lines.join("")}${more > 0 ? `  and ${more} more\n` : ""}If that is right, transform with a larger --tolerance`,
  );
}
