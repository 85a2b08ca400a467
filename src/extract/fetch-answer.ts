// One request until it is answered: asked, landed, kept with its receipt, or given up after bounded attempts.
import type { Endpoint } from "../domain/endpoint.ts";
import { ContractError } from "../domain/errors.ts";
import { notRecordedHeader } from "../domain/origin.ts";
import type { Report } from "../domain/progress.ts";
import type { Receipt } from "../domain/receipt.ts";
import type { Representation } from "../domain/representation.ts";
import { nameOf, type Request, urlOf } from "../domain/request.ts";
import type { Effects } from "../platform/effects.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import type { Client, ResponseHead } from "./client.ts";
import type { EarlierAnswer } from "./earlier.ts";
import { type Failure, failureOf, finalError, refusalOf } from "./failure.ts";
import { type Landed, openLanding } from "./landing.ts";
import type { Pace } from "./pace.ts";
import { receiptOf } from "./receipt-of.ts";
import { openRefusal, type Refusal } from "./refusal.ts";
import { acceptOf, openBody } from "./representations/open-body.ts";
import { mostAttempts, waitAfter } from "./retry.ts";
import type { RetryBudget } from "./retry-budget.ts";

export interface FetchContext {
  readonly client: Client;
  readonly pull: PullFolder;
  /** The origin's address, to which paths are added. */
  readonly address: string;
  /** Rows are counted by its period. Where it has one, "not found" says that there are no rows. */
  readonly endpoint: Endpoint;
  readonly representation: Representation;
  /** What an earlier pull was answered; the server is told, so that it may say "not modified". */
  readonly earlier: EarlierAnswer | undefined;
  readonly pace: Pace;
  readonly budget: RetryBudget;
  readonly effects: Effects;
  readonly report: Report;
}

type Attempt = { readonly receipt: Receipt } | { readonly failure: Failure };

/** Fetches one request and keeps its answer. Throws a RequestError or ContractError that names it after the last attempt. */
export async function fetchAnswer(request: Request, context: FetchContext): Promise<Receipt> {
  const { address, representation } = context;
  for (let attempts = 1; ; attempts++) {
    await context.pace.next();
    const outcome = await attemptOnce(request, context);
    if ("receipt" in outcome) return outcome.receipt;
    const { failure } = outcome;
    if (!failure.again || attempts === mostAttempts)
      throw finalError(request, { failure, attempts, address, representation });
    if (!context.budget.take()) {
      // Not tried to the end: whether a part would be delivered is not known.
      throw finalError(request, {
        failure: { ...failure, inParts: false },
        attempts,
        address,
        representation,
      });
    }
    await waitFor(request, { failure, attempts, context });
  }
}

/** Waits after a failed attempt; where the server said for how long, no other request begins meanwhile either. */
async function waitFor(
  request: Request,
  of: { failure: Failure; attempts: number; context: FetchContext },
): Promise<void> {
  const { effects, pace, report } = of.context;
  const { retryAfter, found: because } = of.failure;
  const about = { now: effects.clock.now(), random: effects.random() };
  const wait = waitAfter(of.attempts, retryAfter === undefined ? about : { ...about, retryAfter });
  report({ kind: "waiting", request: nameOf(request), seconds: wait / 1_000, because });
  if (retryAfter === undefined) await effects.clock.sleep(wait);
  else pace.hold(wait);
}

async function attemptOnce(request: Request, context: FetchContext): Promise<Attempt> {
  const file = await context.pull.partialFile(request);
  const refusal = openRefusal();
  let landed: Promise<readonly [PromiseSettledResult<Landed>]> | undefined;
  const url = urlOf(request, context.address);
  const headers = { ...conditionsOf(context.earlier), accept: acceptOf(context.representation) };
  const asked = context.client.get(url, headers, (head) => {
    if (head.status !== 200) return refusal.sink;
    const original = context.pull.partialOriginal(request);
    const landing = openBody(context, { request, file, original, headers: head.headers });
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
  const isEmpty = saysEmpty(head.value, context.endpoint);
  if (whole === undefined && !isEmpty) {
    return { failure: refusalOf(head.value, refusal.summary(head.value)) };
  }
  try {
    const answer =
      whole?.value ??
      (await landNothing(file, { endpoint: context.endpoint, said: refusal.whole(head.value) }));
    const receipt = receiptOf(request, { answer, head: head.value, url, now: context.effects.clock.now() });
    await context.pull.keep(request, receipt);
    return { receipt };
  } catch (error) {
    if (error instanceof ContractError) return failed(error);
    throw error;
  }
}

/** "Not found" says that a window has no rows, unless it is a replay's for want of an answer on record. */
function saysEmpty({ status, headers }: ResponseHead, { period }: Endpoint): boolean {
  if (status === 404) return period !== undefined && headers[notRecordedHeader] === undefined;
  return status === 204;
}

function failed(reason: unknown): Attempt {
  return { failure: failureOf(reason) };
}

/** The headers that ask for an answer only if it is another than the earlier one. */
function conditionsOf(earlier: EarlierAnswer | undefined): Readonly<Record<string, string>> {
  const { etag, "last-modified": modified } = earlier?.receipt.headers ?? {};
  return {
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    ...(modified === undefined ? {} : { "if-modified-since": modified }),
  };
}

/** An answer without rows, said by status: its body is kept as it is in the receipt, since it holds no rows to keep. */
async function landNothing(
  file: string,
  { endpoint, said }: { endpoint: Endpoint; said: ReturnType<Refusal["whole"]> },
): Promise<Landed> {
  const landing = openLanding(file, { endpoint });
  landing.input.end("[]");
  const landed = await landing.landed;
  return { ...landed, body: said.digest, envelope: { head: said.text, tail: "", list: null } };
}
