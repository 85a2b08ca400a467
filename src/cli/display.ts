// Shows how far a run is: one bar on a terminal, plain lines elsewhere.
import { Presets, SingleBar } from "cli-progress";
import type { Progress, Report } from "../domain/progress.ts";
import { bytesText, countText } from "./numbers.ts";
import type { Terminal } from "./terminal.ts";

export interface Display {
  readonly report: Report;
  /** Leaves the terminal as it was found. */
  stop(): void;
}

/** The display that fits whoever watches. */
export function openDisplay(terminal: Terminal): Display {
  return terminal.interactive ? barDisplay(terminal) : lineDisplay(terminal);
}

interface Count {
  requests: number;
  done: number;
  rows: number;
  bytes: number;
}

/** Fits 80 columns at its longest: 1000 requests, 30 million rows, gigabytes and hours. */
const format =
  "{bar} {percentage} % · {value}/{total} · {rows} rows · {size} · {speed} · {eta_formatted} left";

function barDisplay(terminal: Terminal): Display {
  const count: Count = { requests: 0, done: 0, rows: 0, bytes: 0 };
  const bar = new SingleBar(
    { format, barsize: 8, hideCursor: true, etaBuffer: 50, stopOnComplete: false, clearOnComplete: true },
    Presets.rect,
  );
  let since = 0;
  let running = false;
  const hide = () => {
    if (running) bar.stop();
    running = false;
  };
  return {
    report(progress) {
      add(count, progress);
      if (progress.kind === "planned" && !running) {
        since = performance.now();
        bar.start(count.requests, count.done, payload(count, 0));
        running = true;
      } else if (running) bar.setTotal(count.requests);
      if (progress.kind === "answered") bar.update(count.done, payload(count, performance.now() - since));
      const line = lineOf(progress);
      if (line === undefined) return;
      if (progress.kind === "made") hide();
      terminal.err(`${running ? "\r\u001b[K" : ""}${line}\n`);
    },
    stop: hide,
  };
}

function payload(count: Count, milliseconds: number): Record<string, string> {
  const speed = milliseconds === 0 ? 0 : (count.bytes / milliseconds) * 1_000;
  return { rows: countText(count.rows), size: bytesText(count.bytes), speed: `${bytesText(speed)}/s` };
}

/** Groups of fewer requests than this are over before a line about them helps. */
const worthTenths = 50;

function lineDisplay(terminal: Terminal): Display {
  const count: Count = { requests: 0, done: 0, rows: 0, bytes: 0 };
  let tenth = 0;
  return {
    report(progress) {
      add(count, progress);
      const line = lineOf(progress);
      if (line !== undefined) terminal.err(`${line}\n`);
      if (progress.kind !== "answered" || count.requests < worthTenths) return;
      const reached = Math.floor((10 * count.done) / count.requests);
      if (reached === tenth) return;
      tenth = reached;
      terminal.err(
        `extract: ${count.done} of ${count.requests} requests, ${countText(count.rows)} rows, ${bytesText(count.bytes)}\n`,
      );
    },
    stop: () => undefined,
  };
}

function add(count: Count, progress: Progress): void {
  if (progress.kind === "planned") {
    count.requests += progress.requests;
    count.done += progress.kept;
  }
  if (progress.kind === "divided") count.requests--;
  if (progress.kind !== "answered") return;
  count.done++;
  count.rows += progress.rows;
  count.bytes += progress.bytes;
}

function lineOf(progress: Progress): string | undefined {
  switch (progress.kind) {
    case "planned": {
      const kept = progress.kept === 0 ? "" : `, ${progress.kept} of them answered before`;
      return `extract: ${progress.requests} requests into ${progress.pull}${kept}`;
    }
    case "waiting":
      return `extract: ${progress.request} again in ${progress.seconds.toFixed(1)} s: ${progress.because}`;
    case "divided":
      return `extract: ${progress.request} will be asked in ${progress.parts} parts`;
    case "made":
      return `${progress.stage}: ${progress.name}, ${countText(progress.rows)} rows`;
    case "noted":
      return progress.text;
    case "answered":
      return undefined;
  }
}
