// Pulls over real HTTP: what is requested, what is kept, what a second run asks for, what is rejected.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/domain/errors.ts";
import type { Progress } from "../../src/domain/progress.ts";
import { type Extracted, extract } from "../../src/extract/extract.ts";
import { allPulls } from "../../src/stores/raw-store.ts";
import { stillEffects } from "../still-effects.ts";
import { scriptedServer } from "./scripted-server.ts";
import { give, good, list, options, rowsFor, scope } from "./two-endpoints.ts";

describe("extract()", () => {
  it("asks every fagomraade the API lists for every window", async () => {
    const server = await scriptedServer(good);
    const { summary } = await extract(await options(server.origin));
    expect([...server.requested].sort()).toEqual([
      "/fagomraader",
      "/takstbruk/agtakst/landet/maned?fagomraade=FY&fommaned=202001&tommaned=202101",
      "/takstbruk/agtakst/landet/maned?fagomraade=FY&fommaned=202102&tommaned=202103",
      "/takstbruk/agtakst/landet/maned?fagomraade=LE&fommaned=202001&tommaned=202101",
      "/takstbruk/agtakst/landet/maned?fagomraade=LE&fommaned=202102&tommaned=202103",
    ]);
    expect(summary).toMatchObject({ requests: 5, rows: 10 });
  });

  it("says who it is, that it reads gzip, and that it wants JSON", async () => {
    const server = await scriptedServer(good);
    await extract(await options(server.origin));
    expect(server.requests[0]?.headers).toMatchObject({
      "user-agent": "helserefusjon/test",
      "accept-encoding": "gzip",
      accept: "application/json",
    });
  });

  it("keeps the values of the rows beside a receipt that proves them", async () => {
    const server = await scriptedServer((response, path) => {
      response.writeHead(200, { "content-encoding": "gzip", etag: '"7"' });
      response.end(gzipSync(path === "/fagomraader" ? list : rowsFor(path)));
    });
    const { pull } = await extract(await options(server.origin));
    const [receipt] = await pull.receipts("takstbruk_landet_maned");
    expect(receipt).toMatchObject({
      key: "fagomraade-FY_fommaned-202001_tommaned-202101",
      rows: 2,
      body: { bytes: rowsFor("").length },
      headers: { etag: '"7"' },
      fields: {
        ar: { rows: 2, nulls: 0, kinds: ["string"] },
        maned: { rows: 1, nulls: 0, kinds: ["string"] },
      },
      fetched_at: "2026-11-01T04:00:00.000Z",
    });
    const file = join(pull.folder, "takstbruk_landet_maned", `${receipt?.key}.rows.csv`);
    expect(readFileSync(file, "utf8")).toBe('"ar","maned","_other"\n"2020",,\n"2020","01",\n');
  });

  it("collects every failure, keeps every success, and asks only for the rest when run again", async () => {
    let down = true;
    const server = await scriptedServer((response, path) => {
      if (down && path.includes("fagomraade=LE")) return give(response, "", 404 + 6);
      return good(response, path);
    });
    const given = await options(server.origin);
    await expect(extract(given)).rejects.toThrow(
      /^2 requests failed:\n.*LE_fommaned-202001.*\n.*LE_fommaned-202102/,
    );
    down = false;
    const told: Progress[] = [];
    const before = server.requested.length;
    const { summary } = await extract({ ...given, report: (progress) => told.push(progress) });
    expect(server.requested.slice(before)).toHaveLength(2);
    expect(told).toContainEqual(expect.objectContaining({ kind: "planned", requests: 4, kept: 2 }));
    expect(summary.requests).toBe(5);
  });

  it("leaves the same receipts, whether it was interrupted or not, and whatever was answered first", async () => {
    let down = false;
    const server = await scriptedServer((response, path) => {
      if (down && path.includes("fagomraade=FY")) return give(response, "", 410);
      return good(response, path);
    });
    const receiptsIn = ({ pull }: Extracted) => {
      const text = readFileSync(join(pull.folder, "takstbruk_landet_maned", "receipts.ndjson"), "utf8");
      return text.replaceAll(/"(date|fetched_at)":"[^"]*"/g, '"$1":""');
    };
    const unbroken = await extract(await options(server.origin));
    down = true;
    const given = await options(server.origin);
    await expect(extract(given)).rejects.toThrow("2 requests failed");
    down = false;
    const [pull] = await allPulls(given.output);
    const journal = join(pull?.folder ?? "", "takstbruk_landet_maned", "receipts.ndjson");
    expect(readFileSync(journal, "utf8").match(/"key":"fagomraade-\w\w/g)).toEqual([
      '"key":"fagomraade-LE',
      '"key":"fagomraade-LE',
    ]);
    appendFileSync(journal, '{"endpoint":"takstbruk_landet_maned","key":"fagomr');
    const interrupted = await extract(given);
    expect(receiptsIn(interrupted)).toBe(receiptsIn(unbroken));
    expect(receiptsIn(unbroken).match(/"key":"fagomraade-\w\w/g)?.[0]).toBe('"key":"fagomraade-FY');
  });

  it("starts a new pull when the last is complete or requested something else", async () => {
    const server = await scriptedServer(good);
    const given = await options(server.origin);
    const first = await extract(given);
    const second = await extract({ ...given, effects: stillEffects("2026-11-02T04:00:00.000Z") });
    expect([first.pull.id, second.pull.id]).toEqual(["20261101T040000Z", "20261102T040000Z"]);
    expect(second.summary.sha256).toBe(first.summary.sha256);
  });

  it("does not take an endpoint for empty when every request of it is not found", async () => {
    const server = await scriptedServer((response, path) =>
      path === "/fagomraader" ? give(response, list) : give(response, "", 404),
    );
    await expect(extract(await options(server.origin))).rejects.toThrow(
      "takstbruk_landet_maned returned 404 for all 4 requests. Its path has probably changed.",
    );
  });

  it("rejects rows without a declared field, or with another type, and goes on with a new one", async () => {
    const answer = (body: string) =>
      scriptedServer((response, path) => give(response, path === "/fagomraader" ? list : body));
    const missing = await answer('{"takstbruk":[{}]}');
    await expect(extract(await options(missing.origin))).rejects.toThrow(
      "The answers of takstbruk_landet_maned differ from the registry: missing field ar (takstbruk_landet_maned/fagomraade-FY_fommaned-202001_tommaned-202101 has no ar in any of its rows (1), nor have 3 other answers)",
    );
    const changed = await scriptedServer((response) =>
      give(response, '{"fagomraader":[{"fagomraadekode":{"verdi":"LE"}}]}'),
    );
    await expect(extract(await options(changed.origin))).rejects.toThrow(
      "changed type fagomraadekode (object where text was",
    );
    const more = await scriptedServer((response, path) =>
      give(response, path === "/fagomraader" ? list : rowsFor(path).replace('{"ar"', '{"nytt_felt":1,"ar"')),
    );
    await expect(extract(await options(more.origin))).resolves.toMatchObject({ summary: { rows: 10 } });
  });

  it("asks again, when run again, for the answers that broke the registry, and only for those", async () => {
    let mended = false;
    const server = await scriptedServer((response, path) => {
      const isBroken = !mended && path.includes("fagomraade=FY&fommaned=202001");
      if (isBroken) give(response, '{"takstbruk":[{}]}');
      else good(response, path);
    });
    const given = await options(server.origin);
    await expect(extract(given)).rejects.toThrow(
      /missing field ar \(takstbruk_landet_maned\/\S+ has no ar in any of its rows \(1\)\)\. They are kept in .*\. Run again to request the answers/,
    );
    await expect(extract(given)).rejects.toThrow("missing field ar");
    mended = true;
    expect((await extract(given)).summary).toMatchObject({ requests: 5, rows: 10 });
    const twice = server.requested.filter((path, at) => server.requested.indexOf(path) !== at);
    expect(twice).toHaveLength(2);
    expect(new Set(twice).size).toBe(1);
  });

  it("rejects a fagomraade the API does not list, before asking for it", async () => {
    const server = await scriptedServer(good);
    const given = await options(server.origin);
    const failure = extract({ ...given, scope: { ...scope, fagomraader: ["LE", "XX"] } });
    await expect(failure).rejects.toThrow(UsageError);
    await expect(failure).rejects.toThrow("Cannot use --fagomraader XX: the API lists FY, LE");
    expect(server.requested).toEqual(["/fagomraader"]);
  });

  it("narrows every request by the codes requested", async () => {
    const server = await scriptedServer(good);
    const given = await options(server.origin);
    await extract({ ...given, scope: { ...scope, fagomraader: ["LE"], takstkoder: ["2ad", "H1"] } });
    expect(server.requested[1]).toContain("&takstkoder=2ad%2CH1");
    expect(existsSync(given.output)).toBe(true);
  });

  it("marks what does not come from a documented root as not to be taken for real", async () => {
    const server = await scriptedServer(good);
    const { summary } = await extract(await options(server.origin));
    expect(summary.source).toEqual({
      origin: server.origin,
      synthetic: "The answers did not come from a documented root of the API.",
    });
  });
});
