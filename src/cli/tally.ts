// What has been done so far, counted from what the stages tell.
import type { Progress } from "../domain/progress.ts";
import { bytesText, countText } from "./numbers.ts";

export interface Sums {
  /** Requests answered, or tables made. */
  done: number;
  rows: number;
  bytes: number;
  /** How often a request was made again. */
  retries: number;
}

export interface Tally extends Sums {
  stage: "extract" | "transform" | "load";
  /** Requests or tables there are to do, with those of a run before. */
  total: number;
  /** How many of them were answered before this run. */
  kept: number;
  /** What was done last, for people: `takstbruk_kommune_maned LE 201501 201601`. */
  current: string;
  /** The same by endpoint, and how many of its requests are open. */
  readonly endpoints: Map<string, Sums & { open: number }>;
}

/** Nothing done yet. */
export function openTally(): Tally {
  return { ...nothing(), stage: "extract", total: 0, kept: 0, current: "", endpoints: new Map() };
}

/** Counts one thing that was told. */
export function count(tally: Tally, progress: Progress): void {
  switch (progress.kind) {
    case "planned":
      tally.total += progress.requests;
      tally.kept += progress.kept;
      for (const [name, open] of Object.entries(progress.open)) endpointOf(tally, name).open += open;
      return;
    case "begun":
      Object.assign(tally, { stage: progress.stage, total: progress.tables });
      return;
    case "answered":
      for (const sums of [tally, endpointOf(tally, progress.request)]) add(sums, progress);
      endpointOf(tally, progress.request).open--;
      tally.current = windowText(progress.request);
      return;
    case "made":
      add(tally, { ...progress, bytes: 0 });
      tally.current = progress.name;
      return;
    case "waiting":
      for (const sums of [tally, endpointOf(tally, progress.request)]) sums.retries++;
      return;
    case "divided":
      tally.total--;
      endpointOf(tally, progress.request).open--;
      return;
    case "noted":
      return;
  }
}

/** The sums in words: `1 234 rows, 5.6 MB, 2 asked again`. */
export function sumsText({ rows, bytes, retries }: Sums): string {
  const size = bytes === 0 ? "" : `, ${bytesText(bytes)}`;
  return `${countText(rows)} rows${size}${retries === 0 ? "" : `, ${retries} asked again`}`;
}

/** The endpoint a request's name begins with. */
export function endpointOf({ endpoints }: Tally, request: string): Sums & { open: number } {
  const name = request.replace(/\/.*/s, "");
  const found = endpoints.get(name) ?? { ...nothing(), open: 0 };
  endpoints.set(name, found);
  return found;
}

function nothing(): Sums {
  return { done: 0, rows: 0, bytes: 0, retries: 0 };
}

function add(sums: Sums, { rows, bytes }: { readonly rows: number; readonly bytes: number }): void {
  sums.done++;
  sums.rows += rows;
  sums.bytes += bytes;
}

/** A request's name without the names of its parameters. */
function windowText(request: string): string {
  return request.replace(/\/all$/, "").replaceAll(/[/_][a-zæøå]+-/g, " ");
}
