// The requested periods and the received rows of a pull, by endpoint and fagomraade, independent of how requests were split.
import { requestedPeriods } from "./period.ts";
import type { Receipt } from "./receipt.ts";
import type { PlannedRequest } from "./request.ts";

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
export function rowGroups({ plan, receipts }: PullRecords): ReadonlyMap<string, RowGroup> {
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
