// The API's stand-in: a real HTTP server on this machine that answers as the evidence says the real one does.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGzip } from "node:zlib";
import type { Dialect } from "./dialect.ts";
import { respond } from "./respond.ts";
import { buildWorld } from "./world/world.ts";
import type { WorldOptions } from "./world-options.ts";

/** Which world to answer from and how to speak. `port` 0 or absent: any free one. */
export interface EmulatorOptions {
  readonly world: WorldOptions;
  readonly dialect: Dialect;
  readonly port?: number;
}

/** A running emulator. */
export interface Emulator {
  /** The current root, e.g. `http://127.0.0.1:4711/v1`. */
  readonly origin: string;
  /** The old root: the same paths without `/v1` (an assumption, see routes.ts). */
  readonly oldOrigin: string;
  /** Path and query exactly as asked, `/v1` included, and how often. */
  readonly requests: () => ReadonlyMap<string, number>;
  /** Stops listening and ends every open connection. */
  readonly close: () => Promise<void>;
}

/** Starts an emulator on 127.0.0.1. Every answer says in a header which synthetic world it is from. */
export async function startEmulator({
  world: options,
  dialect,
  port = 0,
}: EmulatorOptions): Promise<Emulator> {
  const world = buildWorld(options);
  const requests = new Map<string, number>();
  const mark = `rows=${options.rows}; seed=${options.seed}; dialect=${dialect.name}`;
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    requests.set(path, (requests.get(path) ?? 0) + 1);
    response.setHeader("helserefusjon-emulator", mark);
    const asked = {
      method: request.method ?? "GET",
      url: urlOf(path),
      accept: request.headers.accept,
    };
    try {
      send(respond(asked, { world, dialect }), { request, response, gzip: dialect.gzip === "when accepted" });
    } catch (error) {
      response.destroy();
      throw error;
    }
  });
  const oldOrigin = `http://127.0.0.1:${await listen(server, port)}`;
  return { origin: `${oldOrigin}/v1`, oldOrigin, requests: () => requests, close: () => close(server) };
}

/** A request target that is no path (a proxy's absolute form, say) is answered like an unknown path. */
function urlOf(path: string): URL {
  const url = `http://127.0.0.1${path}`;
  return new URL(URL.canParse(url) ? url : "http://127.0.0.1/");
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly gzip: boolean;
}

function send(answer: ReturnType<typeof respond>, { request, response, gzip }: Exchange): void {
  const zipped =
    gzip && answer.status !== 204 && /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  if (answer.contentType !== undefined) response.setHeader("content-type", answer.contentType);
  if (zipped) response.setHeader("content-encoding", "gzip");
  if (gzip) response.setHeader("vary", "accept, accept-encoding");
  if (answer.status === 405) response.setHeader("allow", "GET");
  response.writeHead(answer.status);
  const body = Readable.from(answer.body, { objectMode: true, highWaterMark: 1 });
  const sent = zipped
    ? pipeline(body, createGzip({ level: constants.Z_BEST_SPEED }), response)
    : pipeline(body, response);
  sent.catch((error: unknown) => {
    // A caller that hangs up early is its own business; anything else is a bug here and must not pass unseen.
    if (!isHangUp(error)) throw error;
  });
}

function isHangUp(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ERR_STREAM_PREMATURE_CLOSE" || code === "ECONNRESET" || code === "EPIPE";
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
