// What a complete pull holds, from its receipts alone; a pull with a hole has no summary.
import { ContractError } from "../domain/errors.ts";
import { emulatorHeader, isDocumentedRoot } from "../domain/origin.ts";
import type { PullSummary, Source } from "../domain/pull.ts";
import { fingerprintOf, type Receipt } from "../domain/receipt.ts";
import { nameOf, type Request } from "../domain/request.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { leavesOf } from "./split.ts";

/** Sums up a pull in which every one of these requests has its receipt. */
export async function summarise(pull: PullFolder, requests: readonly Request[]): Promise<PullSummary> {
  const leaves = await Promise.all(requests.map((request) => leavesOf(pull, request)));
  const receipts = await Promise.all(
    leaves.flat().map(async (request) => {
      const receipt = await pull.receipt(request);
      if (receipt === undefined)
        throw new ContractError(`Cannot finish the pull: ${nameOf(request)} has no receipt`, {
          facts: { request: nameOf(request) },
        });
      return receipt;
    }),
  );
  refuseAllNotFound(receipts);
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
    source: sourceOf(pull.pull.origin, receipts),
  };
}

/** "Not found" may mean "no rows", but not for a whole endpoint: then its path has moved. */
function refuseAllNotFound(receipts: readonly Receipt[]): void {
  for (const endpoint of new Set(receipts.map((receipt) => receipt.endpoint))) {
    const own = receipts.filter((receipt) => receipt.endpoint === endpoint);
    if (!own.every((receipt) => receipt.status === 404)) continue;
    throw new ContractError(
      `Cannot take ${endpoint} for empty: all ${own.length} requests were answered "not found", the first ${own[0]?.url}`,
      { facts: { endpoint, requests: own.length, status: 404, url: `${own[0]?.url}` } },
    );
  }
}

/** Where these answers came from. */
export function sourceOf(origin: string, receipts: readonly Receipt[]): Source {
  const worlds = new Set(receipts.map((receipt) => receipt.headers[emulatorHeader]).filter(Boolean));
  if (worlds.size > 0) {
    const world = [...worlds].sort().join(" and ");
    return {
      origin: `emulator (${world})`,
      synthetic: "The answers were made up by the project's own emulator.",
    };
  }
  if (isDocumentedRoot(origin)) return { origin, synthetic: null };
  return { origin, synthetic: "The answers did not come from a documented root of the API." };
}
