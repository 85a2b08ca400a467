// One request until it is answered: asked, landed, kept with its receipt, or given up after bounded attempts.
import { ContractError, RequestError } from "../domain/errors.ts";
import { emulatorHeader } from "../domain/origin.ts";
import type { Report } from "../domain/progress.ts";
import type { Receipt } from "../domain/receipt.ts";
import { keyOf, nameOf, type Request, urlOf } from "../domain/request.ts";
import type { Effects } from "../platform/effects.ts";
import { outputErrorOf } from "../platform/file-errors.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { type Client, type ResponseHead, refusalSink } from "./client.ts";
import type { EarlierAnswer } from "./earlier.ts";
import { CutShortError } from "./json-answer.ts";
import { type Landed, openLanding } from "./landing.ts";
import { isWorthRetrying, mostAttempts, waitAfter } from "./retry.ts";
import type { RetryBudget } from "./retry-budget.ts";

export interface FetchContext {
  readonly client: Client;
  readonly pull: PullFolder;
  /** The origin's address, to which paths are added. */
  readonly address: string;
  /** Whether "not found" is this endpoint's way to say that there are no rows. */
  readonly emptyWhenNotFound: boolean;
  /** What an earlier pull was answered; the server is told, so that it may say "not modified". */
  readonly earlier: EarlierAnswer | undefined;
  /** Waits until a request may be made. */
  readonly turn: () => Promise<void>;
  readonly budget: RetryBudget;
  readonly effects: Effects;
  readonly report: Report;
}

/** The server failed to deliver an answer, after all attempts; a smaller one it may deliver. */
export class UndeliveredError extends RequestError {}

/** Why an attempt failed, and whether another may do better. */
interface Failure {
  readonly error: Error;
  readonly found: string;
  readonly again: boolean;
  /** Whether a part of the answer may be delivered where the whole was not. */
  readonly inParts: boolean;
  readonly retryAfter?: string;
}

type Attempt = { readonly receipt: Receipt } | { readonly failure: Failure };

/** Fetches one request and keeps its answer. Throws a RequestError or ContractError that names it after the last attempt. */
export async function fetchAnswer(request: Request, context: FetchContext): Promise<Receipt> {
  for (let attempt = 1; ; attempt++) {
    await context.turn();
    const outcome = await attemptOnce(request, context);
    if ("receipt" in outcome) return outcome.receipt;
    const { failure } = outcome;
    if (!failure.again || attempt === mostAttempts) throw finalError(request, { failure, attempt, context });
    if (!context.budget.take()) {
      // Not tried to the end: whether a part would be delivered is not known.
      throw finalError(request, { failure: { ...failure, inParts: false }, attempt, context });
    }
    const { clock, random } = context.effects;
    const about = { now: clock.now(), random: random() };
    const { retryAfter } = failure;
    const wait = waitAfter(attempt, retryAfter === undefined ? about : { ...about, retryAfter });
    context.report({
      kind: "waiting",
      request: nameOf(request),
      seconds: wait / 1_000,
      because: failure.found,
    });
    await clock.sleep(wait);
  }
}

async function attemptOnce(request: Request, context: FetchContext): Promise<Attempt> {
  const file = await context.pull.partialFile(request);
  const refusal = refusalSink(2_000);
  let landed: Promise<readonly [PromiseSettledResult<Landed>]> | undefined;
  const url = urlOf(request, context.address);
  const asked = context.client.get(url, conditionsOf(context.earlier), (head) => {
    if (head.status !== 200) return refusal.sink;
    const landing = openLanding(file, head.headers["content-encoding"]);
    landed = Promise.allSettled([landing.landed]);
    return landing.input;
  });
  const [head] = await Promise.allSettled([asked]);
  const [whole] = (await landed) ?? [];
  if (whole?.status === "rejected" && whole.reason instanceof ContractError) return failed(whole.reason);
  if (head.status === "rejected") return failed(head.reason);
  if (whole?.status === "rejected") return failed(whole.reason);
  const { status } = head.value;
  if (status === 304 && context.earlier !== undefined) {
    const { pull, receipt } = context.earlier;
    return { receipt: await context.pull.reuse(pull, receipt) };
  }
  const isEmpty = status === 204 || (status === 404 && context.emptyWhenNotFound);
  if (whole === undefined && !isEmpty) return refused(head.value, refusal.text(head.value));
  const answer = whole?.value ?? (await landNothing(file, refusal.text(head.value)));
  const receipt = receiptOf(request, { answer, head: head.value, url, now: context.effects.clock.now() });
  await context.pull.keep(request, receipt);
  return { receipt };
}

