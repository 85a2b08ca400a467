// The extract stage: from a scope to a complete pull, in which each planned request has a whole answer and a receipt.
import { breaksContract, driftOf, isUnforeseen } from "../domain/drift.ts";
import { type Endpoint, representationOf, type Scope } from "../domain/endpoint.ts";
import { ContractError } from "../domain/errors.ts";
import type { Report } from "../domain/progress.ts";
import type { Part, PullSummary } from "../domain/pull.ts";
import type { Receipt } from "../domain/receipt.ts";
import { displayName } from "../domain/representation.ts";
import type { Request } from "../domain/request.ts";
import type { Effects } from "../platform/effects.ts";
import { type Client, openClient, type Patience } from "../platform/http-client.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { allPulls, startPull } from "../stores/raw-store.ts";
import { type PlaceNumbersOf, readCodes } from "./codes.ts";
import { earlierPulls, type Horizon } from "./earlier.ts";
import { fetchAll } from "./fetch-all.ts";
import type { OpenOther } from "./json-answer.ts";
import { partOf, plan, planningSteps, waitsForCodes } from "./plan.ts";
import { describePull, summarise } from "./summarise.ts";

export interface ExtractOptions {
  readonly output: string;
  /** The origin in the pull's records. A pull is continued only from the same origin. */
  readonly origin: string;
  /** The URL to which paths are added. It differs from the origin for the emulator. */
  readonly address: string;
  readonly scope: Scope;
  /** Fetch only this part of the plan. */
  readonly part?: Part | undefined;
  readonly endpoints: readonly Endpoint[];
  /** Reads XML, CSV and Excel; absent if only JSON is requested. */
  readonly openOther?: OpenOther | undefined;
  readonly concurrency: number;
  /** The most requests that begin in a second. */
  readonly maxRate?: number | undefined;
  readonly userAgent: string;
  /** The user's own headers, which may be secrets. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly patience?: Partial<Patience>;
  /** Reuse answers of earlier pulls of the same origin whose windows ended before this horizon. */
  readonly reuse?: Horizon | undefined;
  /** What to do about fields that the registry does not declare. */
  readonly drift: "fail" | "warn";
  /** The place numbers into which a list of kommuner or fylker is split. */
  readonly placeNumbers: PlaceNumbersOf;
  readonly effects: Effects;
  readonly report: Report;
}

export interface Extracted {
  readonly pull: PullFolder;
  readonly summary: PullSummary;
}

/**
 * Continues the newest unfinished pull of the same origin and scope, or starts one. Requests with a receipt are not made again. Throws a
 * RequestError or ContractError that names each failed request. The next run continues the pull.
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
  const { origin, scope, part } = options;
  return await startPull(options.output, { id, origin, scope, ...(part === undefined ? {} : { part }) });
}

/** Fetches endpoints without code axes first, because their answers have the codes of the others. */
async function fetchEverything(
  options: ExtractOptions,
  context: { pull: PullFolder; client: Client },
): Promise<readonly Request[]> {
  noteJsonInstead(options);
  const requests: Request[] = [];
  const earlier = await earlierPulls(options.output, { current: context.pull, reuse: options.reuse });
  for (const endpoints of planningSteps(options.endpoints)) {
    const codes = await readCodes(context.pull, { endpoints, scope: options.scope });
    const planned = endpoints.flatMap((endpoint) =>
      plan(endpoint, options.scope, codes)
        .filter((request) => isInPart(endpoint, request, options.part))
        .map((request) => ({ endpoint, request })),
    );
    requests.push(...planned.map(({ request }) => request));
    await context.pull.storePlan(requests);
    await fetchAll(planned, { ...options, ...context, earlier });
    for (const endpoint of endpoints) {
      assertNoBreakingDrift(endpoint, {
        pull: context.pull,
        receipts: await context.pull.receipts(endpoint.name),
        on: options.drift,
      });
    }
  }
  return requests;
}

/** Every part needs the answers with codes, and therefore has all requests without code axes. */
function isInPart(endpoint: Endpoint, request: Request, part: Part | undefined): boolean {
  return part === undefined || !waitsForCodes(endpoint) || partOf(request, part.of) === part.number;
}

/** Reports once which endpoints are not offered in the requested representation. */
function noteJsonInstead({ endpoints, scope, report }: ExtractOptions): void {
  const { representation } = scope;
  const others = endpoints.filter((endpoint) => representationOf(endpoint, scope) !== representation);
  if (representation === undefined || others.length === 0) return;
  const names = others.map(({ name }) => name).join(", ");
  report({
    kind: "message",
    text: `extract: requested as JSON, because ${displayName(representation)} is not offered: ${names}`,
  });
}

/** Stops the pull for a field that is missing or has another type, and with `--drift fail` also for a new field. */
function assertNoBreakingDrift(
  endpoint: Endpoint,
  { pull, receipts, on }: { pull: PullFolder; receipts: readonly Receipt[]; on: ExtractOptions["drift"] },
): void {
  const drifts = driftOf(endpoint, receipts);
  const broken = drifts.filter((drift) => breaksContract(drift) || (on === "fail" && isUnforeseen(drift)));
  if (broken.length === 0) return;
  const found = broken.map((drift) => `${drift.kind} ${drift.field} (${drift.found})`).join("; ");
  const again = broken.some(breaksContract)
    ? "Run again to request the answers that break it again"
    : "Use --drift warn to accept them";
  throw new ContractError(
    `The answers of ${endpoint.name} differ from the registry: ${found}. They are kept in ${pull.folder}. ${again}`,
    {
      facts: {
        endpoint: endpoint.name,
        field: broken.map(({ field }) => field).join(","),
        found,
        folder: pull.folder,
      },
    },
  );
}
