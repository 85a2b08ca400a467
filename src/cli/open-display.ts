// Shows how far a run is, to whoever watches: a person, a log, a program, or nobody.
import type { Context } from "./command.ts";
import type { Display } from "./display.ts";
import type { DisplayChoice } from "./display-options.ts";
import { lineDisplay } from "./line-display.ts";
import { liveDisplay } from "./live-display.ts";

type Surroundings = Pick<Context, "terminal" | "effects">;

/** The display that was asked for, or the one that fits the terminal. */
export function openDisplay(to: Surroundings, { quiet, json }: DisplayChoice = {}): Display {
  if (quiet === true) return { report: () => undefined, stop: () => undefined };
  if (json === true) return jsonDisplay(to);
  return to.terminal.interactive ? liveDisplay(to) : lineDisplay(to.terminal);
}

/** One JSON object a line: `time`, and what the stage told. */
function jsonDisplay({ terminal, effects }: Surroundings): Display {
  return {
    report(progress) {
      const time = effects.clock.now().toISOString();
      terminal.err(`${JSON.stringify({ time, ...progress })}\n`);
    },
    stop: () => undefined,
  };
}
