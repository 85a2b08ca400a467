// Ctrl-C and its kin: a last word, then the end.
import { once } from "node:events";

/** What asks a process to stop, and the exit code that says so: 128 and the signal's number. SIGHUP comes when a terminal closes. */
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Says something when the process is told to stop, and ends it. Gives the way to take that back. */
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

/** Resolves when the process is told to stop. */
export async function untilInterrupted(): Promise<void> {
  await Promise.race(Object.keys(signals).map((signal) => once(process, signal)));
}
