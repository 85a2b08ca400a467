// What to ask instead of a request that the API cannot deliver whole: the same in two halves. Pure.
import type { Axis, Endpoint, Filter } from "../domain/endpoint.ts";
import type { Request } from "../domain/request.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { monthWindows, yearWindows } from "./plan.ts";

/** A request in parts, and the parameter by which it was divided. Together the parts ask for all that it asks for. */
export interface Split {
  readonly divided_by: string;
  readonly parts: readonly Request[];
}

/** Gives the codes a list parameter may be divided into, or none where they are not known. */
export type ListOf = (filter: Filter) => readonly string[];

/**
 * Halves the window down to one month or year, then the list of praksistyper, kommuner or fylker. Undefined where nothing
 * is left to halve. Only windows divide exactly; a list asks for the codes known, and the receipt tells of it.
 */
export function splitOf(request: Request, endpoint: Endpoint, listOf: ListOf): Split | undefined {
  return (
    first(endpoint.axes, (axis) => windowHalves(request, axis)) ??
    first(listFilters(endpoint), (filter) => listHalves(request, filter, listOf))
  );
}

/** The lists that may be divided, the one with the fewest codes first. */
export function listFilters(endpoint: Endpoint): readonly Filter[] {
  const order: readonly Filter[] = ["praksistyper", "fylker", "kommuner"];
  return order.filter((filter) => endpoint.filters.includes(filter));
}

function windowHalves(request: Request, axis: Axis): Split | undefined {
  if (axis.kind !== "months" && axis.kind !== "years") return undefined;
  const since = request.parameters[axis.first] ?? "";
  const until = request.parameters[axis.last] ?? "";
  const windows = axis.kind === "months" ? monthWindows : yearWindows;
  const whole = windows(since, until, 1).length;
  if (whole < 2) return undefined;
  const parts = windows(since, until, Math.ceil(whole / 2)).map(([from, to]) =>
    part(request, { [axis.first]: from, [axis.last]: to }),
  );
  return { divided_by: axis.first, parts };
}

function listHalves(request: Request, filter: Filter, listOf: ListOf): Split | undefined {
  const codes = request.parameters[filter]?.split(",") ?? listOf(filter);
  if (codes.length < 2) return undefined;
  const half = Math.ceil(codes.length / 2);
  const halves = [codes.slice(0, half), codes.slice(half)];
  return { divided_by: filter, parts: halves.map((some) => part(request, { [filter]: some.join(",") })) };
}

function part(request: Request, parameters: Readonly<Record<string, string>>): Request {
  return { ...request, parameters: { ...request.parameters, ...parameters } };
}

function first<Item, Result>(
  items: readonly Item[],
  find: (item: Item) => Result | undefined,
): Result | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A request that was not split, or the parts of one that was, down to those that were not. */
export async function leavesOf(pull: PullFolder, request: Request): Promise<readonly Request[]> {
  const split = await pull.split(request);
  if (split === undefined) return [request];
  const below = await Promise.all(split.parts.map((part) => leavesOf(pull, part)));
  return below.flat();
}
