// How much a pull differs from the one before it: what suddenly shrinks, grows or vanishes is suspicious.
import type { RowGroup } from "./pull-rows.ts";

export type RowGroups = ReadonlyMap<string, RowGroup>;

/** The rows of an endpoint (and fagomraade) in the periods both pulls asked for; `now` is undefined where it is asked no more. */
export interface RowChange {
  readonly name: string;
  readonly before: number;
  readonly now: number | undefined;
}

/**
 * The endpoints and fagområder whose rows changed by more than `percent` from one pull to the next, counted over the periods
 * both asked for, so that neither a longer span nor another cut of it is a change.
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

function changeOf(name: string, of: { before: RowGroup; now: RowGroup | undefined }): RowChange {
  const { before, now } = of;
  if (now === undefined) return { name, before: sum(before, before.asked), now: undefined };
  const both = before.asked.filter((period) => now.asked.includes(period));
  return { name, before: sum(before, both), now: sum(now, both) };
}

function sum({ rows }: RowGroup, periods: readonly string[]): number {
  return periods.reduce((total, period) => total + (rows.get(period) ?? 0), 0);
}

/** The months or years in which an endpoint's fagomraade should have rows and has none. */
export interface MissingPeriods {
  readonly name: string;
  readonly periods: readonly string[];
}

/** So many months with rows make the next one expected. */
const regular = 12;

/**
 * Periods without rows that had some in the pull before; and months that pull did not ask for, where the twelve before them
 * (or all asked) have rows, and some other fagomraade has rows in them or later, so that the API has published them.
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
    const periods = group.asked.filter((period, at) => {
      if (period === "" || group.rows.has(period) || earlier === undefined) return false;
      if (earlier.asked.includes(period)) return earlier.rows.has(period);
      const run = group.asked.slice(Math.max(0, at - regular), at);
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
