// One polite GET: keep-alive, gzip, proxies, redirects, and a limit on everything. The only place that speaks HTTP.
import { Writable } from "node:stream";
import { type Dispatcher, stream } from "undici";
import { RequestError } from "../domain/errors.ts";
import { mayFollow } from "../domain/origin.ts";
import type { Redirect } from "../domain/receipt.ts";
import { type Headers, readHeaders } from "./http-headers.ts";
import { connectionsThrough, type Proxies, proxyAdvice } from "./proxies.ts";

/** What the server says before the body. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: Headers;
  /** The redirects that led here, in their order; absent where there were none. */
  readonly redirects?: readonly Redirect[];
}

/** A client with its connections; close it when done. */
export interface Client {
  /**
   * Makes one GET with these headers besides the usual, and writes the body to what `land` opens. Resolves when the body
   * has ended as announced (Content-Length or last chunk); rejects when the connection, the body or the writing fails.
   */
  get(url: URL, headers: Headers, land: (head: ResponseHead) => Writable): Promise<ResponseHead>;
  /** The text without the values of the headers a person gave, which may be secrets. */
  withoutSecrets?(text: string): string;
  close(): Promise<void>;
}

/** How much of everything an attempt may take before it counts as failed; times in milliseconds. */
export interface Patience {
  readonly toConnect: number;
  /** The API computes large answers before it sends their first byte. */
  readonly toHeaders: number;
  readonly betweenBytes: number;
  /** From the question to the last byte. */
  readonly toEnd?: number;
  /** Bytes a second; 0 is no limit. */
  readonly leastSpeed?: number;
  /** Over how long the speed is measured. */
  readonly speedWindow?: number;
  /** Bytes of a body as it comes. */
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
  /** Headers a person gave; they may be secrets and are sent to the host asked for only. */
  readonly headers?: Headers | undefined;
  readonly patience: Partial<Patience>;
  readonly proxies: Proxies;
}

/** The host was never reached, to which the size of the answer is all the same. */
export class UnreachableError extends RequestError {}

/** The server redirects to a place that is not followed. */
export class RedirectError extends RequestError {}

/** The answer took too long, came too slowly, or has more bytes than are taken. */
export class LimitError extends RequestError {
  readonly limit: "time" | "speed" | "bytes";
  constructor(limit: LimitError["limit"], message: string) {
    super(message);
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
    async get(url, headers, land) {
      const stop = new AbortController();
      const seconds = patience.toEnd / 1_000;
      const late = new LimitError("time", `the answer was not whole after ${seconds} seconds`);
      const timer = setTimeout(() => stop.abort(late), patience.toEnd);
      const ask = async (at: URL, landing: typeof land) => {
        const sent = { ...usual, ...sentTo(at, { asked: url, own }), ...headers };
        return await getOnce(at, { dispatcher, signal: stop.signal, headers: sent, land: landing });
      };
      try {
        return await following(url, { ask, land });
      } catch (error) {
        throw explained(error, { url, proxies });
      } finally {
        clearTimeout(timer);
      }
    },
    withoutSecrets: (text) => withoutValues(text, own),
    close: () => agent.destroy(),
  };
}

/** The headers a person gave, where the host is the one they were given for. */
export function sentTo(url: URL, { asked, own }: { asked: URL; own: Headers }): Headers {
  return url.hostname === asked.hostname ? own : {};
}

/** The text without the values of these headers. A credential is also the part after its scheme, as in `Bearer …`. */
export function withoutValues(text: string, headers: Headers): string {
  const all = Object.values(headers).flatMap((value) => [value, ...value.split(" ").slice(1)]);
  return all.filter((one) => one.length > 3).reduce((shown, one) => shown.replaceAll(one, "…"), text);
}

type Land = (head: ResponseHead) => Writable;
type Ask = (url: URL, land: Land) => Promise<ResponseHead>;

async function following(url: URL, { ask, land }: { ask: Ask; land: Land }): Promise<ResponseHead> {
  const redirects: Redirect[] = [];
  let at = url;
  for (;;) {
    const soFar = redirects.length === 0 ? {} : { redirects: [...redirects] };
    const head = await ask(at, (found) => land({ ...found, ...soFar }));
    if (!isRedirect(head)) return { ...head, ...soFar };
    const target = targetOf(head, at);
    const places = [url.href, ...redirects.map(({ url: place }) => place)];
    if (places.includes(target.href))
      throw new RedirectError(`it is redirected in a circle, to ${target.href}`);
    if (redirects.length === mostRedirects)
      throw new RedirectError(`it is redirected more than ${mostRedirects} times, at last to ${target.href}`);
    redirects.push({ status: head.status, url: target.href });
    at = target;
  }
}

/** 303 names another resource than the one asked for, such as a page to log in: it is no answer, and not followed. */
function isRedirect({ status }: ResponseHead): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** Throws a RedirectError unless the target is a place that may answer instead. */
function targetOf({ status, headers }: ResponseHead, from: URL): URL {
  if (headers.location === undefined)
    throw new RedirectError(`it is redirected (status ${status}) without saying where to`);
  const target = new URL(headers.location, from);
  const shown = target.username + target.password === "" ? target.href : target.host;
  if (status !== 303 && target.username + target.password === "" && mayFollow(from, target)) return target;
  throw new RedirectError(
    `it is redirected (status ${status}) to ${shown}, which is not followed: only the same host, or a documented root of the API, may answer`,
  );
}

async function getOnce(
  url: URL,
  of: { dispatcher: Dispatcher; signal: AbortSignal; headers: Headers; land: Land },
): Promise<ResponseHead> {
  const { dispatcher, signal, headers, land } = of;
  let head: ResponseHead | undefined;
  try {
    await stream(url, { dispatcher, signal, method: "GET", headers }, (response) => {
      head = { status: response.statusCode, headers: readHeaders(response.headers) };
      return isRedirect(head) ? sinkOf(longestRedirectBody) : land(head);
    });
  } catch (error) {
    // Of a redirect only the head matters: its body may be cut or endless.
    if (head === undefined || !isRedirect(head) || signal.aborted) throw error;
  }
  if (head === undefined) throw new Error(`No answer and no error from ${url}`);
  return head;
}

/** Takes so many bytes and keeps none. */
function sinkOf(most: number): Writable {
  let bytes = 0;
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > most ? new LimitError("bytes", `has a body of more than ${most} bytes`) : null);
    },
  });
}

/** Ends an answer that comes too slowly or has too many bytes. */
function bounded({
  leastSpeed,
  speedWindow,
  mostBytes,
}: Required<Patience>): Dispatcher.DispatcherComposeInterceptor {
  const slow = `the answer came slower than ${leastSpeed} bytes a second for ${speedWindow / 1_000} seconds`;
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
          if (bytes - seen < (leastSpeed * speedWindow) / 1_000)
            controller.abort(new LimitError("speed", slow));
          seen = bytes;
        }, speedWindow);
      },
      onResponseData(controller, chunk) {
        bytes += chunk.length;
        if (bytes > mostBytes)
          controller.abort(new LimitError("bytes", `the answer has more than ${mostBytes} bytes`));
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
  // A proxy that refuses to connect.
  "UND_ERR_ABORTED",
];

/** A host that was never reached is named, with what a person can do. */
function explained(error: unknown, { url, proxies }: { url: URL; proxies: Proxies }): unknown {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return error;
  if (!neverReached.includes(error.code)) return error;
  const found = error.message || error.code;
  const advice = `${proxyAdvice(proxies)}, or run \`make demo\`, which needs no network`;
  return new UnreachableError(`${url.host} cannot be reached (${found}): ${advice}`, { cause: error });
}
