// The bodies of a CSV pull are evidence like its rows: kept, listed, taken over, and missed when they are altered.
import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Scope } from "../../src/domain/endpoint.ts";
import type { PullFolder } from "../../src/stores/pull-folder.ts";
import { assertFilesUnaltered, verifiedReceipts } from "../../src/transform/gate.ts";
import { stillEffects } from "../still-effects.ts";
import { pulling } from "./pulling.ts";

const scope: Scope = {
  since: "202301",
  until: "202303",
  geographies: ["landet"],
  periods: ["maned"],
  fagomraader: ["LE"],
  datasets: ["fagomraader", "takstbruk_landet_maned"],
  representation: "csv",
};
const later = { effects: stillEffects("2026-11-08T04:00:00.000Z") };
const latest = { effects: stillEffects("2026-11-15T04:00:00.000Z") };
const reuse = { count: 13, unit: "months" } as const;

async function bodyIn(pull: PullFolder): Promise<string> {
  const [receipt] = await pull.receipts("takstbruk_landet_maned");
  if (receipt?.original === undefined) throw new Error("no body was kept");
  return pull.originalFile(receipt, receipt.original.ending);
}

describe("the body of a CSV answer", () => {
  it("stands beside its rows, in SHA256SUMS too, and code lists are requested as JSON", async () => {
    const api = await pulling({}, scope);
    const { pull } = await api.pull();
    expect(existsSync(await bodyIn(pull))).toBe(true);
    const checked = execFileSync("sha256sum", ["--check", "SHA256SUMS"], {
      cwd: pull.folder,
      encoding: "utf8",
    });
    expect(checked.match(/\.csv\.gz: OK/g)).toHaveLength(1);
    expect([...api.emulator.requests().keys()].map((url) => url.replace(/\?.*/, ""))).toEqual([
      "/v1/fagomraader",
      "/v1/takstbruk/eksport/agtakst/landet/maned",
    ]);
    expect(api.told).toContainEqual({
      kind: "message",
      text: "extract: requested as JSON, because CSV is not offered: fagomraader",
    });
  });

  it("is taken over with its rows, but never by a pull of another representation", async () => {
    const api = await pulling({}, scope);
    const first = await api.pull();
    const second = await api.pull({ ...later, reuse });
    expect(second.summary.reused).toBe(1);
    expect(statSync(await bodyIn(second.pull)).ino).toBe(statSync(await bodyIn(first.pull)).ino);
    const { representation: _, ...json } = scope;
    expect((await api.pull({ ...latest, reuse, scope: json })).summary.reused).toBe(0);
  });

  it("stops a build when it was altered, and is not taken over then", async () => {
    const api = await pulling({}, scope);
    const { pull, summary } = await api.pull();
    appendFileSync(await bodyIn(pull), "x");
    const receipts = await verifiedReceipts(pull, summary);
    await expect(assertFilesUnaltered(pull, receipts)).rejects.toThrow(/\.csv\.gz should be \d+ bytes/);
    expect((await api.pull({ ...later, reuse })).summary.reused).toBe(0);
  });
});
