// The same requests in every representation: told as equal where they are, and where not, which row and field differ.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { crosscheck, fetchSample, type Sample } from "../../src/crosscheck/crosscheck.ts";
import type { Scope } from "../../src/domain/endpoint.ts";
import { endpointsOf } from "../../src/domain/registry.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { openPullAt } from "../../src/stores/raw-store.ts";
import { stillEffects } from "../still-effects.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const scope: Scope = {
  since: "202001",
  until: "202003",
  geographies: ["landet"],
  periods: ["ar"],
  fagomraader: ["LE"],
  datasets: ["takstbruk_landet_ar", "nlkkoder"],
};
const request = "fagomraade-LE_fomar-2020_tomar-2020";

let fetched: Promise<Sample> | undefined;

/** A copy of one sample, which a test may change. */
async function sampleOf(): Promise<Sample> {
  fetched ??= fetchOnce();
  const { source, sampled } = await fetched;
  const folder = await temporaryFolder();
  const copies = sampled.map(async (one) => {
    const copy = join(folder, one.representation);
    await cp(one.pull.folder, copy, { recursive: true });
    return { ...one, pull: await openPullAt(copy) };
  });
  return { source, sampled: await Promise.all(copies) };
}

const folderOfAll = mkdtempSync(join(tmpdir(), "helserefusjon-test-"));
afterAll(() => rmSync(folderOfAll, { recursive: true, force: true }));

async function fetchOnce(): Promise<Sample> {
  const emulator = await startEmulator({ world: { rows: 20_000, seed: 1 }, dialect: dialects.legacy });
  const sample = await fetchSample({
    folder: folderOfAll,
    origin: "emulator",
    address: emulator.origin,
    scope,
    endpoints: endpointsOf(registry, scope),
    seed: 1,
    share: 0.5,
    concurrency: 2,
    userAgent: "helserefusjon/test",
    placeNumbers: async () => ({}),
    effects: stillEffects(),
    report: () => undefined,
  });
  await emulator.close();
  return sample;
}

async function compared({ sampled }: Sample) {
  const answered = await Promise.all(
    sampled.map(async ({ planned, pull, ...one }) => {
      return { ...one, requests: planned, pull: await openPullAt(pull.folder) };
    }),
  );
  return await crosscheck(answered, {
    sql: join(projectFolder, "sql"),
    datasets: registry.datasets,
    memoryLimit: "500MB",
  });
}

/** The file of the one window of takstbruk in this representation. */
function fileIn({ sampled }: Sample, representation: string, ending = "rows.csv"): string {
  const folder = sampled.find((one) => one.representation === representation)?.pull.folder ?? "";
  return join(folder, "takstbruk_landet_ar", `${request}.${ending}`);
}

/** Gives the first row of a stored answer another value in a field, and leaves so many of the last rows out. */
function change(file: string, to: { field: string; value: string; without?: number }): void {
  const [names = "", first = "", ...rest] = readFileSync(file, "utf8").trimEnd().split("\n");
  const place = names.split(",").indexOf(`"${to.field}"`);
  const cells = first.split(",").map((cell, at) => (at === place ? `"${to.value}"` : cell));
  const kept = rest.slice(0, rest.length - (to.without ?? 0));
  writeFileSync(file, `${[names, cells.join(","), ...kept].join("\n")}\n`);
}

describe("a crosscheck", () => {
  it("of equal answers tells no difference, and asks for code lists only where they are offered", async () => {
    const { representations, differences } = await compared(await sampleOf());
    expect(differences).toEqual([]);
    expect(representations.map(({ representation, requests }) => [representation, requests])).toEqual([
      ["json", 4],
      ["xml", 4],
      ["csv", 1],
      ["xlsx", 1],
    ]);
    expect(representations.every(({ rows, unread }) => rows > 0 && unread === 0)).toBe(true);
  });

  it("names request, row and field of a value that differs, a row that is missing, and the sums", async () => {
    const sample = await sampleOf();
    change(fileIn(sample, "csv"), { field: "sum_antall_takst", value: "7", without: 1 });
    const { representations, differences } = await compared(sample);
    const csv = representations.find(({ representation }) => representation === "csv");
    expect(csv).toMatchObject({ differing_rows: 2, unread: 0 });
    expect(differences.filter(({ kind }) => kind === "field")).toEqual([
      {
        representation: "csv",
        request: `takstbruk_landet_ar/${request}`,
        kind: "field",
        row: expect.stringMatching(/^fagomraade LE, takstkode \S+, praksis_type_kode \w{4}, ar 2020$/),
        field: "sum_antall_takst",
        json: expect.stringMatching(/^\d+$/),
        other: "7",
      },
    ]);
    expect(differences.filter(({ kind }) => kind === "row")).toMatchObject([
      { json: "present", other: null },
    ]);
    expect(differences.filter(({ kind }) => kind === "sum").map(({ field }) => field)).toEqual(
      expect.arrayContaining(["rows", "sum_antall_takst"]),
    );
  });

  it("tells of an answer that never came, and of a value that cannot be read, and goes on", async () => {
    const sample = await sampleOf();
    rmSync(join(fileIn(sample, "xlsx"), "..", "receipts.ndjson"));
    change(fileIn(sample, "csv"), { field: "sum_refusjon", value: "mye" });
    const { representations, differences } = await compared(sample);
    expect(representations.map(({ unread }) => unread)).toEqual([0, 0, 1, 1]);
    expect(differences.map(({ kind, other }) => [kind, other])).toEqual([
      ["answer", expect.stringMatching(/expected kroner.*found "mye"/)],
      ["answer", null],
    ]);
  });

  it("asks for the same windows in every representation", async () => {
    const { sampled } = await sampleOf();
    const last = sampled.map(({ planned }) => JSON.stringify(planned.at(-1)?.request.parameters));
    expect(new Set(last).size).toBe(1);
  });

  it("counts the rows of a year alike, whatever they were read from", async () => {
    const { sampled } = await sampleOf();
    const receipts = await Promise.all(sampled.map(({ pull }) => pull.receipts("takstbruk_landet_ar")));
    const [json, ...others] = receipts.map(([receipt]) => receipt?.periods);
    expect(json).toEqual({ 2020: expect.any(Number) });
    expect(others).toEqual([json, json, json]);
  });
});
