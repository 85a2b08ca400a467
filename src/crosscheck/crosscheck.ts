// Requests a sample of windows in every representation, and compares the rows that staging makes of the answers.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Compared, type Crosscheck, crosscheckSchema, type Difference } from "../domain/crosscheck.ts";
import type { Dataset } from "../domain/dataset.ts";
import { type Endpoint, offeredBy, type Scope } from "../domain/endpoint.ts";
import { ContractError, RequestError } from "../domain/errors.ts";
import { jsonText } from "../domain/json.ts";
import type { Source } from "../domain/pull.ts";
import { type Representation, representations } from "../domain/representation.ts";
import { labelOf, type Request } from "../domain/request.ts";
import { readCodes } from "../extract/codes.ts";
import type { Earlier } from "../extract/earlier.ts";
import { answersSource, type ExtractOptions } from "../extract/extract.ts";
import { fetchAll, type Planned } from "../extract/fetch-all.ts";
import { type CodesOf, partsOfSplit, plan, waitsForCodes } from "../extract/plan.ts";
import { writeWhole } from "../platform/files.ts";
import { type Client, openClient } from "../platform/http-client.ts";
import { openOriginal } from "../representations/store-original.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { startPull } from "../stores/raw-store.ts";
import { readShape } from "../stores/stored-shapes.ts";
import { identifier, literal, openWarehouse, type TextRow, type Warehouse } from "../stores/warehouse.ts";
import { findModels, type Model, withoutEnd } from "../transform/models.ts";
import { createRawView, prepare, type StoredRows, storedRows } from "../transform/raw-tables.ts";

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

/** Requests answered in one representation. The others are compared with the first. */
export interface Answered {
  readonly representation: Representation;
  readonly pull: PullFolder;
  readonly requests: readonly { readonly endpoint: Endpoint; readonly request: Request }[];
}

export interface CrosscheckOptions {
  /** The folder of the SQL files. */
  readonly sql: string;
  readonly datasets: readonly Dataset[];
  readonly memoryLimit: string;
}

export type Findings = Pick<Crosscheck, "representations" | "differences">;

type ComparedRequest = Answered["requests"][number];

const mostDifferences = 100;

/** Compares each request of each representation with the first one's answer, by the rows that staging makes of them. */
export async function crosscheck(
  answered: readonly Answered[],
  options: CrosscheckOptions,
): Promise<Findings> {
  const warehouse = await openWarehouse({ file: ":memory:", memoryLimit: options.memoryLimit });
  try {
    await prepare(warehouse, options.sql);
    await warehouse.run("create schema crosscheck");
    const models = await findModels(warehouse, { folder: options.sql, layers: ["staging"] });
    for (const { name, sql, reads } of models) {
      if (reads.some((read) => read.startsWith("raw."))) continue;
      await warehouse.run(`create view staging.${identifier(name)} as ${withoutEnd(sql)}`);
    }
    const [json, ...others] = answered;
    if (json === undefined) return { representations: [], differences: [] };
    const comparing = { warehouse, models, datasets: options.datasets, json };
    const representations = [await answerCounts(json)];
    const differences: Difference[] = [];
    for (const other of others) {
      const found: Difference[] = [];
      for (const one of other.requests) found.push(...(await compareRequest(one, { ...comparing, other })));
      representations.push(tally(await answerCounts(other), found));
      differences.push(...found);
    }
    return { representations, differences: differences.slice(0, mostDifferences) };
  } finally {
    warehouse.close();
  }
}

interface Comparing {
  readonly warehouse: Warehouse;
  readonly models: readonly Model[];
  readonly datasets: readonly Dataset[];
  readonly json: Answered;
  readonly other: Answered;
}

async function answerCounts({ representation, pull, requests }: Answered): Promise<Compared> {
  const counts = await Promise.all(requests.map(({ request }) => answersOf(pull, request)));
  const whole = counts.filter((files) => files !== undefined);
  return {
    representation,
    requests: requests.length,
    rows: whole.flat().reduce((sum, { rows }) => sum + rows, 0),
    unread: requests.length - whole.length,
    differing_rows: 0,
    differing_sums: 0,
  };
}

