// One polite GET: keep-alive, gzip, time-outs, a name. The only place that speaks HTTP.
import type { Writable } from "node:stream";
import { Agent, stream } from "undici";

/** What the server says before the body. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: Headers;
}

type Headers = Readonly<Record<string, string>>;

/** A client with its connections; close it when done. */
export interface Client {
  /**
   * Makes one GET with these headers besides the usual, and writes the body to what `land` opens. Resolves when the body
   * has ended as announced (Content-Length or last chunk); rejects when the connection, the body or the writing fails.
   */
  get(url: URL, headers: Headers, land: (head: ResponseHead) => Writable): Promise<ResponseHead>;
  close(): Promise<void>;
}

/** How long to wait, in milliseconds, before an attempt counts as failed. */
export interface Patience {
  readonly toConnect: number;
  /** The API computes large answers before it sends their first byte. */
  readonly toHeaders: number;
  readonly betweenBytes: number;
}

export const usualPatience: Patience = { toConnect: 15_000, toHeaders: 300_000, betweenBytes: 60_000 };

export function openClient(options: {
  readonly connections: number;
  readonly userAgent: string;
  readonly patience: Patience;
}): Client {
  const { toConnect, toHeaders, betweenBytes } = options.patience;
  const agent = new Agent({
    connections: options.connections,
    pipelining: 1,
    connect: { timeout: toConnect },
    headersTimeout: toHeaders,
    bodyTimeout: betweenBytes,
    keepAliveTimeout: 30_000,
  });
  const usual = {
    "accept-encoding": "gzip",
    "user-agent": options.userAgent,
  };
  return {
    async get(url, headers, land) {
      let head: ResponseHead | undefined;
      const options = { dispatcher: agent, method: "GET", headers: { ...usual, ...headers } } as const;
      await stream(url, options, (response) => {
        head = { status: response.statusCode, headers: textHeaders(response.headers) };
        return land(head);
      });
      if (head === undefined) throw new Error(`No answer and no error from ${url}`);
      return head;
    },
    close: () => agent.destroy(),
  };
}

function textHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value ?? ""].flat().join(", ")]),
  );
}
