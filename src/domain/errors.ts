// The kinds of failure that a person can act on, each with an exit code. Any other error is a bug (exit code 1).

/** The facts of a failure by name, for programs: the request, the field, the file. The message tells people the same. */
export type Facts = Readonly<Record<string, string | number>>;

interface FailureOptions extends ErrorOptions {
  readonly facts?: Facts | undefined;
  /** The failures that this one sums up. */
  readonly each?: readonly HelserefusjonError[];
}

/** A failure with a sentence for people, an exit code for its kind, and its facts for programs. */
export abstract class HelserefusjonError extends Error {
  abstract readonly exitCode: number;
  readonly facts: Facts;
  /** The single failures: those this one sums up, or itself. */
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

/** The API, or the store published to, did not answer after all attempts. */
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
