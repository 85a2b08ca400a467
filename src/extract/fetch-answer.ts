// One request until it is answered: asked, landed, kept with its receipt, or given up after bounded attempts.
import type { Endpoint } from "../domain/endpoint.ts";
import { ContractError } from "../domain/errors.ts";
import { emulatorHeader, notRecordedHeader } from "../domain/origin.ts";
import type { Report } from "../domain/progress.ts";
import type { Receipt } from "../domain/receipt.ts";
import { acceptOf, type Representation } from "../domain/representation.ts";
import { keyOf, nameOf, type Request, urlOf } from "../domain/request.ts";
import type { Effects } from "../platform/effects.ts";
import type { Client, ResponseHead } from "../platform/http-client.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import type { EarlierAnswer } from "./earlier.ts";
import { assertNoNextPart } from "./envelope-members.ts";
import { type Failure, failureOf, finalError, refusalOf, unknownForm } from "./failure.ts";
import { type Landed, type Landing, type OpenOther, openLanding } from "./landing.ts";
import { openRefusal, type Refusal, type Said, saysNoRows } from "./refusal.ts";
import { mostAttempts, type Pace, type RetryBudget, waitAfter } from "./retry.ts";

export interface FetchContext {
  readonly client: Client;
  readonly pull: PullFolder;
  /** The origin's address, to which paths are added. */
  readonly address: string;
  /** Rows are counted by its period. Where it has one, "not found" says that there are no rows. */
  readonly endpoint: Endpoint;
  readonly representation: Representation;
  /** Reads the other representations; absent where only JSON is asked for. */
  readonly openOther?: OpenOther | undefined;
  /** What an earlier pull was answered; the server is told, so that it may say "not modified". */
  readonly earlier: EarlierAnswer | undefined;
  readonly pace: Pace;
  readonly budget: RetryBudget;
  readonly effects: Effects;
  readonly report: Report;
}

/** Unsure is an answer that says "no rows" for the first time. */
type Attempt = { readonly receipt: Receipt } | { readonly failure: Failure } | "unsure";

