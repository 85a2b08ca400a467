// The gate before a transform: a pull that differs much from the one before it is not built from without being asked to.
import { CheckError } from "../domain/errors.ts";
import { rowChanges } from "../domain/row-changes.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { allPulls } from "../stores/raw-store.ts";

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

/** The newest complete pull of the same origin that is older than this one. */
async function pullBefore(output: string, { pull }: PullFolder): Promise<PullFolder | undefined> {
  for (const candidate of await allPulls(output)) {
    const { id, origin } = candidate.pull;
    if (id < pull.id && origin === pull.origin && (await candidate.summary()) !== undefined) return candidate;
  }
  return undefined;
}
