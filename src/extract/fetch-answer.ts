// Fetches one request: repeats failed attempts up to a limit, then stores the answer with its receipt.
import type { Endpoint } from "../domain/endpoint.ts";
import { ContractError } from "../domain/errors.ts";
import { emulatorHeader, notRecordedHeader } from "../domain/origin.ts";
import type { Report } from "../domain/progress.ts";
import type { Digest, Receipt } from "../domain/receipt.ts";
import { acceptOf, type Representation } from "../domain/representation.ts";
import { keyOf, labelOf, type Request, urlOf } from "../domain/request.ts";
import type { Effects } from "../platform/effects.ts";
import { type Client, type ResponseHead, UnreachableError } from "../platform/http-client.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import type { EarlierAnswer } from "./earlier.ts";
import { assertNoNextPart } from "./envelope.ts";
import {
  type ErrorBody,
  type Failure,
  failureOfError,
  failureOfStatus,
  failureOfUnknownBody,
  finalError,
  meansNoRows,
  mostAttempts,
  openErrorBody,
  type Pace,
  type RetryBudget,
  waitAfter,
} from "./failure.ts";
import { type AnswerWriter, type OpenOther, openAnswerWriter, type StoredAnswer } from "./json-answer.ts";

export interface FetchContext {
  readonly client: Client;
  readonly pull: PullFolder;
  /** The origin's address, to which paths are added. */
  readonly address: string;
  /** If it has a period, rows are counted by it, and 404 may mean "no rows". */
  readonly endpoint: Endpoint;
  readonly representation: Representation;
  /** Reads XML, CSV and Excel; absent if only JSON is requested. */
  readonly openOther?: OpenOther | undefined;
  /** The answer in an earlier pull, so that the server can answer "not modified". */
  readonly earlier: EarlierAnswer | undefined;
  readonly pace: Pace;
  readonly budget: RetryBudget;
  readonly effects: Effects;
  readonly report: Report;
}

/** "unsure" is the first 404 that means "no rows". A second attempt confirms it. */
type Attempt = { readonly receipt: Receipt } | { readonly failure: Failure } | "unsure";

/** Fetches one request and stores its answer. After the last attempt throws a RequestError or ContractError that names it. */
export async function fetchAnswer(request: Request, context: FetchContext): Promise<Receipt> {
  const { address, representation, client } = context;
  let wasUnsure = false;
  for (let attempts = 1; ; attempts++) {
    await context.pace.next();
    const outcome = await attemptOnce(request, { ...context, wasUnsure });
    if (outcome === "unsure") {
      wasUnsure = true;
      continue;
    }
    if ("receipt" in outcome) return outcome.receipt;
    const reason = client.withoutSecrets?.(outcome.failure.reason) ?? outcome.failure.reason;
    const failure = { ...outcome.failure, reason };
    const about = { attempts, address, representation, client };
    if (!failure.mayRetry || attempts >= mostAttempts) throw finalError(request, { failure, ...about });
    // Without all attempts it is unknown whether the server would deliver a part.
    if (!context.budget.take())
      throw finalError(request, { failure: { ...failure, maySplit: false }, ...about });
    await waitFor(request, { failure, attempts, context });
  }
}

/** Waits after a failed attempt. If the server named the time, no other request begins meanwhile either. */
async function waitFor(
  request: Request,
  failed: { failure: Failure; attempts: number; context: FetchContext },
): Promise<void> {
  const { effects, pace, report } = failed.context;
  const { error, retryAfter, reason: because } = failed.failure;
  const about = { now: effects.clock.now(), random: effects.random() };
  const wait = waitAfter(failed.attempts, retryAfter === undefined ? about : { ...about, retryAfter });
  const unreachable = error instanceof UnreachableError;
  report({ kind: "waiting", request: labelOf(request), seconds: wait / 1_000, because, unreachable });
  if (retryAfter === undefined) await effects.clock.sleep(wait);
  else pace.hold(wait);
}

function openBody(
  { representation, endpoint, openOther }: FetchContext,
  call: {
    readonly request: Request;
    readonly file: string;
    readonly original: string;
    readonly headers: Readonly<Record<string, string>>;
  },
): AnswerWriter {
  const { file, original, headers } = call;
  const { parameters } = call.request;
  if (representation === "json")
    return openAnswerWriter(file, { encoding: headers["content-encoding"], endpoint, parameters });
  if (openOther === undefined) throw new Error(`No reader of ${representation} was given`);
  return openOther({ rows: file, original, endpoint, parameters, representation, headers });
}

type Attempting = FetchContext & { readonly wasUnsure: boolean };

