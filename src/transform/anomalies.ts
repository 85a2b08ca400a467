// Stops a pull that differs much from the one before: fewer or more rows, months that vanished, other sums. Rows are counted by endpoint and fagomraade.
import type { Endpoint } from "../domain/endpoint.ts";
import { CheckError, ReleaseError } from "../domain/errors.ts";
import { counted } from "../domain/markdown.ts";
import { requestedPeriods } from "../domain/period.ts";
import type { Report } from "../domain/progress.ts";
import { isPullOf } from "../domain/pull.ts";
import type { Receipt } from "../domain/receipt.ts";
import type { PlannedRequest } from "../domain/request.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { allPulls } from "../stores/raw-store.ts";
import { parquetRows } from "../stores/read-files.ts";
import { readManifest, releaseFolder, releaseIds } from "../stores/release-reader.ts";
import { identifier, literal, type TextRow, type Warehouse } from "../stores/warehouse.ts";
import { planOf } from "./gate.ts";

export interface Comparing {
  readonly output: string;
  readonly pull: PullFolder;
  readonly endpoints: readonly Endpoint[];
  /** By how many percent rows and sums may differ. */
  readonly tolerance: number;
  readonly report: Report;
}

/** Percent: the tolerance that lets all rows vanish. */
const everything = 100;

/**
 * Compares rows with the pull before. Throws a CheckError that names each endpoint and fagomraade with a row-count anomaly, and
 * each month that should have rows and has none.
 */
export async function assertRowCountsAlike({
  output,
  pull,
  tolerance,
}: Pick<Comparing, "output" | "pull" | "tolerance">): Promise<void> {
  const earlier = await pullBefore(output, pull);
  if (earlier === undefined) return;
  const groups = { before: await groupsOf(earlier), now: await groupsOf(pull) };
  const missing = tolerance >= everything ? [] : missingPeriods(groups);
  const found = [
    ...rowChanges(groups, tolerance).map(
      ({ name, before, now }) => `${name}: ${counted(before, "row")} before, ${now ?? "not requested"} now`,
    ),
    ...missing.map(({ name, periods }) => `${name}: no rows for ${periods.join(", ")}`),
  ];
  if (found.length === 0) return;
  throw anomaly(found, {
    pull,
    since: `pull ${earlier.pull.id}`,
    what: `rows vanished or changed by more than ${tolerance} %`,
    option: missing.length > 0 ? `--tolerance ${everything}` : "a larger --tolerance",
  });
}

async function groupsOf(pull: PullFolder): Promise<RowGroups> {
  return rowGroups({ plan: await planOf(pull), receipts: await pull.allReceipts() });
}

/**
 * Compares the sums of takstbruk with the release of the pull before, by endpoint, fagomraade and period. Throws a CheckError
 * with the largest value anomalies. If that release is not on disk, reports that nothing was compared.
 */
export async function assertValuesLikeBefore(warehouse: Warehouse, context: Comparing): Promise<void> {
  const earlier = await pullBefore(context.output, context.pull);
  if (earlier === undefined) return;
  const release = await releaseOf(context.output, earlier);
  if (release === undefined) {
    const text = `Sums were not compared with pull ${earlier.pull.id}: its release is not in ${context.output}`;
    context.report({ kind: "message", text });
    return;
  }
  const answeredBy = (await earlier.summary())?.last_fetched_at ?? "";
  const differing: TextRow[] = [];
  for (const { name } of context.endpoints.filter(({ period }) => period !== undefined)) {
    const file = release.files.get(name);
    if (file === undefined) continue;
    const sql = differencesSql(name, { file, answeredBy, tolerance: context.tolerance });
    differing.push(...(await differingSums(warehouse, { sql, release: release.id })));
  }
  if (differing.length === 0) return;
  throw anomaly(differenceLines(differing), {
    pull: context.pull,
    since: `release ${release.id}`,
    what: `sums changed by more than ${context.tolerance} %`,
    option: "a larger --tolerance",
  });
}

