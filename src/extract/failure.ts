// What follows a failed attempt: another attempt after a wait, no rows, a split into parts, or an error.
import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { Writable } from "node:stream";
import { constants, gunzipSync } from "node:zlib";
import { ContractError, HelserefusjonError, RequestError } from "../domain/errors.ts";
import type { Digest } from "../domain/receipt.ts";
import { displayName, type Representation } from "../domain/representation.ts";
import { labelOf, type Request, urlOf } from "../domain/request.ts";
import type { Clock } from "../platform/effects.ts";
import { outputErrorOf } from "../platform/file-errors.ts";
import {
  type Client,
  LimitError,
  RedirectError,
  type ResponseHead,
  UnreachableError,
} from "../platform/http-client.ts";
import { CutShortError } from "./answer-error.ts";

/** The server failed to deliver an answer, after all attempts. It may deliver a smaller one. */
export class UndeliveredError extends RequestError {}

export interface Failure {
  readonly error: Error;
  /** The reason for a person, which may hold secrets until `withoutSecrets` has removed them. */
  readonly reason: string;
  readonly mayRetry: boolean;
  /** Whether the server may deliver the answer in parts. */
  readonly maySplit: boolean;
  readonly retryAfter?: string;
}

const requestTimeout = 408;
const contentTooLarge = 413;

/** The failure of an attempt that ended in an error. Throws errors of the disk, because another attempt would not help. */
export function failureOfError(thrown: unknown): Failure {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const diskError = outputErrorOf(error);
  if (diskError !== undefined) throw diskError;
  const isFinal = error instanceof RedirectError;
  const isTooLong = error instanceof LimitError && error.limit === "bytes";
  return {
    error,
    reason: error instanceof CutShortError ? `the answer ${error.message}` : error.message,
    mayRetry: !isFinal && !isTooLong,
    maySplit: !isDelivered(error) && !isFinal && !(error instanceof UnreachableError),
  };
}

/** The failure of an attempt that ended in a status other than 200. */
export function failureOfStatus({ status, headers }: ResponseHead, body: string): Failure {
  const retryAfter = headers["retry-after"];
  const mayRetry = isWorthRetrying(status);
  const maySplit = status === contentTooLarge || (mayRetry && (status === requestTimeout || status >= 500));
  const failure = { ...statusError(status, `status ${status}`, body), mayRetry, maySplit };
  return retryAfter === undefined ? failure : { ...failure, retryAfter };
}

/** The failure of a 404 or 204 whose body does not mean "no rows". It may be the page of a gateway. */
export function failureOfUnknownBody({ status }: ResponseHead, body: string): Failure {
  const problem = `status ${status} with a body that is not known to mean "no rows"`;
  return { ...statusError(status, problem, body), mayRetry: true, maySplit: false };
}

function statusError(status: number, problem: string, body: string): Pick<Failure, "error" | "reason"> {
  const reason = `${problem}${body === "" ? "" : `: ${body}`}`;
  return { error: new RequestError(reason, { facts: { status } }), reason };
}

/** The error of a request after its last attempt. Its facts are those of the attempt, with request, address and attempts. */
export function finalError(
  request: Request,
  failed: {
    failure: Failure;
    attempts: number;
    address: string;
    representation: Representation;
    client: Pick<Client, "withoutSecrets">;
  },
): RequestError | ContractError {
  const { failure, attempts, address, representation, client } = failed;
  const { error: cause, reason } = failure;
  const { withoutSecrets = (text: string) => text } = client;
  const [label, url] = [labelOf(request), urlOf(request, address).href];
  const known = Object.entries(cause instanceof HelserefusjonError ? cause.facts : {}).map(
    ([name, fact]) => [name, typeof fact === "string" ? withoutSecrets(fact) : fact] as const,
  );
  const facts = { ...Object.fromEntries(known), request: label, url, attempts };
  const where = `${url}, ${attempts} attempt${attempts === 1 ? "" : "s"}`;
  const advice = cause instanceof UnreachableError ? `. ${adviceFor(cause)}` : "";
  if (isDelivered(cause)) {
    const sentence = `Cannot read ${label}: the ${displayName(representation)} answer ${reason} (${where})`;
    return new ContractError(sentence, { cause, facts });
  }
  const kind = failure.maySplit ? UndeliveredError : RequestError;
  return new kind(`Cannot fetch ${label}: ${reason} (${where})${advice}`, { cause, facts });
}

/** What to do if the API cannot be reached. */
export function adviceFor({ advice }: UnreachableError): string {
  return `${advice}, or run \`make demo\`, which needs no network`;
}

/** Whether the server delivered an answer, although with wrong content. */
function isDelivered(error: Error): boolean {
  return error instanceof ContractError && !(error instanceof CutShortError);
}

/** The body of an answer with a status other than 200, held in memory up to a limit. */
export interface ErrorBody {
  /** Fails when the body is too long, so that an endless page is not read to its end. */
  readonly sink: Writable;
  /** The body's text in one line of at most 200 characters, as far as it can be uncompressed. */
  summary(head: ResponseHead): string;
  /** The whole uncompressed body, or undefined if it is too long, broken or not UTF-8. */
  whole(head: ResponseHead): { readonly text: string; readonly digest: Digest } | undefined;
}

/** Longer than any body that means "no rows". Applies to the compressed and to the uncompressed body. */
const longestBody = 64 * 1024;
const longestSummary = 200;