/** The headers that ask for an answer only if it is another than the earlier one. */
function conditionsOf(earlier: EarlierAnswer | undefined): Readonly<Record<string, string>> {
  const { etag, "last-modified": modified } = earlier?.receipt.headers ?? {};
  return {
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    ...(modified === undefined ? {} : { "if-modified-since": modified }),
  };
}

function failed(reason: unknown): Attempt {
  const error = reason instanceof Error ? reason : new Error(String(reason));
  const ours = outputErrorOf(error);
  if (ours !== undefined) throw ours;
  const inParts = !(error instanceof ContractError) || error instanceof CutShortError;
  return { failure: { error, found: error.message, again: true, inParts } };
}

function refused(head: ResponseHead, body: string): Attempt {
  const text = body.replaceAll(/\s+/g, " ").trim().slice(0, 200);
  const found = `status ${head.status}${text === "" ? "" : `: ${text}`}`;
  const error = new RequestError(found);
  const retryAfter = head.headers["retry-after"];
  const again = isWorthRetrying(head.status);
  const failure = { error, found, again, inParts: again || head.status === contentTooLarge };
  return { failure: retryAfter === undefined ? failure : { ...failure, retryAfter } };
}

/** An answer without rows, said by status alone; what body there was is kept in the receipt. */
async function landNothing(file: string, body: string): Promise<Landed> {
  const landing = openLanding(file, undefined);
  landing.input.end("[]");
  const landed = await landing.landed;
  return { ...landed, body: { ...landed.body, bytes: 0 }, envelope: { head: body, tail: "", list: null } };
}

function receiptOf(
  request: Request,
  of: { answer: Landed; head: ResponseHead; url: URL; now: Date },
): Receipt {
  return {
    endpoint: request.endpoint,
    key: keyOf(request),
    parameters: request.parameters,
    url: of.url.href,
    status: of.head.status,
    headers: Object.fromEntries(
      Object.entries(of.head.headers).filter(([name]) => keptHeaders.includes(name)),
    ),
    fetched_at: of.now.toISOString(),
    body: of.answer.body,
    file: of.answer.file,
    envelope: of.answer.envelope,
    rows: of.answer.rows,
    fields: of.answer.fields,
  };
}

const contentTooLarge = 413;

const keptHeaders = [
  "content-type",
  "content-encoding",
  "content-length",
  "date",
  "etag",
  "last-modified",
  emulatorHeader,
];

function finalError(
  request: Request,
  about: { failure: Failure; attempt: number; context: FetchContext },
): Error {
  const { error, found } = about.failure;
  const attempts = about.attempt === 1 ? "1 attempt" : `${about.attempt} attempts`;
  const where = `${urlOf(request, about.context.address)}, ${attempts}`;
  if (error instanceof ContractError) {
    return new ContractError(
      `Cannot read ${nameOf(request)} as one whole JSON answer: it ${found} (${where})`,
      {
        cause: error,
      },
    );
  }
  const message = `Cannot fetch ${nameOf(request)}: ${found} (${where})`;
  const kind = about.failure.inParts ? UndeliveredError : RequestError;
  return new kind(message, { cause: error });
}