function anomaly(
  lines: readonly string[],
  found: {
    readonly pull: PullFolder;
    readonly since: string;
    readonly what: string;
    readonly option: string;
  },
): CheckError {
  const { id } = found.pull.pull;
  return new CheckError(
    `Cannot build from pull ${id}: ${found.what} since ${found.since}:\n${lines.map((line) => `  ${line}\n`).join("")}` +
      `If that is right, transform with ${found.option}`,
    { facts: { pull: id, since: found.since, what: found.what, changes: lines.length } },
  );
}

/**
 * The newest older pull of the same origin and scope, apart from its end. A pull that became a release comes first, because one
 * that was stopped here is no measure for the next.
 */
async function pullBefore(output: string, { pull }: PullFolder): Promise<PullFolder | undefined> {
  const released = await releaseIds(output);
  const alike: PullFolder[] = [];
  for (const candidate of await allPulls(output)) {
    const { id, origin, scope } = candidate.pull;
    const sought = { origin, scope: { ...scope, until: pull.scope.until } };
    if (id < pull.id && isPullOf(pull, sought) && (await candidate.summary()) !== undefined)
      alike.push(candidate);
  }
  return alike.find((candidate) => released.some((id) => id.includes(candidate.pull.id))) ?? alike[0];
}

interface EarlierRelease {
  readonly id: string;
  /** The Parquet files by dataset. */
  readonly files: ReadonlyMap<string, string>;
}

/** The newest release of this pull, or of another pull with the same data. */
async function releaseOf(output: string, pull: PullFolder): Promise<EarlierRelease | undefined> {
  const same = await pull.sameAs();
  const ids = (await releaseIds(output)).filter((id) => id.includes(pull.id) || id === same);
  const id = ids.at(-1);
  if (id === undefined) return undefined;
  const folder = releaseFolder(output, id);
  const { datasets } = await readManifest(folder);
  const files = datasets.flatMap(({ name, files }) =>
    files.flatMap(({ format, path }) => (format === "parquet" ? [[name, `${folder}/${path}`] as const] : [])),
  );
  return { id, files: new Map(files) };
}

