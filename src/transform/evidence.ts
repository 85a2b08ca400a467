// Whether a pull is still the evidence it was when it was completed: every receipt there, every file as its receipt says.
import { ReleaseError } from "../domain/errors.ts";
import type { PullSummary } from "../domain/pull.ts";
import { fingerprintOf, type Receipt } from "../domain/receipt.ts";
import type { PlannedRequest } from "../domain/request.ts";
import { digestIfThere } from "../platform/files.ts";
import { type PullFolder, planFile } from "../stores/pull-folder.ts";

/** The receipts of a pull. Throws a ReleaseError that says which of its records are lost or altered. */
export async function provenReceipts(pull: PullFolder, summary: PullSummary): Promise<readonly Receipt[]> {
  const receipts = await pull.allReceipts();
  const cannot = cannotBuildFrom(pull);
  if (receipts.length !== summary.requests) {
    throw new ReleaseError(
      `${cannot}: it has ${receipts.length} receipts, its summary tells of ${summary.requests}; run extract for a new pull`,
    );
  }
  if (fingerprintOf(receipts) !== summary.sha256) {
    throw new ReleaseError(
      `${cannot}: its receipts are not those its summary was made from; run extract for a new pull`,
    );
  }
  if ((await pull.evidence()) !== summary.evidence_sha256) {
    throw new ReleaseError(
      `${cannot}: a receipt or the record of a split was altered; run extract for a new pull`,
    );
  }
  await refuseHoles(pull, receipts);
  return receipts;
}

/** Throws a ReleaseError that names the first file that is lost or not as its receipt says. */
export async function refuseAlteredFiles(pull: PullFolder, receipts: readonly Receipt[]): Promise<void> {
  for (const { path, promised } of receipts.flatMap((receipt) => pull.filesOf(receipt))) {
    const found = await digestIfThere(path);
    if (found?.sha256 === promised.sha256) continue;
    const what = found === undefined ? "no file" : `${found.bytes} bytes with SHA-256 ${found.sha256}`;
    throw new ReleaseError(
      `${cannotBuildFrom(pull)}: ${path} should be ${promised.bytes} bytes with SHA-256 ${promised.sha256}, found ${what}`,
    );
  }
}

/** Throws a ReleaseError that names the first request of the plan that has neither a receipt nor parts that have. */
async function refuseHoles(pull: PullFolder, receipts: readonly Receipt[]): Promise<void> {
  const answered = new Set(receipts.map(({ endpoint, key }) => `${endpoint}/${key}`));
  const open: PlannedRequest[] = [...(await planOf(pull))];
  for (let request = open.pop(); request !== undefined; request = open.pop()) {
    const name = `${request.endpoint}/${request.key}`;
    if (answered.has(name)) continue;
    const split = await pull.split(request);
    if (split === undefined)
      throw new ReleaseError(
        `${cannotBuildFrom(pull)}: ${name} was planned and has no receipt; run extract for a new pull`,
      );
    open.push(...split.parts);
  }
}

/** The plan of a complete pull. Throws a ReleaseError where it is not there. */
export async function planOf(pull: PullFolder): Promise<readonly PlannedRequest[]> {
  const plan = await pull.plan();
  if (plan !== undefined) return plan;
  throw new ReleaseError(`${cannotBuildFrom(pull)}: it has no ${planFile}; run extract for a new pull`);
}

function cannotBuildFrom({ pull }: PullFolder): string {
  return `Cannot build from pull ${pull.id}`;
}
