// The gate before a transform: a pull that differs much from the one before it is not built from without being asked to.
import { CheckError } from "../domain/errors.ts";
import { isPullOf } from "../domain/pull.ts";
import { rowChanges } from "../domain/row-changes.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { allPulls } from "../stores/raw-store.ts";
import { releaseIds } from "../stores/release-reader.ts";

/** Throws a CheckError that names every endpoint and fagomraade whose rows changed by more than `percent`. */
export async function refuseLeaps(output: string, pull: PullFolder, percent: number): Promise<void> {
  const before = await pullBefore(output, pull);
  if (before === undefined) return;
  const receipts = { before: await before.allReceipts(), now: await pull.allReceipts() };
  const changes = rowChanges(receipts, percent);
  if (changes.length === 0) return;
  const found = changes.map((change) => `  ${change.name}: ${change.before} rows before, ${change.now} now`);
  throw new CheckError(
    `Cannot build from pull ${pull.pull.id} without being told to, as rows changed by more than ${percent} % since ` +
      `pull ${before.pull.id}:\n${found.join("\n")}\nIf that is right, transform with a larger --tolerance`,
  );
}

/**
 * The newest older pull of the same origin and scope, but for its end: the newest that became a release, since one the gate
 * refused is no measure for the next; where none did, the newest that is complete.
 */
async function pullBefore(output: string, { pull }: PullFolder): Promise<PullFolder | undefined> {
  const released = await releaseIds(output);
  const alike: PullFolder[] = [];
  for (const candidate of await allPulls(output)) {
    const { id, origin, scope } = candidate.pull;
    const asked = { origin, scope: { ...scope, until: pull.scope.until } };
    if (id < pull.id && isPullOf(pull, asked) && (await candidate.summary()) !== undefined)
      alike.push(candidate);
  }
  return alike.find((candidate) => released.some((id) => id.includes(candidate.pull.id))) ?? alike[0];
}
