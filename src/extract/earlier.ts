// Answers of earlier pulls: answers to reuse, and answers that the server may confirm as unchanged.
import type { Endpoint } from "../domain/endpoint.ts";
import { ReleaseError } from "../domain/errors.ts";
import type { Pull } from "../domain/pull.ts";
import type { Receipt } from "../domain/receipt.ts";
import type { Request } from "../domain/request.ts";
import { digestIfThere } from "../platform/files.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { allPulls } from "../stores/raw-store.ts";
import type { SplitRecord } from "../stores/stored-shapes.ts";

/** An answer to the same request in an earlier complete pull of the same origin. Its files are unaltered. */
export interface EarlierAnswer {
  readonly pull: PullFolder;
  readonly receipt: Receipt;
}

/** How long after its end a window may still change, because bills arrive late. */
export interface Horizon {
  readonly unit: "days" | "months";
  readonly count: number;
}

export interface Earlier {
  /** The newest earlier answer to a request, without answers whose files are altered or lost. */
  answer(request: Request): Promise<EarlierAnswer | undefined>;
  /** How the newest earlier pull with this request had to split it, if it had to. */
  split(request: Request): Promise<SplitRecord | undefined>;
}

/**
 * The answers of the earlier complete pulls of the same origin. Without `reuse`, only answers that the server can confirm as unchanged
 * are used, so the files of the others are not read.
 */
export async function earlierPulls(
  output: string,
  { current, reuse }: { readonly current: PullFolder; readonly reuse: Horizon | undefined },
): Promise<Earlier> {
  const pulls: PullFolder[] = [];
  for (const pull of await allPulls(output)) {
    if (isOtherOf(pull.pull, current.pull) && (await pull.summary()) !== undefined) pulls.push(pull);
  }
  return {
    async answer(request) {
      for (const pull of pulls) {
        const receipt = await unlessDamaged(pull.receipt(request));
        if (receipt === undefined) continue;
        if (reuse === undefined && !isConditional(receipt)) return undefined;
        if (await isIntact(pull, receipt)) return { pull, receipt };
      }
      return undefined;
    },
    async split(request) {
      for (const pull of pulls) {
        const split = await unlessDamaged(pull.split(request));
        if (split !== undefined) return split;
        if ((await unlessDamaged(pull.receipt(request))) !== undefined) return undefined;
      }
      return undefined;
    },
  };
}

/** A pull in another representation has other bytes. */
function isOtherOf(one: Pull, { id, origin, scope }: Pull): boolean {
  return one.id !== id && one.origin === origin && one.scope.representation === scope.representation;
}

async function isIntact(pull: PullFolder, receipt: Receipt): Promise<boolean> {
  for (const { path, expected } of pull.filesOf(receipt)) {
    if ((await digestIfThere(path))?.sha256 !== expected.sha256) return false;
  }
  return true;
}

function isConditional({ headers }: Receipt): boolean {
  return headers.etag !== undefined || headers["last-modified"] !== undefined;
}

/** A damaged earlier pull does not stop this one, because the request is made again. */
async function unlessDamaged<T>(reading: Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ReleaseError) return undefined;
    throw error;
  }
}

/** Whether an answer came so long after the end of the request's window that it changes no more. Never for code lists. */
export function isSettled(
  { endpoint, request }: { readonly endpoint: Endpoint; readonly request: Request },
  { answered, horizon }: { readonly answered: Date; readonly horizon: Horizon },
): boolean {
  const end = windowEnd(endpoint, request);
  if (end === undefined) return false;
  const settled = new Date(end);
  if (horizon.unit === "days") settled.setUTCDate(settled.getUTCDate() + horizon.count);
  else settled.setUTCMonth(settled.getUTCMonth() + horizon.count);
  return settled <= answered;
}

/** The first moment after a request's window, or undefined if it has none. */
function windowEnd(endpoint: Endpoint, request: Request): Date | undefined {
  for (const axis of endpoint.axes) {
    if (axis.kind !== "months" && axis.kind !== "years") continue;
    const last = request.parameters[axis.last] ?? "";
    const year = Number(last.slice(0, 4));
    return new Date(Date.UTC(year, axis.kind === "years" ? 12 : Number(last.slice(4)), 1));
  }
  return undefined;
}
