// Fetches many requests in rounds, several at a time. A request that the API cannot deliver is split, and its parts go into the next round.

import { breaksContract, driftOf } from "../domain/drift.ts";
import { type Endpoint, representationOf } from "../domain/endpoint.ts";
import { ContractError, HelserefusjonError, OutputError, RequestError } from "../domain/errors.ts";
import { counted } from "../domain/markdown.ts";
import type { Report } from "../domain/progress.ts";
import type { Receipt } from "../domain/receipt.ts";
import { labelOf, type Request } from "../domain/request.ts";
import type { Effects } from "../platform/effects.ts";
import { isOfDisk } from "../platform/file-errors.ts";
import { type Client, UnreachableError } from "../platform/http-client.ts";
import { settleWithin } from "../platform/limiter.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { codesToSplitBy, type PlaceNumbersOf } from "./codes.ts";
import { type Earlier, type EarlierAnswer, type Horizon, isSettled } from "./earlier.ts";
import { adviceFor, openPace, type Pace, RetryBudget, UndeliveredError } from "./failure.ts";
import { fetchAnswer } from "./fetch-answer.ts";
import type { OpenOther } from "./json-answer.ts";
import { partsOfSplit, splitOf } from "./plan.ts";

export interface FetchAllOptions {
  readonly pull: PullFolder;
  readonly client: Client;
  readonly endpoints: readonly Endpoint[];
  readonly address: string;
  /** Reads XML, CSV and Excel; absent if only JSON is requested. */
  readonly openOther?: OpenOther | undefined;
  readonly concurrency: number;
  /** The most requests that begin in a second. */
  readonly maxRate?: number | undefined;
  /** Reuse earlier answers whose windows ended before this horizon. */
  readonly reuse?: Horizon | undefined;
  readonly earlier: Earlier;
  readonly placeNumbers: PlaceNumbersOf;
  readonly effects: Effects;
  readonly report: Report;
}

export interface Planned {
  readonly endpoint: Endpoint;
  readonly request: Request;
}

type Fetching = FetchAllOptions & { readonly budget: RetryBudget; readonly pace: Pace };
type Failed = { readonly one: Planned; readonly reason: unknown };

/** More rounds than it takes to halve a window of 13 months and lists of a thousand codes to the end. */
const mostRounds = 24;

/** Fetches the requests without a receipt. Throws one error that names each failed request; the other answers are kept. */
export async function fetchAll(planned: readonly Planned[], options: FetchAllOptions): Promise<void> {
  const budget = new RetryBudget(planned.length);
  const context = { ...options, budget, pace: openPace(options.effects.clock, options.maxRate) };
  try {
    if (options.reuse !== undefined)
      await adoptSplits(
        planned.map(({ request }) => request),
        context,
      );
    const failed = await fetchInRounds(planned, context);
    const tried = failed.filter(({ reason }) => !(reason instanceof NotRequestedError));
    await options.pull.noteFailed(tried.map(({ one }) => one.request));
    throwAll(failed.map(({ reason }) => reason));
  } finally {
    await options.pull.close();
  }
}

async function fetchInRounds(planned: readonly Planned[], context: Fetching): Promise<readonly Failed[]> {
  let open = await unanswered(planned, context);
  const failed: Failed[] = [];
  for (let round = 0; open.length > 0 && round < mostRounds; round++) {
    const parts: Planned[] = [];
    for (const failure of await fetchRound(open, context)) {
      const into = await split(failure, context);
      if (into.length === 0) failed.push(failure);
      parts.push(...into);
    }
    open = parts.length === 0 ? [] : await unanswered(parts, context);
  }
  return failed;
}

/** Splits the requests that the earlier pull had to split, so that parts can be reused and no attempt is wasted. */
async function adoptSplits(
  requests: readonly Request[],
  context: Pick<Fetching, "pull" | "earlier">,
): Promise<void> {
  const { pull, earlier } = context;
  for (const request of requests) {
    if ((await pull.receipt(request)) !== undefined || (await pull.split(request)) !== undefined) continue;
    const split = await earlier.split(request);
    if (split === undefined) continue;
    await pull.storeSplit(request, split);
    await adoptSplits(split.parts, context);
  }
}

/**
 * The requests, or parts of earlier splits, that still need an answer. That includes answers that differ from the registry and answers
 * that an older version stored in another form.
 */
async function unanswered(
  planned: readonly Planned[],
  { pull, report }: Fetching,
): Promise<readonly Planned[]> {
  const all: Planned[] = [];
  for (const { endpoint, request } of planned) {
    for (const part of await partsOfSplit(pull, request)) all.push({ endpoint, request: part });
  }
  const receipts = await Promise.all(all.map(({ request }) => pull.receipt(request)));
  const open = all.filter(({ endpoint }, index) => !isGood(endpoint, receipts[index]));
  const counts: Record<string, number> = {};
  for (const { endpoint } of open) counts[endpoint.name] = (counts[endpoint.name] ?? 0) + 1;
  const [requests, kept] = [all.length, all.length - open.length];
  report({ kind: "planned", requests, kept, open: counts, pull: pull.folder });
  return open;
}

function isGood(endpoint: Endpoint, receipt: Receipt | undefined): receipt is Receipt {
  if (receipt === undefined || driftOf(endpoint, [receipt]).some(breaksContract)) return false;
  return endpoint.period === undefined || receipt.file.columns !== undefined;
}

