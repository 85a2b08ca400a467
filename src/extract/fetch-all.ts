// Fetches many requests, some at once, in rounds: what the API cannot deliver whole is asked for in parts in the next.
import { breaksContract, driftOf } from "../domain/drift.ts";
import type { Endpoint } from "../domain/endpoint.ts";
import { ContractError, HelserefusjonError, OutputError, RequestError } from "../domain/errors.ts";
import { representationOf } from "../domain/offered.ts";
import type { Report } from "../domain/progress.ts";
import type { Receipt } from "../domain/receipt.ts";
import type { Representation } from "../domain/representation.ts";
import { nameOf, type Request } from "../domain/request.ts";
import type { Effects } from "../platform/effects.ts";
import { isOfDisk } from "../platform/file-errors.ts";
import type { Client } from "../platform/http-client.ts";
import { settleWithin } from "../platform/limiter.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { knownCodes } from "./codes.ts";
import { type Earlier, type EarlierAnswer, type Horizon, isSettled } from "./earlier.ts";
import { UndeliveredError } from "./failure.ts";
import { fetchAnswer } from "./fetch-answer.ts";
import type { OpenOther } from "./landing.ts";
import { type Pace, paceOf, RetryBudget } from "./retry.ts";
import { leavesOf, type Split, splitOf } from "./split.ts";

export interface FetchAllOptions {
  readonly pull: PullFolder;
  readonly client: Client;
  readonly endpoints: readonly Endpoint[];
  readonly address: string;
  /** Reads the other representations; absent where only JSON is asked for. */
  readonly openOther?: OpenOther | undefined;
  readonly concurrency: number;
  /** Requests begun in a second, at most. */
  readonly maxRate?: number | undefined;
  /** Take what ended before this horizon from an earlier pull instead of asking again. */
  readonly reuse?: Horizon | undefined;
  readonly earlier: Earlier;
  readonly effects: Effects;
  readonly report: Report;
}

export interface Planned {
  readonly endpoint: Endpoint;
  readonly request: Request;
}

type Fetching = FetchAllOptions & { readonly budget: RetryBudget; readonly pace: Pace };
type Failed = { readonly one: Planned; readonly reason: unknown };

/** A window of 13 months and lists of a thousand codes are divided to the last in fewer rounds than this. */
const mostRounds = 24;

/** Fetches what has no receipt yet. Throws one error that names every request that failed for good; the others are kept. */
export async function fetchAll(planned: readonly Planned[], options: FetchAllOptions): Promise<void> {
  const budget = new RetryBudget(planned.length);
  const to = { ...options, budget, pace: paceOf(options.effects.clock, options.maxRate) };
  try {
    if (options.reuse !== undefined)
      await adoptSplits(
        planned.map(({ request }) => request),
        to,
      );
    throwAll(await fetchInRounds(planned, to));
  } finally {
    await options.pull.close();
  }
}

/** Gives why requests failed for good. */
async function fetchInRounds(planned: readonly Planned[], to: Fetching): Promise<readonly unknown[]> {
  let open = await unanswered(planned, to);
  const failed: unknown[] = [];
  for (let round = 0; open.length > 0 && round < mostRounds; round++) {
    const parts: Planned[] = [];
    for (const failure of await fetchRound(open, to)) {
      const into = await split(failure, to);
      if (into.length === 0) failed.push(failure.reason);
      parts.push(...into);
    }
    open = parts.length === 0 ? [] : await unanswered(parts, to);
  }
  return failed;
}

/** Splits what had to be split in the earlier pull, so that its parts can be reused and the whole is not tried in vain. */
async function adoptSplits(
  requests: readonly Request[],
  to: Pick<Fetching, "pull" | "earlier">,
): Promise<void> {
  const { pull, earlier } = to;
  for (const request of requests) {
    if ((await pull.receipt(request)) !== undefined || (await pull.split(request)) !== undefined) continue;
    const split = await earlier.split(request);
    if (split === undefined) continue;
    await pull.keepSplit(request, split);
    await adoptSplits(split.parts, to);
  }
}

/**
 * The requests really to be asked, those split before by their parts, without those that were answered. An answer kept from
 * a run before that breaks the registry's promises, or is kept in the form of an older version, is asked for again.
 */
