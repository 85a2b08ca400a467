// From an answer to bytes on a wire: headers, compression, and callers that hang up.
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable, pipeline as watched } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGzip } from "node:zlib";
import type { Answer } from "./answers/answer.ts";

/** One request and where its answer goes; `gzip`: whether the dialect compresses for those who accept it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly gzip: boolean;
}

/** Sends an answer; resolves when it has left, rejects when the caller hangs up (`isHangUp`) or on a bug. */
export async function send(answer: Answer, exchange: Exchange): Promise<void> {
  setHeaders(answer, exchange);
  exchange.response.writeHead(answer.status);
  await pipeline(encodedBody(answer, exchange), exchange.response);
}

/** Sets the headers that tell of an answer: all but those that tell of its length. */
export function setHeaders(answer: Answer, exchange: Exchange): void {
  const { response, gzip } = exchange;
  if (answer.contentType !== undefined) response.setHeader("content-type", answer.contentType);
  if (isZipped(answer, exchange)) response.setHeader("content-encoding", "gzip");
  if (gzip) response.setHeader("vary", "accept, accept-encoding");
  if (answer.status === 405) response.setHeader("allow", "GET");
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
}

/** The body as it goes over the wire. */
export function encodedBody(answer: Answer, exchange: Exchange): Readable {
  const body = Readable.from(answer.body, { objectMode: true, highWaterMark: 1 });
  if (!isZipped(answer, exchange)) return body;
  // An error or an early end destroys both streams, so that whoever reads the last one sees it.
  return watched(body, createGzip({ level: constants.Z_BEST_SPEED }), () => {});
}

/** Whether an answer goes compressed to this caller. */
export function isZipped({ status }: Answer, { request, gzip }: Exchange): boolean {
  const hasContent = status !== 204 && status !== 304;
  return gzip && hasContent && /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
}

/** Whether an error only says that the caller, or `close()`, ended the connection early. */
export function isHangUp(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return hangUps.includes(String(code));
}

const hangUps = ["ERR_STREAM_PREMATURE_CLOSE", "ERR_STREAM_DESTROYED", "ECONNRESET", "EPIPE"];
