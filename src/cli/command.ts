// What a command consists of, and what it may use: the clock, the terminal, the identity of the tool.
import type { Effects } from "../platform/effects.ts";
import type { Tool } from "../platform/tool.ts";
import type { Shape } from "./options.ts";

export interface Command {
  readonly name: string;
  /** One phrase for the list of commands. */
  readonly summary: string;
  /** Valid command lines, each with its purpose. */
  readonly examples: readonly (readonly [line: string, purpose: string])[];
  readonly shape: Shape;
  /** Options that follow the command without their names, in this order. */
  readonly positionals?: readonly string[];
  run(argv: Readonly<Record<string, unknown>>, context: Context): Promise<void>;
}

export interface Context {
  readonly effects: Effects;
  readonly terminal: Terminal;
  readonly tool: Tool;
}

/** Where the command line prints. A test has one of its own. */
export interface Terminal {
  /** Prints a result. */
  out(text: string): void;
  /** Prints progress and errors. */
  err(text: string): void;
  /** Resolves when all results are printed. Throws an OutputError if they could not be printed. */
  printed?(): Promise<void>;
  /** Whether lines may be redrawn, because a person watches. */
  readonly interactive: boolean;
  /** The number of characters on a line. */
  readonly columns: number;
}
