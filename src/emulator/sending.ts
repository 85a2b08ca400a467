// Sends an answer: headers, validators, compression, and callers that hang up.

import { createHash } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { Readable, pipeline as watched } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGzip } from "node:zlib";
import type { Answer } from "./answers/answer.ts";
import { type AnswerSource, allowed } from "./respond.ts";

/** A request and its response. `gzip` is true if the dialect compresses for callers that accept it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly gzip: boolean;
}

/** Resolves when the answer has left. Rejects if the caller hangs up (`isHangUp`), or on a bug. */
export async function send(answer: Answer, exchange: Exchange): Promise<void> {
  setHeaders(answer, exchange);
  exchange.response.writeHead(answer.status);
  await pipeline(encodedBody(answer, exchange), exchange.response);
}

/** Sets all headers except those about the length. */
export function setHeaders(answer: Answer, exchange: Exchange): void {
  const { response, gzip } = exchange;
  if (answer.contentType !== undefined) response.setHeader("content-type", answer.contentType);
  if (isZipped(answer, exchange)) response.setHeader("content-encoding", "gzip");
  if (gzip) response.setHeader("vary", "accept, accept-encoding");
  if (answer.status === 405) response.setHeader("allow", allowed);
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
}

/** The body, compressed if the caller gets it so. */
export function encodedBody(answer: Answer, exchange: Exchange): Readable {
  const body = Readable.from(answer.body, { objectMode: true, highWaterMark: 1 });
  if (!isZipped(answer, exchange)) return body;
  // An error or an early end destroys both streams, so that the reader of the last one sees it.
  return watched(body, createGzip({ level: constants.Z_BEST_SPEED }), () => {});
}

/** True if the caller gets the answer compressed. */
export function isZipped({ status }: Answer, { request, gzip }: Exchange): boolean {
  const hasContent = status !== 204 && status !== 304;
  return gzip && hasContent && /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
}

/** True if an error only means that the caller, or `close()`, ended the connection early. */
export function isHangUp(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return hangUps.includes(String(code));
}

const hangUps = ["ERR_STREAM_PREMATURE_CLOSE", "ERR_STREAM_DESTROYED", "ECONNRESET", "EPIPE"];

/**
 * Adds a strong entity tag and a date to a right answer. The hashed values determine the bytes, so that the body need not be
 * made first. The date depends on the seed, so that other data have another date.
 */
export function withValidators(
  answer: Answer,
  { voice, path, zipped }: { readonly voice: AnswerSource; readonly path: string; readonly zipped: boolean },
): Answer {
  if (answer.status !== 200) return answer;
  const { options } = voice.world;
  const identity = JSON.stringify([options, voice.dialect, path, answer.contentType, zipped]);
  const etag = `"${createHash("sha256").update(identity).digest("base64url").slice(0, 27)}"`;
  const hours = Math.abs(options.seed) % hoursOfYear;
  const date = new Date(firstDate + hours * 3_600_000).toUTCString();
  return { ...answer, headers: { ...answer.headers, etag, "last-modified": date } };
}

const firstDate = Date.UTC(2025, 0, 1);
const hoursOfYear = 8_760;

/** The answer, or 304 without content for a caller that has it already. */
export function unlessFresh(answer: Answer, requestHeaders: IncomingHttpHeaders): Answer {
  const { headers = {} } = answer;
  return isFresh(headers, requestHeaders)
    ? { status: 304, contentType: undefined, body: [], headers }
    : answer;
}

/** If-Modified-Since counts only if there is no If-None-Match. */
function isFresh(own: NonNullable<Answer["headers"]>, requestHeaders: IncomingHttpHeaders): boolean {
  const { etag, "last-modified": lastModified } = own;
  if (etag === undefined || lastModified === undefined) return false;
  const tags = requestHeaders["if-none-match"];
  if (tags !== undefined) return tags.trim() === "*" || opaqueTags(tags).includes(etag);
  const since = httpDate(requestHeaders["if-modified-since"]);
  return since !== undefined && Date.parse(lastModified) <= since;
}

/** The tags of a list without their `W/`, because If-None-Match compares weakly. */
function opaqueTags(list: string): readonly string[] {
  return [...list.matchAll(/(?:^|[\s,])(?:W\/)?("[^"]*")/g)].map((match) => match[1] ?? "");
}

/** Milliseconds of a date in the form that senders must write. Any other text counts as absent. */
function httpDate(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toUTCString() === text ? time : undefined;
}