function tally(counts: Compared, found: readonly Difference[]): Compared {
  const rows = new Set(
    found.flatMap(({ request, row }) => (row === null ? [] : [JSON.stringify([request, row])])),
  );
  const unread = found.filter(({ kind }) => kind === "answer").length;
  return {
    ...counts,
    unread,
    differing_rows: rows.size,
    differing_sums: found.filter(({ kind }) => kind === "sum").length,
  };
}

/** All differences of one request; none if both answers have the same rows. */
async function compareRequest(one: ComparedRequest, context: Comparing): Promise<readonly Difference[]> {
  const { warehouse, models, json, other } = context;
  const { endpoint, request } = one;
  const about = { representation: other.representation, request: labelOf(request) };
  const [asJson, asOther] = [await answersOf(json.pull, request), await answersOf(other.pull, request)];
  if (asJson === undefined || asOther === undefined) {
    return [
      {
        ...about,
        kind: "answer",
        row: null,
        field: null,
        json: answeredOrNull(asJson),
        other: answeredOrNull(asOther),
      },
    ];
  }
  const files = { json: asJson, other: asOther };
  const found: Difference[] = [];
  try {
    for (const model of models.filter((one) => readsOnly(one, endpoint))) {
      for (const side of ["json", "other"] as const) {
        await createRawView(
          warehouse,
          endpoint,
          files[side].filter(({ rows }) => rows > 0),
        );
        await warehouse.run(`create or replace table crosscheck.${side} as ${withoutEnd(model.sql)}`);
      }
      const key = context.datasets.find(({ name }) => name === model.name)?.key ?? [];
      const rows = await differencesIn(warehouse, key);
      found.push(...rows.map((difference) => ({ ...about, ...difference })));
    }
  } catch (error) {
    // DuckDB's error names a value that no macro can parse. The request counts as unanswered.
    const text = error instanceof Error ? error.message : String(error);
    return [{ ...about, kind: "answer", row: null, field: null, json: null, other: text.slice(0, 300) }];
  }
  return found;
}

/** A model of several endpoints would count a difference twice, because its rows are already compared by endpoint. */
function readsOnly({ reads }: Model, { name }: Endpoint): boolean {
  const answers = reads.filter((read) => read.startsWith("raw."));
  return answers.length === 1 && answers[0] === `raw.${name}`;
}

function answeredOrNull(files: readonly unknown[] | undefined): string | null {
  return files === undefined ? null : "answered";
}

/** The stored rows of a request or of its parts; undefined if a part has no answer. */
async function answersOf(pull: PullFolder, request: Request): Promise<readonly Answer[] | undefined> {
  const parts = await partsOfSplit(pull, request);
  const receipts = await Promise.all(parts.map((part) => pull.receipt(part)));
  const answers = receipts.map((one) => one && { ...storedRows(pull, one), rows: one.rows });
  return answers.includes(undefined) ? undefined : answers.filter((answer) => answer !== undefined);
}

type Answer = StoredRows & { readonly rows: number };

type Found = Omit<Difference, "representation" | "request">;

interface Column {
  readonly name: string;
  readonly isNumber: boolean;
}

/** Every difference. Rows are labelled by the columns of the key that the tables have, and may be in any order. */
export async function differencesIn(warehouse: Warehouse, key: readonly string[]): Promise<readonly Found[]> {
  const [differing] = await warehouse.rows(`select count(*) as rows from (
    (from crosscheck.json except all from crosscheck.other) union all
    (from crosscheck.other except all from crosscheck.json))`);
  if (differing?.rows === "0") return [];
  await warehouse.run(`create or replace table crosscheck.only_json as
    from crosscheck.json except all from crosscheck.other`);
  await warehouse.run(`create or replace table crosscheck.only_other as
    from crosscheck.other except all from crosscheck.json`);
  const columns = await comparedColumns(warehouse);
  const own = key.filter((name) => columns.some((column) => column.name === name));
  const keys = own.length === 0 ? columns.map(({ name }) => name) : own;
  const rows = await warehouse.rows(`${rowsSql(keys)} union all ${fieldsSql(columns, keys)} order by all`);
  return [...rows.map(foundIn), ...(await sumDifferences(warehouse, columns))];
}

