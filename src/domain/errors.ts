// The errors that a user can act on, with an exit code for each class. Any other error is a bug (exit code 1).

/** The facts of a failure for programs, such as request, field, file, expected and found. The message has them for people. */
export type Facts = Readonly<Record<string, string | number>>;

interface FailureOptions extends ErrorOptions {
  readonly facts?: Facts | undefined;
  /** The failures that this error sums up. */
  readonly each?: readonly HelserefusjonError[];
}

/** An error with a sentence for people, an exit code, and facts for `--json`. */
export abstract class HelserefusjonError extends Error {
  abstract readonly exitCode: number;
  readonly facts: Facts;
  /** The failures that this error sums up, or only itself. */
  readonly each: readonly HelserefusjonError[];

  constructor(message: string, { facts = {}, each, ...options }: FailureOptions = {}) {
    super(message, options);
    this.facts = facts;
    this.each = each ?? [this];
  }
}

/** The command line is wrong. */
export class UsageError extends HelserefusjonError {
  override readonly name = "UsageError";
  readonly exitCode = 2;
}

/** The API, or the place of publication, did not answer after all attempts. */
export class RequestError extends HelserefusjonError {
  override readonly name = "RequestError";
  readonly exitCode = 3;
}

/** An answer differs from what the registry declares. */
export class ContractError extends HelserefusjonError {
  override readonly name = "ContractError";
  readonly exitCode = 4;
}

/** A SQL file cannot be read, ordered or run. */
export class ModelError extends HelserefusjonError {
  override readonly name = "ModelError";
  readonly exitCode = 5;
}

/** The data fail a check that must pass before anything is published. */
export class CheckError extends HelserefusjonError {
  override readonly name = "CheckError";
  readonly exitCode = 6;
}

/** A release is incomplete, altered, or cannot be written or published. */
export class ReleaseError extends HelserefusjonError {
  override readonly name = "ReleaseError";
  readonly exitCode = 7;
}

/** The output folder cannot be used: full, read-only, forbidden, or in use by another run. */
export class OutputError extends HelserefusjonError {
  override readonly name = "OutputError";
  readonly exitCode = 8;
}
