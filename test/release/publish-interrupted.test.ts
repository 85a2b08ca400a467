// A publisher that is killed and a store that dies: readers stay with the whole release they had.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { builtProgram, projectFolder } from "../../src/platform/tool.ts";
import { publishing, pull, releaseOf } from "./published.ts";
import {
  bucketWith,
  doorTo,
  keysIn,
  type S3Store,
  sharedS3Store,
  startS3Store,
  usingCredentials,
} from "./s3-store.ts";

usingCredentials();
const emptyStore = sharedS3Store();

/** What a reader gets who follows latest.json to the numbers. */
async function readersSee({ client }: S3Store): Promise<string | undefined> {
  const read = async (path: string) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: "data", Key: `open/numbers/${path}` }));
    return await Body?.transformToString();
  };
  const { files } = JSON.parse((await read("latest.json")) ?? "");
  return await read(files[3].url);
}

/** Publishes in a process of its own that is killed when it asks the store to take its nth object. */
async function publishKilledAt(
  put: number,
  { release, store }: { release: string; store: S3Store },
): Promise<void> {
  let puts = 0;
  const door = await doorTo(store, ({ method }) => {
    if (method !== "PUT" || ++puts < put) return "pass";
    child.kill("SIGKILL");
    return "swallow";
  });
  const argv = [builtProgram, "publish", release, ...bucketWith(door)];
  const child = spawn(process.execPath, argv, { cwd: projectFolder, stdio: "ignore" });
  expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
}

describe("a publisher that is killed", () => {
  it.each([
    [1, "before anything is stored"],
    [3, "in the middle"],
    [5, "before the manifest"],
    [6, "before the pointer"],
  ])(
    "at object %i, %s, leaves readers on the old release; run again, it finishes the new one",
    async (put) => {
      const store = await emptyStore();
      await publishing(await releaseOf(1), ...bucketWith(store.endpoint));
      const release = await releaseOf(2);
      await publishKilledAt(put, { release, store });
      expect(await readersSee(store)).toBe("ar\n2001\n");
      const { code, out } = await publishing(release, ...bucketWith(store.endpoint));
      expect(out).toMatch(new RegExp(`\\b${6 - put} files? stored`));
      expect(out).toContain(`latest.json pointed at it (before: ${pull(1)})`);
      expect(code).toBe(0);
      expect(await readersSee(store)).toBe("ar\n2002\n");
    },
  );

  it("has what it stored read back when the release is finished later", async () => {
    const store = await emptyStore();
    const release = await releaseOf(1);
    await publishKilledAt(5, { release, store });
    const read: string[] = [];
    const door = await doorTo(store, ({ method, url = "" }) => {
      if (method === "GET") read.push(url.replace(/\?.*/, "").replace("/data/open/numbers/", ""));
      return "pass";
    });
    await publishing(release, ...bucketWith(door));
    expect(read).toContain(`${pull(1)}/tall.csv`);
    read.length = 0;
    await publishing(release, ...bucketWith(door));
    const top = ["latest.json", "dcat.jsonld", "releases.json", "feed.xml", "index.html"];
    expect(new Set(read.filter((key) => !key.startsWith("/data")))).toEqual(
      new Set([...top, `${pull(1)}/manifest.json`, `${pull(1)}/helserefusjon.sql`]),
    );
  });
});

describe("a store that dies midway", () => {
  it("ends the publishing with one sentence, and readers find the old release when it is back", async () => {
    const store = await startS3Store();
    await publishing(await releaseOf(1), ...bucketWith(store.endpoint));
    let puts = 0;
    const door = await doorTo(store, ({ method }) => {
      if (method === "PUT" && ++puts === 4) store.kill();
      return "pass";
    });
    const { code, err } = await publishing(await releaseOf(2), ...bucketWith(door));
    expect(err.split("\n").filter((line) => line.startsWith("Cannot"))).toEqual([
      expect.stringMatching(
        /^Cannot store 20261102T052800Z\/tall\.csv at s3:\/\/data\/open\/numbers after 4 attempts: /,
      ),
    ]);
    expect(code).toBe(3);
    const again = await startS3Store(store.folder);
    expect(await readersSee(again)).toBe("ar\n2001\n");
    expect(await keysIn(again)).toContain(`open/numbers/${pull(2)}/manifest.schema.json`);
  });
});
