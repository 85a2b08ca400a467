// The extract stage: from a scope to a complete pull, every planned request answered whole and receipted.
import pLimit from "p-limit";
import { breaksContract, driftOf } from "../domain/drift.ts";
import type { Endpoint, Scope } from "../domain/endpoint.ts";
import { ContractError, HelserefusjonError, RequestError } from "../domain/errors.ts";
import type { Report } from "../domain/progress.ts";
import type { PullSummary } from "../domain/pull.ts";
import { nameOf, type Request } from "../domain/request.ts";
import type { Effects } from "../platform/effects.ts";
import { allPulls, type PullFolder, startPull } from "../stores/raw-store.ts";
import { type Client, openClient } from "./client.ts";
import { readCodes } from "./codes.ts";
import { type FetchContext, fetchAnswer } from "./fetch-answer.ts";
import { plan, waitsForCodes } from "./plan.ts";
import { summarise } from "./summarise.ts";

export interface ExtractOptions {
  readonly output: string;
  /** What the pull calls its origin; a pull is only continued from the same one. */
  readonly origin: string;
  /** The URL to which the paths are added: the origin itself, unless it goes by another name. */
  readonly address: string;
  readonly scope: Scope;
  readonly endpoints: readonly Endpoint[];
  readonly concurrency: number;
  readonly userAgent: string;
  readonly effects: Effects;
  readonly report: Report;
}

export interface Extracted {
  readonly pull: PullFolder;
  readonly summary: PullSummary;
}

/**
 * Finishes the newest unfinished pull of the same origin and scope, or makes a new one. What has a receipt is not asked
 * again. Throws a RequestError or ContractError that names every request that failed; running again continues.
 */
export async function extract(options: ExtractOptions): Promise<Extracted> {
  const pull = await pullToFill(options);
  const client = openClient({ connections: options.concurrency, userAgent: options.userAgent });
  try {
    const requests = await fetchEverything(options, { pull, client });
    for (const endpoint of options.endpoints)
      refuseBrokenContract(endpoint, await pull.receipts(endpoint.name));
    const summary = await summarise(pull, requests);
    await pull.finish(summary);
    return { pull, summary };
  } finally {
    await client.close();
  }
}

async function pullToFill(options: ExtractOptions): Promise<PullFolder> {
  for (const candidate of await allPulls(options.output, options)) {
    if ((await candidate.summary()) === undefined) return candidate;
  }
  const id = options.effects.clock
    .now()
    .toISOString()
    .replaceAll(/[-:]|\.\d+/g, "");
  return await startPull(options.output, { id, origin: options.origin, scope: options.scope });
}

/** Endpoints without code axes first: their answers hold the codes the others are asked for. */
async function fetchEverything(
  options: ExtractOptions,
  to: { pull: PullFolder; client: Client },
): Promise<readonly Request[]> {
  const first = options.endpoints.filter((endpoint) => !waitsForCodes(endpoint));
  const then = options.endpoints.filter(waitsForCodes);
  const requests: Request[] = [];
  for (const endpoints of [first, then].filter((group) => group.length > 0)) {
    const codes = await readCodes(to.pull, { endpoints, scope: options.scope });
    const planned = endpoints.flatMap((endpoint) =>
      plan(endpoint, options.scope, codes).map((request) => ({ endpoint, request })),
    );
    await fetchAll(planned, { ...options, ...to });
    requests.push(...planned.map(({ request }) => request));
  }
  return requests;
}

type Planned = { readonly endpoint: Endpoint; readonly request: Request };
type Fetching = ExtractOptions & { readonly pull: PullFolder; readonly client: Client };

async function fetchAll(planned: readonly Planned[], to: Fetching): Promise<void> {
  const receipts = await Promise.all(planned.map(({ request }) => to.pull.receipt(request)));
  const open = planned.filter((_, index) => receipts[index] === undefined);
  to.report({
    kind: "planned",
    requests: planned.length,
    kept: planned.length - open.length,
    pull: to.pull.folder,
  });
  const limit = pLimit(to.concurrency);
  const outcomes = await Promise.allSettled(open.map((one) => limit(() => fetchOne(one, to))));
  throwAll(outcomes.filter((outcome) => outcome.status === "rejected").map((outcome) => outcome.reason));
}

async function fetchOne({ endpoint, request }: Planned, to: Fetching): Promise<void> {
  const context: FetchContext = { ...to, emptyWhenNotFound: endpoint.period !== undefined };
  const receipt = await fetchAnswer(request, context);
  to.report({ kind: "answered", request: nameOf(request), rows: receipt.rows, bytes: receipt.body.bytes });
}

/** One error for all that failed: a bug as it is, else every sentence, with the exit code of the first. */
function throwAll(reasons: readonly unknown[]): void {
  const bug = reasons.find((reason) => !(reason instanceof HelserefusjonError));
  if (bug !== undefined) throw bug;
  const errors = reasons.filter((reason) => reason instanceof HelserefusjonError);
  const [first] = errors;
  if (first === undefined) return;
  if (errors.length === 1) throw first;
  const shown = errors.slice(0, 20).map((error) => `  ${error.message}`);
  const more = errors.length > shown.length ? [`  … and ${errors.length - shown.length} more`] : [];
  const message = [`${errors.length} requests failed:`, ...shown, ...more].join("\n");
  throw first instanceof ContractError ? new ContractError(message) : new RequestError(message);
}

function refuseBrokenContract(endpoint: Endpoint, receipts: Parameters<typeof driftOf>[1]): void {
  const broken = driftOf(endpoint, receipts).filter(breaksContract);
  if (broken.length === 0) return;
  const found = broken.map((drift) => `${drift.kind} ${drift.field} (${drift.found})`).join("; ");
  throw new ContractError(`Cannot read ${endpoint.name} as the registry says: ${found}`);
}
