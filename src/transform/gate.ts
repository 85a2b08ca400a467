// The gates before a transform: a pull must be complete and unaltered, and have about as many rows as the one before.
import { CheckError, ReleaseError } from "../domain/errors.ts";
import { isPullOf, type PullSummary } from "../domain/pull.ts";
import { missingPeriods, type RowGroups, rowChanges, rowGroups } from "../domain/pull-rows.ts";
import { fingerprintOf, type Receipt } from "../domain/receipt.ts";
import { keyOf, type PlannedRequest } from "../domain/request.ts";
import { digestIfThere, isFileThere } from "../platform/files.ts";
import { type PullFolder, planFile } from "../stores/pull-folder.ts";
import { allPulls } from "../stores/raw-store.ts";
import { releaseIds } from "../stores/release-reader.ts";

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
  await assertNoGaps(pull, receipts);
  assertNamed(pull, receipts);
  // DuckDB would wait for good for a pipe in a file's place, so that this is looked at before it reads any.
  for (const { path } of receipts.flatMap((receipt) => pull.filesOf(receipt))) isFileThere(path);
  return receipts;
}

/** Throws a ReleaseError that names the first receipt kept under the name of another request. */
function assertNamed(pull: PullFolder, receipts: readonly Receipt[]): void {
  for (const { endpoint, key, parameters } of receipts) {
    const expected = keyOf({ endpoint, path: "", parameters });
    if (key === expected) continue;
    throw new ReleaseError(
      `${cannotBuildFrom(pull)}: the receipt ${endpoint}/${key} is of the request ${endpoint}/${expected}; run extract for a new pull`,
    );
  }
}

/** Throws a ReleaseError that names the first file that is lost or not as its receipt says. */
export async function assertFilesUnaltered(pull: PullFolder, receipts: readonly Receipt[]): Promise<void> {
  for (const { path, expected } of receipts.flatMap((receipt) => pull.filesOf(receipt))) {
    const found = await digestIfThere(path);
    if (found?.sha256 === expected.sha256) continue;
    const what = found === undefined ? "no file" : `${found.bytes} bytes with SHA-256 ${found.sha256}`;
    throw new ReleaseError(
      `${cannotBuildFrom(pull)}: ${path} should be ${expected.bytes} bytes with SHA-256 ${expected.sha256}, found ${what}`,
    );
  }
}

/** Throws a ReleaseError that names the first request of the plan that has neither a receipt nor parts that have. */
async function assertNoGaps(pull: PullFolder, receipts: readonly Receipt[]): Promise<void> {
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

/**
 * Throws a CheckError that names every endpoint and fagomraade whose rows changed by more than `percent`, or that is asked no
 * more, and, unless `percent` lets everything vanish, every month that should have rows and has none.
 */
export async function assertRowCountsAlike(output: string, pull: PullFolder, percent: number): Promise<void> {
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
