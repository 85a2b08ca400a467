// The client against real servers: proxies, redirects, and answers that would never end.
import type { ServerResponse } from "node:http";
import { Writable } from "node:stream";
import { describe, expect, it, onTestFinished } from "vitest";
import { mayFollow } from "../../src/domain/origin.ts";
import {
  LimitError,
  openClient,
  type Patience,
  RedirectError,
  type ResponseHead,
  sentTo,
  UnreachableError,
  usualPatience,
} from "../../src/platform/http-client.ts";
import { type Headers, linkTarget, readHeaders } from "../../src/platform/http-headers.ts";
import { type Proxies, proxiesFrom } from "../../src/platform/proxies.ts";
import { scriptedServer } from "../extract/scripted-server.ts";
import { connectProxy } from "./connect-proxy.ts";

interface Asking {
  readonly proxies?: Proxies;
  readonly headers?: Headers;
  readonly patience?: Partial<Patience>;
}

async function get(url: string, { proxies = {}, headers, patience }: Asking = {}) {
  const client = openClient({
    connections: 2,
    userAgent: "helserefusjon/test",
    headers,
    patience: { ...usualPatience, ...patience },
    proxies,
  });
  onTestFinished(() => client.close());
  const chunks: Buffer[] = [];
  const sink = () =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk);
        done();
      },
    });
  const head: ResponseHead = await client.get(new URL(url), {}, sink);
  return { head, text: Buffer.concat(chunks).toString() };
}

const portOf = (origin: string) => new URL(origin).port;
const hello = (response: ServerResponse) => response.end("hello");

describe("a proxy named by the environment", () => {
  it.each(["HTTP_PROXY", "http_proxy"])("receives CONNECT (%s), with its credentials", async (name) => {
    const server = await scriptedServer(hello);
    const proxy = await connectProxy();
    const proxies = proxiesFrom({ [name]: `http://kari:h%40mmelig@127.0.0.1:${proxy.port}` });
    const { text } = await get(`http://api.test:${portOf(server.origin)}/x`, { proxies });
    expect(text).toBe("hello");
    const credentials = Buffer.from("kari:h@mmelig").toString("base64");
    expect(proxy.connected).toEqual([`api.test:${portOf(server.origin)} Basic ${credentials}`]);
  });

  it("is used for https too", async () => {
    const proxy = await connectProxy(true);
    const proxies = proxiesFrom({ https_proxy: `127.0.0.1:${proxy.port}` });
    await expect(get("https://api.test/x", { proxies })).rejects.toThrow(UnreachableError);
    expect(proxy.connected).toEqual(["api.test:443 nobody"]);
  });

  it.each(["api.test", ".test", "*", "other,api.test"])(
    "is not used for a host of NO_PROXY=%s",
    async (no) => {
      const proxy = await connectProxy();
      const proxies = proxiesFrom({ HTTP_PROXY: `http://127.0.0.1:${proxy.port}`, no_proxy: no });
      await expect(get("http://api.test:1/x", { proxies })).rejects.toMatchObject({
        advice: expect.stringContaining(`NO_PROXY is ${JSON.stringify(no)}`),
      });
      expect(proxy.connected).toEqual([]);
    },
  );

  it("is never used for this machine itself", async () => {
    const server = await scriptedServer(hello);
    const proxies = proxiesFrom({ HTTP_PROXY: "http://127.0.0.1:1", NO_PROXY: "elsewhere" });
    expect((await get(server.origin, { proxies })).text).toBe("hello");
  });

  it("is named without its credentials where it rejects", async () => {
    const proxy = await connectProxy(true);
    const proxies = proxiesFrom({ HTTP_PROXY: `http://kari:hemmelig@127.0.0.1:${proxy.port}` });
    const failure = get("http://api.test/x", { proxies });
    await expect(failure).rejects.toMatchObject({
      advice: expect.stringContaining(`HTTP_PROXY is http://127.0.0.1:${proxy.port}`),
    });
    await expect(failure).rejects.toMatchObject({
      advice: expect.not.stringContaining("hemmelig"),
      message: expect.not.stringContaining("hemmelig"),
    });
  });

  it("is rejected where it is no URL, without repeating it", () => {
    expect(() => proxiesFrom({ HTTPS_PROXY: "socks5://kari:hemmelig@x" })).toThrow(
      /^Cannot use HTTPS_PROXY: expected a URL such as http:\/\/proxy\.example:8080$/,
    );
  });
});

