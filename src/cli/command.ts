// What every command of the command line is: a name, its words, its options, and what it does.
import type { Effects } from "../platform/effects.ts";
import type { Tool } from "../platform/tool.ts";
import type { Shape } from "./options.ts";
import type { Terminal } from "./terminal.ts";

export interface Command {
  readonly name: string;
  /** One sentence for the list of commands. */
  readonly summary: string;
  /** Command lines that work, each with what it is for. */
  readonly examples: readonly (readonly [line: string, purpose: string])[];
  readonly shape: Shape;
  /** Which options of the shape stand right after the command, without their names, in this order. */
  readonly positionals?: readonly string[];
  run(argv: Readonly<Record<string, unknown>>, context: Context): Promise<void>;
}

/** What main hands to a command. */
export interface Context {
  readonly effects: Effects;
  readonly terminal: Terminal;
  readonly tool: Tool;
}
