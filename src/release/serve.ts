// A release over HTTP on this machine: its files and no others, in parts where asked, for pages of any origin.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ReleaseError, UsageError } from "../domain/errors.ts";
import { digestIfThere, isMissing } from "../platform/files.ts";
import { filesOf } from "../stores/release-reader.ts";
import { type ByteRange, rangeOf } from "./byte-range.ts";
import { contentTypeOf } from "./media-types.ts";
import type { KnownRelease } from "./version-series.ts";

export interface ServedRelease {
  /** Where the catalogue page is: `http://127.0.0.1:4681/`. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves a release until it is closed. A port of 0 takes a free one. UsageError where the
 * port is taken or refused, ReleaseError where files are missing or of another size.
 */
export async function serveRelease(
  release: KnownRelease,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<ServedRelease> {
  await refuseAltered(release);
  const files = await servedFiles(release);
  const server = createServer((request, response) => {
    answer({ files, request, response }).catch(() => response.destroy());
  });
  const taken = await listen(server, { host, port });
  return {
    address: `http://${host.includes(":") ? `[${host}]` : host}:${taken}/`,
    close: () => close(server),
  };
}

interface ServedFile {
  readonly path: string;
  readonly bytes: number;
  readonly type: string;
  readonly tag: string;
}

/** Readers are told the sizes the manifest promises, so files of other sizes are refused before anyone asks. */
async function refuseAltered({ folder, manifest }: KnownRelease): Promise<void> {
  for (const { path, bytes } of filesOf(manifest)) {
    const found = await sizeIfThere(join(folder, path));
    if (found === bytes) continue;
    throw new ReleaseError(
      `Cannot serve ${folder} as ${path} must have ${bytes} bytes: found ${found ?? "no file"}`,
    );
  }
}

async function sizeIfThere(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Names are looked up among the release's files, never joined to a folder: no path leads anywhere else. */
async function servedFiles({ folder, manifest }: KnownRelease): Promise<ReadonlyMap<string, ServedFile>> {
  const own = ["manifest.json", "manifest.schema.json", "SHA256SUMS"];
  const extra = await Promise.all(
    own.map(async (path) => {
      const digest = await digestIfThere(join(folder, path));
      return digest === undefined ? [] : [{ path, ...digest }];
    }),
  );
  const named = [...filesOf(manifest), ...extra.flat()].map(({ path, bytes, sha256 }) => {
    return { path: join(folder, path), bytes, type: contentTypeOf(path), tag: `"${sha256}"`, name: path };
  });
  return new Map(named.map(({ name, ...file }) => [`/${name}`, file]));
}

interface Exchange {
  readonly files: ReadonlyMap<string, ServedFile>;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function answer({ files, request, response }: Exchange): Promise<void> {
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
  await pipeline(createReadStream(file.path, { start: part.first, end: part.last }), response);
}

function refuse(response: ServerResponse, { status, text }: { status: number; text: string }): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => {
      reject(new UsageError(`Cannot serve at ${host} port ${port}: ${cause.message}`, { cause }));
    });
    server.listen(port, host, () => {
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
