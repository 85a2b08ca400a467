// Serves recorded answers instead of a synthetic world. Any request that was not recorded gets a 404 that names it.

import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { createGunzip } from "node:zlib";
import { UsageError } from "../domain/errors.ts";
import { counted } from "../domain/markdown.ts";
import { notRecordedHeader } from "../domain/origin.ts";
import type { Receipt } from "../domain/receipt.ts";
import { type PlannedRequest, type Request, urlOf } from "../domain/request.ts";
import { close, listen } from "../platform/listening.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { openPullFolder, storedJsonLines } from "../stores/raw-store.ts";
import { bodyOf, openRecording, type RecordedCall, recordedCalls } from "../stores/recording.ts";
import { type Answer, textAnswer } from "./answers/answer.ts";
import { preferredFormat } from "./respond.ts";
import { isHangUp, send } from "./sending.ts";

/** A running replay. */
export interface Replay {
  /** The recorded root on this machine, e.g. `http://127.0.0.1:4711/v1`. */
  readonly origin: string;
  /** The number of recorded answers. */
  readonly answers: number;
  readonly close: () => Promise<void>;
}

/**
 * Serves the folder of a probe or a pull on 127.0.0.1. Without a `port`, or with 0, it takes a free one. Throws a UsageError
 * if the folder is neither.
 */
export async function startReplay(options: {
  readonly folder: string;
  readonly port?: number;
}): Promise<Replay> {
  const recorded = await recordedIn(options.folder);
  const server = createServer((request, response) => {
    const { method = "GET", url: path = "/", headers } = request;
    const answer = answerTo(
      { method, path, accept: headers.accept },
      { ...recorded, folder: options.folder },
    );
    send(answer, { request, response, gzip: false }).catch((error: unknown) => {
      response.destroy();
      if (!isHangUp(error)) throw error;
    });
  });
  const port = await listen(server, options.port ?? 0);
  return {
    origin: `http://127.0.0.1:${port}${recorded.rootPath}`,
    answers: recorded.answers.size,
    close: () => close(server),
  };
}

function answerTo(
  request: ReplayedRequest,
  { answers, folder }: Recorded & { readonly folder: string },
): Answer {
  const name = nameOfRequest(request);
  const found = answers.get(name);
  if (found !== undefined) return found;
  const text = `Cannot replay ${name}: the ${counted(answers.size, "answer")} in ${folder} are to other requests\n`;
  return {
    status: 404,
    contentType: "text/plain;charset=UTF-8",
    headers: { [notRecordedHeader]: "true" },
    body: [Buffer.from(text)],
  };
}

/** The part of a request that decides which answer it gets. */
export interface ReplayedRequest {
  readonly method: string;
  /** Path and query of the request. */
  readonly path: string;
  readonly accept: string | undefined;
}

/** `GET /v1/fagomraader`, with `as XML` if the caller prefers it. Requests of the same name get the same answer. */
function nameOfRequest({ method, path, accept }: ReplayedRequest): string {
  return `${method} ${path}${preferredFormat(accept) === "xml" ? " as XML" : ""}`;
}

export interface Recorded {
  /** The path of the root that was recorded: `/v1`, or nothing. */
  readonly rootPath: string;
  /** By `nameOfRequest` of the request. */
  readonly answers: ReadonlyMap<string, Answer>;
}

/** The answers of a folder. Throws a UsageError if it is not that of a probe or a pull. */
async function recordedIn(folder: string): Promise<Recorded> {
  const recording = await openRecording(folder);
  if (recording !== undefined) {
    const calls = await recordedCalls(folder);
    return {
      rootPath: pathOf(recording.root),
      answers: new Map(calls.flatMap((call) => named(call, folder))),
    };
  }
  const pull = await openPullFolder(folder);
  if (pull !== undefined) {
    const { origin } = pull.pull;
    const rootPath = /^https?:/.test(origin) ? pathOf(origin) : "/v1";
    return { rootPath, answers: await recordedInPull(pull, rootPath) };
  }
  throw new UsageError(
    `Cannot replay ${folder}: expected a folder of a probe, with recording.json, or of a pull, with pull.json`,
  );
}

/** `/v1` of `https://host/v1/`. */
function pathOf(root: string): string {
  return new URL(root).pathname.replace(/\/+$/, "");
}