describe("a redirect", () => {
  it("is followed on the same host, five times at most, and told of", async () => {
    const server = await scriptedServer((response, path) => {
      const step = Number(path.slice(1));
      if (step === 5) hello(response);
      else
        response.writeHead([301, 302, 307, 308][step % 4] ?? 302, { location: `/${step + 1}` }).end("moved");
    });
    const { head, text } = await get(`${server.origin}/0`);
    expect(text).toBe("hello");
    expect(head.redirects?.map(({ status, url }) => `${status} ${new URL(url).pathname}`)).toEqual([
      "301 /1",
      "302 /2",
      "307 /3",
      "308 /4",
      "301 /5",
    ]);
  });

  it.each([
    ["another host", 302, "http://other.test/x?y=1", "to http://other.test/x?y=1, which is not followed"],
    ["a host with a password", 302, "http://a:hemmelig@other.test/", "to other.test, which is not followed"],
    ["another port", 301, "http://127.0.0.1:1/x", "which is not followed"],
    ["another resource by 303", 303, "/login", "/login, which is not followed"],
    ["itself", 302, "/x", "in a circle"],
    ["ever further", 302, undefined, "more than 5 times"],
  ])("to %s is rejected with its target", async (_, status, location, sentence) => {
    const server = await scriptedServer((response, path) => {
      response.writeHead(status, { location: location ?? `${path}x` }).end();
    });
    const failure = get(`${server.origin}/x`);
    await expect(failure).rejects.toThrow(RedirectError);
    await expect(failure).rejects.toThrow(sentence);
    await expect(failure).rejects.not.toThrow("hemmelig");
  });

  it("is rejected without a target", async () => {
    const server = await scriptedServer((response) => response.writeHead(302).end());
    await expect(get(server.origin)).rejects.toThrow("(status 302) without a Location");
  });

  it("is followed although its body never ends", async () => {
    const server = await scriptedServer((response, path) => {
      if (path === "/y") hello(response);
      else endless(response.writeHead(302, { location: "/y" }));
    });
    expect((await get(`${server.origin}/x`)).text).toBe("hello");
  });

  it("may lead to the same host, from http to https, or to a documented root, and nowhere less safe", () => {
    const may = (from: string, to: string) => mayFollow(new URL(from), new URL(to));
    expect(may("http://a.test:8080/x", "https://a.test/y")).toBe(true);
    expect(may("https://a.test/x", "http://a.test/x")).toBe(false);
    expect(may("https://a.test/x", "https://b.a.test/x")).toBe(false);
    expect(may("https://a.test/x", "https://opne-data-api.helserefusjon.no/v1/takstkoder")).toBe(true);
    expect(may("https://a.test/x", "https://opne-data-api.helserefusjon.no.evil.test/v1/x")).toBe(false);
    expect(may("https://a.test/x", "https://helserefusjoner-kuhr.nav.no/takstkoder")).toBe(true);
    expect(may("https://a.test/x", "https://api.helsedirektoratet.no/helserefusjon/v1/takstkoder")).toBe(
      true,
    );
    expect(may("https://a.test/x", "https://api.helsedirektoratet.no/annet")).toBe(false);
  });

  it("to another host gets none of the headers a person gave", () => {
    const own = { authorization: "Bearer hemmelig" };
    const requested = new URL("http://a.test/x");
    expect(sentTo(new URL("https://a.test/y"), { requested, own })).toEqual(own);
    expect(sentTo(new URL("https://opne-data-api.helserefusjon.no/v1/x"), { requested, own })).toEqual({});
  });
});

function endless(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write(Buffer.alloc(64 * 1024)));
    if (!response.destroyed) response.once("drain", more);
  };
  more();
}

