// The gate before a transform: the pull must be complete, and its files must be those of its receipts.
import { ReleaseError } from "../domain/errors.ts";
import type { PullSummary } from "../domain/pull.ts";
import { fingerprintOf, type Receipt } from "../domain/receipt.ts";
import { keyOf, type PlannedRequest } from "../domain/request.ts";
import { digestIfThere, isFileThere } from "../platform/files.ts";
import { type PullFolder, planFile } from "../stores/pull-folder.ts";
import { plannedName } from "../stores/raw-store.ts";

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
