// Ctrl-C and its kin: a last word, then the end.

/** Says something when the process is told to stop, and ends it. Gives the way to take that back. */
export function onInterrupt(say: () => void): () => void {
  const stop = (signal: NodeJS.Signals) => {
    say();
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  return () => {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  };
}
