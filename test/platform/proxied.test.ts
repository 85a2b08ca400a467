// Everything else that speaks HTTP, through a proxy: Klass, and the store that releases are published to.
import { expect, it } from "vitest";
import { RequestError } from "../../src/domain/errors.ts";
import { fetchKlass } from "../../src/geography/klass.ts";
import { s3Target } from "../../src/release/s3-target.ts";
import { scriptedServer } from "../extract/scripted-server.ts";
import { serving } from "../geography/klass-stand-in.ts";
import { usingCredentials } from "../release/s3-store.ts";
import { stillEffects } from "../still-effects.ts";
import { connectProxy } from "./connect-proxy.ts";

usingCredentials();

it("SSB Klass is requested through the proxy", async () => {
  const proxy = await connectProxy();
  const root = await serving((path) =>
    path.includes("/changes") ? undefined : { codes: [{ code: "0301", name: "Oslo" }] },
  );
  const { port } = new URL(root);
  const proxies = { http: `http://kari:hemmelig@127.0.0.1:${proxy.port}` };
  const access = { root: `http://klass.test:${port}/klass`, userAgent: "helserefusjon/test", proxies };
  const { kommuner } = await fetchKlass(access, { from: "2024-01-01", to: "2024-12-31" });
  expect(kommuner.map(({ name }) => name)).toEqual(["Oslo"]);
  expect(proxy.connected[0]).toMatch(new RegExp(`^klass.test:${port} Basic `));
});

it("a bucket is listed through the proxy", async () => {
  const proxy = await connectProxy();
  const server = await scriptedServer((response) => {
    response.setHeader("content-type", "application/xml");
    response.end("<ListBucketResult><Contents><Key>open/latest.json</Key></Contents></ListBucketResult>");
  });
  const { port } = new URL(server.origin);
  const target = await s3Target({
    bucket: "data",
    prefix: "open",
    endpoint: `http://s3.test:${port}`,
    region: "us-east-1",
    pathStyle: true,
    clock: stillEffects().clock,
    proxies: { http: `http://127.0.0.1:${proxy.port}` },
  });
  expect(await target.list()).toEqual(["latest.json"]);
  expect(proxy.connected).toEqual([`s3.test:${port} nobody`]);
});

it("a bucket that cannot be reached is reported with the proxy, without its password", async () => {
  const effects = stillEffects();
  const target = await s3Target({
    bucket: "data",
    prefix: "",
    endpoint: "http://s3.test",
    region: "us-east-1",
    pathStyle: true,
    clock: effects.clock,
    proxies: { http: "http://kari:hemmelig@127.0.0.1:1" },
  });
  const failure = await target.list().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(RequestError);
  expect(failure).toMatchObject({
    message: expect.stringMatching(
      /^Cannot list the objects at s3:\/\/data after 4 attempts: ECONNREFUSED .*\. Check the proxies: HTTP_PROXY is http:\/\/127\.0\.0\.1:1$/,
    ),
    facts: { place: "s3://data", operation: "list the objects", attempts: 4 },
  });
  expect(`${failure}`).not.toContain("hemmelig");
});
