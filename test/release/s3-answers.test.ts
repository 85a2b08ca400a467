// What publish makes of each answer of a store: an object that is not there, a rejection, a passing failure.
import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { publishing, pull, releaseOf } from "./published.ts";
import {
  bucketWith,
  doorTo,
  keysIn,
  type Refusal,
  s3Error,
  sharedS3Store,
  usingCredentials,
} from "./s3-store.ts";

usingCredentials();
const emptyStore = sharedS3Store();

/** Publishes through a door that answers some requests itself. */
async function publishingThrough(before: (request: IncomingMessage) => "pass" | Refusal) {
  const store = await emptyStore();
  const seen: string[] = [];
  const door = await doorTo(store, (request) => {
    const verdict = before(request);
    seen.push(`${request.method} ${verdict === "pass" ? "passed" : verdict.status}`);
    return verdict;
  });
  const answer = await publishing(await releaseOf(1), ...bucketWith(door));
  return { ...answer, seen, keys: await keysIn(store) };
}

describe("a store that rejects checksums", () => {
  it.each([
    ["as Backblaze B2 does", s3Error(400, "InvalidArgument", "Unsupported header 'x-amz-checksum-sha256'")],
    [
      "as Cloudflare R2 did",
      s3Error(501, "NotImplemented", "Header 'x-amz-checksum-sha256' not implemented"),
    ],
    ["with a page", { status: 501, body: "<html>" }],
  ])(
    "is sent none after the first rejection, %s, and every object is still read back",
    async (_, rejection) => {
      const { code, seen, keys } = await publishingThrough(({ method, headers }) => {
        const names = Object.keys(headers);
        return method === "PUT" && names.some((name) => /^x-amz-(sdk-)?checksum-/.test(name))
          ? rejection
          : "pass";
      });
      expect(code).toBe(0);
      expect(seen.filter((one) => one === `PUT ${rejection.status}`)).toHaveLength(1);
      expect(seen.filter((one) => one === "PUT passed")).toHaveLength(keys.length);
      expect(seen.filter((one) => one === "GET passed").length).toBeGreaterThanOrEqual(6);
      expect(keys).toContain(`open/numbers/${pull(1)}/manifest.json`);
    },
  );

  it("differs from one that received other bytes, which is not sent them without a checksum", async () => {
    const { code, err, seen } = await publishingThrough(({ method }) =>
      method === "PUT" ? s3Error(400, "BadDigest") : "pass",
    );
    expect(err).toMatch(/: 400 BadDigest: No\. The bytes that arrived are not those that were sent\. /);
    expect(code).toBe(7);
    expect(seen.filter((one) => one.startsWith("PUT"))).toEqual(["PUT 400"]);
  });
});

describe("a rejection of a store", () => {
  it.each<readonly [number, string, string]>([
    [301, "PermanentRedirect", "--s3-region"],
    [307, "TemporaryRedirect", "--s3-region"],
    [400, "AuthorizationHeaderMalformed", "--s3-region"],
    [400, "InvalidBucketName", "--to"],
    [400, "ExpiredToken", "Renew them"],
    [401, "Unauthorized", "AWS_ACCESS_KEY_ID"],
    [403, "AccessDenied", "The credentials need the right to list the bucket"],
    [403, "InvalidAccessKeyId", "AWS_ACCESS_KEY_ID"],
    [403, "SignatureDoesNotMatch", "AWS_SECRET_ACCESS_KEY"],
    [403, "RequestTimeTooSkewed", "clock"],
    [404, "NoSuchBucket", "Create the bucket"],
    [405, "MethodNotAllowed", "--s3-endpoint"],
    [409, "OperationAborted", "one at a time"],
    [411, "MissingContentLength", "--s3-endpoint"],
    [412, "PreconditionFailed", "one at a time"],
    [413, "EntityTooLarge", "--gzip-csv-over"],
    [501, "NotImplemented", "--s3-endpoint"],
  ])("is final and named by its code, with what to do: %i %s", async (status, name, advice) => {
    const { code, err, waits, seen } = await publishingThrough(() =>
      s3Error(status, name, "No,\n\u001b[31mno"),
    );
    expect(err).toMatch(
      new RegExp(
        `^Cannot read latest\\.json at s3://data/open/numbers: ${status} ${name}: No, \\[31mno\\. [^\\n]+\\n$`,
      ),
    );
    expect(err).toContain(advice);
    expect(code).toBe(7);
    expect([waits, seen]).toEqual([[], [`GET ${status}`]]);
  });

  it("names the region a redirect gives", async () => {
    const headers = { "x-amz-bucket-region": "eu-north-1" };
    const { err } = await publishingThrough(() => ({ ...s3Error(301, "PermanentRedirect"), headers }));
    expect(err).toContain("The bucket is in eu-north-1. Give the region of the bucket with --s3-region");
  });

  it.each([301, 302, 400, 401, 403, 405, 410, 418, 451, 501])(
    "is final without a code of S3 too: %i",
    async (status) => {
      const { code, err, waits } = await publishingThrough(() => ({ status, body: "<html>Sign in</html>" }));
      expect(err).toMatch(new RegExp(`: ${status} without a code of S3\\. [^\\n]+\\n$`));
      expect([code, waits]).toEqual([7, []]);
    },
  );

  it.each([408, 429, 500, 502, 503, 504, 507])(
    "is no rejection but a passing failure: %i",
    async (status) => {
      const { code, err, waits } = await publishingThrough(() => ({ status }));
      expect(err).toContain(`after 4 attempts: ${status} without a code of S3.`);
      expect([code, waits]).toEqual([3, [1000, 2000, 4000]]);
    },
  );
});

describe("an object that is not there", () => {
  it.each<readonly [string, Refusal]>([
    [
      "a page of a proxy",
      { status: 404, headers: { "content-type": "text/html" }, body: "<html>Gone</html>" },
    ],
    ["nothing at all", { status: 404 }],
    ["JSON", { status: 404, headers: { "content-type": "application/json" }, body: '{"error": 1}' }],
    ["no such bucket", s3Error(404, "NoSuchBucket")],
    ["no right to see it", s3Error(403, "AccessDenied")],
    ["that it moved", s3Error(301, "PermanentRedirect")],
  ])("is one the store says is not there, not one whose answer is %s", async (_, rejection) => {
    const { code, err, keys } = await publishingThrough(({ method }) =>
      method === "GET" ? rejection : "pass",
    );
    expect(err).toMatch(/^Cannot read latest\.json at [^\n]+\n$/);
    expect(code).toBe(7);
    expect(keys).toEqual([]);
  });

  it.each([403, 400, 301])("is not one whose HEAD is answered %i", async (status) => {
    const { code, err, keys } = await publishingThrough(({ method }) =>
      method === "HEAD" ? { status } : "pass",
    );
    expect(err).toMatch(new RegExp(`^Cannot see .*: ${status} without a code of S3`));
    expect(code).toBe(7);
    expect(keys).toEqual([]);
  });

  it("is not one that is answered with nothing", async () => {
    const { code, err } = await publishingThrough(({ method }) =>
      method === "GET" ? { status: 204 } : "pass",
    );
    expect(err).toContain("its latest.json is not one that publish wrote");
    expect(code).toBe(7);
  });
});