async function differingSums(
  warehouse: Warehouse,
  { sql, release }: { readonly sql: string; readonly release: string },
): Promise<readonly TextRow[]> {
  try {
    return await warehouse.rows(sql);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new ReleaseError(
      `Cannot compare sums with release ${release}: ${found}. Run verify on it, and move it away if it is damaged`,
      { cause, facts: { release } },
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

/** A single bill may change smaller sums by much. */
const smallest = 1000;
/** Percent. The sums of the last months may grow so much, because bills arrive late. They do not shrink. */
const mostGrowth = 200;

/**
 * A period is closed 13 months after its end, because late bills no longer change it. Each closed period is compared by itself.
 * Periods that have ended and may still change are compared as one sum.
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

const mostShown = 10;

/** A line for each of the largest differences, and one with the number of the others. */
function differenceLines(differing: readonly TextRow[]): readonly string[] {
  const largest = [...differing].sort((a, b) => Number(b.share) - Number(a.share)).slice(0, mostShown);
  const more = differing.length - largest.length;
  const lines = largest.map(({ name, fagomraade, measure, period, before, now }) => {
    const when = period === "open" ? "the last 13 months" : period;
    return `${name} ${fagomraade}, ${when}, ${measure}: ${before} before, ${now} now`;
  });
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}

/** The plan and the receipts of a pull. */
export interface PullRecords {
  readonly plan: readonly PlannedRequest[];
  readonly receipts: readonly Receipt[];
}

/** One endpoint, or one fagomraade of it. */
export interface RowGroup {
  readonly endpoint: string;
  /** The requested periods in order; only the empty text if the endpoint has none. */
  readonly requested: readonly string[];
  /** The rows of each period that has any. */
  readonly rows: ReadonlyMap<string, number>;
}

/** The groups of a pull by name: `takstbruk_landet_maned LE`, `takstkoder`. */
function rowGroups({ plan, receipts }: PullRecords): ReadonlyMap<string, RowGroup> {
  const requested = new Map<string, { endpoint: string; periods: Set<string> }>();
  for (const request of plan) {
    const group = requested.get(groupName(request)) ?? { endpoint: request.endpoint, periods: new Set() };
    for (const period of orNone(requestedPeriods(request.parameters))) group.periods.add(period);
    requested.set(groupName(request), group);
  }
  const rows = rowsByName(receipts);
  return new Map(
    [...requested].map(([name, { endpoint, periods }]) => {
      return [name, { endpoint, requested: [...periods].sort(), rows: rows.get(name) ?? new Map() }];
    }),
  );
}

function rowsByName(receipts: readonly Receipt[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const byName = new Map<string, Map<string, number>>();
  for (const receipt of receipts) {
    const sums = byName.get(groupName(receipt)) ?? new Map<string, number>();
    const isWindow = requestedPeriods(receipt.parameters).length > 0;
    for (const [period, rows] of isWindow ? Object.entries(receipt.periods) : [["", receipt.rows] as const])
      if (rows > 0) sums.set(period, (sums.get(period) ?? 0) + rows);
    byName.set(groupName(receipt), sums);
  }
  return byName;
}

function orNone(periods: readonly string[]): readonly string[] {
  return periods.length === 0 ? [""] : periods;
}

function groupName({
  endpoint,
  parameters: { fagomraade },
}: Pick<Receipt, "endpoint" | "parameters">): string {
  return fagomraade === undefined ? endpoint : `${endpoint} ${fagomraade}`;
}

export type RowGroups = ReadonlyMap<string, RowGroup>;

/** The rows of a group in the periods that both pulls requested. `now` is undefined if it is no longer requested. */
export interface RowChange {
  readonly name: string;
  readonly before: number;
  readonly now: number | undefined;
}

/**
 * The groups whose rows changed by more than `percent` from one pull to the next. Only periods that both requested count, so that a longer
 * span is not a change.
 */
export function rowChanges(
  { before, now }: { readonly before: RowGroups; readonly now: RowGroups },
  percent: number,
): readonly RowChange[] {
  const changes = [...before].map(([name, group]) => changeOf(name, { before: group, now: now.get(name) }));
  return changes.filter((change) => {
    return Math.abs((change.now ?? 0) - change.before) * 100 > percent * change.before;
  });
}

function changeOf(name: string, groups: { before: RowGroup; now: RowGroup | undefined }): RowChange {
  const { before, now } = groups;
  if (now === undefined) return { name, before: rowsWithin(before, before.requested), now: undefined };
  const both = before.requested.filter((period) => now.requested.includes(period));
  return { name, before: rowsWithin(before, both), now: rowsWithin(now, both) };
}

function rowsWithin({ rows }: RowGroup, periods: readonly string[]): number {
  return periods.reduce((total, period) => total + (rows.get(period) ?? 0), 0);
}

/** The periods in which a group should have rows but has none. */
export interface MissingPeriods {
  readonly name: string;
  readonly periods: readonly string[];
}

/** After so many months with rows, rows are expected in the next month. */
const regularMonths = 12;

/**
 * Periods without rows that had rows in the previous pull. Months that the previous pull did not request are included if
 * the API has published them. That is so if the twelve months before have rows, and another fagomraade has rows in that month or later.
 */
export function missingPeriods({
  before,
  now,
}: {
  readonly before: RowGroups;
  readonly now: RowGroups;
}): readonly MissingPeriods[] {
  const found = [...now].map(([name, group]) => {
    const earlier = before.get(name);
    const last = lastWithRows(now, group.endpoint);
    const periods = group.requested.filter((period, at) => {
      if (period === "" || group.rows.has(period) || earlier === undefined) return false;
      if (earlier.requested.includes(period)) return earlier.rows.has(period);
      const run = group.requested.slice(Math.max(0, at - regularMonths), at);
      const isRegular = run.length > 0 && run.every((month) => group.rows.has(month));
      return isMonthText(period) && isRegular && period <= last;
    });
    return { name, periods };
  });
  return found.filter(({ periods }) => periods.length > 0);
}

function lastWithRows(groups: RowGroups, endpoint: string): string {
  const own = [...groups.values()].filter((group) => group.endpoint === endpoint);
  return (
    own
      .flatMap(({ rows }) => [...rows.keys()])
      .sort()
      .at(-1) ?? ""
  );
}

function isMonthText(period: string): boolean {
  return period.length === "yyyyMM".length;
}