describe("an answer that would go on for good", () => {
  it("is ended after so many bytes", async () => {
    const server = await scriptedServer(endless);
    const failure = get(server.origin, { patience: { mostBytes: 1_000_000 } });
    await expect(failure).rejects.toThrow(LimitError);
    await expect(failure).rejects.toThrow("the answer has more than 1000000 bytes");
  });

  it("is ended after so long, though bytes keep coming", async () => {
    const server = await scriptedServer((response) => {
      const timer = setInterval(() => response.write("x"), 20);
      response.once("close", () => clearInterval(timer));
    });
    await expect(get(server.origin, { patience: { toEnd: 300 } })).rejects.toThrow(
      "the answer was not whole after 0.3 seconds",
    );
  });

  it("is ended where it comes too slowly", async () => {
    const server = await scriptedServer((response) => {
      const timer = setInterval(() => response.write("x"), 20);
      response.once("close", () => clearInterval(timer));
    });
    await expect(get(server.origin, { patience: { leastSpeed: 1_000, speedWindow: 300 } })).rejects.toThrow(
      "the answer arrived slower than 1000 bytes a second over 0.3 seconds",
    );
  });

  it("is ended where its headers do not end", async () => {
    const server = await scriptedServer((response) => {
      response.socket?.write(`HTTP/1.1 200 OK\r\n${"a: b\r\n".repeat(20_000)}`);
    });
    await expect(get(server.origin)).rejects.toThrow("Headers Overflow");
  });
});

describe("readHeaders()", () => {
  it.each([
    ["retry-after", "7", "7"],
    ["retry-after", "Sun, 01 Nov 2026 12:00:30 GMT", "Sun, 01 Nov 2026 12:00:30 GMT"],
    ["retry-after", "Sunday, 01-Nov-26 12:00:30 GMT", "Sunday, 01-Nov-26 12:00:30 GMT"],
    ["retry-after", "2026", "2026"],
    ["retry-after", "-7", undefined],
    ["retry-after", "1.5", undefined],
    ["retry-after", "soon", undefined],
    ["retry-after", "2026-11-01", undefined],
    ["content-encoding", "GZip", "gzip"],
    ["content-encoding", "x-gzip, identity", "gzip"],
    ["content-encoding", "identity", undefined],
    ["content-encoding", "br, gzip", "br, gzip"],
    ["content-encoding", "gzip;q=1", undefined],
    ["content-length", "12", "12"],
    ["content-length", "+12", undefined],
    ["content-length", "12, 13", undefined],
    ["etag", 'W/"a"', 'W/"a"'],
    ["etag", "a", undefined],
    ["etag", '"a", "b"', undefined],
    ["last-modified", "Sun, 01 Nov 2026 12:00:30 GMT", "Sun, 01 Nov 2026 12:00:30 GMT"],
    ["last-modified", "1. november 2026", undefined],
    ["content-type", 'text/csv; charset="utf-8"', 'text/csv; charset="utf-8"'],
    ["content-type", "json", undefined],
    ["set-cookie", "session=1", undefined],
  ])("reads %s: %s as %s", (name, value, meant) => {
    expect(readHeaders({ [name.toUpperCase()]: value })[name]).toBe(meant);
  });

  it("takes a field given twice for none, unless both are the same", () => {
    expect(readHeaders({ etag: ['"a"', '"b"'] }).etag).toBeUndefined();
    expect(readHeaders({ etag: ['"a"', '"a"'] }).etag).toBe('"a"');
  });
});

describe("linkTarget()", () => {
  it.each([
    ['<a>; rel="next"', "a"],
    ["<a>;rel=next", "a"],
    ['<a>; rel=prev, <b?x=1,2>; title="x, y"; Rel="up Next"', "b?x=1,2"],
    ['<a>; rel="prev"; rel="next"', undefined],
    ['<a>; title="rel=next"', undefined],
    ["a; rel=next", undefined],
  ])("finds the next part in %s: %s", (value, target) => {
    expect(linkTarget("next", value)).toBe(target);
  });
});
