// Recorded answers served again: the very bytes of a probe, a pull put together again, and nothing else.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Replay, startReplay } from "../../src/emulator/replay.ts";
import { digestOf } from "../../src/platform/files.ts";
import { startRecording, storeCall } from "../../src/stores/recording.ts";
import { pulling, smallScope } from "../e2e/pulling.ts";
import { temporaryFolder } from "../temporary-folder.ts";

async function replaying(folder: string): Promise<Replay> {
  const replay = await startReplay({ folder });
  onTestFinished(() => replay.close());
  return replay;
}

const root = "https://opne-data-api.helserefusjon.no/v1";

/** A recording of one compressed answer with headers of its own, and of one that never came. */
async function smallRecording(): Promise<string> {
  const folder = await temporaryFolder();
  await startRecording(folder, { root });
  const url = `${root}/takstkoder?takstkode=2a%25`;
  const body = gzipSync('{"takstkoder":[]}');
  await writeFile(join(folder, "takstkoder.json.gz"), body);
  const headers = {
    "content-type": "text/plain",
    "content-encoding": "gzip",
    etag: '"1"',
    connection: "close",
  };
  const { sha256 } = await digestOf(join(folder, "takstkoder.json.gz"));
  await storeCall(folder, {
    name: "takstkoder",
    url,
    request_headers: { accept: "application/json" },
    answer: { status: 200, headers, body: { file: "takstkoder.json.gz", bytes: body.length, sha256 } },
  });
  await storeCall(folder, {
    name: "lost",
    url: `${root}/bandasjister`,
    request_headers: {},
    failure: "ECONNRESET",
  });
  return folder;
}

describe("a replayed probe", () => {
  it("answers what was recorded with the status, headers and bytes that came", async () => {
    const { origin, answers } = await replaying(await smallRecording());
    const response = await fetch(`${origin}/takstkoder?takstkode=2a%25`);
    expect(origin).toMatch(/\/v1$/);
    expect(answers).toBe(1);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/plain",
      "content-encoding": "gzip",
      etag: '"1"',
    });
    expect(await response.json()).toEqual({ takstkoder: [] });
  });

  it.each(["/takstkoder", "/takstkoder?takstkode=2b%25", "/bandasjister"])(
    "answers %s with a 404 that names the request and does not mean that there are no rows",
    async (path) => {
      const { origin } = await replaying(await smallRecording());
      const response = await fetch(`${origin}${path}`);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain(`Cannot replay GET /v1${path}: the 1 answer in`);
      expect(response.headers.get("helserefusjon-not-recorded")).toBe("true");
    },
  );

  it("tells an answer in XML from the one in JSON at the same address", async () => {
    const { origin } = await replaying(await smallRecording());
    const headers = { accept: "application/xml" };
    const response = await fetch(`${origin}/takstkoder?takstkode=2a%25`, { headers });
    expect(await response.text()).toContain("Cannot replay GET /v1/takstkoder?takstkode=2a%25 as XML");
  });

  it("rejects a folder that is neither a probe's nor a pull's", async () => {
    const folder = await temporaryFolder();
    await expect(startReplay({ folder })).rejects.toThrow(`Cannot replay ${folder}: expected a folder of`);
  });
});

describe("a replayed pull", () => {
  it("gives the same rows once more, and a request it does not have stops the pull instead of being empty", async () => {
    const { pull } = await pulling({});
    const first = await pull();
    const { origin } = await replaying(first.pull.folder);
    const again = await pull({ origin, address: origin, output: await temporaryFolder() });
    expect(again.summary).toMatchObject({ rows: first.summary.rows, sha256: first.summary.sha256 });
    expect(again.summary.source.synthetic).not.toBeNull();
    const later = { ...smallScope, until: "202103" };
    const wider = pull({ origin, address: origin, scope: later, output: await temporaryFolder() });
    await expect(wider).rejects.toThrow(/status 404: Cannot replay GET .*fomar=2020&tomar=2021/);
  });

  it("rejects a request that was split, so that it is split again", async () => {
    const scope = { ...smallScope, until: "202203" };
    const whole = await (await pulling({}, scope)).pull();
    const [receipt] = await whole.pull.receipts("takstbruk_landet_ar");
    const { pull } = await pulling({ mostRows: { rows: (receipt?.rows ?? 0) - 1, how: 413 } }, scope);
    const first = await pull();
    expect(first.summary.requests).toBeGreaterThan(whole.summary.requests);
    const { origin } = await replaying(first.pull.folder);
    const again = await pull({ origin, address: origin, output: await temporaryFolder() });
    expect(again.summary).toMatchObject({ sha256: first.summary.sha256, requests: first.summary.requests });
  });

  it("gives other representations as the very bodies that came", async () => {
    const scope = { ...smallScope, representation: "csv" as const };
    const { pull } = await pulling({}, scope);
    const first = await pull();
    const { origin } = await replaying(first.pull.folder);
    const again = await pull({ origin, address: origin, output: await temporaryFolder() });
    expect(again.summary.sha256).toBe(first.summary.sha256);
  });
});
