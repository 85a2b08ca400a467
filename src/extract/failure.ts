// Why an attempt failed, whether another may do better, and what is said when none did.
import { ContractError, type Facts, HelserefusjonError, RequestError } from "../domain/errors.ts";
import { type Representation, wordOf } from "../domain/representation.ts";
import { nameOf, type Request, urlOf } from "../domain/request.ts";
import { outputErrorOf } from "../platform/file-errors.ts";
import {
  type Client,
  LimitError,
  RedirectError,
  type ResponseHead,
  UnreachableError,
} from "../platform/http-client.ts";
import { CutShortError } from "./other-body.ts";
import { isWorthRetrying } from "./retry.ts";

/** The server failed to deliver an answer, after all attempts; a smaller one it may deliver. */
export class UndeliveredError extends RequestError {}

export interface Failure {
  readonly error: Error;
  readonly found: string;
  readonly again: boolean;
  /** Whether a part of the answer may be delivered where the whole was not. */
  readonly inParts: boolean;
  readonly retryAfter?: string;
}

const requestTimeout = 408;
const contentTooLarge = 413;

/** The failure of an attempt that ended in an error. Throws where the disk is at fault, which no other attempt mends. */
export function failureOf(reason: unknown): Failure {
  const error = reason instanceof Error ? reason : new Error(String(reason));
  const ours = outputErrorOf(error);
  if (ours !== undefined) throw ours;
  const found = error instanceof CutShortError ? `the answer ${error.message}` : error.message;
  const isFinal = error instanceof RedirectError;
  const isTooLong = error instanceof LimitError && error.limit === "bytes";
  const isWhole = isRead(error) || isFinal || error instanceof UnreachableError;
  return { error, found, again: !isFinal && !isTooLong, inParts: !isWhole };
}

/** The failure of an attempt that ended in a status that is no answer. */
export function refusalOf(head: ResponseHead, body: string): Failure {
  const { status } = head;
  const found = `status ${status}${body === "" ? "" : `: ${body}`}`;
  const retryAfter = head.headers["retry-after"];
  const again = isWorthRetrying(status);
  const inParts = status === contentTooLarge || (again && (status === requestTimeout || status >= 500));
  const failure = { error: new RequestError(found, { facts: { status } }), found, again, inParts };
  return retryAfter === undefined ? failure : { ...failure, retryAfter };
}

/** The failure of an attempt that ended in a status for "no rows" whose body does not say so: perhaps a gateway's page. */
export function unknownForm({ status }: ResponseHead, body: string): Failure {
  const found = `status ${status} in no form known to mean "no rows"${body === "" ? "" : `: ${body}`}`;
  return { error: new RequestError(found, { facts: { status } }), found, again: true, inParts: false };
}

/** The error of a request that is given up, with the address and the number of attempts. */
export function finalError(
  request: Request,
  of: {
    failure: Failure;
    attempts: number;
    address: string;
    representation: Representation;
    client: Pick<Client, "withoutSecrets">;
  },
): Error {
  const { failure, attempts, address, representation, client } = of;
  const { error: cause, found } = failure;
  const [name, url] = [nameOf(request), urlOf(request, address).href];
  const facts = { ...factsOf(cause, client), request: name, url, attempts };
  const where = `${url}, ${attempts} attempt${attempts === 1 ? "" : "s"}`;
  if (isRead(cause)) {
    const sentence = `Cannot read ${name} as one whole ${wordOf(representation)} answer: it ${found} (${where})`;
    return new ContractError(sentence, { cause, facts });
  }
  const kind = failure.inParts ? UndeliveredError : RequestError;
  return new kind(`Cannot fetch ${name}: ${found} (${where})`, { cause, facts });
}

/** The facts of a failed attempt, such as its status or the field at fault. */
function factsOf(error: Error, { withoutSecrets = (text) => text }: Pick<Client, "withoutSecrets">): Facts {
  const facts = error instanceof HelserefusjonError ? Object.entries(error.facts) : [];
  return Object.fromEntries(
    facts.map(([name, fact]) => [name, typeof fact === "string" ? withoutSecrets(fact) : fact]),
  );
}

/** True where an answer was delivered, but is not what it should be. */
function isRead(error: Error): boolean {
  return error instanceof ContractError && !(error instanceof CutShortError);
}
