// Serves the files of a release over HTTP on this machine, with range requests, to pages of any origin.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ReleaseError, UsageError } from "../domain/errors.ts";
import { close, listen } from "../platform/listening.ts";
import { openPlain } from "../stores/release-files.ts";
import { type PublishedFile, publishedFiles } from "./published-files.ts";
import type { KnownRelease } from "./version-series.ts";

export interface ServedRelease {
  /** The address of the catalogue page: `http://127.0.0.1:4681/`. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

interface Place {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

/** Serves a release until it is closed. Throws a UsageError if the port cannot be used, a ReleaseError for a faulty release. */
export async function serveRelease(release: KnownRelease, place: Place): Promise<ServedRelease> {
  const { host } = place;
  const files = await servedFiles(release);
  const server = createServer((request, response) => {
    answerRequest({ files, isOurs, request, response }).catch(() => response.destroy());
  });
  const port = await listenAt(server, place);
  const own = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const isOurs = hostCheck(server, { own, port });
  return { address: `http://${own}/`, close: () => close(server) };
}

async function listenAt(server: Server, { host, port }: Place): Promise<number> {
  try {
    return await listen(server, port, host);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`Cannot serve at ${host} port ${port}: ${found}. Give another --host or --port`, {
      cause,
      facts: { host, port, found },
    });
  }
}

/**
 * Returns a test of Host headers. A page of another site can make its own host name lead to this machine, but cannot change
 * the Host header. So a server for this machine alone answers only to its own names. Other machines may know it by any name.
 */
function hostCheck(server: Server, { own, port }: { readonly own: string; readonly port: number }) {
  const bound = server.address();
  const isLoopback = typeof bound === "object" && /^(127\.|::1$|::ffff:127\.)/.test(bound?.address ?? "");
  const names = new Set([own, ...["127.0.0.1", "localhost", "[::1]"].map((name) => `${name}:${port}`)]);
  const all = port === 80 ? [...names, ...[...names].map((name) => name.replace(/:80$/, ""))] : [...names];
  return (header = "") => !isLoopback || all.includes(header.toLowerCase());
}

/** The files by their URL path. No path is joined to the folder, so that none leads out of the release. */
async function servedFiles({ folder, manifest }: KnownRelease): Promise<ReadonlyMap<string, ServedFile>> {
  const { files, faults } = await publishedFiles(folder, manifest);
  const [fault] = faults;
  if (fault !== undefined) {
    throw new ReleaseError(`Cannot serve ${folder}: ${fault}. Load the pull again`, {
      facts: { folder, fault, faults: faults.length },
    });
  }
  return new Map(files.map((file) => [`/${file.path}`, { ...file, place: join(folder, file.path) }]));
}

interface ServedFile extends PublishedFile {
  /** Where the file is on this machine. */
  readonly place: string;
}

interface Exchange {
  readonly files: ReadonlyMap<string, ServedFile>;
  readonly isOurs: (host: string | undefined) => boolean;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function answerRequest({ files, isOurs, request, response }: Exchange): Promise<void> {
  const reject = (status: number, text: string) =>
    void response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
  if (!isOurs(request.headers.host)) return reject(421, "this server has another name");
  for (const [name, value] of Object.entries(openToAll)) response.setHeader(name, value);
  const { method = "GET", url = "/" } = request;
  if (method === "OPTIONS") return void response.writeHead(204).end();
  if (method !== "GET" && method !== "HEAD") return reject(405, "GET and HEAD only");
  const path = url.replace(/[?#].*$/, "");
  const file = files.get(path === "/" ? "/index.html" : path);
  if (file === undefined) return reject(404, "not a file of this release");
  const tag = `"${file.sha256}"`;
  response.setHeader("etag", tag);
  if (request.headers["if-none-match"] === tag) return void response.writeHead(304).end();
  const range = rangeOf(request.headers.range, file.bytes);
  if (range !== "unsatisfiable") return await sendFile(file, { range, request, response });
  response.setHeader("content-range", `bytes */${file.bytes}`);
  reject(416, "no such part");
}

const openToAll = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, HEAD, OPTIONS",
  "access-control-allow-headers": "Range",
  "access-control-expose-headers": "Content-Range, Content-Length, Accept-Ranges, ETag",
  "accept-ranges": "bytes",
  "cache-control": "no-cache",
  "x-content-type-options": "nosniff",
};

async function sendFile(
  { place, bytes, contentType }: ServedFile,
  { range, request, response }: Pick<Exchange, "request" | "response"> & { range: ByteRange | undefined },
): Promise<void> {
  const { first, last } = range ?? { first: 0, last: bytes - 1 };
  if (range !== undefined) response.setHeader("content-range", `bytes ${first}-${last}/${bytes}`);
  response.writeHead(range === undefined ? 200 : 206, {
    "content-type": contentType,
    "content-length": last - first + 1,
  });
  if (request.method === "HEAD" || bytes === 0) return void response.end();
  const opened = await openPlain(place);
  if (opened === undefined) return void response.destroy();
  await pipeline(opened.createReadStream({ start: first, end: last }), response);
}

/** First and last byte, both inclusive. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The part of a file that a Range header names. Undefined means the whole file: without a header, for one in another unit,
 * and for several parts, because a server may answer those with the whole.
 */
export function rangeOf(header: string | undefined, bytes: number): ByteRange | "unsatisfiable" | undefined {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return undefined;
  if (from === "") {
    const length = Math.min(Number(to), bytes);
    return length === 0 ? "unsatisfiable" : { first: bytes - length, last: bytes - 1 };
  }
  const [first, last] = [Number(from), to === "" ? bytes - 1 : Math.min(Number(to), bytes - 1)];
  if (to !== "" && Number(to) < first) return undefined;
  return first >= bytes ? "unsatisfiable" : { first, last };
}
