// The extract stage: from a scope to a complete pull, every planned request answered whole and receipted.

import { breaksContract, driftOf, isUnforeseen } from "../domain/drift.ts";
import type { Endpoint, Scope } from "../domain/endpoint.ts";
import { ContractError } from "../domain/errors.ts";
import { representationOf } from "../domain/offered.ts";
import type { Report } from "../domain/progress.ts";
import type { PullSummary } from "../domain/pull.ts";
import type { Receipt } from "../domain/receipt.ts";
import type { Request } from "../domain/request.ts";
import type { Effects } from "../platform/effects.ts";
import { type Client, openClient, type Patience } from "../platform/http-client.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { allPulls, startPull } from "../stores/raw-store.ts";
import { readCodes } from "./codes.ts";
import { describePull } from "./describe-pull.ts";
import { earlierPulls, type Horizon } from "./earlier.ts";
import { fetchAll } from "./fetch-all.ts";
import type { OpenOther } from "./landing.ts";
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
  /** Reads the other representations; absent where only JSON is asked for. */
  readonly openOther?: OpenOther | undefined;
  readonly concurrency: number;
  /** Requests begun in a second, at most. */
  readonly maxRate?: number | undefined;
  readonly userAgent: string;
  /** Headers a person gave; they may be secrets. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly patience?: Partial<Patience>;
  /** Take what ended before this horizon from an earlier pull of the same origin instead of asking again. */
  readonly reuse?: Horizon | undefined;
  /** What to do about fields the registry does not know. */
  readonly drift: "fail" | "warn";
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
  const { concurrency: connections, userAgent, patience = {} } = options;
  const { headers, effects } = options;
  const { proxies = {} } = effects;
  const client = openClient({ connections, userAgent, headers, patience, proxies });
  try {
    const requests = await fetchEverything(options, { pull, client });
    await pull.orderReceipts();
    const summary = await summarise(pull, requests);
    await describePull(pull, summary);
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
  noteJsonInstead(options);
  const first = options.endpoints.filter((endpoint) => !waitsForCodes(endpoint));
  const then = options.endpoints.filter(waitsForCodes);
  const requests: Request[] = [];
  const earlier = await earlierPulls(options.output, { current: to.pull, reuse: options.reuse });
  for (const endpoints of [first, then].filter((group) => group.length > 0)) {
    const codes = await readCodes(to.pull, { endpoints, scope: options.scope });
    const planned = endpoints.flatMap((endpoint) =>
      plan(endpoint, options.scope, codes).map((request) => ({ endpoint, request })),
    );
    requests.push(...planned.map(({ request }) => request));
    await to.pull.keepPlan(requests);
    await fetchAll(planned, { ...options, ...to, earlier });
    for (const endpoint of endpoints) {
      refuseDrift(endpoint, {
        pull: to.pull,
        receipts: await to.pull.receipts(endpoint.name),
        on: options.drift,
      });
    }
  }
  return requests;
}

/** What is not offered in the representation wished for is said once, before anything is asked. */
function noteJsonInstead({ endpoints, scope, report }: ExtractOptions): void {
  const { representation } = scope;
  const others = endpoints.filter((endpoint) => representationOf(endpoint, scope) !== representation);
  if (representation === undefined || others.length === 0) return;
  const names = others.map(({ name }) => name).join(", ");
  report({
    kind: "noted",
    text: `extract: not offered as ${representation}, so asked for as json: ${names}`,
  });
}

/** New fields are news; with `--drift fail` they stop the pull like a field that is missing or has another type. */
function refuseDrift(
  endpoint: Endpoint,
  { pull, receipts, on }: { pull: PullFolder; receipts: readonly Receipt[]; on: ExtractOptions["drift"] },
): void {
  const drifts = driftOf(endpoint, receipts);
  const broken = drifts.filter((drift) => breaksContract(drift) || (on === "fail" && isUnforeseen(drift)));
  if (broken.length === 0) return;
  const found = broken.map((drift) => `${drift.kind} ${drift.field} (${drift.found})`).join("; ");
  const again = broken.some(breaksContract)
    ? "run again to ask anew for the answers that break it"
    : "--drift warn takes them as they are";
  throw new ContractError(
    `Cannot read ${endpoint.name} as the registry says: ${found}. What was answered is kept in ${pull.folder}; ${again}`,
    {
      facts: {
        endpoint: endpoint.name,
        field: broken.map(({ field }) => field).join(","),
        folder: pull.folder,
      },
    },
  );
}
