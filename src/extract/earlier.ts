// Answers of earlier pulls: those that may be taken as they are, and those the server may say have not changed.
import type { Endpoint } from "../domain/endpoint.ts";
import type { Receipt } from "../domain/receipt.ts";
import type { Request } from "../domain/request.ts";
import { digestIfThere } from "../platform/files.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { allPulls } from "../stores/raw-store.ts";

/** An answer to the same request, in an earlier complete pull of the same origin, its file still as it was. */
export interface EarlierAnswer {
  readonly pull: PullFolder;
  readonly receipt: Receipt;
}

/** How long after its end a window may still be corrected: claims arrive late, and the last 13 months change. */
export interface Horizon {
  readonly unit: "days" | "months";
  readonly count: number;
}

export type FindEarlier = (request: Request) => Promise<EarlierAnswer | undefined>;

/** Finds the newest earlier answer to a request. An altered or lost file is passed over: it would be no evidence. */
export async function earlierAnswers(output: string, current: PullFolder): Promise<FindEarlier> {
  const pulls: PullFolder[] = [];
  for (const pull of await allPulls(output)) {
    const isOther = pull.pull.id !== current.pull.id && pull.pull.origin === current.pull.origin;
    if (isOther && (await pull.summary()) !== undefined) pulls.push(pull);
  }
  return async (request) => {
    for (const pull of pulls) {
      const receipt = await pull.receipt(request);
      if (receipt === undefined) continue;
      const found = await digestIfThere(pull.answerFile(receipt));
      if (found?.sha256 === receipt.file.sha256) return { pull, receipt };
    }
    return undefined;
  };
}

/** True when a request's window ended so long before `now` that it is not corrected any more. Code lists never are. */
export function isSettled(
  { endpoint, request }: { readonly endpoint: Endpoint; readonly request: Request },
  { now, horizon }: { readonly now: Date; readonly horizon: Horizon },
): boolean {
  const end = windowEnd(endpoint, request);
  if (end === undefined) return false;
  const settled = new Date(end);
  if (horizon.unit === "days") settled.setUTCDate(settled.getUTCDate() + horizon.count);
  else settled.setUTCMonth(settled.getUTCMonth() + horizon.count);
  return settled <= now;
}

/** The first moment after a request's window, or undefined where it has none. */
function windowEnd(endpoint: Endpoint, request: Request): Date | undefined {
  for (const axis of endpoint.axes) {
    if (axis.kind !== "months" && axis.kind !== "years") continue;
    const last = request.parameters[axis.last] ?? "";
    const year = Number(last.slice(0, 4));
    return new Date(Date.UTC(year, axis.kind === "years" ? 12 : Number(last.slice(4)), 1));
  }
  return undefined;
}
