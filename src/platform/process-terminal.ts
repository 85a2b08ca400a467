// The terminal this process was started from.
import { OutputError } from "../domain/errors.ts";
import { reasonOf } from "./file-errors.ts";

/**
 * Prints to standard output and error, never in colours; a person watches when standard error is a terminal and this is not CI. Work
 * goes on where neither can be written any more.
 */
export function processTerminal() {
  const failures: Error[] = [];
  let last: Promise<void> | undefined;
  process.stdout.on("error", (error) => failures.push(error));
  // A closed terminal or a full log: nobody is left to be told of it.
  process.stderr.on("error", () => {});
  return {
    out(text: string): void {
      last = new Promise((resolve) => void process.stdout.write(text, () => resolve()));
    },
    err: (text: string) => void process.stderr.write(text),
    interactive: process.stderr.isTTY === true && process.env.CI === undefined && process.env.TERM !== "dumb",
    get columns() {
      return process.stderr.columns ?? 80;
    },
    /** Resolves when all results are printed. A reader that wants no more, such as `head`, is no failure. Throws an OutputError. */
    async printed(): Promise<void> {
      await last;
      const failure = failures.find((error) => !("code" in error && error.code === "EPIPE"));
      if (failure === undefined) return;
      throw new OutputError(
        `Cannot print the result: ${reasonOf(failure)}. The work itself is done, and what it wrote into files is whole`,
        { cause: failure },
      );
    },
  };
}
