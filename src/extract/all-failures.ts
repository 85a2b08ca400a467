// One error for all requests of a run that failed.
import { ContractError, HelserefusjonError, OutputError, RequestError } from "../domain/errors.ts";

/** A request that was not made, since others had failed. */
export class NotAskedError extends RequestError {}

const mostShown = 20;

/** One error for all that failed: a bug or a full disk as it is, else every sentence, with the exit code of the first. */
export function throwAll(reasons: readonly unknown[]): void {
  const ours = reasons.find(
    (reason) => !(reason instanceof HelserefusjonError) || reason instanceof OutputError,
  );
  if (ours !== undefined) throw ours;
  const notAsked = reasons.filter((reason) => reason instanceof NotAskedError).length;
  const errors = reasons.filter((reason) => reason instanceof Error && !(reason instanceof NotAskedError));
  const [first] = errors;
  if (first === undefined && notAsked === 0) return;
  if (errors.length === 1 && notAsked === 0) throw first;
  const lines = errors.slice(0, mostShown).map((error) => (error instanceof Error ? error.message : ""));
  if (errors.length > mostShown) lines.push(`… and ${errors.length - mostShown} more`);
  if (notAsked > 0)
    lines.push(`${notAsked} more were not asked, since the server failed too often; run again to go on`);
  const heading = errors.length === 0 ? "The pull is not complete:" : `${errors.length} requests failed:`;
  const text = [heading, ...lines].join("\n  ");
  throw first instanceof ContractError ? new ContractError(text) : new RequestError(text);
}
