// Conditional requests by RFC 9110: which answers have the same tag, and who is told that nothing has changed.
import { describe, expect, it } from "vitest";
import { dialects } from "../../src/emulator/dialects.ts";
import type { Emulator, EmulatorOptions } from "../../src/emulator/server.ts";
import { worlds } from "../../src/emulator/world/world.ts";
import { withEmulator } from "./asking.ts";
import { wireOf } from "./wire.ts";

const table = "/takstbruk/agtakst/landet/ar";
const path = `${table}?fagomraade=LE&fomar=2023&tomar=2023`;

type Headers = Readonly<Record<string, string>>;

async function validators(
  { origin }: Emulator,
  { requested = path, headers = {} }: { requested?: string; headers?: Headers },
) {
  const { etag = "", "last-modified": date = "" } = (await wireOf(origin + requested, headers)).headers;
  return { etag, date };
}

const conditional = (options: Partial<EmulatorOptions> = {}) => ({ ...options, conditional: true });

describe("the validators of an answer", () => {
  it("are not there unless requested", async () => {
    await withEmulator({}, async (emulator) => {
      expect(await validators(emulator, {})).toEqual({ etag: "", date: "" });
      const { status } = await wireOf(emulator.origin + path, { "if-none-match": "*" });
      expect(status).toBe(200);
    });
  });

  it("are the same for the same world, dialect, address and representation, in every run", async () => {
    const once = () => withEmulator(conditional(), (emulator) => validators(emulator, {}));
    const first = await once();
    expect(first.etag).toMatch(/^"[\w-]{27}"$/);
    expect(first.date).toBe("Wed, 01 Jan 2025 01:00:00 GMT");
    expect(await once()).toEqual(first);
  });

  it("differ where the bytes may", async () => {
    const found = await withEmulator(conditional(), async (emulator) => [
      await validators(emulator, {}),
      await validators(emulator, { requested: `${path}&takstkoder=2ad` }),
      await validators(emulator, { requested: path.replace("takstbruk", "takstbruk/eksport") }),
      await validators(emulator, { headers: { accept: "application/xml" } }),
      await validators(emulator, { headers: { "accept-encoding": "gzip" } }),
    ]);
    const seed = { world: { ...worlds.small, seed: 2 } };
    const rows = { world: { ...worlds.small, rows: 50_000 } };
    for (const other of [seed, rows, { dialect: dialects.java }]) {
      found.push(await withEmulator(conditional(other), (emulator) => validators(emulator, {})));
    }
    expect(new Set(found.map(({ etag }) => etag)).size).toBe(found.length);
    expect(found[5]?.date).toBe("Wed, 01 Jan 2025 02:00:00 GMT");
  });

  it("stand on kodeverk too, and never on rejections", async () => {
    await withEmulator(conditional(), async (emulator) => {
      expect((await validators(emulator, { requested: "/bandasjister" })).etag).not.toBe("");
      for (const requested of ["/ukjent", `${table}?fagomraade=LE`]) {
        expect(await validators(emulator, { requested })).toEqual({ etag: "", date: "" });
        expect((await wireOf(emulator.origin + requested, { "if-none-match": "*" })).status).toBeGreaterThan(
          399,
        );
      }
    });
  });
});

describe("a conditional request", () => {
  it("is answered 304, with the validators and without a body, when nothing has changed", async () => {
    await withEmulator(conditional(), async (emulator) => {
      const headers = { "accept-encoding": "gzip" };
      const { etag, date } = await validators(emulator, { headers });
      const answer = await wireOf(emulator.origin + path, { ...headers, "if-none-match": etag });
      expect([answer.status, answer.ending, answer.body.length]).toEqual([304, "end", 0]);
      expect(answer.headers).toMatchObject({ etag, "last-modified": date, vary: "accept, accept-encoding" });
      expect(answer.headers).not.toHaveProperty("content-encoding");
      expect(answer.headers).not.toHaveProperty("content-type");
    });
  });

  it("compares tags weakly, in lists and with *; a date counts only without tags and in its one form", async () => {
    await withEmulator(conditional(), async (emulator) => {
      const { etag, date } = await validators(emulator, {});
      const status = async (headers: Headers) => (await wireOf(emulator.origin + path, headers)).status;
      const fresh: readonly Headers[] = [
        { "if-none-match": etag },
        { "if-none-match": `W/${etag}` },
        { "if-none-match": `"a, b", W/"c",${etag}` },
        { "if-none-match": "*" },
        { "if-modified-since": date },
        { "if-modified-since": "Fri, 01 Jan 2027 00:00:00 GMT" },
        { "if-none-match": etag, "if-modified-since": "Sat, 01 Jan 2000 00:00:00 GMT" },
      ];
      const stale: readonly Headers[] = [
        { "if-none-match": '"other"' },
        { "if-none-match": etag.replaceAll('"', "") },
        { "if-none-match": '"other"', "if-modified-since": date },
        { "if-modified-since": "Wed, 01 Jan 2025 00:59:59 GMT" },
        { "if-modified-since": "2027-01-01T00:00:00Z" },
        { "if-modified-since": "i går" },
      ];
      for (const headers of fresh) expect([headers, await status(headers)]).toEqual([headers, 304]);
      for (const headers of stale) expect([headers, await status(headers)]).toEqual([headers, 200]);
    });
  });

  it("meets faults first; an answer badly sent has its validators, one with other rows has none", async () => {
    const faults = [
      { path: table, calls: [1], fault: { kind: "cut", framing: "content-length" } },
      { path: table, calls: [2], fault: { kind: "new field" } },
      { path: table, calls: [3], fault: { kind: "status", status: 503 } },
    ] as const;
    await withEmulator(conditional({ faults }), async ({ origin }) => {
      const ask = () => wireOf(origin + path, { "if-none-match": "*" });
      const [cut, changed, failed, right] = [await ask(), await ask(), await ask(), await ask()];
      expect([cut.status, changed.status, failed.status, right.status]).toEqual([200, 200, 503, 304]);
      expect(cut.headers.etag).toBe(right.headers.etag);
      expect([changed.headers.etag, failed.headers.etag]).toEqual([undefined, undefined]);
    });
  });
});
