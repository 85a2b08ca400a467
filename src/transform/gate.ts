// The gates of a transform: the pull must be complete, its files must be those of its receipts, and the codes of the options must exist.

import type { Endpoint, Filter, Scope } from "../domain/endpoint.ts";
import { ReleaseError, UsageError } from "../domain/errors.ts";
import { unknownText } from "../domain/near-codes.ts";
import type { PullSummary } from "../domain/pull.ts";
import { fingerprintOf, type Receipt } from "../domain/receipt.ts";
import { keyOf, type PlannedRequest } from "../domain/request.ts";
import { digestIfThere, isFileThere } from "../platform/files.ts";
import { type PullFolder, planFile } from "../stores/pull-folder.ts";
import { plannedName } from "../stores/raw-store.ts";
import type { Warehouse } from "../stores/warehouse.ts";

/** The receipts of a pull. Throws a ReleaseError if records of the pull are lost or altered. */
export async function verifiedReceipts(pull: PullFolder, summary: PullSummary): Promise<readonly Receipt[]> {
  const receipts = await pull.allReceipts();
  if (receipts.length !== summary.requests)
    throw incomplete(pull, `it has ${receipts.length} receipts, and ${summary.requests} by its summary`, {
      expected: summary.requests,
      found: receipts.length,
    });
  if (fingerprintOf(receipts) !== summary.sha256)
    throw incomplete(pull, "its summary was made from other receipts");
  if ((await pull.evidence()) !== summary.evidence_sha256)
    throw incomplete(pull, "its plan, a receipt or the record of a split was altered");
  await assertNoGaps(pull, receipts);
  assertNamed(pull, receipts);
  // Throws for a named pipe, which DuckDB would wait for without end.
  for (const { path } of receipts.flatMap((receipt) => pull.filesOf(receipt))) isFileThere(path);
  return receipts;
}

/** Throws a ReleaseError that names the first receipt with the key of another request. */
function assertNamed(pull: PullFolder, receipts: readonly Receipt[]): void {
  for (const { endpoint, key, parameters } of receipts) {
    const expected = keyOf({ endpoint, path: "", parameters });
    if (key === expected) continue;
    throw incomplete(pull, `the receipt ${endpoint}/${key} belongs to the request ${endpoint}/${expected}`, {
      request: `${endpoint}/${expected}`,
      receipt: `${endpoint}/${key}`,
    });
  }
}

/** Throws a ReleaseError that names the first file that is lost, or differs from its receipt. */
export async function assertFilesUnaltered(pull: PullFolder, receipts: readonly Receipt[]): Promise<void> {
  for (const { path, expected } of receipts.flatMap((receipt) => pull.filesOf(receipt))) {
    const found = await digestIfThere(path);
    if (found?.sha256 === expected.sha256) continue;
    const hashes = { expected: expected.sha256, found: found?.sha256 ?? "no file" };
    throw incomplete(
      pull,
      `${path} should be ${expected.bytes} bytes with SHA-256 ${hashes.expected}, and is ` +
        (found === undefined ? "gone" : `${found.bytes} bytes with SHA-256 ${hashes.found}`),
      { file: path, ...hashes },
    );
  }
}

/** Throws a ReleaseError that names the first planned request without a receipt and without parts that have receipts. */
async function assertNoGaps(pull: PullFolder, receipts: readonly Receipt[]): Promise<void> {
  const answered = new Set(receipts.map(plannedName));
  const open: PlannedRequest[] = [...(await planOf(pull))];
  for (let request = open.pop(); request !== undefined; request = open.pop()) {
    const name = plannedName(request);
    if (answered.has(name)) continue;
    const split = await pull.split(request);
    if (split === undefined)
      throw incomplete(pull, `${name} was planned and has no receipt`, { request: name });
    open.push(...split.parts);
  }
}

