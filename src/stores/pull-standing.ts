// How far a pull is, read from its files alone: what was to be asked, and what of it has a receipt.
import { breaksContract, driftOf } from "../domain/drift.ts";
import type { Endpoint } from "../domain/endpoint.ts";
import type { Pull } from "../domain/pull.ts";
import type { Receipt } from "../domain/receipt.ts";
import type { PlannedRequest } from "../domain/request.ts";
import type { PullFolder } from "./pull-folder.ts";

export interface PullStanding {
  readonly pull: Pull;
  /** True once every request is answered and the summary is written. */
  readonly complete: boolean;
  /** Requests to be asked as far as is known by now, those that were divided by their parts. */
  readonly planned: number;
  readonly answered: number;
  /** How many of the answers were taken from an earlier pull. */
  readonly reused: number;
  /** Requests whose answer is not what the API promises, as `endpoint/key`; the next run asks again. */
  readonly failed: readonly string[];
  /** Requests without an answer, as `endpoint/key`. */
  readonly open: readonly string[];
  readonly rows: number;
  /** Bytes of all bodies as decoded from their transfer. */
  readonly bytes: number;
}

/** The standing of a pull of these endpoints. */
export async function standingOf(pull: PullFolder, endpoints: readonly Endpoint[]): Promise<PullStanding> {
  const leaves = (await Promise.all(((await pull.plan()) ?? []).map((one) => partsOf(pull, one)))).flat();
  const receipts = await Promise.all(leaves.map((one) => pull.receipt(one)));
  const answered = receipts.filter((receipt) => receipt !== undefined);
  return {
    pull: pull.pull,
    complete: (await pull.summary()) !== undefined,
    planned: leaves.length,
    answered: answered.length,
    reused: answered.filter((receipt) => receipt.reused_from !== undefined).length,
    failed: answered.filter((receipt) => isBroken(receipt, endpoints)).map(nameOf),
    open: leaves.filter((_, index) => receipts[index] === undefined).map(nameOf),
    rows: sum(answered.map((receipt) => receipt.rows)),
    bytes: sum(answered.map((receipt) => receipt.body.bytes)),
  };
}

async function partsOf(pull: PullFolder, request: PlannedRequest): Promise<readonly PlannedRequest[]> {
  const split = await pull.split(request);
  if (split === undefined) return [request];
  return (await Promise.all(split.parts.map((part) => partsOf(pull, part)))).flat();
}

function isBroken(receipt: Receipt, endpoints: readonly Endpoint[]): boolean {
  const endpoint = endpoints.find(({ name }) => name === receipt.endpoint);
  return endpoint !== undefined && driftOf(endpoint, [receipt]).some(breaksContract);
}

function nameOf({ endpoint, key }: { readonly endpoint: string; readonly key: string }): string {
  return `${endpoint}/${key}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
