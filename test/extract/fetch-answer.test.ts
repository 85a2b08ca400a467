// One request against a server that fails: requested again, taken for empty, or given up with a sentence that says why.
import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ContractError, RequestError } from "../../src/domain/errors.ts";
import { extract } from "../../src/extract/extract.ts";
import { realEffects } from "../../src/platform/effects.ts";
import { scriptedServer } from "./scripted-server.ts";
import { give, good, list, options, rowsFor } from "./two-endpoints.ts";

describe("fetchAnswer()", () => {
  it("asks again after 503, as long after as Retry-After says", async () => {
    const server = await scriptedServer((response, path, before) => {
      if (path !== "/fagomraader" || before > 1) return good(response, path);
      response.writeHead(503, { "retry-after": "7" });
      response.end();
    });
    const given = await options(server.origin);
    await extract(given);
    expect(given.effects.waits).toEqual([7000, 7000]);
  });

  it.each([
    [
      "cut within the body",
      (response: ServerResponse) => {
        response.writeHead(200, { "content-length": "1000" });
        response.write(list, () => response.destroy());
      },
    ],
    ["cut before the body", (response: ServerResponse) => response.destroy()],
    [
      "whole by its length but not by its brackets",
      (response: ServerResponse) => give(response, list.slice(0, -1)),
    ],
    [
      "cut within gzip",
      (response: ServerResponse) => {
        response.writeHead(200, { "content-encoding": "gzip" });
        response.end(gzipSync(list).subarray(0, -5));
      },
    ],
  ])("asks again for an answer %s", async (_, broken) => {
    const server = await scriptedServer((response, path, before) => {
      if (path === "/fagomraader" && before === 0) broken(response);
      else good(response, path);
    });
    const { summary } = await extract(await options(server.origin));
    expect(summary.rows).toBe(10);
    expect(server.requested.filter((path) => path === "/fagomraader")).toHaveLength(2);
  });

  it("gives up after four attempts and names the request, what was found and where", async () => {
    const server = await scriptedServer((response) => give(response, "Nede\nfor vedlikehold", 500));
    const failure = extract(await options(server.origin));
    await expect(failure).rejects.toThrow(RequestError);
    await expect(failure).rejects.toThrow(
      `Cannot fetch fagomraader/all: status 500: Nede for vedlikehold (${server.origin}/fagomraader, 4 attempts)`,
    );
  });

  it("shows what a rejection says in plain letters, also when it comes compressed", async () => {
    const server = await scriptedServer((response) => {
      response.writeHead(400, { "content-encoding": "gzip" });
      response.end(gzipSync("Ukjent\u0007 parameter"));
    });
    await expect(extract(await options(server.origin))).rejects.toThrow("status 400: Ukjent parameter (");
  });

  it("does not ask a second time where the question itself is rejected", async () => {
    const server = await scriptedServer((response) => give(response, '{"feil":"ukjent parameter"}', 400));
    await expect(extract(await options(server.origin))).rejects.toThrow("status 400");
    expect(server.requested).toHaveLength(1);
  });

  it.each([
    ["link", '<http://x/?side=2>; rel="next"', "although no parts were requested (found Link"],
    ["link", '</a>; rel=prev, </b>; REL="last next"', "although no parts were requested (found Link"],
    ["x-total-count", "40", 'has a wrong number of rows (expected totalCount "40"; found 2)'],
    ["x-next-page", "2", "although no parts were requested (found nextPage"],
  ])("rejects a first part of several, told by the header %s: %s", async (name, value, sentence) => {
    const server = await scriptedServer((response, path) => {
      if (path !== "/fagomraader") return good(response, path);
      response.writeHead(200, { [name]: value });
      response.end(list);
    });
    const failure = extract(await options(server.origin));
    await expect(failure).rejects.toThrow(ContractError);
    await expect(failure).rejects.toThrow(sentence);
  });

  it("reads an answer whose headers tell of no other part", async () => {
    const server = await scriptedServer((response, path) => {
      const link = '</doc>; rel="nextdoc describedby"; title="next", </x>; rel="self"';
      response.writeHead(200, { link, "x-total-count": "2" });
      response.end(path === "/fagomraader" ? list : rowsFor(path));
    });
    expect((await extract(await options(server.origin))).summary.rows).toBe(10);
  });

  it("rejects a login page with status 200 as no answer of the API's", async () => {
    const server = await scriptedServer((response) => give(response, "<html>Logg inn</html>"));
    const failure = extract(await options(server.origin));
    await expect(failure).rejects.toThrow(ContractError);
    await expect(failure).rejects.toThrow(
      'is an HTML page without a title (expected JSON; found "Logg inn")',
    );
  });

  it.each([
    ["204", (response: ServerResponse) => response.writeHead(204).end()],
    ["404", (response: ServerResponse) => give(response, '{"message":"ingen treff"}', 404)],
    ["an object without the list", (response: ServerResponse) => give(response, "{}")],
  ])("takes %s for a window without rows", async (_, empty) => {
    const server = await scriptedServer((response, path) =>
      path.includes("fagomraade=FY") ? empty(response) : good(response, path),
    );
    const { summary } = await extract(await options(server.origin));
    expect(summary).toMatchObject({ requests: 5, rows: 6 });
  });

  it("keeps all that a 404 says of a window without rows, and its true hash", async () => {
    const said = `{"message":"${"ingen treff ".repeat(1_000)}"}`;
    const server = await scriptedServer((response, path) => {
      if (!path.includes("fagomraade=FY")) return good(response, path);
      response.writeHead(404, { "content-encoding": "gzip" });
      response.end(gzipSync(said));
    });
    const { pull } = await extract(await options(server.origin));
    const [receipt] = (await pull.receipts("takstbruk_landet_maned")).filter(({ status }) => status === 404);
    const sha256 = createHash("sha256").update(said).digest("hex");
    expect(receipt).toMatchObject({
      rows: 0,
      body: { bytes: said.length, sha256 },
      envelope: { head: said },
    });
  });

  it.each([
    ["an HTML page", "<!DOCTYPE html><html><title>Not Found</title></html>"],
    ["a text", "Not Found"],
    ["rows", '{"antall":1,"takstbruk":[{"ar":"2020"}]}'],
    ["an unknown member", '{"status":404,"message":"x","gateway":"edge"}'],
    ["another status", '{"status":500,"message":"x"}'],
    ["more than any words for no rows", `"${"x".repeat(65_537)}"`],
  ])("asks again for a 404 with %s, and does not take it for a window without rows", async (_, body) => {
    const server = await scriptedServer((response, path) =>
      path.includes("fagomraade=FY") ? give(response, body, 404) : good(response, path),
    );
    const failure = extract(await options(server.origin));
    await expect(failure).rejects.toThrow(RequestError);
    await expect(failure).rejects.toThrow('status 404 with a body that is not known to mean "no rows": ');
    const windows = new Set(server.requested.filter((path) => path.includes("fagomraade=FY")));
    expect(windows.size, "nothing is divided").toBe(2);
    expect(server.requested.filter((path) => windows.has(path))).toHaveLength(8);
  });

  it.each([
    "",
    "[]",
    '{"antall":0}',
    '{"antall":0,"takstbruk":[]}',
    '{"status":404,"message":"Ingen treff"}',
    '{"timestamp":"2026-11-01T04:00:00Z","status":404,"error":"Not Found","path":"/v1/x"}',
    '{"type":"about:blank","title":"Not Found","status":404,"detail":"Ingen treff"}',
  ])("asks twice before it believes a 404 that says %s", async (body) => {
    const server = await scriptedServer((response, path) =>
      path.includes("fagomraade=FY") ? give(response, body, 404) : good(response, path),
    );
    expect((await extract(await options(server.origin))).summary.rows).toBe(6);
    expect(server.requested.filter((path) => path.includes("fagomraade=FY"))).toHaveLength(4);
  });

  it("takes the rows that come after a single 404", async () => {
    const server = await scriptedServer((response, path, before) =>
      path.includes("fagomraade=FY") && before === 0
        ? give(response, '{"antall":0}', 404)
        : good(response, path),
    );
    expect((await extract(await options(server.origin))).summary.rows).toBe(10);
  });

  it("rejects a 204 that announces a body", async () => {
    const server = await scriptedServer((response, path) => {
      if (path === "/fagomraader") return good(response, path);
      response.socket?.end("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
    });
    await expect(extract(await options(server.origin))).rejects.toThrow(
      "status 204 with a body that is not known",
    );
  });

  it("reads an answer whose Link header speaks of other things", async () => {
    const server = await scriptedServer((response, path) => {
      response.setHeader("link", '</next>; rel="help"; title="next"');
      good(response, path);
    });
    expect((await extract(await options(server.origin))).summary.rows).toBe(10);
  });

  it("reads a body in X-GZIP, with identity named beside it", async () => {
    const server = await scriptedServer((response, path) => {
      if (path !== "/fagomraader") return good(response, path);
      response.writeHead(200, { "content-encoding": "Identity, X-GZIP" });
      response.end(gzipSync(list));
    });
    expect((await extract(await options(server.origin))).summary.rows).toBe(10);
  });

  it("divides a window whose answer has too many bytes, without asking for it again", async () => {
    const server = await scriptedServer((response, path) => {
      const isWhole = path.includes("fommaned=202001&tommaned=202101");
      if (isWhole) give(response, rowsFor(path).padEnd(5_000));
      else good(response, path);
    });
    const given = { ...(await options(server.origin)), patience: { mostBytes: 4_000 } };
    const { pull } = await extract(given);
    const wholes = server.requested.filter((path) => path.includes("fommaned=202001&tommaned=202101"));
    expect(wholes).toHaveLength(2);
    const receipts = await pull.receipts("takstbruk_landet_maned");
    expect(receipts).toHaveLength(6);
  });

  it("records the redirects that led to an answer", async () => {
    const server = await scriptedServer((response, path) => {
      if (path === "/fagomraader") response.writeHead(308, { location: "/new/fagomraader" }).end();
      else give(response, path === "/new/fagomraader" ? list : rowsFor(path));
    });
    const { pull } = await extract(await options(server.origin));
    const [receipt] = await pull.receipts("fagomraader");
    expect(receipt?.redirects).toEqual([{ status: 308, url: `${server.origin}/new/fagomraader` }]);
    expect(receipt?.url).toBe(`${server.origin}/fagomraader`);
  });

  it("rejects a redirect to another host at once, with its target and exit code 3", async () => {
    const server = await scriptedServer((response) => {
      response.writeHead(302, { location: "https://login.test/?next=x" }).end();
    });
    const failure = extract(await options(server.origin));
    await expect(failure).rejects.toThrow(RequestError);
    await expect(failure).rejects.toThrow("to https://login.test/?next=x, which is not followed");
    expect(server.requested).toHaveLength(1);
  });

  it("skips a 103 that was not expected", async () => {
    const server = await scriptedServer((response, path) => {
      response.writeEarlyHints({ link: "</style.css>; rel=preload" });
      good(response, path);
    });
    expect((await extract(await options(server.origin))).summary.rows).toBe(10);
  });

  it("begins no other request while the server asks one of them to wait", async () => {
    const at: number[] = [];
    const server = await scriptedServer((response, path, before) => {
      if (path === "/fagomraader") return good(response, path);
      at.push(performance.now());
      if (before > 0 || !path.includes("FY&fommaned=202001")) return good(response, path);
      response.writeHead(429, { "retry-after": "1" });
      response.end();
    });
    const given = { ...(await options(server.origin)), effects: realEffects() };
    await extract(given);
    const [first = 0] = at;
    const during = at.filter((time) => time > first + 100 && time < first + 995);
    expect(during).toEqual([]);
    expect(at.length, "four windows and the one requested again").toBe(5);
    expect(at.filter((time) => time >= first + 995).length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...at) - first, "a tenth is the most that is added").toBeLessThan(1_600);
  });

  it("does not ask in parts for requests that were only sent too often", async () => {
    const server = await scriptedServer((response, path) =>
      path === "/fagomraader" ? good(response, path) : give(response, "", 429),
    );
    await expect(extract(await options(server.origin))).rejects.toThrow("status 429");
    expect(new Set(server.requested).size).toBe(5);
  });
});
