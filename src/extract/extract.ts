// The extract stage: from a scope to a complete pull, in which each planned request has a whole answer and a receipt. Its summary ends it.

import { join, relative } from "node:path";
import { breaksContract, driftOf, isUnforeseen } from "../domain/drift.ts";
import { type Endpoint, representationOf, type Scope } from "../domain/endpoint.ts";
import { ContractError } from "../domain/errors.ts";
import { counted, countText } from "../domain/markdown.ts";
import { emulatorHeader, isRealRoot } from "../domain/origin.ts";
import type { Report } from "../domain/progress.ts";
import { idAt, type Part, type PullSummary, type Source } from "../domain/pull.ts";
import { fingerprintOf, type Receipt } from "../domain/receipt.ts";
import { displayName } from "../domain/representation.ts";
import { labelOf, type Request } from "../domain/request.ts";
import type { Effects } from "../platform/effects.ts";
import { writeWhole } from "../platform/files.ts";
import { type Client, openClient, type Patience } from "../platform/http-client.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { allPulls, startPull } from "../stores/raw-store.ts";
import { type PlaceNumbersOf, readCodes } from "./codes.ts";
import { earlierPulls, type Horizon } from "./earlier.ts";
import { fetchAll } from "./fetch-all.ts";
import type { OpenOther } from "./json-answer.ts";
import { partOf, partsOfSplit, plan, planningSteps, waitsForCodes } from "./plan.ts";

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
  const id = idAt(options.effects.clock.now());
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

/** Sums up a pull. Throws a ContractError if one of these requests has no receipt. */
export async function summarise(pull: PullFolder, requests: readonly Request[]): Promise<PullSummary> {
  const parts = await Promise.all(requests.map((request) => partsOfSplit(pull, request)));
  const receipts = await Promise.all(
    parts.flat().map(async (request) => {
      const receipt = await pull.receipt(request);
      if (receipt === undefined)
        throw new ContractError(
          `Cannot finish the pull: ${labelOf(request)} has no receipt. Run again to request it`,
          { facts: { request: labelOf(request), folder: pull.folder } },
        );
      return receipt;
    }),
  );
  assertSomeFound(receipts);
  const times = receipts.map((receipt) => receipt.fetched_at).sort();
  return {
    requests: receipts.length,
    reused: receipts.filter((receipt) => receipt.reused_from !== undefined).length,
    rows: receipts.reduce((sum, receipt) => sum + receipt.rows, 0),
    bytes: receipts.reduce((sum, receipt) => sum + receipt.body.bytes, 0),
    first_fetched_at: times[0] ?? "",
    last_fetched_at: times.at(-1) ?? "",
    sha256: fingerprintOf(receipts),
    evidence_sha256: await pull.evidence(),
    source: answersSource(pull.pull.origin, receipts),
  };
}

/** 404 may mean "no rows", but if all requests of an endpoint return it, the path has moved. */
function assertSomeFound(receipts: readonly Receipt[]): void {
  for (const endpoint of new Set(receipts.map((receipt) => receipt.endpoint))) {
    const own = receipts.filter((receipt) => receipt.endpoint === endpoint);
    if (!own.every((receipt) => receipt.status === 404)) continue;
    throw new ContractError(
      `${endpoint} returned 404 for ${own.length === 1 ? "its only request" : `all ${counted(own.length, "request")}`}. Its path has probably changed. First URL: ${own[0]?.url}`,
      { facts: { endpoint, requests: own.length, status: 404, url: `${own[0]?.url}` } },
    );
  }
}

/** The origin of these answers, and whether they are synthetic. */
export function answersSource(origin: string, receipts: readonly Receipt[]): Source {
  const worlds = new Set(receipts.map((receipt) => receipt.headers[emulatorHeader]).filter(Boolean));
  if (worlds.size > 0) {
    const world = [...worlds].sort().join(" and ");
    return {
      origin: `emulator (${world})`,
      synthetic: "The answers are synthetic. They came from the project's own emulator.",
    };
  }
  if (isRealRoot(origin)) return { origin, synthetic: null };
  return { origin, synthetic: "The answers did not come from a documented root of the API." };
}

/** Writes README.md, index.csv and SHA256SUMS into the pull's folder, for people who find it. */
export async function describePull(pull: PullFolder, summary: PullSummary): Promise<void> {
  await writeWhole(join(pull.folder, "README.md"), readme(pull, summary));
  const receipts = await pull.allReceipts();
  await writeWhole(join(pull.folder, "index.csv"), index(pull, receipts));
  await writeWhole(join(pull.folder, "SHA256SUMS"), sums(pull, receipts));
}

function readme({ pull }: PullFolder, summary: PullSummary): string {
  const { source, requests, reused, rows, bytes } = summary;
  return `# Pull ${pull.id}

- Origin: ${source.origin}
- Answers: ${countText(requests)}. Reused from an earlier pull, which their receipts name: ${countText(reused)}
- Rows: ${countText(rows)}. Bytes: ${countText(bytes)}
- Received: ${summary.first_fetched_at} to ${summary.last_fetched_at}
${source.synthetic === null ? "" : `\n**Not real data:** ${source.synthetic}\n`}
- \`pull.json\`: the origin and the scope. \`summary.json\`: the result, which exists only if the pull is complete.
- \`plan.ndjson\`: every request. Each has a receipt, or was split into parts that have receipts.
- \`index.csv\`: every answer with its URL, time, rows, and SHA-256 of the received body and of its file here.
- \`takstbruk_…/<request>.rows.csv\`: the rows of an answer, one per line, with each value as the API wrote it. Texts are in quotes.
  Numbers and null are bare. An absent field is empty. Undeclared fields are JSON in the column \`_other\`.
- \`<endpoint>/<request>.ndjson.gz\`: the rows of a code list, one per line, as the API wrote them.
- \`<endpoint>/<request>.xml.gz\`, \`.csv.gz\` or \`.xlsx\`: the received body, if it was not JSON.
- \`<endpoint>/receipts.ndjson\`: one line for each answer in the order of their keys, as proof that it was whole. A line has status,
  headers, time, the text around the rows, the number of rows by month or year, and each field with its number of rows and kinds of value.
- \`<endpoint>/<request>.split.json\`: a request that the API could not deliver whole, the reason, and the parts requested instead.

Load an endpoint in DuckDB: \`SELECT * FROM read_csv('takstbruk_landet_ar/*.rows.csv', all_varchar = true, hive_partitioning = false, nullstr = ['', 'null'], allow_quoted_nulls = false)\`
Check the files: \`sha256sum --check SHA256SUMS\`
`;
}

function index(pull: PullFolder, receipts: readonly Receipt[]): string {
  const lines = receipts.map((receipt) => {
    const { endpoint, url, fetched_at, rows, body, file } = receipt;
    return [
      relative(pull.folder, pull.answerFile(receipt)),
      endpoint,
      fetched_at,
      rows,
      body.bytes,
      body.sha256,
      file.sha256,
      url,
    ];
  });
  const header = [
    "file",
    "endpoint",
    "fetched_at",
    "rows",
    "body_bytes",
    "body_sha256",
    "file_sha256",
    "url",
  ];
  return `${[header, ...lines].map((line) => line.map(csvCell).join(",")).join("\n")}\n`;
}

function sums(pull: PullFolder, receipts: readonly Receipt[]): string {
  const files = receipts.flatMap((receipt) => pull.filesOf(receipt));
  return files.map(({ path, expected }) => `${expected.sha256}  ${relative(pull.folder, path)}\n`).join("");
}

function csvCell(value: string | number): string {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
