// The terminal this process was started from.

/** Prints to standard output and error, never in colours; a person watches when standard error is a terminal and this is not CI. */
export function processTerminal() {
  return {
    out: (text: string) => void process.stdout.write(text),
    err: (text: string) => void process.stderr.write(text),
    interactive: process.stderr.isTTY === true && process.env.CI === undefined && process.env.TERM !== "dumb",
    get columns() {
      return process.stderr.columns ?? 80;
    },
  };
}