/** Calls that failed, and conditional calls answered with 304, are no answers for another caller. */
function named(call: RecordedCall, folder: string): readonly (readonly [string, Answer])[] {
  const { answer, request_headers: request, failure, url } = call;
  if (answer === undefined || failure !== undefined || answer.status === 304) return [];
  const { pathname, search } = new URL(url);
  const { "content-type": contentType, ...others } = answer.headers;
  const headers = Object.entries(others).filter(([name]) => !aboutTheConnection.includes(name));
  const name = nameOfRequest({ method: "GET", path: pathname + search, accept: request.accept });
  const body = { [Symbol.asyncIterator]: () => bodyOf(folder, answer)[Symbol.asyncIterator]() };
  return [[name, { status: answer.status, contentType, headers: Object.fromEntries(headers), body }]];
}

/** Headers of a connection, not of its answer (RFC 9110, section 7.6.1). */
const aboutTheConnection = [
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

type Named = readonly [name: string, answer: Answer];

/**
 * The answers of a pull by the name of their request. A body is rebuilt from receipts and rows. It has the same rows, but other white
 * space between them and quotes around long numbers. A request that was split is rejected as too large, so that it is split
 * again.
 */
async function recordedInPull(pull: PullFolder, rootPath: string): Promise<ReadonlyMap<string, Answer>> {
  const receipts = (await pull.allReceipts()).map((receipt) => answered(pull, receipt));
  const splits: Named[] = [];
  for (const request of (await pull.plan()) ?? [])
    splits.push(...(await splitAnswers(request, { pull, rootPath })));
  return new Map([...splits, ...receipts]);
}

function answered(pull: PullFolder, receipt: Receipt): Named {
  const { url, status, headers, notation } = receipt;
  const { pathname, search } = new URL(url);
  const accept = notation?.representation === "xml" ? "application/xml" : "application/json";
  const { "content-type": contentType, ...others } = headers;
  const kept = Object.entries(others).filter(([name]) => !aboutTheBytes.includes(name));
  return [
    nameOfRequest({ method: "GET", path: pathname + search, accept }),
    { status, contentType, headers: Object.fromEntries(kept), body: recordedBody(pull, receipt) },
  ];
}

/** Headers that describe the original bytes. */
const aboutTheBytes = ["content-encoding", "content-length", "etag", "last-modified"];

function recordedBody(pull: PullFolder, receipt: Receipt): AsyncIterable<Buffer> {
  const { original } = receipt;
  if (original === undefined) return { [Symbol.asyncIterator]: () => rebuilt(pull, receipt) };
  const file = pull.originalFile(receipt, original.ending);
  const kept = () =>
    file.endsWith(".gz") ? createReadStream(file).pipe(createGunzip()) : createReadStream(file);
  return { [Symbol.asyncIterator]: () => kept()[Symbol.asyncIterator]() };
}

async function* rebuilt(pull: PullFolder, receipt: Receipt): AsyncGenerator<Buffer> {
  yield Buffer.from(receipt.envelope.head);
  let isFirst = true;
  for await (const line of storedJsonLines(pull.answerFile(receipt), receipt)) {
    yield Buffer.from(isFirst ? line : `,${line}`);
    isFirst = false;
  }
  yield Buffer.from(receipt.envelope.tail);
}

/** The requests of a plan that were split, and those of their parts that were split too. */
async function splitAnswers(
  request: PlannedRequest,
  source: { readonly pull: PullFolder; readonly rootPath: string },
): Promise<readonly Named[]> {
  const split = await source.pull.split(request);
  const [part] = split?.parts ?? [];
  if (split === undefined || part === undefined) return [];
  const below: Named[] = [];
  for (const one of split.parts) below.push(...(await splitAnswers(one, source)));
  const whole: Request = { ...request, path: part.path };
  const { pathname, search } = urlOf(whole, `http://127.0.0.1${source.rootPath}`);
  const accept = `application/${source.pull.pull.scope.representation === "xml" ? "xml" : "json"}`;
  const name = nameOfRequest({ method: "GET", path: pathname + search, accept });
  return [[name, textAnswer(413, `This was requested in parts: ${split.because}`)], ...below];
}
