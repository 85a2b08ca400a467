// Publishing into a bucket of a real S3 store: what is stored and how it is labelled, and what is rejected.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, it, vi } from "vitest";
import { publishing, pull, releaseOf } from "./published.ts";
import { bucketWith, credentials, doorTo, keysIn, sharedS3Store, usingCredentials } from "./s3-store.ts";

usingCredentials();
const emptyStore = sharedS3Store();

describe("helserefusjon publish into a bucket", () => {
  it("stores every file with its type, for ever, never encoded, and the pointer for a minute", async () => {
    const store = await emptyStore();
    const release = await releaseOf(1);
    const { code, out } = await publishing(release, ...bucketWith(store.endpoint));
    expect(out).toContain(`Release ${pull(1)}, version 1.0.0, at s3://data/open/numbers:\n  5 files stored`);
    expect(code).toBe(0);
    const labels = async (Key: string) => {
      const found = await store.client.send(
        new GetObjectCommand({ Bucket: "data", Key: `open/numbers/${Key}` }),
      );
      const body = (await found.Body?.transformToString()) ?? "";
      return { ...found, body };
    };
    const csv = await labels(`${pull(1)}/tall.csv`);
    expect(csv).toMatchObject({
      ContentType: "text/csv; charset=utf-8",
      CacheControl: "public, max-age=31536000, immutable",
      body: readFileSync(join(release, "tall.csv"), "utf8"),
    });
    expect(csv.ContentEncoding).toBeUndefined();
    expect((await labels(`${pull(1)}/manifest.json`)).ContentType).toBe("application/json");
    const pointer = await labels("latest.json");
    expect(pointer).toMatchObject({ ContentType: "application/json", CacheControl: "public, max-age=60" });
    expect(pointer.ContentEncoding).toBeUndefined();
    expect(JSON.parse(pointer.body).files[3].url).toBe(`${pull(1)}/tall.csv`);
  });

  it("puts the pointer last, and puts nothing the second time", async () => {
    const store = await emptyStore();
    const puts: string[] = [];
    const door = await doorTo(store, ({ method, url = "" }) => {
      if (method === "PUT") puts.push(url.replace(/\?.*/, ""));
      return "pass";
    });
    const release = await releaseOf(1);
    await publishing(release, ...bucketWith(door));
    expect(puts.map((url) => url.replace("/data/open/numbers/", ""))).toEqual([
      `${pull(1)}/LESMEG.md`,
      `${pull(1)}/SHA256SUMS`,
      `${pull(1)}/manifest.schema.json`,
      `${pull(1)}/tall.csv`,
      `${pull(1)}/manifest.json`,
      "latest.json",
      "releases.json",
      "feed.xml",
      "index.html",
    ]);
    const { out } = await publishing(release, ...bucketWith(door));
    expect(out).toContain("0 files stored");
    expect(puts).toHaveLength(9);
  });

  it("prunes only below its prefix", async () => {
    const store = await emptyStore();
    const other = { Bucket: "data", Key: `${pull(1)}/tall.csv`, Body: "not ours" };
    await store.client.send(new PutObjectCommand(other));
    for (const day of [1, 2]) await publishing(await releaseOf(day), ...bucketWith(store.endpoint));
    const third = await publishing(
      await releaseOf(3),
      ...bucketWith(store.endpoint),
      "--prune",
      "--keep",
      "1",
    );
    expect(third.out).toContain(`removed: ${pull(1)}, ${pull(2)}`);
    expect(await keysIn(store)).toEqual([
      `${pull(1)}/tall.csv`,
      `open/numbers/${pull(3)}/LESMEG.md`,
      `open/numbers/${pull(3)}/SHA256SUMS`,
      `open/numbers/${pull(3)}/manifest.json`,
      `open/numbers/${pull(3)}/manifest.schema.json`,
      `open/numbers/${pull(3)}/tall.csv`,
      "open/numbers/feed.xml",
      "open/numbers/index.html",
      "open/numbers/latest.json",
      "open/numbers/releases.json",
    ]);
  });

  it("tries again when the store is busy, a few times and after growing waits", async () => {
    const store = await emptyStore();
    let busy = 2;
    const door = await doorTo(store, ({ method }) =>
      method === "PUT" && busy-- > 0 ? { status: 503 } : "pass",
    );
    expect((await publishing(await releaseOf(1), ...bucketWith(door))).code).toBe(0);
    busy = 1000;
    const { code, err, waits } = await publishing(await releaseOf(2), ...bucketWith(door));
    expect(err).toMatch(
      /Cannot store 20261102T052800Z\/.* at s3:\/\/data\/open\/numbers after 4 attempts: 503 /,
    );
    expect(code).toBe(3);
    expect(waits).toEqual([1000, 2000, 4000]);
  });

  it("rejects an object that reads back with other bytes, and does not touch latest.json", async () => {
    const store = await emptyStore();
    const release = await releaseOf(1);
    const door = await doorTo(store, ({ method, url = "" }) => {
      return method === "GET" && url.includes("tall.csv") ? { status: 200 } : "pass";
    });
    const { code, err } = await publishing(release, ...bucketWith(door));
    expect(err).toMatch(/expected \S+tall\.csv at \S+ to have 8 bytes and SHA-256 .*, found 0 bytes and /);
    expect(code).toBe(7);
    expect(await keysIn(store)).not.toContain("open/numbers/latest.json");
  });

  it.each([
    [
      "a key the store does not know",
      { AWS_ACCESS_KEY_ID: "ukjent", AWS_SECRET_ACCESS_KEY: "hemmelig" },
      /403 /,
    ],
    [
      "no credentials at all",
      { AWS_ACCESS_KEY_ID: "", AWS_EC2_METADATA_DISABLED: "true", HOME: "/nowhere" },
      /credentials/,
    ],
  ])("stops with one sentence for %s, and shows none of it", async (_, environment, message) => {
    const store = await emptyStore();
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const { code, out, err } = await publishing(await releaseOf(1), ...bucketWith(store.endpoint));
    expect(err).toMatch(/^Cannot read latest\.json at s3:\/\/data\/open\/numbers: [^\n]*\n$/);
    expect(err).toMatch(message);
    expect(code).toBe(7);
    expect(out + err).not.toContain("hemmelig");
    expect(out + err).not.toContain(credentials.AWS_SECRET_ACCESS_KEY);
  });

  it("stops with one sentence for a bucket that is not there", async () => {
    const store = await emptyStore();
    const elsewhere = bucketWith(store.endpoint).map((word) => word.replace("//data/", "//dato/"));
    const { code, err } = await publishing(await releaseOf(1), ...elsewhere);
    expect(err).toMatch(/^Cannot [^\n]* at s3:\/\/dato\/open\/numbers: 404 NoSuchBucket: [^\n]*\n$/);
    expect(code).toBe(7);
  });

  it("asks for a region if none is set", async () => {
    for (const name of ["AWS_REGION", "AWS_DEFAULT_REGION"]) vi.stubEnv(name, undefined);
    vi.stubEnv("AWS_CONFIG_FILE", "/nowhere");
    const { code, err } = await publishing(await releaseOf(1), "--to", "s3://data");
    expect(err).toBe("Cannot use S3: no region is set. Give --s3-region or set AWS_REGION\n");
    expect(code).toBe(2);
  });
});
