// The faults the emulator knows, when a rule plays them, what stands instead of an answer, and how they end.
import { describe, expect, it } from "vitest";
import { type Fault, type FaultKind, failingStatuses, faultKinds } from "../../src/emulator/faults.ts";
import type { Emulator } from "../../src/emulator/server.ts";
import { withEmulator } from "./asking.ts";
import { path, playFaults, table } from "./playing.ts";

const play = playFaults();

describe("faultKinds", () => {
  const examples: Readonly<Record<FaultKind, Fault>> = {
    status: { kind: "status", status: 503 },
    "login page": { kind: "login page" },
    "error object": { kind: "error object" },
    "hang before body": { kind: "hang before body" },
    "hang within body": { kind: "hang within body" },
    "slow drip": { kind: "slow drip", bytes: 1_000, pause: 1 },
    reset: { kind: "reset", when: "before answer" },
    cut: { kind: "cut", framing: "chunked" },
    "wrong content-length": { kind: "wrong content-length", by: 1 },
    "new field": { kind: "new field" },
    "missing field": { kind: "missing field", field: "ar" },
    "renamed field": { kind: "renamed field", field: "ar", to: "aar" },
    "changed type": { kind: "changed type", field: "ar", to: "number" },
    null: { kind: "null", field: "ar" },
    "keys in another order": { kind: "keys in another order" },
    "scaled field": { kind: "scaled field", field: "sum_refusjon", by: 0.1 },
    "swapped fields": { kind: "swapped fields", field: "ar", other: "takstkode" },
    "capped rows": { kind: "capped rows", most: 1 },
    "other parameter": { kind: "other parameter", parameter: "takstkoder", value: "H1" },
    "other request": { kind: "other request", request: `${table}?fagomraade=FY&fomar=2022&tomar=2022` },
  };

  it("are all there are", () => {
    expect(Object.keys(examples).sort()).toEqual([...faultKinds].sort());
  });

  it.each(faultKinds)("%s is played when requested, once, and is no right answer", async (kind) => {
    const { bad, good, faults } = await play(examples[kind]);
    expect(faults).toEqual([examples[kind]]);
    expect(bad.body.equals(good) && bad.chunks.at(-1) === 0).toBe(kind === "slow drip");
  });
});

describe("something instead of the answer", () => {
  it.each(failingStatuses)("status %i once, then the answer", async (status) => {
    const { bad } = await play({ kind: "status", status });
    expect([bad.status, bad.headers["content-type"]]).toEqual([status, "text/html;charset=UTF-8"]);
    expect(bad.headers).not.toHaveProperty("retry-after");
  });

  it.each([
    ["seconds", "2"],
    ["a date", "Fri, 01 Jan 2027 00:00:00 GMT"],
  ])("status 429 with Retry-After in %s", async (_form, retryAfter) => {
    const { bad } = await play({ kind: "status", status: 429, retryAfter });
    expect([bad.status, bad.headers["retry-after"]]).toEqual([429, retryAfter]);
  });

  it("login page: HTML that says 200", async () => {
    const { bad } = await play({ kind: "login page" });
    expect([bad.status, bad.headers["content-type"]]).toEqual([200, "text/html;charset=UTF-8"]);
    expect(bad.body.toString()).toContain("<title>Logg inn</title>");
  });

  it("error object: JSON that says 200 and has no rows", async () => {
    const { bad } = await play({ kind: "error object" });
    expect([bad.status, bad.headers["content-type"]]).toEqual([200, "application/json"]);
    expect(JSON.parse(bad.body.toString())).toMatchObject({ error: { code: 500 } });
  });
});

describe("a rule", () => {
  const statuses = async (emulator: Emulator, urls: readonly string[]) => {
    const found: number[] = [];
    for (const url of urls) found.push((await fetch(url)).status);
    return [found, emulator.played().length];
  };

  it("counts the calls of each address for itself, and ends with a path or with path and query", async () => {
    const exact = `${table}?fagomraade=FY&fomar=2023&tomar=2023`;
    const faults = [
      { path: exact, calls: "all", fault: { kind: "status", status: 502 } },
      { path: table, calls: [1, 3], fault: { kind: "status", status: 500 } },
      { path: "/agtakst/fylke/ar", calls: "all", fault: { kind: "status", status: 500 } },
    ] as const;
    await withEmulator({ faults }, async (emulator) => {
      const { origin, oldOrigin } = emulator;
      const calls = [origin + path, origin + path, origin + path, origin + path, oldOrigin + path];
      expect(await statuses(emulator, calls)).toEqual([[500, 200, 500, 200, 500], 3]);
      const others = [origin + exact, origin + exact, oldOrigin + exact, `${origin}/fagomraader`];
      expect(await statuses(emulator, others)).toEqual([[502, 502, 502, 200], 6]);
    });
  });
});

describe("an emulator with hanging connections", () => {
  const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

  it("closes at once and leaves no pause behind, though callers hang, drip or do not read", async () => {
    let asleep = 0;
    const sleep = async (milliseconds: number) => {
      asleep++;
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      asleep--;
    };
    const faults = [
      { path: "/landet/ar", calls: "all", fault: { kind: "hang before body" } },
      { path: "/fylke/ar", calls: "all", fault: { kind: "hang within body" } },
      { path: "/fagomraader", calls: "all", fault: { kind: "slow drip", bytes: 1, pause: 60_000 } },
    ] as const;
    const query = "?fagomraade=LE&fomar=2023&tomar=2023";
    const paths = [table + query, `/takstbruk/agtakst/fylke/ar${query}`, "/fagomraader"];
    const world = { rows: 6_000_000, seed: 1 };
    const tooLongToBuffer = "/takstbruk/agtakst/kommune/maned?fagomraade=LE&fommaned=201901&tommaned=202001";
    const { start, texts, unread } = await withEmulator(
      { world, faults, sleep },
      async ({ origin, played }) => {
        const requested = paths.map((one) => fetch(origin + one).then((response) => response.text()));
        const texts = Promise.allSettled(requested);
        const unread = await fetch(origin + tooLongToBuffer, { headers: { "accept-encoding": "identity" } });
        for (let tries = 0; tries < 400 && (played().length < 3 || asleep === 0); tries++) await soon();
        return { start: performance.now(), texts, unread };
      },
    );
    expect([asleep, performance.now() - start < 1_000]).toEqual([0, true]);
    expect((await texts).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    await expect(unread.text()).rejects.toThrow();
  });

  it("goes on answering when a caller gives up waiting", async () => {
    const faults = [{ path: table, calls: "all", fault: { kind: "hang before body" } }] as const;
    await withEmulator({ faults }, async ({ origin }) => {
      await expect(fetch(origin + path, { signal: AbortSignal.timeout(100) })).rejects.toThrow();
      expect((await fetch(`${origin}/fagomraader`)).status).toBe(200);
    });
  });
});
