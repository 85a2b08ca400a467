// The gates before a transform: whether the pull is still what it was, and whether it is like the one before it.
import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CheckError, ReleaseError } from "../../src/domain/errors.ts";
import type { Receipt } from "../../src/domain/receipt.ts";
import { rowChanges } from "../../src/domain/row-changes.ts";
import type { Extracted } from "../../src/extract/extract.ts";
import { refuseAlteredEvidence } from "../../src/transform/evidence.ts";
import { refuseLeaps } from "../../src/transform/gate.ts";
import { pulling } from "../e2e/pulling.ts";
import { stillEffects } from "../still-effects.ts";

async function pulled(): Promise<Extracted & { readonly file: string; readonly receipt: string }> {
  const { pull } = await pulling({});
  const extracted = await pull();
  const [first] = await extracted.pull.receipts("takstbruk_landet_ar");
  const file = extracted.pull.answerFile(first ?? { endpoint: "", key: "" });
  return { ...extracted, file, receipt: file.replace(".ndjson.gz", ".receipt.json") };
}

describe("refuseAlteredEvidence()", () => {
  it("lets a pull pass that is as it was completed", async () => {
    const { pull, summary } = await pulled();
    await expect(refuseAlteredEvidence(pull, summary)).resolves.toBeUndefined();
  });

  it.each([
    [
      "a file cut by one byte",
      ({ file }) => truncateSync(file, readFileSync(file).length - 1),
      /ndjson\.gz should be \d+ bytes with SHA-256 \w+, found \d+ bytes/,
    ],
    ["a lost file", ({ file }) => rmSync(file), /ndjson\.gz should be .*, found no file/],
    [
      "a receipt with another time",
      ({ receipt }) =>
        writeFileSync(
          receipt,
          readFileSync(receipt, "utf8").replace('"fetched_at": "2026', '"fetched_at": "2025'),
        ),
      /a receipt or the record of a split was altered; run extract for a new pull/,
    ],
    [
      "the record of a split that was not there",
      ({ receipt }) => writeFileSync(receipt.replace(".receipt.", ".split."), "{}"),
      /a receipt or the record of a split was altered/,
    ],
    ["a lost receipt", ({ receipt }) => rmSync(receipt), /has 3 receipts, its summary tells of 4/],
    [
      "an edited receipt",
      ({ receipt }) =>
        writeFileSync(
          receipt,
          readFileSync(receipt, "utf8").replace(
            /"body": \{\s+"bytes": \d+,\s+"sha256": "../,
            '"body": { "bytes": 1, "sha256": "00',
          ),
        ),
      /receipts are not those its summary was made from/,
    ],
  ] satisfies [string, (of: Awaited<ReturnType<typeof pulled>>) => void, RegExp][])(
    "names %s",
    async (_, alter, message) => {
      const extracted = await pulled();
      alter(extracted);
      const failure = refuseAlteredEvidence(extracted.pull, extracted.summary);
      await expect(failure).rejects.toThrow(ReleaseError);
      await expect(failure).rejects.toThrow(message);
    },
  );
});

function receipts(rows: Readonly<Record<string, number>>): readonly Receipt[] {
  return Object.entries(rows).map(([name, count]) => {
    const [endpoint = "", fagomraade = "", key = ""] = name.split(" ");
    const digest = { bytes: 1, sha256: "" };
    return {
      endpoint,
      key: `${fagomraade} ${key}`,
      parameters: { fagomraade },
      url: "",
      status: 200,
      headers: {},
      fetched_at: "",
      body: digest,
      file: digest,
      envelope: { head: "", tail: "", list: null },
      rows: count,
      fields: {},
    };
  });
}

describe("rowChanges()", () => {
  it("names an endpoint and fagomraade whose rows changed by more than the tolerance, and only those", () => {
    const before = receipts({
      "maned LE 2024": 100,
      "maned LE 2025": 100,
      "maned FY 2024": 100,
      "ar LE 2024": 100,
    });
    const now = receipts({
      "maned LE 2024": 100,
      "maned LE 2025": 49,
      "maned FY 2024": 75,
      "ar LE 2024": 126,
    });
    expect(rowChanges({ before, now }, 25)).toEqual([
      { name: "maned LE", before: 200, now: 149 },
      { name: "ar LE", before: 100, now: 126 },
    ]);
  });

  it("counts only what both pulls asked for, so that a longer span is no change", () => {
    const before = receipts({ "maned LE 2024": 100 });
    expect(rowChanges({ before, now: receipts({ "maned LE 2024": 100, "maned LE 2025": 900 }) }, 25)).toEqual(
      [],
    );
  });

  it("names what had no rows before and has some now, and the other way round", () => {
    const before = receipts({ "ar LE 2024": 0, "ar FY 2024": 5 });
    expect(rowChanges({ before, now: receipts({ "ar LE 2024": 1, "ar FY 2024": 0 }) }, 25)).toHaveLength(2);
  });
});

describe("refuseLeaps()", () => {
  it("stops a pull that lost a fagomraade since the one before, unless told that it is right", async () => {
    const { pull } = await pulling({});
    await pull();
    const { pull: second } = await pull({ effects: stillEffects("2026-11-02T04:00:00.000Z") });
    const [receipt] = await second.receipts("takstbruk_landet_ar");
    const path = join(second.folder, "takstbruk_landet_ar", `${receipt?.key}.receipt.json`);
    writeFileSync(
      path,
      readFileSync(path, "utf8").replace(/"rows": \d+,\n {2}"fields"/, '"rows": 1,\n  "fields"'),
    );
    const output = join(second.folder, "..", "..");
    const failure = refuseLeaps(output, second, 25);
    await expect(failure).rejects.toThrow(CheckError);
    await expect(failure).rejects.toThrow(
      /takstbruk_landet_ar LE: \d+ rows before, 1 now\nIf that is right, transform with a larger --tolerance/,
    );
    await expect(refuseLeaps(output, second, 100)).resolves.toBeUndefined();
  });
});
