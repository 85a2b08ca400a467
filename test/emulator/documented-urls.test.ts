// Every URL that the API's documentation gives as an address or an example is answered, with rows where it is a whole question.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialects } from "../../src/emulator/dialects.ts";
import { type Emulator, startEmulator } from "../../src/emulator/server.ts";
import { worlds } from "../../src/emulator/world/world.ts";
import { rowsAt, withEmulator } from "./asking.ts";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ world: worlds.small, dialect: dialects.documented });
});
afterAll(() => emulator.close());

const months = "fagomraade=LE&fommaned=201805&tommaned=201905&takstkoder=H1";
const years = "fagomraade=LE&fomar=2015&tomar=2019&takstkoder=H1";
const practices = "praksistyper=FALE,LEVA";

/** The examples of takstbruk in JSON. The documentation repeats most of them as CSV. */
const takstbruk = [
  `kommune/maned?${months}&kommuner=0301&${practices}`,
  `kommune/ar?${years}&kommuner=0301&${practices}`,
  `fylke/maned?${months}&fylker=03,15&${practices}`,
  `fylke/ar?${years}&fylker=03,15&${practices}`,
  `landet/maned?${months}&${practices}`,
  `landet/ar?${years}1&${practices}`,
];

const kodeverk = [
  "fagomraader",
  "takstkoder",
  "takstkoder?gyldigdato=2018-08-09&takstkode=2ad",
  "takstkoder?beskrivelse=%25unders%C3%B8kelse%25",
  "nlkkoder",
  "nlkkoder?gyldigdato=2025-06-04&nlkkode=NOR35342",
  "refusjonskategorisatser",
  "refusjonskategorisatser?gyldigdato=2018-08-09&samhandlertype=PO",
  "apatkombinasjoner",
  "apatkombinasjoner?samhandlertype=PO",
  "bandasjister",
];

describe("the documentation's own URLs", () => {
  it.each(kodeverk)("/%s has rows", async (path) => {
    expect((await rowsAt(emulator, `/${path}`)).length).toBeGreaterThan(0);
  });

  it.each(takstbruk)("takstbruk/agtakst/%s has rows as JSON, CSV and Excel", async (query) => {
    const rows = await rowsAt(emulator, `/takstbruk/agtakst/${query}`);
    expect(rows.length).toBeGreaterThan(0);
    const csv = await (await fetch(`${emulator.origin}/takstbruk/eksport/agtakst/${query}`)).text();
    expect(csv.trimEnd().split("\r\n")).toHaveLength(rows.length + 1);
    const excel = await fetch(`${emulator.origin}/takstbruk/eksport/msexcel/agtakst/${query}`);
    expect([excel.status, (await excel.arrayBuffer()).byteLength > 500]).toEqual([200, true]);
  });

  it("find both places and both praksistyper that they name", async () => {
    const rows = await rowsAt(emulator, `/takstbruk/agtakst/${takstbruk[3]}`);
    expect(new Set(rows.map((row) => row.behandler_fylke))).toEqual(new Set(["03", "15"]));
    expect(new Set(rows.map((row) => row.praksis_type_kode))).toEqual(new Set(["FALE", "LEVA"]));
  });

  it("search the text of a takst with or without regard to case, as the dialect says", async () => {
    const path = "/takstkoder?beskrivelse=%25UNDERS%C3%98KELSE%25";
    expect(await rowsAt(emulator, path)).toEqual([]);
    const ignored = { ...dialects.documented, caseOfBeskrivelse: "ignored" } as const;
    await withEmulator({ dialect: ignored }, async (other) => {
      expect((await rowsAt(other, path)).length).toBeGreaterThan(0);
    });
  });
});

describe("methods", () => {
  it("are GET, HEAD and OPTIONS, open to browsers of every origin; any other is 405", async () => {
    const url = `${emulator.origin}/bandasjister`;
    const get = await fetch(url);
    expect([get.status, get.headers.get("access-control-allow-origin")]).toEqual([200, "*"]);
    const head = await fetch(url, { method: "HEAD" });
    expect([head.status, head.headers.get("content-type"), await head.text()]).toEqual([
      200,
      get.headers.get("content-type"),
      "",
    ]);
    const requested = { method: "OPTIONS", headers: { "access-control-request-method": "GET" } };
    const options = await fetch(url, requested);
    expect([options.status, options.headers.get("access-control-allow-methods")]).toEqual([
      204,
      "GET, HEAD, OPTIONS",
    ]);
    for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
      const other = await fetch(url, { method });
      expect([method, other.status, other.headers.get("allow")]).toEqual([method, 405, "GET, HEAD, OPTIONS"]);
    }
    expect((await fetch(`${emulator.origin}/finnes-ikke`)).headers.get("access-control-allow-origin")).toBe(
      "*",
    );
  });

  it("are closed to other origins in a dialect without CORS", async () => {
    await withEmulator({ dialect: dialects.american }, async ({ origin }) => {
      const get = await fetch(`${origin}/bandasjister`);
      expect(get.headers.get("access-control-allow-origin")).toBeNull();
      expect((await fetch(`${origin}/bandasjister`, { method: "OPTIONS" })).status).toBe(405);
    });
  });
});

describe("the root", () => {
  it("is that of the dialect; the twin's paths are no paths of the documented root", async () => {
    const path = "/takstkoder?takstkode=2ad";
    expect((await fetch(`${emulator.oldOrigin}/helserefusjon/v1${path}`)).status).toBe(404);
    await withEmulator({ dialect: dialects.twin }, async (twin) => {
      expect(twin.origin).toMatch(/\/helserefusjon\/v1$/);
      expect(await rowsAt(twin, path)).toEqual(await rowsAt(emulator, path));
      expect((await fetch(`${twin.oldOrigin}/v1${path}`)).status).toBe(404);
    });
  });
});
