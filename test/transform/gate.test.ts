// The gates before a transform: whether the pull is still what it was, and whether it is like the one before it.
import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CheckError, ReleaseError } from "../../src/domain/errors.ts";
import type { PullSummary } from "../../src/domain/pull.ts";
import type { Receipt } from "../../src/domain/receipt.ts";
import type { Extracted } from "../../src/extract/extract.ts";
import type { PullFolder } from "../../src/stores/pull-folder.ts";
import { openPullAt } from "../../src/stores/raw-store.ts";
import { assertRowCountsAlike } from "../../src/transform/anomalies.ts";
import { assertFilesUnaltered, verifiedReceipts } from "../../src/transform/gate.ts";
import { pulling, smallScope } from "../e2e/pulling.ts";
import { stillEffects } from "../still-effects.ts";

async function pulled(): Promise<Extracted & { readonly file: string; readonly journal: string }> {
  const { pull } = await pulling({});
  const extracted = await pull();
  const [first] = await extracted.pull.receipts("takstbruk_landet_ar");
  const file = join(extracted.pull.folder, "takstbruk_landet_ar", `${first?.key}.rows.csv`);
  return { ...extracted, file, journal: journalOf(extracted.pull) };
}

function journalOf(pull: PullFolder): string {
  return join(pull.folder, "takstbruk_landet_ar", "receipts.ndjson");
}

/** As transform sees it, which opens the pull anew. */
async function assertIntact({ folder }: PullFolder, summary: PullSummary): Promise<void> {
  const pull = await openPullAt(folder);
  await assertFilesUnaltered(pull, await verifiedReceipts(pull, summary));
}

