// The ways a run can fail that a person can act on. Every one has its own exit code; anything else is a bug (exit 1).

/** A failure with a message for a person and the exit code that tells a machine which kind it was. */
export abstract class HelserefusjonError extends Error {
  abstract readonly exitCode: number;
}

/** The command line cannot be obeyed. */
export class UsageError extends HelserefusjonError {
  override readonly name = "UsageError";
  readonly exitCode = 2;
}

/** The API, or the store published to, did not answer after all attempts. */
export class RequestError extends HelserefusjonError {
  override readonly name = "RequestError";
  readonly exitCode = 3;
}

/** The API answered, but not with what the registry promises. */
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
