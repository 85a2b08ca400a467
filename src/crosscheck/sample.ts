// Requests the same sample in each representation that is offered, each into its own folder.
import { createHash } from "node:crypto";
import { offeredBy, type Scope } from "../domain/endpoint.ts";
import { ContractError, RequestError } from "../domain/errors.ts";
import type { Source } from "../domain/pull.ts";
import { type Representation, representations } from "../domain/representation.ts";
import { labelOf, type Request } from "../domain/request.ts";
import { readCodes } from "../extract/codes.ts";
import type { Earlier } from "../extract/earlier.ts";
import type { ExtractOptions } from "../extract/extract.ts";
import { fetchAll, type Planned } from "../extract/fetch-all.ts";
import { type CodesOf, plan, waitsForCodes } from "../extract/plan.ts";
import { answersSource } from "../extract/summarise.ts";
import { type Client, openClient } from "../platform/http-client.ts";
import { openOriginal } from "../representations/store-original.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { startPull } from "../stores/raw-store.ts";

export interface SampleOptions extends Omit<ExtractOptions, "drift" | "reuse" | "output" | "openOther"> {
  /** The folder of this sample, with a folder for each representation. */
  readonly folder: string;
  readonly seed: number;
  /** The share of the windows to request, above 0 and at most 1; at least one of each endpoint. */
  readonly share: number;
}

/** The sample in one representation. `planned` has all requests; one without an answer has no receipt. */
export interface Sampled {
  readonly representation: Representation;
  readonly pull: PullFolder;
  readonly planned: readonly Planned[];
  /** Why requests have no answer, or an unreadable one. */
  readonly failed: string | null;
}

export interface Sample {
  readonly source: Source;
  readonly sampled: readonly Sampled[];
}

/** Requests code lists whole. Throws the failures of JSON, and returns the failures of the other representations. */
export async function fetchSample(options: SampleOptions): Promise<Sample> {
  const { concurrency: connections, userAgent, patience = {}, origin } = options;
  const { headers, effects } = options;
  const { proxies = {} } = effects;
  const client = openClient({ connections, userAgent, headers, patience, proxies });
  try {
    const json = await startIn("json", options);
    const codes = await fetchLists(json, { ...options, client });
    const sampled: Sampled[] = [];
    for (const representation of representations) {
      const pull = representation === "json" ? json : await startIn(representation, options);
      const planned = planSample({ ...options, scope: pull.pull.scope }, { representation, codes });
      const failed = await fetchOrFailure(planned, { ...options, client, pull });
      if (representation === "json" && failed !== null) throw failed;
      sampled.push({ representation, pull, planned, failed: failed?.message ?? null });
    }
    return { source: answersSource(origin, await json.allReceipts()), sampled };
  } finally {
    await client.close();
  }
}

async function startIn(representation: Representation, options: SampleOptions): Promise<PullFolder> {
  const scope = inRepresentation(options.scope, representation);
  return await startPull(options.folder, { id: representation, origin: options.origin, scope });
}

function inRepresentation({ representation: _, ...scope }: Scope, representation: Representation): Scope {
  return representation === "json" ? scope : { ...scope, representation };
}

type Fetching = SampleOptions & { readonly client: Client };

async function fetchLists(pull: PullFolder, context: Fetching): Promise<CodesOf> {
  const lists = context.endpoints.filter((endpoint) => !waitsForCodes(endpoint));
  const noCodes = () => [];
  const planned = lists.flatMap((endpoint) =>
    plan(endpoint, pull.pull.scope, noCodes).map((request) => ({ endpoint, request })),
  );
  await fetchAll(planned, { ...context, pull, openOther: openOriginal, earlier: nothingEarlier });
  return await readCodes(pull, { endpoints: context.endpoints, scope: context.scope });
}

function planSample(
  { endpoints, scope, seed, share }: SampleOptions,
  options: { readonly representation: Representation; readonly codes: CodesOf },
): readonly Planned[] {
  const offered = endpoints.filter((endpoint) => offeredBy(endpoint).includes(options.representation));
  return offered.flatMap((endpoint) => {
    const requests = plan(endpoint, scope, options.codes);
    const chosen = waitsForCodes(endpoint) ? sampleOf(requests, { seed, share }) : requests;
    return chosen.map((request) => ({ endpoint, request }));
  });
}

/** The requests whose labels have the lowest hashes with the seed, so that each representation has the same ones. */
function sampleOf(
  requests: readonly Request[],
  { seed, share }: { readonly seed: number; readonly share: number },
): readonly Request[] {
  const rank = (request: Request) =>
    createHash("sha256")
      .update(`${seed} ${labelOf(request)}`)
      .digest("hex");
  const ranked = requests.map((request) => ({ request, rank: rank(request) }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return ranked.slice(0, Math.ceil(requests.length * share)).map(({ request }) => request);
}

async function fetchOrFailure(
  planned: readonly Planned[],
  context: Fetching & { readonly pull: PullFolder },
): Promise<RequestError | ContractError | null> {
  try {
    await fetchAll(planned, { ...context, openOther: openOriginal, earlier: nothingEarlier });
    return null;
  } catch (error) {
    if (error instanceof RequestError || error instanceof ContractError) return error;
    throw error;
  }
}

/** A crosscheck compares current answers, so it reuses none. */
const nothingEarlier: Earlier = {
  answer: async () => undefined,
  split: async () => undefined,
};
