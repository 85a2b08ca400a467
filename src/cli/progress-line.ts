// What deserves a line of its own, whoever watches.
import type { Progress } from "../domain/progress.ts";

/** The line for what a stage told, or undefined where only the counting matters. */
export function lineOf(progress: Progress): string | undefined {
  switch (progress.kind) {
    case "planned": {
      const kept = progress.kept === 0 ? "" : `, ${progress.kept} of them answered before`;
      return `extract: ${progress.requests} requests into ${progress.pull}${kept}`;
    }
    case "waiting":
      return `extract: ${progress.request} again in ${progress.seconds.toFixed(1)} s: ${progress.because}`;
    case "divided":
      return `extract: ${progress.request} will be asked in ${progress.parts} parts`;
    case "noted":
      return progress.text;
    case "answered":
    case "begun":
    case "made":
      return undefined;
  }
}
