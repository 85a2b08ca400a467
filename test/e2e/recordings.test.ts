// Every folder in test/recordings is a test: answers once given are read as they should be, for ever.
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { dialects } from "../../src/emulator/dialects.ts";
import { digestOf } from "../../src/platform/files.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { recordedCalls, storeCall } from "../../src/stores/recording.ts";
import { probeEmulator } from "../probe/probing.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { pulling } from "./pulling.ts";
import { problemsOf } from "./recorded.ts";

const recordings = join(projectFolder, "test", "recordings");
const kept = readdirSync(recordings, { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe("the recording", () => {
  it.each(kept.map(({ name }) => name))(
    "%s says where it is from, and is read as it should be",
    async (name) => {
      const folder = join(recordings, name);
      expect(existsSync(join(folder, "README.md")), "README.md").toBe(true);
      expect(await problemsOf(folder)).toEqual([]);
    },
  );
});

describe("a folder dropped there", () => {
  it("of a probe would be a test", async () => {
    const { folder } = await probeEmulator({ dialect: dialects.java });
    expect(await problemsOf(folder)).toEqual([]);
  });

  it("of a pull would be a test, which fails when rows are changed", async () => {
    const { pull } = await (await pulling({})).pull();
    expect(await problemsOf(pull.folder)).toEqual([]);
    const file = join(pull.folder, "bandasjister", "all.ndjson.gz");
    const rows = gunzipSync(readFileSync(file)).toString("utf8");
    writeFileSync(file, gzipSync(rows.replace(/"sar_navn":"./, '"sar_navn":"?')));
    expect(await problemsOf(pull.folder)).toEqual(["A replay gives other rows"]);
  });

  it("fails where a body was changed, cannot be read, or was never answered", async () => {
    const folder = await temporaryFolder();
    cpSync(join(recordings, "takst-2ad-kristiansund-2023"), folder, { recursive: true });
    const body = join(folder, "kommune-ar.json");
    writeFileSync(body, readFileSync(body, "utf8").replace("301185.0", '"mye"'));
    expect(await problemsOf(folder)).toEqual(["kommune-ar: the body is not the one that was recorded"]);
    const [call] = await recordedCalls(folder);
    if (call?.answer === undefined) throw new Error("The recording is empty");
    const digest = await digestOf(body);
    await storeCall(folder, {
      ...call,
      answer: { ...call.answer, body: { file: "kommune-ar.json", ...digest } },
    });
    expect(await problemsOf(folder)).toEqual([
      expect.stringMatching(/^kommune-ar is rejected: .*expected kroner.*found "mye"/),
    ]);
    const { name, url, request_headers: requested } = call;
    await storeCall(folder, { name, url, request_headers: requested, failure: "ECONNRESET" });
    expect(await problemsOf(folder)).toEqual(["kommune-ar was not answered: ECONNRESET"]);
  });
});
