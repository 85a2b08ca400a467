// One polite GET: keep-alive, gzip, time-outs, a name. The only place that speaks HTTP.
import { Writable } from "node:stream";
import { Agent, stream } from "undici";

/** What the server says before the body. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** A client with its connections; close it when done. */
export interface Client {
  /**
   * Makes one GET and writes the body of a 200 to what `land` opens. Resolves when the body has ended as announced
   * (Content-Length or last chunk); rejects when the connection, the body or the writing fails.
   */
  get(url: URL, land: (head: ResponseHead) => Writable): Promise<ResponseHead>;
  close(): Promise<void>;
}

const secondsToConnect = 15;
/** The API computes large answers before it sends their first byte. */
const secondsToHeaders = 300;
const secondsBetweenBytes = 60;

export function openClient(options: { readonly connections: number; readonly userAgent: string }): Client {
  const agent = new Agent({
    connections: options.connections,
    pipelining: 1,
    connect: { timeout: secondsToConnect * 1_000 },
    headersTimeout: secondsToHeaders * 1_000,
    bodyTimeout: secondsBetweenBytes * 1_000,
    keepAliveTimeout: 30_000,
  });
  const headers = {
    accept: "application/json",
    "accept-encoding": "gzip",
    "user-agent": options.userAgent,
  };
  return {
    async get(url, land) {
      let head: ResponseHead | undefined;
      await stream(url, { dispatcher: agent, method: "GET", headers }, (response) => {
        head = { status: response.statusCode, headers: textHeaders(response.headers) };
        return land(head);
      });
      if (head === undefined) throw new Error(`No answer and no error from ${url}`);
      return head;
    },
    close: () => agent.destroy(),
  };
}

/** Takes in a short body as text, for messages; the rest is read and dropped. */
export function textSink(longest: number): { readonly sink: Writable; text(): string } {
  let text = "";
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (text.length < longest) text += chunk.toString("utf8");
      done();
    },
  });
  return { sink, text: () => text.slice(0, longest) };
}

function textHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value ?? ""].flat().join(", ")]),
  );
}
