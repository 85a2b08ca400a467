// The process itself: the terminal that started it, and the signals that stop it.

import { once } from "node:events";
import { OutputError } from "../domain/errors.ts";
import { systemReason } from "./file-errors.ts";

/**
 * Prints to standard output and standard error. It is interactive if standard error is a terminal and this is not CI. Work continues
 * even if neither can be written.
 */
export function processTerminal() {
  const failures: Error[] = [];
  let last: Promise<void> | undefined;
  process.stdout.on("error", (error) => failures.push(error));
  // If the terminal is closed or the log is full, the error cannot be printed either.
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
    /** Resolves when all results are printed, or when the reader has closed the pipe, as `head` does. Throws an OutputError. */
    async printed(): Promise<void> {
      await last;
      const failure = failures.find((error) => !("code" in error && error.code === "EPIPE"));
      if (failure === undefined) return;
      throw new OutputError(
        `Cannot print the result: ${systemReason(failure)}. The command itself is done, and its files are whole`,
        { cause: failure, facts: { file: "standard output", found: failure.message } },
      );
    },
  };
}

/** The signals that stop a process, and their exit codes: 128 plus the number. SIGHUP comes when a terminal closes. */
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Calls `say` and ends the process when a signal stops it. Returns a function that cancels this. */
export function onInterrupt(say: () => void): () => void {
  const stops = Object.entries(signals).map(([signal, exitCode]) => {
    const stop = () => {
      say();
      process.exit(exitCode);
    };
    process.once(signal, stop);
    return () => process.off(signal, stop);
  });
  return () => {
    for (const off of stops) off();
  };
}

/** Resolves when a signal stops the process. */
export async function untilInterrupted(): Promise<void> {
  await Promise.race(Object.keys(signals).map((signal) => once(process, signal)));
}
