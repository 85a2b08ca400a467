// Serves the files of a release over HTTP on this machine, with range requests, to pages of any origin.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ReleaseError, UsageError } from "../domain/errors.ts";
import { hashedFiles, openPlain } from "../stores/release-files.ts";
import type { KnownRelease } from "./version-series.ts";

export interface ServedRelease {
  /** The address of the catalogue page: `http://127.0.0.1:4681/`. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves a release until it is closed. A port of 0 takes a free one. UsageError where the
 * port is taken or refused, ReleaseError where files are missing, altered, or no plain files.
 */
export async function serveRelease(
  release: KnownRelease,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<ServedRelease> {
  const files = await servedFiles(release);
  const server = createServer((request, response) => {
    answer({ files, isOurs, request, response }).catch(() => response.destroy());
  });
  const taken = await listen(server, { host, port });
  const own = `${host.includes(":") ? `[${host}]` : host}:${taken.port}`;
  const isOurs = hostCheck({ ...taken, own });
  return { address: `http://${own}/`, close: () => close(server) };
}

/**
 * Whether a Host header names this server. A page elsewhere can have its own name lead to this machine and so read what
 * only this machine may; it cannot change the header. Where other machines are served too, their names for this one are not known.
 */
function hostCheck({ address, port, own }: Listening & { readonly own: string }) {
  const isLoopback = /^(127\.|::1$|::ffff:127\.)/.test(address);
  const names = new Set([own, ...["127.0.0.1", "localhost", "[::1]"].map((name) => `${name}:${port}`)]);
  const all = port === 80 ? [...names, ...[...names].map((name) => name.replace(/:80$/, ""))] : [...names];
  return (header = "") => !isLoopback || all.includes(header.toLowerCase());
}

interface ServedFile {
  readonly path: string;
  readonly bytes: number;
  readonly type: string;
  readonly tag: string;
}

/**
 * Names are looked up among the release's files, never joined to a folder: no path leads anywhere else. Each is hashed
 * before anyone asks, because the headers hold its size and hash.
 */
async function servedFiles({ folder, manifest }: KnownRelease): Promise<ReadonlyMap<string, ServedFile>> {
  const { digests, faults } = await hashedFiles(folder, manifest);
  const [fault] = faults;
  if (fault !== undefined) throw new ReleaseError(`Cannot serve ${folder}: ${fault}`);
  const served = [...digests].map(([path, { bytes, sha256 }]) => {
    const file = { path: join(folder, path), bytes, type: contentTypeOf(path), tag: `"${sha256}"` };
    return [`/${path}`, file] as const;
  });
  return new Map(served);
}

interface Exchange {
  readonly files: ReadonlyMap<string, ServedFile>;
  readonly isOurs: (host: string | undefined) => boolean;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function answer({ files, isOurs, request, response }: Exchange): Promise<void> {
  if (!isOurs(request.headers.host))
    return refuse(response, { status: 421, text: "this server has another name" });
  for (const [name, value] of Object.entries(openToAll)) response.setHeader(name, value);
  const { method = "GET", url = "/" } = request;
  if (method === "OPTIONS") return void response.writeHead(204).end();
  if (method !== "GET" && method !== "HEAD")
    return refuse(response, { status: 405, text: "GET and HEAD only" });
  const path = url.replace(/[?#].*$/, "");
  const file = files.get(path === "/" ? "/index.html" : path);
  if (file === undefined) return refuse(response, { status: 404, text: "not a file of this release" });
  response.setHeader("etag", file.tag);
  if (request.headers["if-none-match"] === file.tag) return void response.writeHead(304).end();
  await send(file, { request, response });
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

async function send(
  file: ServedFile,
  { request, response }: Pick<Exchange, "request" | "response">,
): Promise<void> {
  const range = rangeOf(request.headers.range, file.bytes);
  if (range === "unsatisfiable") {
    response.setHeader("content-range", `bytes */${file.bytes}`);
    return refuse(response, { status: 416, text: "no such part" });
  }
  const part: ByteRange = range ?? { first: 0, last: file.bytes - 1 };
  if (range !== undefined)
    response.setHeader("content-range", `bytes ${part.first}-${part.last}/${file.bytes}`);
  response.writeHead(range === undefined ? 200 : 206, {
    "content-type": file.type,
    "content-length": part.last - part.first + 1,
  });
  if (request.method === "HEAD" || file.bytes === 0) return void response.end();
  const opened = await openPlain(file.path);
  if (opened === undefined) return void response.destroy();
  await pipeline(opened.createReadStream({ start: part.first, end: part.last }), response);
}

function refuse(response: ServerResponse, { status, text }: { status: number; text: string }): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}

interface Listening {
  /** The address the host's name led to. */
  readonly address: string;
  readonly port: number;
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<Listening> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => {
      reject(new UsageError(`Cannot serve at ${host} port ${port}: ${cause.message}`, { cause }));
    });
    server.listen(port, host, () => {
      const found = server.address();
      resolve(typeof found === "object" && found !== null ? found : { address: host, port });
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}

/** First and last byte, both inclusive. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The part a Range header names of a file of so many bytes. Undefined for the whole: where there is no header, where it is
 * not one we read, and where it names several parts, which a server may answer with all.
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

const types: readonly (readonly [ending: RegExp, type: string])[] = [
  [/\.parquet$/, "application/vnd.apache.parquet"],
  [/\.csv$/, "text/csv; charset=utf-8"],
  // Never send Content-Encoding: clients would decompress the file, so its size and hash would differ, and harvesters fail on it.
  [/\.gz$/, "application/gzip"],
  [/\.jsonld$/, "application/ld+json"],
  [/\.json$/, "application/json"],
  [/\.md$/, "text/markdown; charset=utf-8"],
  [/\.html$/, "text/html; charset=utf-8"],
  [/\.js$/, "text/javascript; charset=utf-8"],
  [/\.css$/, "text/css; charset=utf-8"],
  [/\.cff$/, "application/yaml"],
  [/(^|\/)SHA256SUMS$|\.txt$/, "text/plain; charset=utf-8"],
];

/** Throws a ReleaseError for a file type that releases do not have. */
export function contentTypeOf(path: string): string {
  const type = types.find(([ending]) => ending.test(path))?.[1];
  if (type !== undefined) return type;
  throw new ReleaseError(
    `Cannot publish ${path} as every file must be of a kind that releases have: found another; remove it`,
  );
}
