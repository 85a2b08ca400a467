// Progress for whoever watches: two live lines for a person, plain lines for a log, JSON lines for a program.
import Table from "cli-table3";
import { countText } from "../domain/markdown.ts";
import type { Progress, Report } from "../domain/progress.ts";
import type { Context, DisplayChoice, Terminal } from "./command.ts";

type Surroundings = Pick<Context, "terminal" | "effects">;

/** Does the work with a display of its progress. */
export async function withDisplay<T>(
  to: Surroundings,
  choice: DisplayChoice,
  work: (report: Report) => Promise<T>,
): Promise<T> {
  const display = openDisplay(to, choice);
  try {
    return await work(display.report);
  } finally {
    display.stop();
  }
}

/** The display that was asked for, or the one that fits the terminal. */
export function openDisplay(to: Surroundings, { quiet, json }: DisplayChoice = {}): Display {
  if (quiet === true) return { report: () => undefined, stop: () => undefined };
  if (json === true) return jsonDisplay(to);
  return to.terminal.interactive ? liveDisplay(to) : lineDisplay(to.terminal);
}

/** One JSON object per line: `time`, and the progress. */
function jsonDisplay({ terminal, effects }: Surroundings): Display {
  return {
    report(progress) {
      const time = effects.clock.now().toISOString();
      terminal.err(`${JSON.stringify({ time, ...progress })}\n`);
    },
    stop: () => undefined,
  };
}

export interface Display {
  readonly report: Report;
  /** Replaces the live lines with one about the finished stage. */
  stop(): void;
}

/** Prints one line per endpoint that is answered, and per table that is made. */
function lineDisplay(terminal: Terminal): Display {
  const counts = openCounts();
  return {
    report(progress) {
      addProgress(counts, progress);
      const line = progressLine(progress) ?? finishedLine(counts, progress);
      if (line !== undefined) terminal.err(`${line}\n`);
    },
    stop: () => undefined,
  };
}

function finishedLine(counts: Counts, progress: Progress): string | undefined {
  if (progress.kind === "made")
    return `${progress.stage}: ${progress.name}, ${countText(progress.rows)} rows`;
  if (progress.kind !== "answered") return undefined;
  const endpoint = endpointOf(counts, progress.request);
  if (endpoint.open > 0) return undefined;
  const name = progress.request.replace(/\/.*/s, "");
  const of = `${counts.done + counts.kept} of ${counts.total}`;
  return `extract: ${name}, ${countText(endpoint.done)} requests, ${sumsText(endpoint)} (${of} requests done)`;
}

/** Milliseconds: at this rate a terminal does not flicker. */
const betweenFrames = 100;

/** Escape sequences: two lines up, clear the rest of the line, clear all below. */
const [back, endOfLine, below] = ["\u001b[2F", "\u001b[K", "\u001b[J"];

/** Two lines that are redrawn in one write; all other lines scroll by above them. */
function liveDisplay({ terminal, effects }: Surroundings): Display {
  const counts = openCounts();
  const now = () => effects.clock.now().getTime();
  const begun = now();
  let drawn: number | undefined;
  const draw = (above: string) => {
    const frame = frameOf(counts, now() - begun).map((line) => line.slice(0, terminal.columns - 1));
    const lines = [...(above === "" ? [] : [above]), ...frame].map((line) => `${line}${endOfLine}\n`);
    terminal.err(`${drawn === undefined ? "" : back}${lines.join("")}`);
    drawn = now();
  };
  return {
    report(progress) {
      addProgress(counts, progress);
      const line = progressLine(progress);
      if (counts.total === 0) terminal.err(line === undefined ? "" : `${line}\n`);
      else if (line !== undefined) draw(line);
      else if (drawn === undefined || now() - drawn >= betweenFrames) draw("");
    },
    stop() {
      if (drawn === undefined) return;
      terminal.err(`${back}${below}${stageText(counts, now() - begun)}\n`);
      drawn = undefined;
    },
  };
}

const barWidth = 12;

function frameOf(counts: Counts, elapsed: number): readonly string[] {
  const { stage, total, rows, bytes, retries, current } = counts;
  const done = counts.done + counts.kept;
  const share = Math.min(done / total, 1);
  const full = Math.floor(share * barWidth);
  const bar = "█".repeat(full) + "░".repeat(barWidth - full);
  const facts = [`${done}/${total}`, `${countText(rows)} rows`];
  if (stage === "extract") facts.push(bytesText(bytes));
  if (retries > 0) facts.push(`${retries} retries`);
  return [
    `${stage} ${bar} ${Math.floor(100 * share)} % · ${facts.join(" · ")}`,
    `  ${[current, ...paceOf(counts, elapsed)].filter((part) => part !== "").join(" · ")}`,
  ];
}

