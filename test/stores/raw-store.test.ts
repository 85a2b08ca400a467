// Pulls on disk: damaged files are named, the others found.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ReleaseError } from "../../src/domain/errors.ts";
import type { Pull } from "../../src/domain/pull.ts";
import { isPullOf } from "../../src/domain/pull.ts";
import { allPulls, openPull, startPull } from "../../src/stores/raw-store.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { receiptOf } from "./receipts.ts";

const pull: Pull = {
  id: "20261101T040000Z",
  origin: "https://example.org",
  scope: { since: "202001", until: "202002", fagomraader: ["LE"], geographies: ["landet"], periods: ["ar"] },
};
const receiptLine = `${JSON.stringify(receiptOf("all"))}\n`;
const request = { endpoint: "takstkoder", path: "/takstkoder", parameters: {} };

describe("a pull on disk", () => {
  it("is read back as the pull of the same origin and scope, whatever the order of the keys", async () => {
    const output = await temporaryFolder();
    await startPull(output, pull);
    const [found] = await allPulls(output, pull);
    expect(found?.pull).toEqual(pull);
    expect(isPullOf(pull, { ...pull, scope: { ...pull.scope, fagomraader: ["FY"] } })).toBe(false);
  });

  it.each([
    ["an empty line", "\n", "line 1: it is not whole JSON. Remove that line and run extract again"],
    ["half a receipt, and its line break", '{"endpoint":"takst\n', "line 1: it is not whole JSON"],
    ["a line that is no receipt", '{"rows":1}\n', "line 1: ✖ Invalid input: expected string"],
    ["the line of several", `${receiptLine}{}\n${receiptLine}`, "line 2: ✖ Invalid input: expected string"],
  ])("names %s", async (_, text, message) => {
    const output = await temporaryFolder();
    const { folder } = await startPull(output, pull);
    await mkdir(join(folder, "takstkoder"));
    const journal = join(folder, "takstkoder", "receipts.ndjson");
    await writeFile(journal, text);
    const opened = await openPull(output, pull.id);
    await expect(opened.receipt(request)).rejects.toThrow(`Cannot read ${journal}, ${message}`);
  });

  it("is not read where an older version made it, which is said", async () => {
    const output = await temporaryFolder();
    const { folder } = await startPull(output, pull);
    await mkdir(join(folder, "takstkoder"));
    await writeFile(join(folder, "takstkoder", "all.receipt.json"), "{}");
    const reading = (await openPull(output, pull.id)).allReceipts();
    await expect(reading).rejects.toThrow(ReleaseError);
    await expect(reading).rejects.toThrow(
      /all\.receipt\.json: an older version of this tool made the pull\. Move the pull away and run extract for a new one$/,
    );
  });

  it("names a damaged pull.json", async () => {
    const output = await temporaryFolder();
    const { folder } = await startPull(output, pull);
    await writeFile(join(folder, "pull.json"), "");
    await expect(allPulls(output)).rejects.toThrow(`Cannot read ${folder}/pull.json: it is not whole JSON`);
  });
});
