// How a command that works for long is to be watched, and how its result is told.
import { z } from "zod";
import { words } from "./options.ts";
import type { Terminal } from "./terminal.ts";

const flag = () => z.boolean().default(false);

export const displayShape = {
  json: flag().register(words, {
    help: "log progress as JSON lines to standard error, and print the result as JSON",
    allowed: "no value",
  }),
  quiet: flag().register(words, { help: "print nothing but errors", allowed: "no value" }),
};

export interface DisplayChoice {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Prints a result as was asked for: as text, as one line of JSON, or not at all. */
export function printResult(
  { terminal, choice }: { readonly terminal: Terminal; readonly choice: DisplayChoice },
  result: { readonly text: string; readonly json: unknown },
): void {
  if (choice.quiet === true) return;
  terminal.out(choice.json === true ? `${JSON.stringify(result.json)}\n` : result.text);
}
