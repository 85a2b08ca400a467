// Records of a pull that were damaged, made up, or made by a newer version: each is named in one sentence, none is believed.
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ReleaseError } from "../../src/domain/errors.ts";
import { ReceiptJournal } from "../../src/stores/pull-folder.ts";
import { openPullAt } from "../../src/stores/raw-store.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { receiptOf } from "./receipts.ts";

const scope = { since: "202001", until: "202002", geographies: ["landet"], periods: ["ar"] };
const pull = { id: "20261101T040000Z", origin: "https://example.org", scope };
const digest = { bytes: 2, sha256: "0".repeat(64) };
const summary = {
  ...{ requests: 1, reused: 0, rows: 3, bytes: 10, sha256: digest.sha256, evidence_sha256: digest.sha256 },
  ...{ first_fetched_at: "2026-11-01T04:00:00.000Z", last_fetched_at: "2026-11-01T04:00:00.000Z" },
  source: { origin: "https://example.org", synthetic: null },
};
const part = { endpoint: "takstkoder", key: "all", path: "/takstkoder", parameters: {} };

/** A pull's folder with these records, as JSON or as they are. */
async function pullWith(records: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await temporaryFolder();
  mkdirSync(join(folder, "takstkoder"));
  for (const [name, value] of Object.entries({ "pull.json": pull, ...records }))
    writeFileSync(join(folder, name), typeof value === "string" ? value : `${JSON.stringify(value)}\n`);
  return folder;
}

async function expectRefused(work: Promise<unknown>, naming: string): Promise<void> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ReleaseError);
  const message = error instanceof Error ? error.message : "";
  expect(message).toMatch(/^Cannot read [^\n]*\. Remove (it|that line) and run extract again$/);
  expect(message).toContain(naming);
}

describe("a receipt", () => {
  it.each<[string, object]>([
    ["with a negative count", { rows: -1 }],
    ["with half a row", { rows: 0.5 }],
    ["with an absurd size", { body: { ...digest, bytes: 1e15 } }],
    ["with a size no number holds", { file: { ...digest, bytes: 1e300 } }],
    ["with a hash that is none", { body: { bytes: 2, sha256: "0" } }],
    ["with a status that is none", { status: 99 }],
    ["of no time", { fetched_at: "yesterday" }],
    ["whose key leads out of the pull", { key: "../../../etc/passwd" }],
    ["whose key is a folder", { key: ".." }],
    ["whose endpoint leads out of the pull", { endpoint: "../takstkoder" }],
    ["of another endpoint than its folder", { endpoint: "bandasjister" }],
    ["that takes an answer from outside", { reused_from: "../20261101T040000Z" }],
    ["with a period of no rows", { periods: { 2020: 0 } }],
    ["with a field in fewer than no rows", { fields: { a: { rows: -1, nulls: 0, kinds: ["string"] } } }],
    [
      "that is an empty object",
      { ...Object.fromEntries(Object.keys(receiptOf("a")).map((name) => [name, null])) },
    ],
  ])("%s is rejected, naming its line, between two that are whole", async (_, wrong) => {
    const folder = join(await pullWith({}), "takstkoder");
    const path = join(folder, "receipts.ndjson");
    for (const line of [receiptOf("a"), { ...receiptOf("b"), ...wrong }, receiptOf("c")])
      appendFileSync(path, `${JSON.stringify(line)}\n`);
    await expectRefused(new ReceiptJournal(folder).all(), path);
  });

  it.each(["", "{", "null", "[]", '"x"', "\u0000", '{"withdrawn":true}', "{}".repeat(2)])(
    "is not this line: %j",
    async (line) => {
      const folder = join(await pullWith({}), "takstkoder");
      const path = join(folder, "receipts.ndjson");
      writeFileSync(path, `${JSON.stringify(receiptOf("a"))}\n${line}\n${JSON.stringify(receiptOf("c"))}\n`);
      await expectRefused(new ReceiptJournal(folder).all(), `${path}, line 2`);
    },
  );
});

describe("pull.json", () => {
  it.each<[string, unknown]>([
    ["of a newer version with another member", { ...pull, paging: true }],
    ["of a newer version with more options", { ...pull, scope: { ...scope, regioner: ["1"] } }],
    ["with an id that leads elsewhere", { ...pull, id: "../x" }],
    ["with a month that is none", { ...pull, scope: { ...scope, since: "2020" } }],
    ["that is a list", []],
    ["that is cut", '{"id": "2026'],
    ["that is empty", ""],
  ])("%s is rejected", async (_, text) => {
    const folder = await pullWith({ "pull.json": text });
    await expectRefused(openPullAt(folder), join(folder, "pull.json"));
  });
});

describe("the other records of a pull", () => {
  it.each<[string, object]>([
    ["negative rows", { rows: -1 }],
    ["more bytes than there are", { bytes: 1e13 }],
    ["a hash that is none", { evidence_sha256: "x" }],
    ["no source", { source: null }],
    ["no time", { last_fetched_at: "" }],
  ])("summary.json with %s is rejected", async (_, wrong) => {
    const folder = await pullWith({ "summary.json": { ...summary, ...wrong } });
    await expectRefused((await openPullAt(folder)).summary(), join(folder, "summary.json"));
  });

  it("summary.json as we write it is read", async () => {
    const folder = await pullWith({ "summary.json": summary });
    expect(await (await openPullAt(folder)).summary()).toEqual(summary);
  });

  it.each([{ key: "../x" }, { endpoint: "a/b" }, { parameters: { a: 1 } }, { key: "" }])(
    "plan.ndjson and split.json with %j are rejected",
    async (wrong) => {
      const split = { because: "x", divided_by: "y", parts: [part, { ...part, ...wrong }] };
      const lines = `${JSON.stringify(part)}\n${JSON.stringify({ ...part, ...wrong })}\n`;
      const folder = await pullWith({ "plan.ndjson": lines, "takstkoder/all.split.json": split });
      const opened = await openPullAt(folder);
      await expectRefused(opened.plan(), `${join(folder, "plan.ndjson")}, line 2`);
      await expectRefused(opened.split(part), join(folder, "takstkoder/all.split.json"));
    },
  );
});
