// What may stand beside the rows of an answer, and what tells that they are not all.
import { describe, expect, it } from "vitest";
import { judgeMembers } from "../../src/extract/envelope.ts";
import { extract } from "../../src/extract/extract.ts";
import { scriptedServer } from "./scripted-server.ts";
import { give, list, options } from "./two-endpoints.ts";

function judged(envelope: Readonly<Record<string, unknown>>, rows = 20) {
  return judgeMembers(Object.entries(envelope), rows);
}

describe("an answer is one part of several", () => {
  it.each<Readonly<Record<string, unknown>>>([
    { side: 1, totaltAntall: 40, neste: "/x?side=2" },
    { neste: "/x?side=2" },
    { totalElements: 500, last: false },
    { last: false },
    { totalt_antall: "40" },
    { count: 21 },
    { antall: 19 },
    { antall: "tjue" },
    { antallSider: 3 },
    { totalPages: "2" },
    { side: 2 },
    { hasNext: true },
    { har_flere: "ja" },
    { nextCursor: "abc" },
    { truncated: true },
    { page: { number: 0, totalElements: 500 } },
    { _links: { self: { href: "/x" }, next: { href: "/x?page=2" } } },
    { links: [{ rel: "next", href: "/x?page=2" }] },
  ])("as it says %j of 20 rows", (envelope) => {
    expect(() => judged(envelope)).toThrow(/wrong number of rows .*found 20|is one part of several/);
  });
});

describe("an answer is whole", () => {
  it("where all that although no parts were requested (found fits, and what nobody foresaw is given in short", () => {
    const envelope = {
      antall: "20",
      totaltAntall: 20,
      side: 1,
      antallSider: 1,
      sidestørrelse: 100,
      neste: null,
      last: true,
      hasNext: "false",
      _links: { self: { href: "/x" }, next: null },
      nesteOppdatering: "2026-12-01",
      lastModified: 0,
      kilde: "KUHR",
    };
    const { antall: _, neste: __, ...others } = envelope;
    expect(judged(envelope)).toEqual(
      Object.fromEntries(Object.entries(others).map(([name, value]) => [name, JSON.stringify(value)])),
    );
  });

  it("with as many rows as antall says and nothing else gives nothing", () => {
    expect(judged({ antall: 20 })).toEqual({});
  });
});

describe("a value beside the rows that nobody foresaw", () => {
  it("is drift: kept in the receipt, and the end of the pull where drift is told to fail", async () => {
    const server = await scriptedServer((response, path) => {
      const empty = '{"antall":0,"takstbruk":[]}';
      give(response, path === "/fagomraader" ? list.replace("{", '{"kilde":"KUHR",') : empty);
    });
    const given = await options(server.origin);
    const { pull } = await extract(given);
    const [receipt] = await pull.receipts("fagomraader");
    expect(receipt?.envelope.others).toEqual({ kilde: '"KUHR"' });
    const strict = { ...(await options(server.origin)), drift: "fail" as const };
    await expect(extract(strict)).rejects.toThrow('new envelope member kilde ("KUHR")');
  });
});
