// For logs, such as those of CI: a line for each endpoint once it is answered, and for each table once it is made.
import type { Progress } from "../domain/progress.ts";
import type { Display } from "./display.ts";
import { countText } from "./numbers.ts";
import { lineOf } from "./progress-line.ts";
import { count, endpointOf, openTally, sumsText, type Tally } from "./tally.ts";
import type { Terminal } from "./terminal.ts";

export function lineDisplay(terminal: Terminal): Display {
  const tally = openTally();
  return {
    report(progress) {
      count(tally, progress);
      const line = lineOf(progress) ?? finished(tally, progress);
      if (line !== undefined) terminal.err(`${line}\n`);
    },
    stop: () => undefined,
  };
}

function finished(tally: Tally, progress: Progress): string | undefined {
  if (progress.kind === "made")
    return `${progress.stage}: ${progress.name}, ${countText(progress.rows)} rows`;
  if (progress.kind !== "answered") return undefined;
  const endpoint = endpointOf(tally, progress.request);
  if (endpoint.open > 0) return undefined;
  const name = progress.request.replace(/\/.*/s, "");
  const of = `${tally.done + tally.kept} of ${tally.total}`;
  return `extract: ${name}, ${countText(endpoint.done)} requests, ${sumsText(endpoint)} (${of} requests done)`;
}
