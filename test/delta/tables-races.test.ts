// Open tables in a bucket: publishers that are killed or meet, and stores with and without conditional writes.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { addToTables } from "../../src/delta/tables.ts";
import { builtProgram, projectFolder } from "../../src/platform/tool.ts";
import { publish } from "../../src/release/publish.ts";
import { s3Target } from "../../src/release/s3-target.ts";
import { folderTarget, type Target } from "../../src/release/target.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { publishing } from "../release/published.ts";
import {
  bucketWith,
  doorTo,
  type S3Store,
  s3Error,
  sharedS3Store,
  usingCredentials,
} from "../release/s3-store.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { idOf, vintage } from "./vintages.ts";

usingCredentials();
const emptyStore = sharedS3Store();
const release = (day: number) => vintage(day, { datasets: ["fylker"] });
const log = "tables/fylker/_delta_log";
const tableOptions = ["--tables", "delta", "--allow-synthetic"];

async function textAt({ client }: S3Store, path: string): Promise<string | undefined> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: "data", Key: `open/numbers/${path}` }));
  return await Body?.transformToString("latin1");
}

function isStored({ folder }: S3Store, path: string): boolean {
  return existsSync(join(folder, "data", "open", "numbers", `${path}._S3rver_object`));
}

/** The release that readers of the table get: its newest entry, whose file must be whole. */
async function readersSee(store: S3Store): Promise<string> {
  const newest = [2, 1, 0].find((version) =>
    isStored(store, `${log}/${String(version).padStart(20, "0")}.json`),
  );
  const text = (await textAt(store, `${log}/${String(newest).padStart(20, "0")}.json`)) ?? "";
  const { add, metaData } = Object.assign(
    {},
    ...text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  );
  const file = await textAt(store, `tables/fylker/${add.path}`);
  expect(file).toHaveLength(add.size);
  return metaData.configuration["helserefusjon.release"];
}

/** A publish in a process of its own that is killed when it sends its nth object. */
async function publishKilledAt(put: number, { folder, store }: { folder: string; store: S3Store }) {
  let puts = 0;
  const door = await doorTo(store, ({ method }) => {
    if (method !== "PUT" || ++puts < put) return "pass";
    child.kill("SIGKILL");
    return "swallow";
  });
  const argv = [builtProgram, "publish", folder, ...bucketWith(door), ...tableOptions];
  const child = spawn(process.execPath, argv, { cwd: projectFolder, stdio: "ignore" });
  expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
}

describe("a publisher of tables that is killed", () => {
  it.each([
    [4, "before the manifest", 1],
    [5, "before the file of the table", 1],
    [6, "before the log entry", 1],
    [7, "before latest.json", 2],
  ])(
    "at object %i, %s, leaves readers on a whole version, and the same command continues",
    async (put, _what, seen) => {
      const store = await emptyStore();
      await publishing(await release(1), ...bucketWith(store.endpoint), ...tableOptions);
      const folder = await release(2);
      await publishKilledAt(put, { folder, store });
      expect(await readersSee(store)).toBe(idOf(seen));
      expect(JSON.parse((await textAt(store, "latest.json")) ?? "").id).toBe(idOf(1));
      expect((await publishing(folder, ...bucketWith(store.endpoint), ...tableOptions)).code).toBe(0);
      expect(await readersSee(store)).toBe(idOf(2));
      expect(JSON.parse((await textAt(store, "latest.json")) ?? "").id).toBe(idOf(2));
      expect(isStored(store, `${log}/00000000000000000002.json`)).toBe(false);
    },
  );
});

/** The address of a store with conditional writes: AWS S3 answers 412 if there is an object. */
function conditional(store: S3Store): Promise<string> {
  return doorTo(store, ({ method, url = "", headers }: IncomingMessage) => {
    const path = url.replace(/\?.*/, "").replace("/data/open/numbers/", "");
    const isRejected = method === "PUT" && headers["if-none-match"] === "*" && isStored(store, path);
    return isRejected ? s3Error(412, "PreconditionFailed") : "pass";
  });
}

async function bucketTarget(endpoint: string): Promise<Target> {
  const { effects } = capturedContext();
  const place = { bucket: "data", prefix: "open/numbers", region: "us-east-1", pathStyle: true };
  return await s3Target({ ...place, endpoint, ...effects });
}

/** Publishes into this target, while another publish is faster just before the log entry. */
async function beaten(target: Target, { own, other }: { own: string; other: string }) {
  const options = { allowSynthetic: true, force: false, dryRun: false, addToTables, report: () => {} };
  const create: Target["create"] = async (key, object) => {
    await publish({ ...options, target, folder: other });
    return await target.create(key, object);
  };
  return await publish({ ...options, target: { ...target, create }, folder: own });
}

describe("two publishers at the same time", () => {
  const sentence =
    /^Cannot add release \S+03T040000Z to table fylker at .*: another publish wrote its version 1 at the same time, for release \S+02T/;

  it("in a bucket with conditional writes: one wins, the other stops before latest.json, and can be run again", async () => {
    const store = await emptyStore();
    const address = await conditional(store);
    await publishing(await release(1), ...bucketWith(address), ...tableOptions);
    const [own, other] = [await release(3), await release(2)];
    await expect(beaten(await bucketTarget(address), { own, other })).rejects.toThrow(sentence);
    expect(await readersSee(store)).toBe(idOf(2));
    expect(JSON.parse((await textAt(store, "latest.json")) ?? "").id).toBe(idOf(2));
    expect((await publishing(own, ...bucketWith(address), ...tableOptions)).code).toBe(0);
    expect(await readersSee(store)).toBe(idOf(3));
    expect(isStored(store, `${log}/00000000000000000002.json`)).toBe(true);
  });

  it("in a folder: the same", async () => {
    const place = await temporaryFolder();
    await publishing(await release(1), "--to", place, ...tableOptions);
    const [own, other] = [await release(3), await release(2)];
    await expect(beaten(folderTarget(place), { own, other })).rejects.toThrow(sentence);
    expect((await publishing(own, "--to", place, ...tableOptions)).out).toContain(
      "1 table given a new version",
    );
    expect(existsSync(join(place, log, "00000000000000000002.json"))).toBe(true);
  });

  it("with the same release write the same entry, and both succeed", async () => {
    const store = await emptyStore();
    const own = await release(1);
    await beaten(await bucketTarget(await conditional(store)), { own, other: own });
    expect(await readersSee(store)).toBe(idOf(1));
  });
});

describe("a store that knows no conditional writes", () => {
  it("gets the entry without a condition if it answers 501", async () => {
    const store = await emptyStore();
    const door = await doorTo(store, ({ headers }) =>
      headers["if-none-match"] === undefined ? "pass" : s3Error(501, "NotImplemented"),
    );
    const { code } = await publishing(await release(1), ...bucketWith(door), ...tableOptions);
    expect(code).toBe(0);
    expect(await readersSee(store)).toBe(idOf(1));
  });
});
