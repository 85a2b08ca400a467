// Finds out what the pipeline does with an answer: runs its reader, its contract and its staging SQL on it.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { breaksContract, driftOf } from "../domain/drift.ts";
import type { Endpoint } from "../domain/endpoint.ts";
import { ContractError, HelserefusjonError, ModelError } from "../domain/errors.ts";
import type { Drift, Receipt } from "../domain/receipt.ts";
import type { Representation } from "../domain/representation.ts";
import type { Request } from "../domain/request.ts";
import { RetryBudget } from "../extract/failure.ts";
import { fetchAnswer } from "../extract/fetch-answer.ts";
import type { Effects } from "../platform/effects.ts";
import type { Client } from "../platform/http-client.ts";
import { openOriginal } from "../representations/store-original.ts";
import { PullFolder } from "../stores/pull-folder.ts";
import { RejectedValue } from "../stores/query-error.ts";
import { bodyOf, type RecordedCall } from "../stores/recording.ts";
import { openWarehouse, type Warehouse } from "../stores/warehouse.ts";
import { findModels, type Model, withoutEnd } from "../transform/models.ts";
import { createRawTable, prepare } from "../transform/raw-tables.ts";

/** What the pipeline did with an answer: read it, or rejected it with its own error. */
export type Outcome =
  | { readonly kind: "read"; readonly receipt: Receipt; readonly drift: readonly Drift[] }
  | { readonly kind: "rejected"; readonly exitCode: number; readonly message: string };

/** A recorded call and the pipeline's request it answers. */
export interface Tried {
  readonly call: RecordedCall;
  readonly request: Request;
  readonly endpoint: Endpoint;
  readonly representation: Representation;
  /** The root the call went to. */
  readonly address: string;
}

export interface Trial {
  read(tried: Tried): Promise<Outcome>;
  close(): Promise<void>;
}

export interface TrialOptions {
  /** The recording's folder. */
  readonly folder: string;
  /** The folder of the SQL files. */
  readonly sql: string;
  readonly endpoints: readonly Endpoint[];
  readonly effects: Effects;
}

/** Opens a separate pipeline in memory and in a temporary folder, which `close` removes. */
export async function openTrial(options: TrialOptions): Promise<Trial> {
  const scratch = await mkdtemp(join(tmpdir(), "helserefusjon-probe-"));
  const warehouse = await openWarehouse({ file: ":memory:" });
  await prepare(warehouse, options.sql);
  const nothing = emptyPull(join(scratch, "nothing"));
  for (const endpoint of options.endpoints) await createRawTable(warehouse, endpoint, nothing);
  const models = await findModels(warehouse, { folder: options.sql, layers: ["staging"] });
  return {
    async read(tried) {
      const pull = emptyPull(join(scratch, tried.call.name));
      try {
        const receipt = await fetchRecorded(tried, { pull, options });
        const drift = driftOf(tried.endpoint, [receipt]);
        assertContract(tried.endpoint, drift);
        await runStaging(tried.endpoint, { warehouse, models, pull });
        return { kind: "read", receipt, drift };
      } catch (error) {
        if (!(error instanceof HelserefusjonError)) throw error;
        return { kind: "rejected", exitCode: error.exitCode, message: error.message };
      } finally {
        await pull.close();
      }
    },
    async close() {
      warehouse.close();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

function emptyPull(folder: string): PullFolder {
  const scope = { since: "201501", until: "201501", geographies: [], periods: [] };
  return new PullFolder(folder, { id: "probe", origin: "probe", scope });
}

/** Runs the pipeline's fetching on the recorded answer, without a second attempt. */
async function fetchRecorded(
  { call, request, endpoint, representation, address }: Tried,
  { pull, options }: { pull: PullFolder; options: TrialOptions },
): Promise<Receipt> {
  const budget = new RetryBudget(0);
  budget.spend();
  return await fetchAnswer(request, {
    client: recordedClient(options.folder, call),
    pull,
    address,
    endpoint,
    representation,
    openOther: openOriginal,
    earlier: undefined,
    pace: { next: async () => undefined, hold: () => undefined },
    budget,
    effects: options.effects,
    report: () => undefined,
  });
}

/** A client that returns the recorded answer and fails where the call failed. */
function recordedClient(folder: string, { answer, failure }: RecordedCall): Client {
  return {
    async get(_url, _headers, openSink) {
      if (answer === undefined) throw new Error(failure ?? "no answer");
      const { status, headers } = answer;
      const bytes = async function* () {
        yield* bodyOf(folder, answer);
        if (failure !== undefined) throw new Error(failure);
      };
      await pipeline(Readable.from(bytes()), openSink({ status, headers }));
      return { status, headers };
    },
    close: async () => undefined,
  };
}

function assertContract(endpoint: Endpoint, drift: readonly Drift[]): void {
  const broken = drift.filter(breaksContract);
  if (broken.length === 0) return;
  const found = broken.map((one) => `${one.kind} ${one.field} (${one.found})`).join("; ");
  throw new ContractError(`${endpoint.name} breaks its contract in the registry: ${found}`, {
    facts: { endpoint: endpoint.name, found },
  });
}

/** Runs the staging SQL that reads this endpoint. Its macros reject unknown forms. */
async function runStaging(
  endpoint: Endpoint,
  { warehouse, models, pull }: { warehouse: Warehouse; models: readonly Model[]; pull: PullFolder },
): Promise<void> {
  await createRawTable(warehouse, endpoint, pull);
  for (const model of models.filter(({ reads }) => reads.includes(`raw.${endpoint.name}`))) {
    try {
      await warehouse.run(`create or replace temporary table staged as ${withoutEnd(model.sql)}`);
    } catch (cause) {
      const found = cause instanceof Error ? cause.message : String(cause);
      const kind = cause instanceof RejectedValue ? ContractError : ModelError;
      throw new kind(`sql/staging/${model.name}.sql failed: ${found}`, {
        cause,
        facts: { model: model.name, ...(cause instanceof RejectedValue ? cause.facts : { found }) },
      });
    }
  }
}