async function fetchRound(open: readonly Planned[], context: Fetching): Promise<readonly Failed[]> {
  const outcomes = await settleWithin(context.concurrency, open, (one) => fetchOrStop(one, context));
  return open.flatMap((one, index) => {
    const outcome = outcomes[index];
    return outcome?.status === "rejected" ? [{ one, reason: outcome.reason }] : [];
  });
}

/** An error of the disk ends the run, because the next answers could not be stored either. So does a host that never answered. */
async function fetchOrStop(one: Planned, context: Fetching): Promise<void> {
  try {
    await fetchOne(one, context);
  } catch (error) {
    if (isOfDisk(error) || (context.budget.isUnanswered && error instanceof Error && isUnreachable(error)))
      context.budget.spend();
    throw error;
  }
}

async function fetchOne({ endpoint, request }: Planned, context: Fetching): Promise<void> {
  const label = labelOf(request);
  if (context.budget.isSpent)
    throw new NotRequestedError(`${label} was not requested, because the server had failed too often`, {
      facts: { request: label },
    });
  const found = await context.earlier.answer(request);
  const earlier = isGood(endpoint, found?.receipt) ? found : undefined;
  const representation = representationOf(endpoint, context.pull.pull.scope);
  const receipt =
    earlier !== undefined && isReusable({ endpoint, request }, { earlier, horizon: context.reuse })
      ? await context.pull.reuse(earlier.pull, earlier.receipt)
      : await fetchAnswer(request, { ...context, earlier, endpoint, representation });
  context.budget.answered();
  context.report({ kind: "answered", request: label, rows: receipt.rows, bytes: receipt.body.bytes });
}

/** Whether no request is needed, because an earlier answer came after its window had settled. */
function isReusable(one: Planned, reuse: { earlier: EarlierAnswer; horizon: Horizon | undefined }): boolean {
  if (reuse.horizon === undefined) return false;
  return isSettled(one, { answered: new Date(reuse.earlier.receipt.fetched_at), horizon: reuse.horizon });
}

/** The parts of a failed request; none if it cannot be split. A list takes from the budget, because it may have a thousand codes. */
async function split({ one, reason }: Failed, context: Fetching): Promise<readonly Planned[]> {
  if (!(reason instanceof UndeliveredError)) return [];
  const { endpoint, request } = one;
  const byWindow = splitOf(request, endpoint, () => []);
  if (byWindow === undefined && !context.budget.take()) return [];
  const codes =
    byWindow === undefined
      ? await codesToSplitBy(context.pull, { endpoint, request, ...context })
      : undefined;
  const parted = byWindow ?? splitOf(request, endpoint, (filter) => codes?.get(filter) ?? []);
  if (parted === undefined) return [];
  await context.pull.storeSplit(request, { because: reason.message, ...parted });
  context.report({ kind: "split", request: labelOf(request), parts: parted.parts.length });
  return parted.parts.map((part) => ({ endpoint, request: part }));
}

/** A request that was not made, because others had failed. */
class NotRequestedError extends RequestError {}

const mostShown = 20;

/**
 * Throws one error for all failures: a bug or an error of the disk unchanged, else all sentences with the exit code of the first. A host
 * that cannot be reached is one sentence.
 */
function throwAll(reasons: readonly unknown[]): void {
  const fatal = reasons.find(
    (reason) => !(reason instanceof HelserefusjonError) || reason instanceof OutputError,
  );
  if (fatal !== undefined) throw fatal;
  const failures = reasons.filter((reason) => reason instanceof HelserefusjonError);
  const sent = failures.filter((failure) => !(failure instanceof NotRequestedError));
  const notRequested = failures.length - sent.length;
  if (failures.length === 0) return;
  if (sent.length > 0 && sent.every(isUnreachable)) throw unreachableHost(sent, failures.length);
  const unreachable = sent.filter(isUnreachable);
  const others = sent.filter((error) => !isUnreachable(error));
  const errors = [...others, ...(unreachable.length === 0 ? [] : [unreachableHost(unreachable)])];
  const [first] = errors;
  if (errors.length === 1 && notRequested === 0) throw first;
  const lines = errors.slice(0, mostShown).map((error) => error.message);
  if (errors.length > mostShown) lines.push(`… and ${errors.length - mostShown} more`);
  const rest = `${notRequested} more were not requested, because the server failed too often. Run again to continue`;
  if (notRequested > 0) lines.push(rest);
  const heading =
    errors.length === 0 ? "The pull is incomplete:" : `${counted(sent.length, "request")} failed:`;
  const text = [heading, ...lines].join("\n  ");
  const left = notRequested === 0 ? [] : [new NotRequestedError(rest, { facts: { requests: notRequested } })];
  const each = [...errors, ...left];
  throw first instanceof ContractError ? new ContractError(text, { each }) : new RequestError(text, { each });
}

function isUnreachable({ cause }: Error): boolean {
  return cause instanceof UnreachableError;
}

/** The error of these requests to a host that cannot be reached; the only one of them, or one for all. */
function unreachableHost(
  errors: readonly HelserefusjonError[],
  requests = errors.length,
): HelserefusjonError {
  const [first] = errors;
  if (first === undefined || !(first.cause instanceof UnreachableError))
    throw new Error("No request has an unreachable host");
  if (requests === 1) return first;
  const { cause } = first;
  return new RequestError(
    `Cannot fetch ${counted(requests, "request")}: ${cause.message}. ${adviceFor(cause)}`,
    {
      cause,
      facts: { ...cause.facts, requests },
    },
  );
}