async function comparedColumns(warehouse: Warehouse): Promise<readonly Column[]> {
  const rows = await warehouse.rows("describe crosscheck.json");
  return rows.map(({ column_name: name, column_type: type }) => ({
    name: name ?? "",
    isNumber: /^(BIGINT|DECIMAL|HUGEINT|INTEGER|SMALLINT|TINYINT)/.test(type ?? ""),
  }));
}

function keyText(keys: readonly string[], side: string): string {
  const parts = keys.map(
    (name) => `${literal(`${name} `)} || coalesce(${side}.${identifier(name)}::varchar, '')`,
  );
  return `concat_ws(', ', ${parts.join(", ")})`;
}

function hasSameKey(keys: readonly string[]): string {
  return keys
    .map((name) => `json_rows.${identifier(name)} is not distinct from other_rows.${identifier(name)}`)
    .join(" and ");
}

/** Rows whose key only one side has. */
function rowsSql(keys: readonly string[]): string {
  const only = (
    side: string,
    other: string,
  ) => `select 'row' as kind, ${keyText(keys, `${side}_rows`)} as row,
      null as field, ${side === "json" ? "'present'" : "null"} as json, ${side === "json" ? "null" : "'present'"} as other
    from crosscheck.only_${side} as ${side}_rows
    anti join crosscheck.only_${other} as ${other}_rows on ${hasSameKey(keys)}`;
  return `${only("json", "other")} union all ${only("other", "json")}`;
}

/** Fields that differ between rows of the same key. */
function fieldsSql(columns: readonly Column[], keys: readonly string[]): string {
  const selects = columns.map(({ name }) => {
    const column = identifier(name);
    return `select 'field' as kind, ${keyText(keys, "json_rows")} as row, ${literal(name)} as field,
        json_rows.${column}::varchar as json, other_rows.${column}::varchar as other
      from crosscheck.only_json as json_rows
      inner join crosscheck.only_other as other_rows on ${hasSameKey(keys)}
      where json_rows.${column} is distinct from other_rows.${column}`;
  });
  return selects.join(" union all ");
}

async function sumDifferences(warehouse: Warehouse, columns: readonly Column[]): Promise<readonly Found[]> {
  const sums = columns
    .filter(({ isNumber }) => isNumber)
    .map(({ name }) => [name, `sum(${identifier(name)})`]);
  const selects = [["rows", "count(*)"], ...sums].map(
    ([name = "", sql]) => `select 'sum' as kind, null as row, ${literal(name)} as field,
      (select ${sql} from crosscheck.json)::varchar as json, (select ${sql} from crosscheck.other)::varchar as other`,
  );
  const all = selects.join(" union all ");
  const rows = await warehouse.rows(`from (${all}) where json is distinct from other order by field`);
  return rows.map(foundIn);
}

function foundIn({ kind, row, field, json, other }: TextRow): Found {
  const kinds = { field: "field", sum: "sum", row: "row" } as const;
  const known = kind === "field" || kind === "sum" ? kinds[kind] : kinds.row;
  return { kind: known, row: row ?? null, field: field ?? null, json: json ?? null, other: other ?? null };
}

/** The folder of the crosscheck with this id. */
export function crosscheckFolder(output: string, id: string): string {
  return join(output, "crosscheck", id);
}

/** Writes the result of a crosscheck into its folder, as the last file. */
export async function storeCrosscheck(output: string, found: Crosscheck): Promise<void> {
  await writeWhole(join(crosscheckFolder(output, found.id), "crosscheck.json"), jsonText(found));
}

/** The newest crosscheck of this origin, or undefined if there is none. */
export async function newestCrosscheck(output: string, origin: string): Promise<Crosscheck | undefined> {
  const all = join(output, "crosscheck");
  if (!existsSync(all)) return undefined;
  for (const id of (await readdir(all)).sort().reverse()) {
    const found = await readShape(join(all, id, "crosscheck.json"), crosscheckSchema);
    if (found?.source.origin === origin) return found;
  }
  return undefined;
}