export function openErrorBody(): ErrorBody {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      bytes += chunk.length;
      done(bytes > longestBody ? new Error(`The error's body has more than ${longestBody} bytes`) : null);
    },
  });
  return {
    sink,
    summary(head) {
      const text = beginningIn(Buffer.concat(chunks), head).toString("utf8");
      return text
        .replaceAll(/[\p{Cc}\s]+/gu, " ")
        .trim()
        .slice(0, longestSummary);
    },
    whole(head) {
      const body = bytes > longestBody ? undefined : decompressedOrNothing(Buffer.concat(chunks), head);
      if (body === undefined || !isUtf8(body)) return undefined;
      const sha256 = createHash("sha256").update(body).digest("hex");
      return { text: body.toString("utf8"), digest: { bytes: body.length, sha256 } };
    },
  };
}

/** As much of a body as can be uncompressed, or a note if nothing can. */
function beginningIn(body: Buffer, { headers }: ResponseHead): Buffer {
  if (headers["content-encoding"] !== "gzip") return body;
  try {
    return gunzipSync(body, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: longestBody * 16 });
  } catch {
    return Buffer.from("(a body that cannot be uncompressed)");
  }
}

function decompressedOrNothing(body: Buffer, { headers }: ResponseHead): Buffer | undefined {
  if (body.length === 0 || headers["content-encoding"] === undefined) return body;
  try {
    return gunzipSync(body, { maxOutputLength: longestBody });
  } catch {
    // A body that cannot be uncompressed does not mean "no rows".
    return undefined;
  }
}

/**
 * Whether the body of a 404 means "no rows". These bodies do: none; JSON whose lists are empty and whose `antall` is 0; and a JSON
 * error object with a text and only the members that frameworks write.
 */
export function meansNoRows(text: string): boolean {
  if (text.trim() === "") return true;
  const value = parsedOrUndefined(text);
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== "object" || value === null) return false;
  const members = Object.entries(value);
  return members.every(isEmptyMember) || (members.every(isErrorMember) && members.some(isErrorText));
}

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Text that is not JSON has no known form.
    return undefined;
  }
}

function isEmptyMember([name, value]: readonly [string, unknown]): boolean {
  return name === "antall" ? value === 0 : Array.isArray(value) && value.length === 0;
}

const errorTexts = ["message", "melding", "error", "title", "detail"];
const otherErrorMembers = ["timestamp", "path", "type", "instance", "code"];

function isErrorText([name, value]: readonly [string, unknown]): boolean {
  return errorTexts.includes(name) && typeof value === "string";
}

function isErrorMember([name, value]: readonly [string, unknown]): boolean {
  if (name === "status") return [404, "404", "NOT_FOUND"].some((known) => known === value);
  return [...errorTexts, ...otherErrorMembers].includes(name) && ["string", "number"].includes(typeof value);
}

/** The number of attempts before a request counts as failed. */
export const mostAttempts = 4;
const firstWait = 1_000;
const longestWait = 120_000;

/** Whether another attempt after this status may succeed. */
export function isWorthRetrying(status: number): boolean {
  return [408, 425, 429].includes(status) || status >= 500;
}

/**
 * Milliseconds to wait after this failed attempt (from 1), at most two minutes. `Retry-After` (seconds or a date) counts, plus up to a
 * tenth. Without it the wait is one second, doubled for each attempt, plus up to a half. The random part spreads the requests.
 */
export function waitAfter(attempt: number, wait: { retryAfter?: string; now: Date; random: number }): number {
  const announced = wait.retryAfter === undefined ? undefined : millisecondsIn(wait.retryAfter, wait.now);
  if (announced !== undefined) return Math.min(Math.max(announced, 0) * (1 + wait.random / 10), longestWait);
  return Math.min(firstWait * 2 ** (attempt - 1) * (1 + wait.random / 2), longestWait);
}

function millisecondsIn(retryAfter: string, now: Date): number | undefined {
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? undefined : date - now.getTime();
}

/** Limits the repeated attempts of a run. Each answer gives some back. When it is spent, no more requests are made. */
export class RetryBudget {
  readonly #most: number;
  #left: number;
  #answers = 0;

  /** Fifty, and one for every ten requests. That is enough for a server on a bad day, and a dying one soon uses it up. */
  constructor(requests: number) {
    this.#most = 50 + Math.floor(requests / 10);
    this.#left = this.#most;
  }

  /** Takes one attempt, if one is left. */
  take(): boolean {
    if (this.#left === 0) return false;
    this.#left--;
    return true;
  }

  /** Gives back the repeated attempts of one request, because a whole answer arrived. */
  answered(): void {
    this.#answers++;
    this.#left = Math.min(this.#left + 3, this.#most);
  }

  /** Ends the run: no more requests are made. */
  spend(): void {
    this.#left = 0;
  }

  /** True until the first whole answer. */
  get isUnanswered(): boolean {
    return this.#answers === 0;
  }

  get isSpent(): boolean {
    return this.#left === 0;
  }
}

/** Decides when each request may begin. */
export interface Pace {
  /** Waits until the next request may begin. */
  next(): Promise<void>;
  /** Stops new requests for so many milliseconds, because `Retry-After` concerns all requests. */
  hold(milliseconds: number): void;
}

/** At most `perSecond` requests begin in a second; undefined is no limit. */
export function openPace(clock: Clock, perSecond: number | undefined): Pace {
  const between = perSecond === undefined ? 0 : 1_000 / perSecond;
  let free = 0;
  let held: Promise<unknown> = Promise.resolve();
  const limited = async () => {
    const now = clock.now().getTime();
    const turn = Math.max(now, free);
    free = turn + between;
    if (turn > now) await clock.sleep(turn - now);
  };
  return {
    async next() {
      let seen: Promise<unknown>;
      do {
        seen = held;
        await seen;
        if (between > 0) await limited();
      } while (seen !== held);
    },
    hold(milliseconds) {
      held = Promise.all([held, clock.sleep(milliseconds)]);
    },
  };
}
