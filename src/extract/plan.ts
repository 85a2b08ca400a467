// The requests that a scope needs, as the product of each endpoint's axes, and the parts of a request that is too large.
import { createHash } from "node:crypto";
import { type Axis, type Endpoint, type Filter, pathIn, type Scope } from "../domain/endpoint.ts";
import { type Month, monthNumber, monthOf } from "../domain/period.ts";
import { labelOf, type Request } from "../domain/request.ts";
import type { PullFolder } from "../stores/pull-folder.ts";

/** Returns the codes of a code axis, from the stored answer of its endpoint. */
export type CodesOf = (endpoint: string, field: string) => readonly string[];

type Parameters = Readonly<Record<string, string>>;

/** The requests of one endpoint, in the order of its axes. */
export function plan(endpoint: Endpoint, scope: Scope, codesOf: CodesOf): readonly Request[] {
  const filters = endpoint.filters.flatMap((filter) => {
    const codes = scope[filter];
    return codes === undefined ? [] : [[filter, codes.join(",")] as const];
  });
  const product = endpoint.axes.reduce<readonly Parameters[]>(
    (all, axis) => {
      const steps = stepsOf(axis, { scope, codesOf });
      return all.flatMap((before) => steps.map((step) => ({ ...before, ...step })));
    },
    [{}],
  );
  return product.map((parameters) => ({
    endpoint: endpoint.name,
    path: pathIn(endpoint, scope),
    parameters: { ...parameters, ...Object.fromEntries(filters) },
  }));
}

/** The factors of an endpoint's number of requests, for people: `fagomraade (23) × fommaned–tommaned (11)`. */
export function requestFactors(endpoint: Endpoint, scope: Scope, codesOf: CodesOf): string {
  const factors = endpoint.axes.map((axis) => {
    const isWindow = axis.kind === "months" || axis.kind === "years";
    const name = isWindow ? `${axis.first}–${axis.last}` : axis.parameter;
    return `${name} (${stepsOf(axis, { scope, codesOf }).length})`;
  });
  return factors.length === 0 ? "one request" : factors.join(" × ");
}

/** The number from 1 of the part that fetches a request. It depends only on the request, so that every machine divides in the same way. */
export function partOf(request: Request, parts: number): number {
  const hash = createHash("sha256").update(labelOf(request)).digest();
  return (hash.readUInt32BE(0) % parts) + 1;
}

/** Whether an endpoint can be planned only after another endpoint has been answered. */
export function waitsForCodes(endpoint: Endpoint): boolean {
  return endpoint.axes.some((axis) => axis.kind === "codes");
}

/** The endpoints in the order of planning: those without code axes have the codes of the others. */
export function planningSteps(endpoints: readonly Endpoint[]): readonly (readonly Endpoint[])[] {
  const first = endpoints.filter((endpoint) => !waitsForCodes(endpoint));
  return [first, endpoints.filter(waitsForCodes)].filter((group) => group.length > 0);
}

function stepsOf(axis: Axis, options: { scope: Scope; codesOf: CodesOf }): readonly Parameters[] {
  switch (axis.kind) {
    case "fixed":
      return axis.values.map((value) => ({ [axis.parameter]: value }));
    case "codes": {
      const { fagomraader } = options.scope;
      const codes = options.codesOf(axis.endpoint, axis.field);
      const wanted = codes.filter((code) => fagomraader?.includes(code) ?? true);
      return wanted.map((code) => ({ [axis.parameter]: code }));
    }
    case "months":
    case "years":
      return windowsOf(axis, options.scope, axis.longest);
  }
}

type WindowAxis = Extract<Axis, { readonly kind: "months" | "years" }>;

function windowsOf(
  axis: WindowAxis,
  { since, until }: Pick<Scope, "since" | "until">,
  longest: number,
): readonly Parameters[] {
  const windows = axis.kind === "months" ? monthWindows : yearWindows;
  return windows(since, until, longest).map(([first, last]) => ({ [axis.first]: first, [axis.last]: last }));
}

/** Both ends of a window, inclusive, as the API takes them: `yyyyMM` or `yyyy`. */
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

/** A request in parts, and the parameter by which it was split. Together the parts request what the whole requests. */
export interface Split {
  readonly divided_by: string;
  readonly parts: readonly Request[];
}

/** Returns the codes into which a list parameter may be split, or none if they are unknown. */
export type ListOf = (filter: Filter) => readonly string[];

/**
 * Halves the window down to one month or year, then the list of praksistyper, kommuner or fylker. Undefined if nothing is left to halve.
 * The parts of a list lack a code that no list has; the receipts show which codes were requested.
 */
export function splitOf(request: Request, endpoint: Endpoint, listOf: ListOf): Split | undefined {
  for (const axis of endpoint.axes) {
    if (axis.kind !== "months" && axis.kind !== "years") continue;
    const [since = "", until = ""] = [request.parameters[axis.first], request.parameters[axis.last]];
    const { length } = windowsOf(axis, { since, until }, 1);
    if (length < 2) continue;
    const halves = windowsOf(axis, { since, until }, Math.ceil(length / 2));
    return { divided_by: axis.first, parts: halves.map((half) => part(request, half)) };
  }
  for (const filter of listFilters(endpoint)) {
    const codes = request.parameters[filter]?.split(",") ?? listOf(filter);
    if (codes.length < 2) continue;
    const half = Math.ceil(codes.length / 2);
    const halves = [codes.slice(0, half), codes.slice(half)];
    return { divided_by: filter, parts: halves.map((some) => part(request, { [filter]: some.join(",") })) };
  }
  return undefined;
}

/** The lists by which a request may be split, the list with the fewest codes first. */
export function listFilters(endpoint: Endpoint): readonly Filter[] {
  const order: readonly Filter[] = ["praksistyper", "fylker", "kommuner"];
  return order.filter((filter) => endpoint.filters.includes(filter));
}

function part(request: Request, parameters: Parameters): Request {
  return { ...request, parameters: { ...request.parameters, ...parameters } };
}

/** The request itself, or its parts if it was split, down to parts that were not split. */
export async function partsOfSplit(pull: PullFolder, request: Request): Promise<readonly Request[]> {
  const split = await pull.split(request);
  if (split === undefined) return [request];
  return (await Promise.all(split.parts.map((part) => partsOfSplit(pull, part)))).flat();
}
