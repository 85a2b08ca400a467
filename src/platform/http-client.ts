// The HTTP client: GET with keep-alive, gzip, proxies and redirects, and a limit on everything.
import { Writable } from "node:stream";
import { type Dispatcher, stream } from "undici";
import { type Facts, RequestError } from "../domain/errors.ts";
import { mayFollow } from "../domain/origin.ts";
import type { Redirect } from "../domain/receipt.ts";
import { type Headers, readHeaders } from "./http-headers.ts";
import { connectionsThrough, type Proxies, proxyAdvice } from "./proxies.ts";

/** Status and headers of an answer. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: Headers;
  /** The redirects that led here, in order; absent if there were none. */
  readonly redirects?: readonly Redirect[];
}

/** A client with its connections. Close it when done. */
export interface Client {
  /**
   * Sends one GET with these headers besides the usual ones, and writes the body to the stream that `land` opens. Resolves when the body
   * ended as announced (Content-Length or last chunk). Rejects if the connection, the body or the writing fails.
   */
  get(url: URL, headers: Headers, openSink: (head: ResponseHead) => Writable): Promise<ResponseHead>;
  /** The text without the values of the user's own headers, which may be secrets. */
  withoutSecrets?(text: string): string;
  close(): Promise<void>;
}

/** The limits of an attempt. Times are in milliseconds. */
export interface Patience {
  readonly toConnect: number;
  /** The API computes large answers before it sends their first byte. */
  readonly toHeaders: number;
  readonly betweenBytes: number;
  /** From the request to the last byte. */
  readonly toEnd?: number;
  /** Bytes a second; 0 is no limit. */
  readonly leastSpeed?: number;
  /** The time over which the speed is measured. */
  readonly speedWindow?: number;
  /** Bytes of a body. */
  readonly mostBytes?: number;
}

export const usualPatience: Required<Patience> = {
  toConnect: 15_000,
  toHeaders: 300_000,
  betweenBytes: 60_000,
  toEnd: 30 * 60_000,
  leastSpeed: 100,
  speedWindow: 60_000,
  mostBytes: 4_000_000_000,
};

export interface ClientOptions {
  readonly connections: number;
  readonly userAgent: string;
  /** The user's own headers. They may be secrets and are sent only to the requested host. */
  readonly headers?: Headers | undefined;
  readonly patience: Partial<Patience>;
  readonly proxies: Proxies;
}

/** The host was not reached, so that a smaller request would not help. The advice is about the proxies. */
export class UnreachableError extends RequestError {
  readonly advice: string;
  constructor(message: string, { advice, ...options }: ErrorOptions & { advice: string; facts: Facts }) {
    super(message, options);
    this.advice = advice;
  }
}

/** The server sends a redirect that is not followed. */
export class RedirectError extends RequestError {}

/** The answer took too long, arrived too slowly, or has too many bytes. */
export class LimitError extends RequestError {
  readonly limit: "time" | "speed" | "bytes";
  constructor(limit: LimitError["limit"], message: string, facts: Facts) {
    super(message, { facts: { limit, ...facts } });
    this.limit = limit;
  }
}

const mostRedirects = 5;
const longestRedirectBody = 64 * 1024;

export function openClient(options: ClientOptions): Client {
  const { userAgent, proxies, headers: own = {} } = options;
  const patience = { ...usualPatience, ...options.patience };
  const agent = connectionsThrough(proxies, {
    connections: options.connections,
    pipelining: 1,
    connect: { timeout: patience.toConnect },
    requestTls: { timeout: patience.toConnect },
    proxyTls: { timeout: patience.toConnect },
    headersTimeout: patience.toHeaders,
    bodyTimeout: patience.betweenBytes,
    keepAliveTimeout: 30_000,
  });
  const dispatcher = agent.compose(bounded(patience));
  const usual = { "accept-encoding": "gzip", "user-agent": userAgent };
  return {
    async get(url, headers, openSink) {
      const stop = new AbortController();
      const seconds = patience.toEnd / 1_000;
      const late = () =>
        new LimitError("time", `the answer was not whole after ${seconds} seconds`, { seconds });
      const timer = setTimeout(() => stop.abort(late()), patience.toEnd);
      const send = async (at: URL, receive: typeof openSink) => {
        const sent = { ...usual, ...sentTo(at, { requested: url, own }), ...headers };
        return await getOnce(at, { dispatcher, signal: stop.signal, headers: sent, openSink: receive });
      };
      try {
        return await following(url, { send, openSink });
      } catch (error) {
        throw unreachableOr(error, { url, proxies });
      } finally {
        clearTimeout(timer);
      }
    },
    withoutSecrets: (text) => withoutValues(text, own),
    close: () => agent.destroy(),
  };
}

/** The user's own headers, if the host is the requested one. */
export function sentTo(url: URL, { requested, own }: { requested: URL; own: Headers }): Headers {
  return url.hostname === requested.hostname ? own : {};
}

/** The text without the values of these headers, and without the part after the scheme, as in `Bearer …`. */
export function withoutValues(text: string, headers: Headers): string {
  const all = Object.values(headers).flatMap((value) => [value, ...value.split(" ").slice(1)]);
  return all.filter((one) => one.length > 3).reduce((shown, one) => shown.replaceAll(one, "…"), text);
}

