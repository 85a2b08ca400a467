// Where the command line prints, handed in by main, so that a test can read along.

export interface Terminal {
  /** Results: what a pipe or a file is meant to get. */
  out(text: string): void;
  /** Progress and errors: what a person is meant to see. */
  err(text: string): void;
  /** Resolves when all results are printed. Throws an OutputError where they could not be. */
  printed?(): Promise<void>;
  /** Whether a person watches, so that lines may be redrawn. */
  readonly interactive: boolean;
  /** How many characters fit on a line. */
  readonly columns: number;
}
