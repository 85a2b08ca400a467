// A terminal that keeps what was printed, and a context to run commands in.
import type { Context } from "../../src/cli/command.ts";
import { type StillEffects, stillEffects } from "../still-effects.ts";

export interface CapturedContext extends Context {
  out(): string;
  err(): string;
  readonly effects: StillEffects;
}

export function capturedContext(interactive = false): CapturedContext {
  let out = "";
  let err = "";
  return {
    effects: stillEffects(),
    tool: { name: "helserefusjon", version: "0.0.0", revision: "test" },
    terminal: {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      interactive,
      columns: 80,
    },
    out: () => out,
    err: () => err,
  };
}