type OpenSink = (head: ResponseHead) => Writable;
type Send = (url: URL, openSink: OpenSink) => Promise<ResponseHead>;

async function following(
  url: URL,
  { send, openSink }: { send: Send; openSink: OpenSink },
): Promise<ResponseHead> {
  const redirects: Redirect[] = [];
  let at = url;
  for (;;) {
    const soFar = redirects.length === 0 ? {} : { redirects: [...redirects] };
    const head = await send(at, (found) => openSink({ ...found, ...soFar }));
    if (!isRedirect(head)) return { ...head, ...soFar };
    const target = redirectTarget(head, at);
    const places = [url.href, ...redirects.map(({ url: place }) => place)];
    if (places.includes(target.href))
      throw new RedirectError(`it is redirected in a circle, to ${target.href}`, {
        facts: { redirect: target.href },
      });
    if (redirects.length === mostRedirects)
      throw new RedirectError(
        `it is redirected more than ${mostRedirects} times, at last to ${target.href}`,
        { facts: { redirect: target.href, expected: `at most ${mostRedirects}` } },
      );
    redirects.push({ status: head.status, url: target.href });
    at = target;
  }
}

/** A 303 leads to another resource, such as a login page. It is a redirect that is not followed. */
function isRedirect({ status }: ResponseHead): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** Throws a RedirectError unless the target may be followed. */
function redirectTarget({ status, headers }: ResponseHead, from: URL): URL {
  if (headers.location === undefined)
    throw new RedirectError(`it is redirected (status ${status}) without a Location`, { facts: { status } });
  const target = new URL(headers.location, from);
  const shown = target.username + target.password === "" ? target.href : target.host;
  if (status !== 303 && target.username + target.password === "" && mayFollow(from, target)) return target;
  throw new RedirectError(
    `it is redirected (status ${status}) to ${shown}, which is not followed. Only the same host or a documented root may answer`,
    { facts: { status, redirect: shown } },
  );
}

async function getOnce(
  url: URL,
  call: { dispatcher: Dispatcher; signal: AbortSignal; headers: Headers; openSink: OpenSink },
): Promise<ResponseHead> {
  const { dispatcher, signal, headers, openSink } = call;
  let head: ResponseHead | undefined;
  try {
    await stream(url, { dispatcher, signal, method: "GET", headers }, (response) => {
      head = { status: response.statusCode, headers: readHeaders(response.headers) };
      return isRedirect(head) ? discardingSink(longestRedirectBody) : openSink(head);
    });
  } catch (error) {
    // The body of a redirect does not matter. It may be cut or endless.
    if (head === undefined || !isRedirect(head) || signal.aborted) throw error;
  }
  if (head === undefined) throw new Error(`No answer and no error from ${url}`);
  return head;
}

/** Discards up to so many bytes. */
function discardingSink(most: number): Writable {
  let bytes = 0;
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > most ? tooManyBytes(most) : null);
    },
  });
}

function tooManyBytes(most: number): LimitError {
  return new LimitError("bytes", `the answer has more than ${most} bytes`, {
    expected: `at most ${most} bytes`,
  });
}

/** Aborts an answer that arrives too slowly or has too many bytes. */
function bounded({
  leastSpeed,
  speedWindow,
  mostBytes,
}: Required<Patience>): Dispatcher.DispatcherComposeInterceptor {
  const expected = `${leastSpeed} bytes a second over ${speedWindow / 1_000} seconds`;
  const slow = new LimitError("speed", `the answer arrived slower than ${expected}`, { expected });
  return (dispatch) => (options, handler) => {
    let bytes = 0;
    let seen = 0;
    let timer: NodeJS.Timeout | undefined;
    return dispatch(options, {
      onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
      onRequestUpgrade: (...upgrade) => handler.onRequestUpgrade?.(...upgrade),
      onResponseStart(controller, status, headers, message) {
        handler.onResponseStart?.(controller, status, headers, message);
        if (status < 200 || leastSpeed === 0) return;
        timer = setInterval(() => {
          if (bytes - seen < (leastSpeed * speedWindow) / 1_000) controller.abort(slow);
          seen = bytes;
        }, speedWindow);
      },
      onResponseData(controller, chunk) {
        bytes += chunk.length;
        if (bytes > mostBytes) controller.abort(tooManyBytes(mostBytes));
        else handler.onResponseData?.(controller, chunk);
      },
      onResponseEnd(controller, trailers) {
        clearInterval(timer);
        handler.onResponseEnd?.(controller, trailers);
      },
      onResponseError(controller, error) {
        clearInterval(timer);
        handler.onResponseError?.(controller, error);
      },
    });
  };
}

const neverReached = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  // The proxy does not connect.
  "UND_ERR_ABORTED",
];

/** An UnreachableError with advice if the host was not reached, else the error itself. */
function unreachableOr(error: unknown, { url, proxies }: { url: URL; proxies: Proxies }): unknown {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return error;
  if (!neverReached.includes(error.code)) return error;
  return new UnreachableError(`${url.host} cannot be reached (${error.message || error.code})`, {
    cause: error,
    advice: proxyAdvice(proxies),
    facts: { host: url.host, code: error.code },
  });
}
