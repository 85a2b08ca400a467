// Progress for whoever watches: two live lines for a person, plain lines for a log, JSON lines for a program.
import Table from "cli-table3";
import { counted } from "../domain/markdown.ts";
import type { CountedStage, Progress, Report } from "../domain/progress.ts";
import type { Context, DisplayChoice, Terminal } from "./command.ts";

type Surroundings = Pick<Context, "terminal" | "effects">;

/** Does the work with a display of its progress. */
export async function withDisplay<T>(
  surroundings: Surroundings,
  choice: DisplayChoice,
  work: (report: Report) => Promise<T>,
): Promise<T> {
  const display = openDisplay(surroundings, choice);
  try {
    return await work(display.report);
  } finally {
    display.stop();
  }
}

/** The display that was requested, or the one that fits the terminal. */
export function openDisplay(surroundings: Surroundings, { quiet, json }: DisplayChoice = {}): Display {
  if (quiet === true) return { report: () => undefined, stop: () => undefined };
  if (json === true) return jsonDisplay(surroundings);
  return surroundings.terminal.interactive ? liveDisplay(surroundings) : lineDisplay(surroundings);
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

/** Milliseconds without a line, after which a log gets one about the state. */
const longestSilence = 10_000;

/** Prints one line per endpoint that is answered, and per table that is made. While neither happens, a line every ten seconds. */
function lineDisplay({ terminal, effects }: Surroundings): Display {
  const counts = openCounts();
  const now = () => effects.clock.now().getTime();
  let printed = now();
  return {
    report(progress) {
      addProgress(counts, progress);
      const state = now() - printed >= longestSilence ? stateLine(counts) : undefined;
      const line = progressLine(counts, progress) ?? finishedLine(counts, progress) ?? state;
      if (line === undefined) return;
      terminal.err(`${line}\n`);
      printed = now();
    },
    stop: () => undefined,
  };
}

function stateLine({ stage, done, kept, total }: Counts): string {
  return `${stage}: ${done + kept} of ${counted(total, nouns[stage])} done`;
}

const nouns = { extract: "request", transform: "table", check: "check", load: "table" } as const;

function finishedLine(counts: Counts, progress: Progress): string | undefined {
  if (progress.kind === "table_done" && progress.stage === "check")
    return counts.done < counts.total ? undefined : stateLine(counts);
  if (progress.kind === "table_done")
    return `${progress.stage}: ${progress.name}, ${counted(progress.rows, "row")}`;
  if (progress.kind !== "answered") return undefined;
  const endpoint = endpointOf(counts, progress.request);
  if (endpoint.open > 0) return undefined;
  const name = progress.request.replace(/\/.*/s, "");
  const requests = `${counts.done + counts.kept} of ${counted(counts.total, "request")}`;
  return `extract: ${name}, ${counted(endpoint.done, "request")}, ${sumsText(endpoint)} (${requests} done)`;
}

/** Milliseconds: at this rate a terminal does not flicker. */
const betweenFrames = 100;

/** Escape sequences: two lines up, clear the rest of the line, clear all below. */
const [back, endOfLine, below] = ["\u001b[2F", "\u001b[K", "\u001b[J"];

/** Milliseconds between frames while nothing is reported. */
const betweenTicks = 1_000;

/** Two lines that are redrawn in one write; all other lines scroll by above them. */
function liveDisplay({ terminal, effects }: Surroundings): Display {
  const counts = openCounts();
  const now = () => effects.clock.now().getTime();
  const begun = now();
  const screen = openScreen(terminal, now);
  const stop = () => screen.replace(`${stageText(counts, now() - begun)}\n`);
  return {
    report(progress) {
      screen.endTicking();
      if (progress.kind === "stage_started") stop();
      addProgress(counts, progress);
      if (progress.kind === "preparing") return screen.tick(progress.text);
      const line = progressLine(counts, progress);
      const frame = () => frameOf(counts, now() - begun);
      if (counts.total === 0) terminal.err(line === undefined ? "" : `${wrapped(line, terminal.columns)}\n`);
      else if (line !== undefined) screen.draw(frame(), line);
      else if (screen.sinceDrawn() >= betweenFrames) screen.draw(frame());
    },
    stop() {
      screen.endTicking();
      stop();
    },
  };
}

/** The two live lines of a terminal. */
function openScreen(terminal: Terminal, now: () => number) {
  let drawn: number | undefined;
  let ticking: NodeJS.Timeout | undefined;
  const draw = (frame: readonly string[], above = "") => {
    const fitting = frame.map((line) => line.slice(0, terminal.columns - 1));
    const scrolling = above === "" ? [] : wrapped(above, terminal.columns).split("\n");
    const lines = [...scrolling, ...fitting].map((line) => `${line}${endOfLine}\n`);
    terminal.err(`${drawn === undefined ? "" : back}${lines.join("")}`);
    drawn = now();
  };
  const replace = (text: string) => {
    if (drawn !== undefined) terminal.err(`${back}${below}${text}`);
    drawn = undefined;
  };
  return {
    draw,
    /** Replaces the live lines, if there are any. */
    replace,
    sinceDrawn: () => (drawn === undefined ? betweenFrames : now() - drawn),
    /** Shows a text and the time since, until something else is drawn. */
    tick(text: string) {
      const start = now();
      const show = () => draw([text, `  ${timeText(now() - start)}`]);
      show();
      ticking = setInterval(show, betweenTicks).unref();
    },
    endTicking() {
      if (ticking === undefined) return;
      clearInterval(ticking);
      ticking = undefined;
      replace("");
    },
  };
}

/** The text with line breaks between words, so that no line is longer than the terminal. Continued lines are indented by two more. */
export function wrapped(text: string, columns: number): string {
  return text
    .split("\n")
    .flatMap((line) => {
      const indent = `${/^ */.exec(line)?.[0] ?? ""}  `;
      const lines = [""];
      for (const word of line.split(/(?<=\S) /)) {
        const last = lines.at(-1) ?? "";
        const longer = last === "" ? word : `${last} ${word}`;
        if (last === "" || longer.length < columns) lines[lines.length - 1] = longer;
        else lines.push(indent + word);
      }
      return lines;
    })
    .join("\n");
}

const barWidth = 12;

function frameOf(counts: Counts, elapsed: number): readonly string[] {
  const { stage, total, rows, bytes, retries, current } = counts;
  const done = counts.done + counts.kept;
  const share = Math.min(done / total, 1);
  const full = Math.floor(share * barWidth);
  const bar = "█".repeat(full) + "░".repeat(barWidth - full);
  const facts = [`${done}/${total}`, ...(stage === "check" ? [] : [counted(rows, "row")])];
  if (stage === "extract") facts.push(bytesText(bytes));
  if (retries > 0) facts.push(counted(retries, "retry"));
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
  const of = done === total ? "" : `${done} of `;
  const sums = stage === "check" ? "" : `, ${sumsText(counts)}`;
  return `${stage}: ${of}${counted(total, nouns[stage])}${sums} in ${timeText(elapsed)}`;
}

interface Sums {
  /** Requests answered, or tables made. */
  done: number;
  rows: number;
  bytes: number;
  retries: number;
}

interface Counts extends Sums {
  stage: "extract" | CountedStage;
  /** Requests or tables in all, also those done before this run. */
  total: number;
  /** Requests answered before this run. */
  kept: number;
  /** The newest answer or table: `takstbruk_kommune_maned LE 201501 201601`. */
  current: string;
  /** The sentences about hosts that cannot be reached, each of which is printed once. */
  readonly unreachable: Set<string>;
  /** The same by endpoint, and the number of its open requests. */
  readonly endpoints: Map<string, Sums & { open: number }>;
}

function openCounts(): Counts {
  return {
    ...noSums(),
    stage: "extract",
    total: 0,
    kept: 0,
    current: "",
    unreachable: new Set(),
    endpoints: new Map(),
  };
}

/** Adds one report to the counts. */
function addProgress(counts: Counts, progress: Progress): void {
  switch (progress.kind) {
    case "planned":
      counts.total += progress.requests;
      counts.kept += progress.kept;
      for (const [name, open] of Object.entries(progress.open)) endpointOf(counts, name).open += open;
      return;
    case "stage_started":
      Object.assign(counts, { ...noSums(), kept: 0, stage: progress.stage, total: progress.tables });
      return;
    case "answered":
      for (const sums of [counts, endpointOf(counts, progress.request)]) add(sums, progress);
      endpointOf(counts, progress.request).open--;
      counts.current = windowText(progress.request);
      return;
    case "table_done":
      add(counts, { ...progress, bytes: 0 });
      counts.current = progress.name;
      return;
    case "waiting":
      for (const sums of [counts, endpointOf(counts, progress.request)]) sums.retries++;
      return;
    case "split":
      counts.total--;
      endpointOf(counts, progress.request).open--;
      return;
    case "preparing":
    case "message":
      return;
  }
}

/** `1 234 rows, 5.6 MB, 2 retries`. */
function sumsText({ rows, bytes, retries }: Sums): string {
  const size = bytes === 0 ? "" : `, ${bytesText(bytes)}`;
  return `${counted(rows, "row")}${size}${retries === 0 ? "" : `, ${counted(retries, "retry")}`}`;
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
function progressLine({ unreachable }: Counts, progress: Progress): string | undefined {
  switch (progress.kind) {
    case "planned": {
      const kept = progress.kept === 0 ? "" : `, ${progress.kept} of them answered before`;
      return `extract: ${counted(progress.requests, "request")} into ${progress.pull}${kept}`;
    }
    case "waiting":
      if (!progress.unreachable)
        return `extract: retrying ${progress.request} in ${progress.seconds.toFixed(1)} s, because ${progress.because}`;
      if (unreachable.has(progress.because)) return undefined;
      unreachable.add(progress.because);
      return `extract: ${progress.because}. Trying again …`;
    case "split":
      return `extract: splitting ${progress.request} into ${counted(progress.parts, "part")}`;
    case "preparing":
    case "message":
      return progress.text;
    case "answered":
    case "stage_started":
    case "table_done":
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
