// The emulator behind a server that changes what is asked of it, or what it answers.
import { onTestFinished } from "vitest";
import { dialects } from "../../src/emulator/dialects.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { scriptedServer } from "../extract/scripted-server.ts";

export interface Change {
  /** Asks the emulator for another path and query. */
  readonly ask?: (path: string) => string;
  /** Answers other JSON; `path` is what was asked. */
  readonly answer?: (body: string, path: string) => string;
}

/** The root of a server that answers as the documented dialect does, but for the change. */
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
      response.end(type.includes("json") ? answer(body.toString("utf8"), path) : body);
    };
    forward().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  return `${server.origin}/v1`;
}

function same(text: string): string {
  return text;
}
