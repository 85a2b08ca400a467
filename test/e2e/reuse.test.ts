// A second pull: what is settled is taken from the first, what the server says has not changed too, all hash-checked.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Scope } from "../../src/domain/endpoint.ts";
import { stillEffects } from "../still-effects.ts";
import { type Pulling, pulling } from "./pulling.ts";

const scope: Scope = {
  since: "202401",
  until: "202609",
  geographies: ["landet"],
  periods: ["ar", "maned"],
  fagomraader: ["LE"],
  datasets: ["fagomraader", "takstbruk_landet_ar", "takstbruk_landet_maned"],
};

const later = { effects: stillEffects("2026-11-08T04:00:00.000Z") };
const thirteenMonths = { count: 13, unit: "months" } as const;

function requestedTwice({ emulator }: Pulling): readonly string[] {
  const twice = [...emulator.requests()].filter(([, times]) => times === 2).map(([url]) => url);
  return twice.map((url) => url.replace(/^.*\/(?=[^/]+$)/, "")).sort();
}

describe("a second pull with --reuse 13months", () => {
  it("takes over windows that ended over 13 months ago, and asks for code lists and the rest anew", async () => {
    const api = await pulling({}, scope);
    const first = await api.pull();
    const second = await api.pull({ ...later, reuse: thirteenMonths });
    expect(requestedTwice(api)).toEqual([
      "ar?fagomraade=LE&fomar=2024&tomar=2026",
      "fagomraader",
      "maned?fagomraade=LE&fommaned=202502&tommaned=202602",
      "maned?fagomraade=LE&fommaned=202603&tommaned=202609",
    ]);
    expect(second.summary).toMatchObject({ requests: 5, reused: 1, sha256: first.summary.sha256 });
    const reused = (await second.pull.allReceipts()).filter((receipt) => receipt.reused_from !== undefined);
    expect(reused.map(({ key, reused_from }) => [key, reused_from])).toEqual([
      ["fagomraade-LE_fommaned-202401_tommaned-202501", first.pull.id],
    ]);
  });

  it("asks again for a window that was answered before it was settled, however long ago that is now", async () => {
    const api = await pulling({}, scope);
    await api.pull({ effects: stillEffects("2025-02-01T04:00:00.000Z") });
    const second = await api.pull({ ...later, reuse: thirteenMonths });
    expect(second.summary.reused).toBe(0);
  });

  it("takes over windows that had to be split, part by part, without trying the whole", async () => {
    const limits = { mostRows: { rows: 60, how: 413 } } as const;
    const api = await pulling(limits, scope);
    const first = await api.pull();
    const before = new Map(api.emulator.requests());
    const second = await api.pull({ ...later, reuse: thirteenMonths });
    const whole = "/v1/takstbruk/agtakst/landet/maned?fagomraade=LE&fommaned=202401&tommaned=202501";
    expect(before.get(whole)).toBe(1);
    expect(api.emulator.requests().get(whole)).toBe(1);
    expect(second.summary.rows).toBe(first.summary.rows);
    expect(second.summary.reused).toBeGreaterThan(1);
  });

  it("is not stopped by damage in an earlier pull", async () => {
    const api = await pulling({}, scope);
    const first = await api.pull();
    for (const { endpoint } of await first.pull.allReceipts())
      writeFileSync(join(first.pull.folder, endpoint, "receipts.ndjson"), "{\n");
    expect((await api.pull({ ...later, reuse: thirteenMonths })).summary.reused).toBe(0);
  });

  it("asks again for what was altered on disk since", async () => {
    const api = await pulling({}, scope);
    const first = await api.pull();
    for (const receipt of await first.pull.allReceipts())
      writeFileSync(first.pull.answerFile(receipt), "altered");
    const second = await api.pull({ ...later, reuse: thirteenMonths });
    expect(second.summary).toMatchObject({ reused: 0, sha256: first.summary.sha256 });
  });

  it("remembers in a third pull where an answer first came from", async () => {
    const api = await pulling({}, scope);
    const first = await api.pull();
    await api.pull({ ...later, reuse: thirteenMonths });
    const third = await api.pull({
      effects: stillEffects("2026-11-15T04:00:00.000Z"),
      reuse: thirteenMonths,
    });
    const [receipt] = (await third.pull.allReceipts()).filter(({ reused_from }) => reused_from !== undefined);
    expect(receipt?.reused_from).toBe(first.pull.id);
  });
});

describe("a second pull without --reuse", () => {
  it("asks for everything again", async () => {
    const api = await pulling({}, scope);
    await api.pull();
    expect((await api.pull(later)).summary.reused).toBe(0);
    expect(requestedTwice(api)).toHaveLength(5);
  });

  it("takes what the server says has not changed, where it offers ETag or Last-Modified", async () => {
    const api = await pulling({ conditional: true }, scope);
    const first = await api.pull();
    const second = await api.pull(later);
    expect(requestedTwice(api)).toHaveLength(5);
    expect(second.summary).toMatchObject({
      reused: 5,
      sha256: first.summary.sha256,
      rows: first.summary.rows,
    });
  });
});