/** Speed and time left, once a second has passed. */
function paceOf({ stage, total, done, kept, bytes }: Counts, elapsed: number): readonly string[] {
  if (done === 0 || elapsed < 1_000) return [];
  const speed = stage === "extract" ? [`${bytesText((1_000 * bytes) / elapsed)}/s`] : [];
  const left = (elapsed / done) * (total - done - kept);
  return [...speed, `${timeText(left)} left`];
}

function stageText(counts: Counts, elapsed: number): string {
  const { stage, total } = counts;
  const done = counts.done + counts.kept;
  const what = stage === "extract" ? "requests" : "tables";
  const of = done === total ? `${total}` : `${done} of ${total}`;
  return `${stage}: ${of} ${what}, ${sumsText(counts)} in ${timeText(elapsed)}`;
}

interface Sums {
  /** Requests answered, or tables made. */
  done: number;
  rows: number;
  bytes: number;
  retries: number;
}

interface Counts extends Sums {
  stage: "extract" | "transform" | "load";
  /** Requests or tables in all, also those done before this run. */
  total: number;
  /** Requests answered before this run. */
  kept: number;
  /** The newest answer or table: `takstbruk_kommune_maned LE 201501 201601`. */
  current: string;
  /** The same by endpoint, and the number of its open requests. */
  readonly endpoints: Map<string, Sums & { open: number }>;
}

function openCounts(): Counts {
  return { ...noSums(), stage: "extract", total: 0, kept: 0, current: "", endpoints: new Map() };
}

/** Adds one report to the counts. */
function addProgress(counts: Counts, progress: Progress): void {
  switch (progress.kind) {
    case "planned":
      counts.total += progress.requests;
      counts.kept += progress.kept;
      for (const [name, open] of Object.entries(progress.open)) endpointOf(counts, name).open += open;
      return;
    case "begun":
      Object.assign(counts, { stage: progress.stage, total: progress.tables });
      return;
    case "answered":
      for (const sums of [counts, endpointOf(counts, progress.request)]) add(sums, progress);
      endpointOf(counts, progress.request).open--;
      counts.current = windowText(progress.request);
      return;
    case "made":
      add(counts, { ...progress, bytes: 0 });
      counts.current = progress.name;
      return;
    case "waiting":
      for (const sums of [counts, endpointOf(counts, progress.request)]) sums.retries++;
      return;
    case "divided":
      counts.total--;
      endpointOf(counts, progress.request).open--;
      return;
    case "noted":
      return;
  }
}

/** `1 234 rows, 5.6 MB, 2 retries`. */
function sumsText({ rows, bytes, retries }: Sums): string {
  const size = bytes === 0 ? "" : `, ${bytesText(bytes)}`;
  return `${countText(rows)} rows${size}${retries === 0 ? "" : `, ${retries} retries`}`;
}

/** The counts of the endpoint that a request's name begins with. */
function endpointOf({ endpoints }: Counts, request: string): Sums & { open: number } {
  const name = request.replace(/\/.*/s, "");
  const found = endpoints.get(name) ?? { ...noSums(), open: 0 };
  endpoints.set(name, found);
  return found;
}

function noSums(): Sums {
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

/** The line for a report; undefined for one that only counts. */
function progressLine(progress: Progress): string | undefined {
  switch (progress.kind) {
    case "planned": {
      const kept = progress.kept === 0 ? "" : `, ${progress.kept} of them answered before`;
      return `extract: ${progress.requests} requests into ${progress.pull}${kept}`;
    }
    case "waiting":
      return `extract: retrying ${progress.request} in ${progress.seconds.toFixed(1)} s, because ${progress.because}`;
    case "divided":
      return `extract: splitting ${progress.request} into ${progress.parts} parts`;
    case "noted":
      return progress.text;
    case "answered":
    case "begun":
    case "made":
      return undefined;
  }
}

export interface Column {
  readonly head: string;
  /** Numbers stand to the right. */
  readonly number?: true;
}

/** A table without colours. */
export function tableText(
  columns: readonly (string | Column)[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const described = columns.map((column) => (typeof column === "string" ? { head: column } : column));
  const table = new Table({
    head: described.map(({ head }) => head),
    style: { head: [], border: [], compact: true },
    colAligns: described.map(({ number }) => (number === true ? "right" : "left")),
  });
  for (const row of rows) table.push([...row]);
  return table.toString();
}

/** Columns of numbers. */
export function numberColumns(...heads: readonly string[]): readonly Column[] {
  return heads.map((head) => ({ head, number: true }));
}

/** Bytes in the largest decimal unit that leaves at least one: `12.3 MB`. */
export function bytesText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

/** A duration in seconds, minutes, or hours and minutes. */
function timeText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
