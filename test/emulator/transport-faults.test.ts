// Right answers, badly sent: what of them comes over a bare socket, compressed and plain, and how it ends.
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { withEmulator } from "./asking.ts";
import { path, playFaults, table } from "./playing.ts";
import { wireOf } from "./wire.ts";

const play = playFaults();
const half = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2));

describe("hang before body", () => {
  it("lets not a byte come", async () => {
    const { bad } = await play({ kind: "hang before body" });
    expect([bad.status, bad.ending]).toEqual([0, "silence"]);
  });
});

describe.each(["gzip", "identity"])("in the encoding %s", (encoding) => {
  const asking = { headers: { "accept-encoding": encoding } };

  it("hang within body: half of it comes, or as much as is requested, or only headers", async () => {
    const { bad, good } = await play({ kind: "hang within body" }, asking);
    expect([bad.status, bad.ending, bad.body]).toEqual([200, "silence", half(good)]);
    const { bad: some } = await play({ kind: "hang within body", after: 10 }, asking);
    expect([some.ending, some.body]).toEqual(["silence", good.subarray(0, 10)]);
    const { bad: none } = await play({ kind: "hang within body", after: 0 }, asking);
    expect([none.status, none.ending, none.body.length]).toEqual([200, "silence", 0]);
  });

  it("slow drip: a few bytes at a time, until all are there", async () => {
    const { bad, good } = await play({ kind: "slow drip", bytes: 100, pause: 2 }, asking);
    expect([bad.ending, bad.body, bad.chunks.at(-1)]).toEqual(["end", good, 0]);
    expect(new Set(bad.chunks.slice(0, -2))).toEqual(new Set([100]));
  });

  it("reset: the connection is torn before the answer, or within it", async () => {
    const { bad: before } = await play({ kind: "reset", when: "before answer" }, asking);
    expect([before.status, before.ending]).toEqual([0, "reset"]);
    const { bad, good } = await play({ kind: "reset", when: "within body" }, asking);
    expect([bad.status, bad.ending, bad.body]).toEqual([200, "reset", half(good)]);
  });

  it("cut: the connection ends with half of the body, however that was announced", async () => {
    const announced = { chunked: "transfer-encoding", "content-length": "content-length", "until close": "" };
    for (const framing of ["chunked", "content-length", "until close"] as const) {
      const { bad, good } = await play({ kind: "cut", framing }, asking);
      expect([framing, bad.status, bad.ending, bad.body]).toEqual([framing, 200, "end", half(good)]);
      const headers = ["transfer-encoding", "content-length"].filter((name) => name in bad.headers);
      expect(headers.join()).toBe(announced[framing]);
      expect(bad.headers["content-length"] ?? String(good.length)).toBe(String(good.length));
      expect(bad.chunks).not.toContain(0);
      if (encoding === "gzip") expect(() => gunzipSync(bad.body)).toThrow();
      else expect(() => JSON.parse(bad.body.toString())).toThrow();
    }
  });

  it("wrong content-length: more or fewer bytes than there are", async () => {
    for (const by of [7, -7]) {
      const { bad, good } = await play({ kind: "wrong content-length", by }, asking);
      expect([bad.status, bad.ending, bad.body]).toEqual([200, "end", good]);
      expect(bad.headers["content-length"]).toBe(String(good.length + by));
    }
  });
});

describe("slow drip", () => {
  it("pauses as long as requested after each drop", async () => {
    let slept = 0;
    const sleep = async (milliseconds: number) => {
      slept += milliseconds;
    };
    const fault = { kind: "slow drip", bytes: 1_000, pause: 2_510 } as const;
    await withEmulator({ faults: [{ path: table, calls: "all", fault }], sleep }, async ({ origin }) => {
      const { chunks } = await wireOf(origin + path);
      expect(slept).toBe((chunks.length - 1) * 2_510);
    });
  });
});

describe("a transport fault", () => {
  it("is rejected, in so many words, where it makes no sense", async () => {
    for (const fault of [
      { kind: "wrong content-length", by: 0 },
      { kind: "wrong content-length", by: -1_000_000 },
      { kind: "slow drip", bytes: 0, pause: 1 },
    ] as const) {
      const { bad, faults } = await play(fault);
      expect([bad.status, bad.body.toString().split(":")[0], faults]).toEqual([
        501,
        'Cannot play the fault {"kind"',
        [],
      ]);
    }
  });
});
