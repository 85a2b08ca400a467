// Makes the calls one after another, puts every answer to the questions and to the pipeline, and never stops at a surprise.

import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Endpoint } from "../domain/endpoint.ts";
import { pathIn } from "../domain/offered.ts";
import type { Report } from "../domain/progress.ts";
import { acceptOf } from "../domain/representation.ts";
import { type Request, urlOf } from "../domain/request.ts";
import { waitAfter } from "../extract/retry.ts";
import type { Clock, Effects } from "../platform/effects.ts";
import { outputErrorOf } from "../platform/file-errors.ts";
import { digestOf } from "../platform/files.ts";
import { type Client, openClient, type Patience, type ResponseHead } from "../platform/http-client.ts";
import {
  beginningOf,
  keepCall,
  type RecordedAnswer,
  type RecordedCall,
  startRecording,
} from "../stores/recording.ts";
import { findingOf, listIn, type Probe, type Probed, type Seen } from "./probe.ts";
import { type Outcome, openTrial, type Trial } from "./trial.ts";

export interface ProbeOptions {
  /** The root, and the older one where there is one to ask. */
  readonly address: string;
  readonly oldAddress: string | undefined;
  /** The folder that takes the recording, which is there. */
  readonly folder: string;
  readonly probes: readonly Probe[];
  readonly endpoints: readonly Endpoint[];
  /** The folder of the SQL files. */
  readonly sql: string;
  readonly userAgent: string;
  /** Headers a person gave; they may be secrets. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly patience?: Patience;
  readonly effects: Effects;
  readonly report: Report;
}

/** What is asked for is small, and should come at once. */
const forSmallAnswers: Patience = { toConnect: 15_000, toHeaders: 60_000, betweenBytes: 30_000 };

/** Milliseconds between two calls: nobody should notice. */
const pause = 500;
const longestSeen = 32 * 1024 * 1024;

/** A server that gave these first calls not even a status is not there, and not asked the others. */
const callsInVain = 3;

/** Makes every call and those that follow from its answer. Throws only where the disk is at fault. */
export async function runProbe(options: ProbeOptions): Promise<readonly Probed[]> {
  const { userAgent, patience = forSmallAnswers } = options;
  await startRecording(options.folder, { root: options.address });
  const { headers, effects } = options;
  const { proxies = {} } = effects;
  const client = openClient({ connections: 1, userAgent, headers, patience, proxies });
  const trial = await openTrial(options);
  const seen = new Map<string, Seen>();
  const probed: Probed[] = [];
  const open = options.probes.filter(({ root }) => root === undefined || options.oldAddress !== undefined);
  try {
    for (let probe = open.shift(); probe !== undefined; probe = open.shift()) {
      if (probed.length > 0) await options.effects.clock.sleep(pause);
      const one = await probeOnce(probe, { ...options, client, trial, seen, number: probed.length + 1 });
      probed.push(one);
      if (probed.length === callsInVain && seen.size === 0) return probed;
      const answer = seen.get(probe.name);
      const next = answer === undefined ? undefined : probe.next?.(answer);
      if (next !== undefined) open.unshift(next);
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

async function probeOnce(probe: Probe, to: Probing): Promise<Probed> {
  const endpoint = to.endpoints.find(({ name }) => name === probe.endpoint);
  if (endpoint === undefined) throw new Error(`The probe ${probe.name} asks an endpoint that is not there`);
  const address = (probe.root === "old" ? to.oldAddress : undefined) ?? to.address;
  const request = requestOf(probe, endpoint);
  const name = `${String(to.number).padStart(2, "0")}-${probe.name}`;
  const call = await ask(probe, request, { ...to, clock: to.effects.clock, address, name });
  const { representation } = probe;
  const outcome =
    probe.headers === undefined
      ? await to.trial.read({ call, request, endpoint, representation, address })
      : undefined;
  const seen = await seenIn(call, { folder: to.folder, outcome });
  const findings = probe.questions.map((question) => findingOf(question, seen, to.seen));
  if (seen !== undefined) to.seen.set(probe.name, seen);
  to.report({
    kind: "answered",
    request: name,
    rows: seen?.rows.length ?? 0,
    bytes: call.answer?.body.bytes ?? 0,
  });
  await heed(call, to);
  return { probe, call, outcome, findings, beginning: seen?.text.slice(0, longestBeginning) ?? "" };
}

const longestBeginning = 300;

function requestOf({ parameters, representation }: Probe, endpoint: Endpoint): Request {
  const scope = { since: "201501", until: "201501", geographies: [], periods: [] };
  const path = pathIn(endpoint, representation === "json" ? scope : { ...scope, representation });
  return { endpoint: endpoint.name, path, parameters };
}

async function seenIn(
  { answer }: RecordedCall,
  { folder, outcome }: { folder: string; outcome: Outcome | undefined },
): Promise<Seen | undefined> {
  if (answer === undefined) return undefined;
  const { status, headers } = answer;
  const text = (await beginningOf(folder, { answer, longest: longestSeen })).toString("utf8");
  const json = jsonIn(text);
  const notation = outcome?.kind === "read" ? outcome.receipt.notation : undefined;
  return { status, headers, text, json, rows: listIn(json).rows, notation };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the questions are told so, and the pipeline says in its own words why it cannot read it.
    return undefined;
  }
}

/** A server that asks to be left alone is left alone before the next call. */
async function heed({ answer }: RecordedCall, { effects }: ProbeOptions): Promise<void> {
  const retryAfter = answer?.headers["retry-after"];
  if (retryAfter === undefined) return;
  const { clock } = effects;
  await clock.sleep(waitAfter(1, { retryAfter, now: clock.now(), random: effects.random() }));
}

export interface Asking {
  readonly client: Client;
  readonly clock: Clock;
  /** The recording's folder. */
  readonly folder: string;
  /** The root below which the request's path is. */
  readonly address: string;
  /** The name of the call within the recording. */
  readonly name: string;
}

/** Makes the call once, without a second attempt: that it failed is worth knowing. Throws only where the disk is at fault. */
export async function ask(probe: Probe, request: Request, to: Asking): Promise<RecordedCall> {
  const url = urlOf(request, to.address);
  const headers = { accept: acceptOf(probe.representation), ...probe.headers };
  const begun = to.clock.now();
  const partial = join(to.folder, `${to.name}.partial`);
  let head: ResponseHead | undefined;
  let failure: string | undefined;
  try {
    await to.client.get(url, headers, (found) => {
      head = found;
      return createWriteStream(partial);
    });
  } catch (error) {
    const ours = outputErrorOf(error);
    if (ours !== undefined) throw ours;
    failure = error instanceof Error ? error.message : String(error);
  }
  const call: RecordedCall = {
    name: to.name,
    url: url.href,
    asked: headers,
    asked_at: begun.toISOString(),
    milliseconds: to.clock.now().getTime() - begun.getTime(),
    ...(head === undefined ? {} : { answer: await kept(head, { partial, to }) }),
    ...(failure === undefined ? {} : { failure }),
  };
  await rm(partial, { force: true });
  await keepCall(to.folder, call);
  return call;
}

async function kept(
  { status, headers }: ResponseHead,
  { partial, to }: { partial: string; to: Asking },
): Promise<RecordedAnswer> {
  const file = `${to.name}.${endingOf(headers)}`;
  await rename(partial, join(to.folder, file));
  return { status, headers, body: { file, ...(await digestOf(join(to.folder, file))) } };
}

const endings: readonly (readonly [RegExp, string])[] = [
  [/json/i, "json"],
  [/html/i, "html"],
  [/spreadsheetml|ms-?excel/i, "xlsx"],
  [/xml/i, "xml"],
  [/csv/i, "csv"],
];

/** What a person would call the file, by what the server calls it. */
function endingOf(headers: Readonly<Record<string, string>>): string {
  const type = headers["content-type"] ?? "";
  const ending = endings.find(([pattern]) => pattern.test(type))?.[1] ?? "txt";
  return headers["content-encoding"] === "gzip" ? `${ending}.gz` : ending;
}
