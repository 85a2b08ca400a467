// Whether a pull is still the evidence it was when it was completed: every receipt there, every file as its receipt says.
import { ReleaseError } from "../domain/errors.ts";
import type { PullSummary } from "../domain/pull.ts";
import { fingerprintOf } from "../domain/receipt.ts";
import type { PlannedRequest } from "../domain/request.ts";
import { digestIfThere } from "../platform/files.ts";
import { type PullFolder, planFile } from "../stores/pull-folder.ts";

/** Throws a ReleaseError that names the first receipt or file that is lost or altered. */
export async function refuseAlteredEvidence(pull: PullFolder, summary: PullSummary): Promise<void> {
  const receipts = await pull.allReceipts();
  const cannot = `Cannot build from pull ${pull.pull.id}`;
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
  await refuseHoles(pull);
  for (const { path, promised } of receipts.flatMap((receipt) => pull.filesOf(receipt))) {
    const found = await digestIfThere(path);
    if (found?.sha256 === promised.sha256) continue;
    const what = found === undefined ? "no file" : `${found.bytes} bytes with SHA-256 ${found.sha256}`;
    throw new ReleaseError(
      `${cannot}: ${path} should be ${promised.bytes} bytes with SHA-256 ${promised.sha256}, found ${what}`,
    );
  }
}

/** Throws a ReleaseError that names the first request of the plan that has neither a receipt nor parts that have. */
async function refuseHoles(pull: PullFolder): Promise<void> {
  const open: PlannedRequest[] = [...(await planOf(pull))];
  for (let request = open.pop(); request !== undefined; request = open.pop()) {
    const split = await pull.split(request);
    if (split !== undefined) open.push(...split.parts);
    else if ((await pull.receipt(request)) === undefined)
      throw new ReleaseError(
        `Cannot build from pull ${pull.pull.id}: ${request.endpoint}/${request.key} was planned and has no receipt; ` +
          "run extract for a new pull",
      );
  }
}

/** The plan of a complete pull. Throws a ReleaseError where it is not there. */
export async function planOf(pull: PullFolder): Promise<readonly PlannedRequest[]> {
  const plan = await pull.plan();
  if (plan !== undefined) return plan;
  throw new ReleaseError(
    `Cannot build from pull ${pull.pull.id}: it has no ${planFile}; run extract for a new pull`,
  );
}
