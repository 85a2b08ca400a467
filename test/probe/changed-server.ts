// A server that forwards requests to the emulator and changes the request or the answer.
import { onTestFinished } from "vitest";
import { dialects } from "../../src/emulator/dialects.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { scriptedServer } from "../extract/scripted-server.ts";

export interface Change {
  /** Changes the path and query sent to the emulator. */
  readonly ask?: (path: string) => string;
  /** Changes a JSON answer; `path` is the requested path. */
  readonly answer?: (body: string, path: string) => string;
}

/** Returns the root of a server that answers in the documented dialect, apart from the change. */
export async function changedServer({ ask = same, answer = same }: Change): Promise<string> {
  const world = { rows: 20_000, seed: 1 };
  const emulator = await startEmulator({ world, dialect: dialects.documented });
  onTestFinished(() => emulator.close());
  const host = new URL(emulator.origin).origin;
  const server = await scriptedServer((response, path) => {
    const forward = async () => {
      const { accept = "" } = response.req.headers;
      const found = await fetch(`${host}${ask(path)}`, { headers: { accept } });
      const type = found.headers.get("content-type") ?? "";
      const body = Buffer.from(await found.arrayBuffer());
      response.writeHead(found.status, { "content-type": type });
      response.end(/json|csv/.test(type) ? answer(body.toString("utf8"), path) : body);
    };
    forward().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  return `${server.origin}/v1`;
}

function same(text: string): string {
  return text;
}