async function unanswered(
  planned: readonly Planned[],
  { pull, report }: Fetching,
): Promise<readonly Planned[]> {
  const all: Planned[] = [];
  for (const { endpoint, request } of planned) {
    for (const leaf of await leavesOf(pull, request)) all.push({ endpoint, request: leaf });
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

async function fetchRound(open: readonly Planned[], to: Fetching): Promise<readonly Failed[]> {
  const outcomes = await settleWithin(to.concurrency, open, (one) => fetchOrStop(one, to));
  return open.flatMap((one, index) => {
    const outcome = outcomes[index];
    return outcome?.status === "rejected" ? [{ one, reason: outcome.reason }] : [];
  });
}

/** A disk that takes no more ends the run: there is no place for what would be asked next. */
async function fetchOrStop(one: Planned, to: Fetching): Promise<void> {
  try {
    await fetchOne(one, to);
  } catch (error) {
    if (isOfDisk(error)) to.budget.spend();
    throw error;
  }
}

async function fetchOne({ endpoint, request }: Planned, to: Fetching): Promise<void> {
  if (to.budget.isSpent)
    throw new NotAskedError(`Did not ask ${nameOf(request)}: the server had failed too often`, {
      facts: { request: nameOf(request) },
    });
  const found = await to.earlier.answer(request);
  const earlier = isGood(endpoint, found?.receipt) ? found : undefined;
  const receipt =
    earlier !== undefined && isTaken({ endpoint, request }, { earlier, horizon: to.reuse })
      ? await to.pull.reuse(earlier.pull, earlier.receipt)
      : await fetchAnswer(request, { ...to, earlier, endpoint, representation: asIn(endpoint, to) });
  to.budget.answered();
  to.report({ kind: "answered", request: nameOf(request), rows: receipt.rows, bytes: receipt.body.bytes });
}

/** True where nothing is asked for, since an earlier answer is to be reused and was given when its window had settled. */
function isTaken(one: Planned, of: { earlier: EarlierAnswer; horizon: Horizon | undefined }): boolean {
  if (of.horizon === undefined) return false;
  return isSettled(one, { answered: new Date(of.earlier.receipt.fetched_at), horizon: of.horizon });
}

function asIn(endpoint: Endpoint, { pull }: Fetching): Representation {
  return representationOf(endpoint, pull.pull.scope);
}

/** The parts to ask instead of what failed; none where it cannot be divided. */
async function split({ one, reason }: Failed, to: Fetching): Promise<readonly Planned[]> {
  if (!(reason instanceof UndeliveredError)) return [];
  const { endpoint, request } = one;
  const divided = splitOf(request, endpoint, () => []) ?? (await splitByList(one, to));
  if (divided === undefined) return [];
  await to.pull.keepSplit(request, { because: reason.message, ...divided });
  to.report({ kind: "divided", request: nameOf(request), parts: divided.parts.length });
  return divided.parts.map((part) => ({ endpoint, request: part }));
}

async function splitByList({ endpoint, request }: Planned, to: Fetching): Promise<Split | undefined> {
  const codes = await knownCodes(to.pull, { endpoint, request, endpoints: to.endpoints });
  return splitOf(request, endpoint, (filter) => codes.get(filter) ?? []);
}

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
  const failures = reasons.filter((reason) => reason instanceof HelserefusjonError);
  const errors = failures.filter((failure) => !(failure instanceof NotAskedError));
  const [first] = errors;
  if (first === undefined && notAsked === 0) return;
  if (errors.length === 1 && notAsked === 0) throw first;
  const lines = errors.slice(0, mostShown).map((error) => error.message);
  if (errors.length > mostShown) lines.push(`… and ${errors.length - mostShown} more`);
  const rest = `${notAsked} more were not asked, because the server failed too often. Run again to continue`;
  if (notAsked > 0) lines.push(rest);
  const heading = errors.length === 0 ? "The pull is incomplete:" : `${errors.length} requests failed:`;
  const text = [heading, ...lines].join("\n  ");
  const left = notAsked === 0 ? [] : [new NotAskedError(rest, { facts: { requests: notAsked } })];
  const each = [...errors, ...left];
  throw first instanceof ContractError ? new ContractError(text, { each }) : new RequestError(text, { each });
}