async function attemptOnce(request: Request, context: Attempting): Promise<Attempt> {
  const file = await context.pull.partialFile(request);
  const errorBody = openErrorBody();
  const heads: ResponseHead[] = [];
  let stored: Promise<readonly [PromiseSettledResult<StoredAnswer>]> | undefined;
  const url = urlOf(request, context.address);
  const headers = { ...conditionalHeaders(context.earlier), accept: acceptOf(context.representation) };
  const attempt = context.client.get(url, headers, (head) => {
    heads.push(head);
    if (head.status !== 200) return errorBody.sink;
    const original = context.pull.partialOriginal(request);
    const writer = openBody(context, { request, file, original, headers: head.headers });
    stored = Promise.allSettled([writer.stored]);
    return writer.input;
  });
  const [got] = await Promise.allSettled([attempt]);
  const [whole] = (await stored) ?? [];
  if (whole?.status === "rejected" && whole.reason instanceof ContractError) return failedBy(whole.reason);
  const [head] = heads;
  if (head !== undefined && head.status !== 200)
    return await withoutRows(request, {
      context,
      file,
      errorBody,
      head,
      isWhole: got.status === "fulfilled",
    });
  if (got.status === "rejected") return failedBy(got.reason);
  if (whole?.status === "rejected") return failedBy(whole.reason);
  if (whole === undefined) throw new Error(`No body and no error from ${url}`);
  return await storeAnswer(request, { context, answer: whole.value, head: got.value });
}

/** An attempt that ended in a status other than 200: not modified, no rows, or a failure. */
async function withoutRows(
  request: Request,
  response: { context: Attempting; file: string; errorBody: ErrorBody; head: ResponseHead; isWhole: boolean },
): Promise<Attempt> {
  const { context, file, errorBody, head, isWhole } = response;
  const { earlier, endpoint, client, wasUnsure } = context;
  if (head.status === 304 && earlier !== undefined)
    return { receipt: await context.pull.reuse(earlier.pull, earlier.receipt) };
  if (!maySayEmpty(head, endpoint)) return { failure: failureOfStatus(head, errorBody.summary(head)) };
  const body = isWhole ? errorBody.whole(head) : undefined;
  const isKnown = body !== undefined && isEmptyAnswer(head, body.text) && !hasSecret(body.text, client);
  if (!isKnown) return { failure: failureOfUnknownBody(head, errorBody.summary(head)) };
  if (head.status === 404 && !wasUnsure) return "unsure";
  const answer = await landWithoutRows(file, { endpoint, body });
  return await storeAnswer(request, { context, answer, head });
}

async function storeAnswer(
  request: Request,
  { context, answer, head }: { context: FetchContext; answer: StoredAnswer; head: ResponseHead },
): Promise<Attempt> {
  try {
    const url = urlOf(request, context.address);
    const receipt = receiptOf(request, { answer, head, url, now: context.effects.clock.now() });
    await context.pull.store(request, receipt);
    return { receipt };
  } catch (error) {
    if (error instanceof ContractError) return failedBy(error);
    throw error;
  }
}

/** 404 may mean that a window has no rows, unless a replay sends it for a request that was not recorded. */
function maySayEmpty({ status, headers }: ResponseHead, { period }: Endpoint): boolean {
  if (status === 404) return period !== undefined && headers[notRecordedHeader] === undefined;
  return status === 204;
}

/** A 204 has no body and announces none. */
function isEmptyAnswer({ status, headers }: ResponseHead, text: string): boolean {
  if (status === 404) return meansNoRows(text);
  const announced = headers["content-length"] ?? "0";
  return text === "" && Number(announced) === 0 && headers["transfer-encoding"] === undefined;
}

function hasSecret(text: string, { withoutSecrets }: Client): boolean {
  return withoutSecrets !== undefined && withoutSecrets(text) !== text;
}

function failedBy(error: unknown): Attempt {
  return { failure: failureOfError(error) };
}

/** The headers that request an answer only if it differs from the earlier one. */
function conditionalHeaders(earlier: EarlierAnswer | undefined): Readonly<Record<string, string>> {
  const { etag, "last-modified": modified } = earlier?.receipt.headers ?? {};
  return {
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    ...(modified === undefined ? {} : { "if-modified-since": modified }),
  };
}

/** Stores an answer whose status means "no rows". The receipt has its body. */
async function landWithoutRows(
  file: string,
  { endpoint, body }: { endpoint: Endpoint; body: { readonly text: string; readonly digest: Digest } },
): Promise<StoredAnswer> {
  const writer = openAnswerWriter(file, { endpoint });
  writer.input.end("[]");
  const stored = await writer.stored;
  return { ...stored, body: body.digest, envelope: { head: body.text, tail: "", list: null } };
}

const storedHeaders = [
  "content-type",
  "content-encoding",
  "content-length",
  "date",
  "etag",
  "last-modified",
  emulatorHeader,
];

/** The receipt of an answer. Throws an AnswerError if the headers announce another part. */
export function receiptOf(
  request: Request,
  stored: { answer: StoredAnswer; head: ResponseHead; url: URL; now: Date },
): Receipt {
  if (stored.head.status === 200) assertNoNextPart(stored.head.headers, stored.answer.rows);
  return {
    endpoint: request.endpoint,
    key: keyOf(request),
    parameters: request.parameters,
    url: stored.url.href,
    status: stored.head.status,
    headers: Object.fromEntries(
      Object.entries(stored.head.headers).filter(([name]) => storedHeaders.includes(name)),
    ),
    ...(stored.head.redirects === undefined ? {} : { redirects: stored.head.redirects }),
    fetched_at: stored.now.toISOString(),
    body: stored.answer.body,
    file: stored.answer.file,
    ...(stored.answer.original === undefined ? {} : { original: stored.answer.original }),
    ...(stored.answer.notation === undefined ? {} : { notation: stored.answer.notation }),
    envelope: stored.answer.envelope,
    rows: stored.answer.rows,
    periods: stored.answer.periods,
    fields: stored.answer.fields,
  };
}
