// A real HTTP server that answers one test as it is told, and remembers the requests.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";

export interface ScriptedServer {
  readonly origin: string;
  /** Every path and query requested, in order. */
  readonly requested: string[];
  readonly requests: IncomingMessage[];
}

/** `answer` gets the request's path and query and how often it has been requested before. */
export async function scriptedServer(
  answer: (response: ServerResponse, path: string, before: number) => void,
): Promise<ScriptedServer> {
  const requested: string[] = [];
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    const before = requested.filter((earlier) => earlier === path).length;
    requested.push(path);
    requests.push(request);
    answer(response, path, before);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return { origin: `http://127.0.0.1:${address.port}`, requested, requests };
}
