// What every way to watch a run can do.
import type { Report } from "../domain/progress.ts";

export interface Display {
  readonly report: Report;
  /** Leaves the terminal as it was found, with a line that says what the stage did. */
  stop(): void;
}
