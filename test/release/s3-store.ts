// A real S3 store in a process of its own, and a door in front of it where a test can stop what passes.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, onTestFinished, vi } from "vitest";
import { projectFolder } from "../../src/platform/tool.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** What s3rver takes for its only account. */
export const credentials = { AWS_ACCESS_KEY_ID: "S3RVER", AWS_SECRET_ACCESS_KEY: "S3RVER" };

export interface S3Store {
  readonly endpoint: string;
  readonly client: S3Client;
  readonly folder: string;
  /** Ends the store at once, as a crash would. */
  kill(): void;
}

/** The words by which publish finds a place in the store's bucket. */
export function bucketWith(endpoint: string): readonly string[] {
  const store = ["--s3-endpoint", endpoint, "--s3-region", "us-east-1", "--s3-path-style"];
  return ["--to", "s3://data/open/numbers", ...store];
}

/** Every key of the bucket. */
export async function keysIn({ client }: S3Store): Promise<readonly string[]> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: "data" }));
  return Contents.map(({ Key = "" }) => Key);
}

/** Gives every test of a file the store's credentials, the way a person would: in the environment. */
export function usingCredentials(): void {
  beforeEach(() => {
    for (const [name, value] of Object.entries(credentials)) vi.stubEnv(name, value);
    return () => vi.unstubAllEnvs();
  });
}

/** One store for all tests of a file, started once: gives each test the way to have it with an empty bucket. */
export function sharedS3Store(): () => Promise<S3Store> {
  let shared: Awaited<ReturnType<typeof started>>;
  beforeAll(async () => {
    shared = await started(await mkdtemp(join(tmpdir(), "helserefusjon-s3-")));
  });
  afterAll(async () => {
    await shared.end();
    await rm(shared.folder, { recursive: true });
  });
  return async () => {
    const bucket = join(shared.folder, "data");
    for (const name of await readdir(bucket)) await rm(join(bucket, name), { recursive: true });
    return shared;
  };
}

/** Starts a store of the test's own, in a new folder or one an earlier store left; it ends with the test. */
export async function startS3Store(earlier?: string): Promise<S3Store> {
  const store = await started(earlier ?? (await temporaryFolder()));
  onTestFinished(() => store.end());
  return store;
}

/** A store with the bucket `data` in this folder, and the way to end it. */
async function started(folder: string): Promise<S3Store & { end(): Promise<void> }> {
  const program = join(projectFolder, "node_modules", "s3rver", "bin", "s3rver.js");
  const args = ["-d", folder, "-a", "127.0.0.1", "-p", "0", "--silent", "--configure-bucket", "data"];
  const child = spawn(process.execPath, ["--no-deprecation", program, ...args], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const endpoint = `http://127.0.0.1:${await portOf(child)}`;
  const keys = {
    accessKeyId: credentials.AWS_ACCESS_KEY_ID,
    secretAccessKey: credentials.AWS_SECRET_ACCESS_KEY,
  };
  const client = new S3Client({ endpoint, region: "us-east-1", forcePathStyle: true, credentials: keys });
  const end = async () => {
    client.destroy();
    await stop(child);
  };
  return { endpoint, client, folder, kill: () => child.kill("SIGKILL"), end };
}

/** What a door answers instead of the store. */
export interface Refusal {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The answer of a store that gives its reason this code. */
export function s3Error(status: number, code: string, message = "No"): Refusal {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { "content-type": "application/xml" }, body };
}

/** A door to a store: `before` sees each request before it passes, and may wait. Gives the door's address. */
export async function doorTo(
  { endpoint }: S3Store,
  before: (request: IncomingMessage) => "pass" | "swallow" | Refusal,
): Promise<string> {
  const door = createServer((incoming, outgoing) => {
    const verdict = before(incoming);
    if (verdict === "pass") pass(endpoint, incoming, outgoing);
    else if (verdict !== "swallow") {
      outgoing.writeHead(verdict.status, { connection: "close", ...verdict.headers });
      outgoing.end(incoming.method === "HEAD" ? "" : verdict.body);
    }
  });
  door.listen(0, "127.0.0.1");
  await once(door, "listening");
  onTestFinished(() => {
    door.closeAllConnections();
    door.close();
  });
  const address = door.address();
  return `http://127.0.0.1:${portIn(address)}`;
}

function portIn(address: string | AddressInfo | null): number {
  if (address === null || typeof address === "string") throw new Error("The door has no port");
  return address.port;
}

/** The host's name is part of what was signed, and passes as it came. */
function pass(endpoint: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, url, headers } = incoming;
  const onward = request(endpoint + url, { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on("error", () => outgoing.destroy());
  incoming.pipe(onward);
}

/** Its output stays open: a store that can no longer write its log ends. */
async function portOf(child: ChildProcess): Promise<string> {
  let said = "";
  child.stdout?.on("data", (chunk) => {
    said += chunk;
  });
  for (let waited = 0; waited < 1500; waited++) {
    const port = /listening on 127\.0\.0\.1:(\d+)/.exec(said)?.[1];
    if (port !== undefined) return port;
    await setTimeout(20);
  }
  throw new Error(`s3rver did not listen within half a minute: ${said}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
