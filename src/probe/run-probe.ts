// Makes the calls of a probe one after another. It settles the questions, tries the pipeline and goes on after surprises.
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Endpoint, pathIn } from "../domain/endpoint.ts";
import { jsonIfValid } from "../domain/json.ts";
import type { Report } from "../domain/progress.ts";
import { acceptOf } from "../domain/representation.ts";
import { type Request, urlOf } from "../domain/request.ts";
import { waitAfter } from "../extract/failure.ts";
import type { Clock, Effects } from "../platform/effects.ts";
import { outputErrorOf } from "../platform/file-errors.ts";
import { digestOf } from "../platform/files.ts";
import { type Client, openClient, type Patience, type ResponseHead } from "../platform/http-client.ts";
import {
  beginningOf,
  type RecordedAnswer,
  type RecordedCall,
  startRecording,
  storeCall,
} from "../stores/recording.ts";
import { findingOf, listIn, type Probe, type Probed, type Seen } from "./probe.ts";
import { type Outcome, openTrial, type Trial } from "./trial.ts";

export interface ProbeOptions {
  /** The API's root. */
  readonly address: string;
  /** The old root; undefined if it should not be probed. */
  readonly oldAddress: string | undefined;
  /** An existing folder for the recording. */
  readonly folder: string;
  readonly probes: readonly Probe[];
  readonly endpoints: readonly Endpoint[];
  /** The folder of the SQL files. */
  readonly sql: string;
  readonly userAgent: string;
  /** Headers a person gave; they may be secrets. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly patience?: Partial<Patience>;
  readonly effects: Effects;
  readonly report: Report;
}

/** Probes ask for small answers, which should come at once. */
const smallAnswerPatience: Patience = { toConnect: 15_000, toHeaders: 60_000, betweenBytes: 30_000 };

/** Milliseconds between two calls, so that the probe does not load the server. */
const pauseBetweenCalls = 500;
const longestBody = 32 * 1024 * 1024;

/** The probe stops if this many first calls get no status, because the server cannot be reached. */
const callsInVain = 3;

/** Makes every call and its follow-up calls. Throws only if the disk fails. */
export async function runProbe(options: ProbeOptions): Promise<readonly Probed[]> {
  const { userAgent } = options;
  await startRecording(options.folder, { root: options.address });
  const { headers, effects } = options;
  const patience = { ...smallAnswerPatience, ...options.patience };
  const { proxies = {} } = effects;
  const client = openClient({ connections: 1, userAgent, headers, patience, proxies });
  const trial = await openTrial(options);
  const seen = new Map<string, Seen>();
  const probed: Probed[] = [];
  const remaining = options.probes.filter(
    ({ root }) => root === undefined || options.oldAddress !== undefined,
  );
  try {
    for (let probe = remaining.shift(); probe !== undefined; probe = remaining.shift()) {
      if (probed.length > 0) await options.effects.clock.sleep(pauseBetweenCalls);
      const one = await probeOnce(probe, { ...options, client, trial, seen, number: probed.length + 1 });
      probed.push(one);
      if (probed.length === callsInVain && seen.size === 0) return probed;
      const answer = seen.get(probe.name);
      const next = answer === undefined ? undefined : probe.next?.(answer);
      if (next !== undefined) remaining.unshift(next);
    }
    return probed;
  } finally {
    await trial.close();
    await client.close();
  }
}

type Probing = ProbeOptions & {
  readonly client: Client;
  readonly trial: Trial;
  readonly seen: Map<string, Seen>;
  readonly number: number;
};

async function probeOnce(probe: Probe, context: Probing): Promise<Probed> {
  const endpoint = context.endpoints.find(({ name }) => name === probe.endpoint);
  if (endpoint === undefined)
    throw new Error(`The probe ${probe.name} names no endpoint of the registry: ${probe.endpoint}`);
  const address = (probe.root === "old" ? context.oldAddress : undefined) ?? context.address;
  const request = probeRequest(probe, endpoint);
  const name = `${String(context.number).padStart(2, "0")}-${probe.name}`;
  const call = await makeCall(probe, request, { ...context, clock: context.effects.clock, address, name });
  const { representation } = probe;
  const outcome =
    probe.headers === undefined
      ? await context.trial.read({ call, request, endpoint, representation, address })
      : undefined;
  const seen = await readSeen(call, { folder: context.folder, outcome });
  const findings = probe.questions.map((question) => findingOf(question, seen, context.seen));
  if (seen !== undefined) context.seen.set(probe.name, seen);
  context.report({
    kind: "answered",
    request: name,
    rows: seen?.rows.length ?? 0,
    bytes: call.answer?.body.bytes ?? 0,
  });
  await waitAsRequested(call, context);
  return { probe, call, outcome, findings, beginning: seen?.text.slice(0, longestBeginning) ?? "" };
}

const longestBeginning = 300;

function probeRequest({ parameters, representation }: Probe, endpoint: Endpoint): Request {
  const scope = { since: "201501", until: "201501", geographies: [], periods: [] };
  const path = pathIn(endpoint, representation === "json" ? scope : { ...scope, representation });
  return { endpoint: endpoint.name, path, parameters };
}

async function readSeen(
  { answer }: RecordedCall,
  { folder, outcome }: { folder: string; outcome: Outcome | undefined },
): Promise<Seen | undefined> {
  if (answer === undefined) return undefined;
  const { status, headers } = answer;
  const text = (await beginningOf(folder, { answer, longest: longestBody })).toString("utf8");
  const json = jsonIfValid(text);
  const notation = outcome?.kind === "read" ? outcome.receipt.notation : undefined;
  return { status, headers, text, json, rows: listIn(json).rows, notation };
}

/** Honours the server's Retry-After header before the next call. */
async function waitAsRequested({ answer }: RecordedCall, { effects }: ProbeOptions): Promise<void> {
  const retryAfter = answer?.headers["retry-after"];
  if (retryAfter === undefined) return;
  const { clock } = effects;
  await clock.sleep(waitAfter(1, { retryAfter, now: clock.now(), random: effects.random() }));
}

export interface CallContext {
  readonly client: Client;
  readonly clock: Clock;
  /** The recording's folder. */
  readonly folder: string;
  /** The API's root. */
  readonly address: string;
  /** The name of the call in the recording. */
  readonly name: string;
}

/** Makes the call once, because a failure is a finding too. Throws only if the disk fails. */
async function makeCall(probe: Probe, request: Request, context: CallContext): Promise<RecordedCall> {
  const url = urlOf(request, context.address);
  const headers = { accept: acceptOf(probe.representation), ...probe.headers };
  const begun = context.clock.now();
  const partial = join(context.folder, `${context.name}.partial`);
  let head: ResponseHead | undefined;
  let failure: string | undefined;
  try {
    await context.client.get(url, headers, (found) => {
      head = found;
      return createWriteStream(partial);
    });
  } catch (error) {
    const ours = outputErrorOf(error);
    if (ours !== undefined) throw ours;
    failure = error instanceof Error ? error.message : String(error);
  }
  const call: RecordedCall = {
    name: context.name,
    url: url.href,
    request_headers: headers,
    requested_at: begun.toISOString(),
    milliseconds: context.clock.now().getTime() - begun.getTime(),
    ...(head === undefined ? {} : { answer: await storeBody(head, { partial, to: context }) }),
    ...(failure === undefined ? {} : { failure }),
  };
  await rm(partial, { force: true });
  await storeCall(context.folder, call);
  return call;
}

async function storeBody(
  { status, headers }: ResponseHead,
  { partial, to }: { partial: string; to: CallContext },
): Promise<RecordedAnswer> {
  const file = `${to.name}.${fileEnding(headers)}`;
  await rename(partial, join(to.folder, file));
  return { status, headers, body: { file, ...(await digestOf(join(to.folder, file))) } };
}

const fileEndings: readonly (readonly [RegExp, string])[] = [
  [/json/i, "json"],
  [/html/i, "html"],
  [/spreadsheetml|ms-?excel/i, "xlsx"],
  [/xml/i, "xml"],
  [/csv/i, "csv"],
];

/** Derives the file's extension from the content type, so that people can open the file. */
function fileEnding(headers: Readonly<Record<string, string>>): string {
  const type = headers["content-type"] ?? "";
  const ending = fileEndings.find(([pattern]) => pattern.test(type))?.[1] ?? "txt";
  return headers["content-encoding"] === "gzip" ? `${ending}.gz` : ending;
}