/** The plan of a complete pull. Throws a ReleaseError if it is missing. */
export async function planOf(pull: PullFolder): Promise<readonly PlannedRequest[]> {
  const plan = await pull.plan();
  if (plan === undefined) throw incomplete(pull, `it has no ${planFile}`, { file: planFile });
  return plan;
}

function incomplete({ pull }: PullFolder, why: string, facts = {}): ReleaseError {
  return new ReleaseError(`Cannot build from pull ${pull.id}: ${why}. Run extract for a new pull`, {
    facts: { pull: pull.id, ...facts },
  });
}

/** A relation with codes, and the condition for the rows that have them. */
interface CodeList {
  readonly relation: string;
  readonly column: string;
  readonly where?: string;
}

/** For each option: the field of takstbruk with its codes, and the lists and tables with all of them. */
const sources: Readonly<Record<Filter, { readonly field: string; readonly lists: readonly CodeList[] }>> = {
  takstkoder: { field: "takstkode", lists: [{ relation: "staging.takstkoder", column: "takstkode" }] },
  praksistyper: {
    field: "praksis_type_kode",
    lists: [{ relation: "staging.praksistyper", column: "praksis_type_kode" }],
  },
  kommuner: {
    field: "behandler_kommunenr",
    lists: [
      { relation: "staging.kommuner", column: "kommunenr" },
      { relation: "staging.pseudosteder", column: "nr", where: "nivaa = 'kommune'" },
    ],
  },
  fylker: {
    field: "behandler_fylke",
    lists: [
      { relation: "staging.fylker", column: "fylkesnr" },
      { relation: "staging.pseudosteder", column: "nr", where: "nivaa = 'fylke'" },
    ],
  },
};

/** The relations that `assertCodesKnown` reads. */
export function relationsWithCodes({ scope, endpoints }: Requested): readonly string[] {
  return filters
    .filter((filter) => (scope[filter] ?? []).length > 0)
    .flatMap((filter) => listsOf(filter, endpoints).map(({ relation }) => relation));
}

const filters: readonly Filter[] = ["takstkoder", "kommuner", "fylker", "praksistyper"];

interface Requested {
  readonly scope: Scope;
  /** Every endpoint of the registry. */
  readonly endpoints: readonly Endpoint[];
}

/** Throws a UsageError for codes that are in no answer and no list. It names similar codes. */
export async function assertCodesKnown(warehouse: Warehouse, { scope, endpoints }: Requested): Promise<void> {
  const unknown: string[] = [];
  const codes: string[] = [];
  for (const filter of filters) {
    const codesOfOption = scope[filter] ?? [];
    if (codesOfOption.length === 0) continue;
    const known = await knownCodes(warehouse, listsOf(filter, endpoints));
    const missing = codesOfOption.filter((code) => !known.includes(code));
    if (missing.length === 0) continue;
    unknown.push(`--${filter} ${unknownText(missing, known)}`);
    codes.push(...missing);
  }
  if (unknown.length === 0) return;
  throw new UsageError(
    `Cannot use ${unknown.join(" and ")}: no answer of the API has it. Correct the code and run again for a new pull`,
    { facts: { codes: codes.join(",") } },
  );
}

function listsOf(filter: Filter, endpoints: readonly Endpoint[]): readonly CodeList[] {
  const { field, lists } = sources[filter];
  const answered = endpoints
    .filter(({ period, fields }) => period !== undefined && fields[field] !== undefined)
    .map(({ name }) => ({ relation: `staging.${name}`, column: field }));
  return [...answered, ...lists];
}

async function knownCodes(warehouse: Warehouse, lists: readonly CodeList[]): Promise<readonly string[]> {
  const selects = lists.map(
    ({ relation, column, where = "true" }) =>
      `select ${column}::varchar as code from ${relation} where ${where}`,
  );
  const rows = await warehouse.rows(
    `select distinct code from (${selects.join(" union all ")}) where code is not null order by code`,
  );
  return rows.map(({ code }) => code ?? "");
}
