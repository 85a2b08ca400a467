// The same rows as JSON, XML, CSV and Excel, in every dialect; and the server around them.
import { inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Dialect } from "../../src/emulator/dialects.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { withEmulator } from "./asking.ts";

const query = "kommune/ar?fagomraade=LE,FY&fomar=2021&tomar=2023";
const all: readonly Dialect[] = Object.values(dialects);

describe("representations", () => {
  it.each(all)("of $name carry the same rows", async (dialect) => {
    await withEmulator({ dialect }, async ({ origin }) => {
      const json = await (await fetch(`${origin}/takstbruk/agtakst/${query}`)).text();
      const expected = [...json.matchAll(/"antall_regninger":\s*"?([\d ]+)/g)].map((match) =>
        match[1]?.replaceAll(" ", ""),
      );
      expect(expected.length).toBeGreaterThan(100);
      const xml = await (
        await fetch(`${origin}/takstbruk/agtakst/${query}`, { headers: { accept: "application/xml" } })
      ).text();
      expect([...xml.matchAll(/<antall_regninger>(\d+)</g)].map((match) => match[1])).toEqual(expected);
      const csv = decode(
        await (await fetch(`${origin}/takstbruk/eksport/agtakst/${query}`)).arrayBuffer(),
        dialect,
      );
      const [header = "", ...lines] = csv.trimEnd().split(dialect.csvLineEnd);
      const name = dialect.csvHeader === "names" ? "antall_regninger" : "Antall regninger";
      const position = header.replace("\ufeff", "").split(dialect.csvDelimiter).indexOf(name);
      expect(lines.map((line) => cells(line, dialect.csvDelimiter)[position])).toEqual(expected);
      const xlsx = Buffer.from(
        await (await fetch(`${origin}/takstbruk/eksport/msexcel/agtakst/${query}`)).arrayBuffer(),
      );
      expect(sheetOf(xlsx).match(/<row>/g)).toHaveLength(expected.length + 1);
    });
  });

  it("are JSON unless the caller prefers XML, and nothing else is offered", async () => {
    await withEmulator({}, async ({ origin }) => {
      const typeFor = async (accept: string) => {
        const response = await fetch(`${origin}/bandasjister`, { headers: { accept } });
        return [response.status, response.headers.get("content-type")?.split(";")[0]];
      };
      expect(await typeFor("*/*")).toEqual([200, "application/json"]);
      expect(await typeFor("application/json;q=0.5, application/xml")).toEqual([200, "application/xml"]);
      expect((await typeFor("image/png"))[0]).toBe(406);
    });
  });

  it("survive quotes, tags, line breaks and very long texts", async () => {
    await withEmulator({}, async ({ origin }) => {
      const json = await (await fetch(`${origin}/takstkoder?fagomraade=LE&takstkode=H1`)).text();
      expect(json).toContain('Søknad om \\"blå resept\\"; utfylt elektronisk, <ikke> på papir & uten gebyr');
      const xml = await (
        await fetch(`${origin}/takstkoder?fagomraade=LE`, { headers: { accept: "application/xml" } })
      ).text();
      expect(xml).toContain("&lt;ikke&gt; på papir &amp; uten gebyr");
      expect(xml).toContain("dagtid.\nGjelder også ved bud.&#13;\nÅ, æ og ø");
      expect(json.length).toBeLessThan(xml.length);
    });
  });
});

describe("the server", () => {
  it("answers under the old root too, counts what is requested, and rejects other methods and paths", async () => {
    await withEmulator({}, async ({ origin, oldOrigin, requests }) => {
      const path = "/takstbruk/agtakst/landet/ar?fagomraade=LE&fomar=2020&tomar=2020";
      const [now, before] = await Promise.all(
        [origin, oldOrigin].map(async (root) => (await fetch(root + path)).text()),
      );
      expect(now).toBe(before);
      await fetch(origin + path);
      expect([requests().get(`/v1${path}`), requests().get(path)]).toEqual([2, 1]);
      expect((await fetch(`${origin}/fagomraader`, { method: "POST" })).status).toBe(405);
      const unknown = await fetch(`${origin}/fagomraade`);
      expect([unknown.status, await unknown.json()]).toMatchObject([404, { status: 404 }]);
    });
  });

  it("compresses only when the caller and the dialect both want it", async () => {
    const encodingOf = (dialect: Dialect, accepted: string) =>
      withEmulator({ dialect }, async ({ origin }) => {
        const response = await fetch(`${origin}/bandasjister`, { headers: { "accept-encoding": accepted } });
        await response.text();
        return response.headers.get("content-encoding");
      });
    expect(await encodingOf(dialects.documented, "gzip")).toBe("gzip");
    expect(await encodingOf(dialects.documented, "identity")).toBeNull();
    expect(await encodingOf(dialects.awkward, "gzip")).toBeNull();
  });

  it("outlives a caller that hangs up in the middle of an answer", async () => {
    await withEmulator({ world: { rows: 600_000, seed: 1 } }, async ({ origin }) => {
      const path = "/takstbruk/agtakst/fylke/maned?fagomraade=LE&fommaned=202001&tommaned=202101";
      const leaving = new AbortController();
      const response = await fetch(origin + path, { signal: leaving.signal });
      await response.body?.getReader().read();
      leaving.abort();
      expect((await fetch(`${origin}/fagomraader`)).status).toBe(200);
    });
  });
});

function decode(bytes: ArrayBuffer, dialect: Dialect): string {
  return new TextDecoder(dialect.csvEncoding === "cp1252" ? "windows-1252" : "utf-8").decode(bytes);
}

function cells(line: string, delimiter: string): readonly string[] {
  const quoted = new RegExp(`"((?:[^"]|"")*)"|[^${delimiter}"]+|(?<=^|${delimiter})(?=${delimiter}|$)`, "g");
  return [...line.matchAll(quoted)].map((match) => match[1] ?? match[0]);
}

/** The last file of the archive, found through its directory. */
function sheetOf(zip: Buffer): string {
  const name = zip.lastIndexOf("xl/worksheets/sheet1.xml");
  const compressed = zip.readUInt32LE(name - 46 + 20);
  const offset = zip.readUInt32LE(name - 46 + 42);
  const start = offset + 30 + "xl/worksheets/sheet1.xml".length;
  return inflateRawSync(zip.subarray(start, start + compressed)).toString("utf8");
}