describe("the gate before a transform", () => {
  it("lets a pull pass that is as it was completed", async () => {
    const { pull, summary } = await pulled();
    await expect(assertIntact(pull, summary)).resolves.toBeUndefined();
  });

  it.each([
    [
      "a file cut by one byte",
      ({ file }) => truncateSync(file, readFileSync(file).length - 1),
      /rows\.csv should be \d+ bytes with SHA-256 \w+, and is \d+ bytes/,
    ],
    ["a lost file", ({ file }) => rmSync(file), /rows\.csv should be .*, and is gone\./],
    [
      "a receipt with another time",
      ({ journal }) =>
        writeFileSync(
          journal,
          readFileSync(journal, "utf8").replace('"fetched_at":"2026', '"fetched_at":"2025'),
        ),
      /a receipt or the record of a split was altered\. Run extract for a new pull/,
    ],
    [
      "the record of a split that was not there",
      ({ file }) => writeFileSync(file.replace(".rows.csv", ".split.json"), "{}"),
      /a receipt or the record of a split was altered/,
    ],
    ["a lost receipt", ({ journal }) => rmSync(journal), /it has 3 receipts, and 4 by its summary/],
    [
      "an altered plan",
      ({ journal }) => writeFileSync(join(journal, "..", "..", "plan.ndjson"), ""),
      /a receipt or the record of a split was altered/,
    ],
    [
      "an edited receipt",
      ({ journal }) =>
        writeFileSync(
          journal,
          readFileSync(journal, "utf8").replace(
            /"body":\{"bytes":\d+,"sha256":"../,
            '"body":{"bytes":1,"sha256":"00',
          ),
        ),
      /its summary was made from other receipts/,
    ],
  ] satisfies [string, (of: Awaited<ReturnType<typeof pulled>>) => void, RegExp][])(
    "names %s",
    async (_, alter, message) => {
      const extracted = await pulled();
      alter(extracted);
      const failure = assertIntact(extracted.pull, extracted.summary);
      await expect(failure).rejects.toThrow(ReleaseError);
      await expect(failure).rejects.toThrow(message);
    },
  );
});

describe("a planned request without a receipt", () => {
  it("is named, even where all records agree with each other", async () => {
    const { pull, summary } = await pulled();
    const more = { endpoint: "takstbruk_landet_ar", path: "", parameters: { fagomraade: "FY" } };
    await pull.storePlan([more]);
    const failure = assertIntact(pull, { ...summary, evidence_sha256: await pull.evidence() });
    await expect(failure).rejects.toThrow(
      "takstbruk_landet_ar/fagomraade-FY was planned and has no receipt. Run extract for a new pull",
    );
  });
});

async function altered(
  pull: PullFolder,
  change: (receipt: Receipt) => Receipt,
): Promise<{ readonly output: string; readonly pull: PullFolder }> {
  const receipts = await pull.receipts("takstbruk_landet_ar");
  const lines = receipts.map((receipt) => `${JSON.stringify(change(receipt))}\n`);
  writeFileSync(journalOf(pull), lines.join(""));
  return { output: join(pull.folder, "..", ".."), pull: await openPullAt(pull.folder) };
}

describe("assertRowCountsAlike()", () => {
  it("stops a pull that lost rows since the one before, unless told that it is right", async () => {
    const { pull } = await pulling({});
    await pull();
    const { pull: second } = await pull({ effects: stillEffects("2026-11-02T04:00:00.000Z") });
    const { output, pull: less } = await altered(second, (receipt) => ({
      ...receipt,
      periods: { "2020": 1 },
    }));
    const failure = assertRowCountsAlike({ output, pull: less, tolerance: 25 });
    await expect(failure).rejects.toThrow(CheckError);
    await expect(failure).rejects.toThrow(
      /takstbruk_landet_ar LE: [\d ]+ rows before, 1 now\nIf that is right, transform with a larger --tolerance/,
    );
    await expect(assertRowCountsAlike({ output, pull: less, tolerance: 100 })).resolves.toBeUndefined();
  });

  it("stops a pull whose list of fagområder lost one that had rows, and names it", async () => {
    const scope = { ...smallScope, fagomraader: ["FY", "LE"] };
    const { pull } = await pulling({}, scope);
    await pull();
    const { pull: second } = await pull({ effects: stillEffects("2026-11-02T04:00:00.000Z") });
    const plan = join(second.folder, "plan.ndjson");
    writeFileSync(plan, readFileSync(plan, "utf8").replace(/^.*"fagomraade":"FY".*\n/m, ""));
    await expect(
      assertRowCountsAlike({ output: join(second.folder, "..", ".."), pull: second, tolerance: 25 }),
    ).rejects.toThrow(/takstbruk_landet_ar FY: [\d ]+ rows before, not requested now/);
  });

  it("stops a pull that lost a year which had rows, and says how to accept it", async () => {
    const { pull } = await pulling({}, { ...smallScope, since: "201901" });
    await pull();
    const { pull: second } = await pull({ effects: stillEffects("2026-11-02T04:00:00.000Z") });
    const { output, pull: less } = await altered(second, (receipt) => ({
      ...receipt,
      periods: { "2019": Object.values(receipt.periods).reduce((sum, rows) => sum + rows, 0) },
    }));
    const failure = assertRowCountsAlike({ output, pull: less, tolerance: 25 });
    await expect(failure).rejects.toThrow(
      /takstbruk_landet_ar LE: no rows for 2020\nIf that is right, transform with --tolerance 100/,
    );
    await expect(assertRowCountsAlike({ output, pull: less, tolerance: 100 })).resolves.toBeUndefined();
  });

  it("lets a pull pass whose newest window has grown, and one whose windows had to be split", async () => {
    const months = { ...smallScope, periods: ["maned"], datasets: ["takstbruk_landet_maned"] } as const;
    const { pull, emulator } = await pulling({ mostRows: { rows: 20, how: 413 } }, months);
    const first = await pull({ scope: { ...months, until: "202006" } });
    const second = await pull({
      scope: { ...months, until: "202008" },
      effects: stillEffects("2026-11-02T04:00:00.000Z"),
    });
    expect(emulator.requests().size).toBeGreaterThan(4);
    const keys = async ({ pull }: Extracted) =>
      (await pull.receipts("takstbruk_landet_maned")).map(({ key }) => key);
    expect(await keys(first)).not.toEqual(await keys(second));
    await expect(
      assertRowCountsAlike({ output: join(second.pull.folder, "..", ".."), pull: second.pull, tolerance: 0 }),
    ).resolves.toBeUndefined();
  });
});
