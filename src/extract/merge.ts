// Joins the parts of a pull, which several machines fetched, into one pull with the bytes of a pull by one machine.
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Endpoint } from "../domain/endpoint.ts";
import { ReleaseError } from "../domain/errors.ts";
import type { Part, Pull } from "../domain/pull.ts";
import { labelOf, type Request } from "../domain/request.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { allPulls, startPull } from "../stores/raw-store.ts";
import { readCodes } from "./codes.ts";
import { describePull, type Extracted, summarise } from "./extract.ts";
import { partOf, plan, planningSteps, waitsForCodes } from "./plan.ts";

/** The output folder of a part, so that machines can copy theirs into one. */
export function partOutput(output: string, { number, of }: Part): string {
  return join(output, "parts", `${number}-of-${of}`);
}

export interface MergeOptions {
  readonly output: string;
  /** The endpoints of a scope. */
  readonly endpointsFor: (scope: Pull["scope"]) => readonly Endpoint[];
}

/**
 * Links the answers of the newest complete pull of each part in `<output>/parts` into a pull in `<output>/raw`. Throws a ReleaseError
 * if a part is missing, or if the parts differ in origin, scope or day, or in an answer that all of them have.
 */
export async function mergeParts({ output, endpointsFor }: MergeOptions): Promise<Extracted> {
  const parts = await completeParts(output);
  const [first] = parts;
  if (first === undefined) throw noParts(output);
  assertAlike(parts);
  const { origin, scope } = first.pull;
  const id = parts.map((part) => part.id).sort()[0] ?? first.id;
  const pull = await startPull(output, { id, origin, scope });
  const requests: Request[] = [];
  for (const endpoints of planningSteps(endpointsFor(scope))) {
    const codes = await readCodes(pull, { endpoints, scope });
    for (const endpoint of endpoints) {
      for (const request of plan(endpoint, scope, codes)) {
        const holders = waitsForCodes(endpoint) ? [parts[partOf(request, parts.length) - 1] ?? first] : parts;
        await takeAnswers(pull, request, holders);
        requests.push(request);
      }
    }
  }
  await pull.storePlan(requests);
  await pull.orderReceipts();
  const summary = await summarise(pull, requests);
  await describePull(pull, summary);
  await pull.finish(summary);
  return { pull, summary };
}

/** The newest complete pull of each part, in the order of their numbers. */
async function completeParts(output: string): Promise<readonly PullFolder[]> {
  const folder = join(output, "parts");
  const names = existsSync(folder) ? await readdir(folder) : [];
  const found: PullFolder[] = [];
  for (const name of names) {
    for (const pull of await allPulls(join(folder, name))) {
      if (pull.pull.part === undefined || (await pull.summary()) === undefined) continue;
      found.push(pull);
      break;
    }
  }
  return found.sort((one, other) => (one.pull.part?.number ?? 0) - (other.pull.part?.number ?? 0));
}

function noParts(output: string): ReleaseError {
  const folder = join(output, "parts");
  return new ReleaseError(
    `Cannot merge: found no complete part in ${folder}. Run extract --part 1/2 and extract --part 2/2, or copy the parts there`,
    { facts: { folder } },
  );
}

const differing = {
  origin: ({ origin }: Pull) => origin,
  scope: ({ scope }: Pull) => scope,
  day: ({ id }: Pull) => id.slice(0, 8),
  "number of parts": ({ part }: Pull) => part?.of,
};

/** One machine would have one origin, one scope and one day. Parts of several days could count an answer twice, or not at all. */
function assertAlike(parts: readonly PullFolder[]): void {
  const [first] = parts;
  for (const [name, fact] of Object.entries(differing)) {
    const other = parts.find(
      ({ pull }) => first !== undefined && !isDeepStrictEqual(fact(pull), fact(first.pull)),
    );
    if (first === undefined || other === undefined) continue;
    const [expected, found] = [first, other].map((one) => JSON.stringify(fact(one.pull)));
    throw new ReleaseError(
      `Cannot merge parts with another ${name}: ${first.folder} has ${expected}, and ${other.folder} has ${found}. ` +
        "Fetch the part again, or move it away",
      { facts: { expected: expected ?? "", found: found ?? "", folder: other.folder } },
    );
  }
  const { of = 0 } = first?.pull.part ?? {};
  const numbers = parts.map(({ pull }) => pull.part?.number);
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter((number) => !numbers.includes(number));
  if (missing.length === 0 && parts.length === of) return;
  const fault = missing.length === 0 ? "a part is there twice" : `missing ${missing.join(", ")}`;
  throw new ReleaseError(
    `Cannot merge: expected one complete part for each number from 1 to ${of}, found ${numbers.join(", ")} (${fault}). ` +
      `Run extract --part ${missing[0] ?? 1}/${of}, or copy the parts`,
    { facts: { expected: of, found: numbers.join(",") } },
  );
}

/** Takes the answers to a request, which several parts may hold, from the first holder. Throws a ReleaseError if they differ. */
async function takeAnswers(
  pull: PullFolder,
  request: Request,
  holders: readonly PullFolder[],
): Promise<void> {
  const [holder, ...others] = holders;
  if (holder === undefined) return;
  const split = await holder.split(request);
  if (split !== undefined) await pull.storeSplit(request, split);
  for (const part of split?.parts ?? []) await takeAnswers(pull, part, holders);
  if (split !== undefined) return;
  const receipt = await holder.receipt(request);
  if (receipt === undefined) return;
  for (const other of others) {
    const same = await other.receipt(request);
    if (same?.file.sha256 === receipt.file.sha256) continue;
    throw new ReleaseError(
      `Cannot merge: the answer to ${labelOf(request)} differs between ${holder.folder} and ${other.folder}, because it changed ` +
        "between the parts. Fetch the older part again",
      { facts: { request: labelOf(request), folder: other.folder } },
    );
  }
  await pull.take(holder, receipt);
}
