// Which requests a scope needs: for each endpoint the product of its axes. Pure: nothing is asked here.
import type { Axis, Endpoint, Filter, Scope } from "../domain/endpoint.ts";
import { type Month, monthNumber, monthOf } from "../domain/month.ts";
import { pathIn } from "../domain/offered.ts";
import type { Request } from "../domain/request.ts";

/** Gives the codes of a code axis, read from the stored answer of its endpoint. */
export type CodesOf = (endpoint: string, field: string) => readonly string[];

type Parameters = Readonly<Record<string, string>>;

/** The requests of one endpoint, in the order of its axes. */
export function plan(endpoint: Endpoint, scope: Scope, codesOf: CodesOf): readonly Request[] {
  const filters = filtersOf(endpoint, scope);
  const steps = endpoint.axes.map((axis) => stepsOf(axis, { scope, codesOf }));
  return product(steps).map((parameters) => ({
    endpoint: endpoint.name,
    path: pathIn(endpoint, scope),
    parameters: { ...parameters, ...filters },
  }));
}

/** Why an endpoint is asked as often as it is, in words: `fagomraade (23) × fommaned–tommaned (11)`. */
export function reasonOf(endpoint: Endpoint, scope: Scope, codesOf: CodesOf): string {
  const reasons = endpoint.axes.map(
    (axis) => `${nameOf(axis)} (${stepsOf(axis, { scope, codesOf }).length})`,
  );
  return reasons.length === 0 ? "one bare request" : reasons.join(" × ");
}

/** True when an endpoint can only be planned once another has been answered. */
export function waitsForCodes(endpoint: Endpoint): boolean {
  return endpoint.axes.some((axis) => axis.kind === "codes");
}

function stepsOf(axis: Axis, by: { scope: Scope; codesOf: CodesOf }): readonly Parameters[] {
  const { since, until } = by.scope;
  switch (axis.kind) {
    case "fixed":
      return axis.values.map((value) => ({ [axis.parameter]: value }));
    case "codes":
      return chosen(by.codesOf(axis.endpoint, axis.field), by.scope.fagomraader).map((code) => ({
        [axis.parameter]: code,
      }));
    case "months":
      return monthWindows(since, until, axis.longest).map(([first, last]) => ({
        [axis.first]: first,
        [axis.last]: last,
      }));
    case "years":
      return yearWindows(since, until, axis.longest).map(([first, last]) => ({
        [axis.first]: first,
        [axis.last]: last,
      }));
  }
}

function chosen(codes: readonly string[], wanted: readonly string[] | undefined): readonly string[] {
  return wanted === undefined ? codes : codes.filter((code) => wanted.includes(code));
}

function nameOf(axis: Axis): string {
  return axis.kind === "months" || axis.kind === "years" ? `${axis.first}–${axis.last}` : axis.parameter;
}

function filtersOf(endpoint: Endpoint, scope: Scope): Parameters {
  const asked = endpoint.filters.map((filter: Filter) => [filter, scope[filter]?.join(",")] as const);
  return Object.fromEntries(
    asked.filter((entry): entry is readonly [Filter, string] => entry[1] !== undefined),
  );
}

function product(steps: readonly (readonly Parameters[])[]): readonly Parameters[] {
  return steps.reduce<readonly Parameters[]>(
    (all, axis) => all.flatMap((before) => axis.map((step) => ({ ...before, ...step }))),
    [{}],
  );
}

/** Two ends of a window, both inclusive, as the API takes them: `yyyyMM` or `yyyy`. */
export type Window = readonly [first: string, last: string];

/** `201501…201606` in windows of at most 13 months: `201501–201601`, `201602–201606`. */
export function monthWindows(since: Month, until: Month, longest: number): readonly Window[] {
  return windows(monthNumber(since), monthNumber(until), longest).map(([first, last]) => [
    monthOf(first),
    monthOf(last),
  ]);
}

/** The calendar years that `since…until` touches, in windows of at most `longest` years. */
export function yearWindows(since: Month, until: Month, longest: number): readonly Window[] {
  const years = windows(Number(since.slice(0, 4)), Number(until.slice(0, 4)), longest);
  return years.map(([first, last]) => [String(first), String(last)]);
}

function windows(first: number, last: number, longest: number): readonly (readonly [number, number])[] {
  const count = Math.max(0, Math.ceil((last - first + 1) / longest));
  return Array.from({ length: count }, (_, index) => {
    const start = first + index * longest;
    return [start, Math.min(start + longest - 1, last)] as const;
  });
}
