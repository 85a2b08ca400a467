// The golden release over HTTP, as a static host serves it: whole files, and parts where requested.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { basename, join } from "node:path";
import { onTestFinished } from "vitest";
import { projectFolder } from "../../src/platform/tool.ts";
import { rangeOf } from "../../src/release/serve.ts";

/** Serves the golden release while the test runs. Gives the address its files are below, without a closing slash. */
export async function servedGolden(): Promise<string> {
  const server = createServer((request, response) => {
    const name = basename(request.url ?? "");
    const body = readFileSync(join(projectFolder, "test", "golden", "release", name));
    const range = rangeOf(request.headers.range, body.length);
    if (range === "unsatisfiable") throw new Error(`${name} has no ${request.headers.range}`);
    const part = range === undefined ? body : body.subarray(range.first, range.last + 1);
    response.writeHead(range === undefined ? 200 : 206, {
      "Accept-Ranges": "bytes",
      "Content-Length": part.length,
      ...(range === undefined
        ? {}
        : { "Content-Range": `bytes ${range.first}-${range.last}/${body.length}` }),
    });
    response.end(request.method === "HEAD" ? undefined : part);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return `http://127.0.0.1:${address.port}`;
}
