// The gate before a transform: a pull that differs much from the one before it is not built from without being asked to.
import { CheckError } from "../domain/errors.ts";
import { isPullOf } from "../domain/pull.ts";
import { missingPeriods, type RowGroups, rowChanges, rowGroups } from "../domain/pull-rows.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { allPulls } from "../stores/raw-store.ts";
import { releaseIds } from "../stores/release-reader.ts";
import { planOf } from "./evidence.ts";

/**
 * Throws a CheckError that names every endpoint and fagomraade whose rows changed by more than `percent`, or that is asked no
 * more, and, unless `percent` lets everything vanish, every month that should have rows and has none.
 */
export async function refuseLeaps(output: string, pull: PullFolder, percent: number): Promise<void> {
  const earlier = await pullBefore(output, pull);
  if (earlier === undefined) return;
  const groups = { before: await groupsOf(earlier), now: await groupsOf(pull) };
  const missing = percent >= everything ? [] : missingPeriods(groups);
  const found = [
    ...rowChanges(groups, percent).map(
      ({ name, before, now }) => `${name}: ${before} rows before, ${now ?? "not asked for any more"} now`,
    ),
    ...missing.map(({ name, periods }) => `${name}: no rows for ${periods.join(", ")}`),
  ];
  if (found.length === 0) return;
  const remedy = missing.length > 0 ? `--tolerance ${everything}` : "a larger --tolerance";
  throw new CheckError(
    `Cannot build from pull ${pull.pull.id} without being told to, as rows vanished or changed by more than ${percent} % ` +
      `since pull ${earlier.pull.id}:\n${found.map((line) => `  ${line}\n`).join("")}If that is right, transform with ${remedy}`,
  );
}

/** Percent: the tolerance that lets rows vanish altogether. */
const everything = 100;

async function groupsOf(pull: PullFolder): Promise<RowGroups> {
  return rowGroups({ plan: await planOf(pull), receipts: await pull.allReceipts() });
}

/**
 * The newest older pull of the same origin and scope, but for its end: the newest that became a release, since one the gate
 * refused is no measure for the next; where none did, the newest that is complete.
 */
export async function pullBefore(output: string, { pull }: PullFolder): Promise<PullFolder | undefined> {
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
