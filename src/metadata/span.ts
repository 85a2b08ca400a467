// The days a table covers.
import type { Subject, Table } from "./subject.ts";

/** First and last day, both included. A day that nobody can vouch for is absent. */
export interface Span {
  readonly start?: string;
  readonly end?: string;
}

/** By the table's periods; for a list without them, up to the day it was fetched. */
export function spanOf({ entry, dataset }: Table, manifest: Subject["manifest"]): Span {
  const { first_period: first, last_period: last } = entry;
  const { since, until } = manifest.scope;
  if (first !== null && last !== null) {
    const asked = lastDay(`${until.slice(0, 4)}-${until.slice(4)}-01`, true);
    const ends = [lastDay(last, dataset.key.includes("maned")), asked].sort();
    return { start: first.length === 4 ? `${first}-01-01` : first, end: ends[0] ?? asked };
  }
  if (dataset.period !== undefined) return { start: `${since.slice(0, 4)}-${since.slice(4)}-01` };
  if (dataset.since !== undefined) return { start: dataset.since };
  return { end: manifest.pull.last_fetched_at.slice(0, 10) };
}

/** As ISO 8601 writes an interval, `..` for an open end. */
export function intervalText({ start, end }: Span): string {
  return `${start ?? ".."}/${end ?? ".."}`;
}

/** The last day of the month or year that begins on this day; a bare year is a year. */
function lastDay(period: string, monthly: boolean): string {
  const [year = "", month = "12"] = period.split("-");
  if (!monthly) return `${year}-12-31`;
  return new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10);
}