/** Fetches one request and keeps its answer. Throws a RequestError or ContractError that names it after the last attempt. */
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
    const found = client.withoutSecrets?.(outcome.failure.found) ?? outcome.failure.found;
    const failure = { ...outcome.failure, found };
    if (!failure.again || attempts >= mostAttempts)
      throw finalError(request, { failure, attempts, address, representation, client });
    if (!context.budget.take()) {
      // Not tried to the end: whether a part would be delivered is not known.
      const last = { ...failure, inParts: false };
      throw finalError(request, { failure: last, attempts, address, representation, client });
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

function openBody(
  { representation, endpoint, openOther }: FetchContext,
  to: {
    readonly request: Request;
    readonly file: string;
    readonly original: string;
    readonly headers: Readonly<Record<string, string>>;
  },
): Landing {
  const { file, original, headers } = to;
  const { parameters } = to.request;
  if (representation === "json")
    return openLanding(file, { encoding: headers["content-encoding"], endpoint, parameters });
  if (openOther === undefined) throw new Error(`Nothing was given to read ${representation} with`);
  return openOther({ rows: file, original, endpoint, parameters, representation, headers });
}

type Attempting = FetchContext & { readonly wasUnsure: boolean };

async function attemptOnce(request: Request, context: Attempting): Promise<Attempt> {
  const file = await context.pull.partialFile(request);
  const refusal = openRefusal();
  const heads: ResponseHead[] = [];
  let landed: Promise<readonly [PromiseSettledResult<Landed>]> | undefined;
  const url = urlOf(request, context.address);
  const headers = { ...conditionsOf(context.earlier), accept: acceptOf(context.representation) };
  const asked = context.client.get(url, headers, (head) => {
    heads.push(head);
    if (head.status !== 200) return refusal.sink;
    const original = context.pull.partialOriginal(request);
    const landing = openBody(context, { request, file, original, headers: head.headers });
    landed = Promise.allSettled([landing.landed]);
    return landing.input;
  });
  const [got] = await Promise.allSettled([asked]);
  const [whole] = (await landed) ?? [];
  if (whole?.status === "rejected" && whole.reason instanceof ContractError) return failed(whole.reason);
  const [head] = heads;
  if (head !== undefined && head.status !== 200)
    return await withoutRows(request, { context, file, refusal, head, isWhole: got.status === "fulfilled" });
  if (got.status === "rejected") return failed(got.reason);
  if (whole?.status === "rejected") return failed(whole.reason);
  if (whole === undefined) throw new Error(`No body and no error from ${url}`);
  return await kept(request, { context, answer: whole.value, head: got.value });
}

/** An attempt that ended in another status than 200: not modified, no rows, or a refusal. */
async function withoutRows(
  request: Request,
  of: { context: Attempting; file: string; refusal: Refusal; head: ResponseHead; isWhole: boolean },
): Promise<Attempt> {
  const { context, file, refusal, head, isWhole } = of;
  const { earlier, endpoint, client, wasUnsure } = context;
  if (head.status === 304 && earlier !== undefined)
    return { receipt: await context.pull.reuse(earlier.pull, earlier.receipt) };
  if (!maySayEmpty(head, endpoint)) return { failure: refusalOf(head, refusal.summary(head)) };
  const said = isWhole ? refusal.whole(head) : undefined;
  const isKnown = said !== undefined && isEmptyForm(head, said.text) && !holdsSecret(said.text, client);
  if (!isKnown) return { failure: unknownForm(head, refusal.summary(head)) };
  if (head.status === 404 && !wasUnsure) return "unsure";
  return await kept(request, { context, answer: await landNothing(file, { endpoint, said }), head });
}

async function kept(
  request: Request,
  { context, answer, head }: { context: FetchContext; answer: Landed; head: ResponseHead },
): Promise<Attempt> {
  try {
    const url = urlOf(request, context.address);
    const receipt = receiptOf(request, { answer, head, url, now: context.effects.clock.now() });
    await context.pull.keep(request, receipt);
    return { receipt };
  } catch (error) {
    if (error instanceof ContractError) return failed(error);
    throw error;
  }
}

/** "Not found" may say that a window has no rows, unless it is a replay's for want of an answer on record. */
function maySayEmpty({ status, headers }: ResponseHead, { period }: Endpoint): boolean {
  if (status === 404) return period !== undefined && headers[notRecordedHeader] === undefined;
  return status === 204;
}

/** A 204 has no body, and announces none. */
function isEmptyForm({ status, headers }: ResponseHead, text: string): boolean {
  if (status === 404) return saysNoRows(text);
  const announced = headers["content-length"] ?? "0";
  return text === "" && Number(announced) === 0 && headers["transfer-encoding"] === undefined;
}

function holdsSecret(text: string, { withoutSecrets }: Client): boolean {
  return withoutSecrets !== undefined && withoutSecrets(text) !== text;
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
  { endpoint, said }: { endpoint: Endpoint; said: Said },
): Promise<Landed> {
  const landing = openLanding(file, { endpoint });
  landing.input.end("[]");
  const landed = await landing.landed;
  return { ...landed, body: said.digest, envelope: { head: said.text, tail: "", list: null } };
}

const keptHeaders = [
  "content-type",
  "content-encoding",
  "content-length",
  "date",
  "etag",
  "last-modified",
  emulatorHeader,
];

/** Everything that is kept of an answer besides its bytes. Throws a ContractError where its headers tell of another part. */
export function receiptOf(
  request: Request,
  of: { answer: Landed; head: ResponseHead; url: URL; now: Date },
): Receipt {
  if (of.head.status === 200) assertNoNextPart(of.head.headers, of.answer.rows);
  return {
    endpoint: request.endpoint,
    key: keyOf(request),
    parameters: request.parameters,
    url: of.url.href,
    status: of.head.status,
    headers: Object.fromEntries(
      Object.entries(of.head.headers).filter(([name]) => keptHeaders.includes(name)),
    ),
    ...(of.head.redirects === undefined ? {} : { redirects: of.head.redirects }),
    fetched_at: of.now.toISOString(),
    body: of.answer.body,
    file: of.answer.file,
    ...(of.answer.original === undefined ? {} : { original: of.answer.original }),
    ...(of.answer.notation === undefined ? {} : { notation: of.answer.notation }),
    envelope: of.answer.envelope,
    rows: of.answer.rows,
    periods: of.answer.periods,
    fields: of.answer.fields,
  };
}
