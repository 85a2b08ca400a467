// The receipts of an endpoint in one file: what a crash leaves, what holds no more, and what is there in the end.
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ReceiptJournal } from "../../src/stores/pull-folder.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { receiptOf } from "./receipts.ts";

async function place() {
  const folder = join(await temporaryFolder(), "takstkoder");
  mkdirSync(folder);
  const path = join(folder, "receipts.ndjson");
  return { folder, path, lines: () => readFileSync(path, "utf8").split("\n") };
}

async function keysIn(folder: string): Promise<readonly string[]> {
  return (await new ReceiptJournal(folder).all()).map(({ key }) => key);
}

/** Adds these receipts at the same time, as answers do that arrive together. */
async function addAll(folder: string, keys: readonly string[]): Promise<void> {
  const journal = new ReceiptJournal(folder);
  await Promise.all(keys.map((key) => journal.add(receiptOf(key))));
  await journal.close();
}

describe("the journal of receipts", () => {
  it("holds a line for every answer, and is read back in the order of the keys", async () => {
    const { folder, lines } = await place();
    await addAll(folder, ["b", "c", "a"]);
    await addAll(folder, ["0"]);
    expect(lines()).toHaveLength(5);
    expect(await keysIn(folder)).toEqual(["0", "a", "b", "c"]);
    expect(await new ReceiptJournal(folder).receipt("c")).toEqual(receiptOf("c"));
  });

  it("does not take a last line without a line break for a receipt, and cuts it off before the next", async () => {
    const { folder, path, lines } = await place();
    await addAll(folder, ["a"]);
    // Cut also within a letter of two bytes.
    appendFileSync(path, Buffer.from(JSON.stringify(receiptOf("Ø"))).subarray(0, 33));
    expect(await keysIn(folder)).toEqual(["a"]);
    await addAll(folder, ["b"]);
    expect(await keysIn(folder)).toEqual(["a", "b"]);
    expect(lines()).toHaveLength(3);
  });

  it("does not even take a whole receipt for one while its line break is not there", async () => {
    const { folder, path } = await place();
    writeFileSync(path, JSON.stringify(receiptOf("a")));
    expect(await keysIn(folder)).toEqual([]);
  });

  it("forgets a receipt that is taken back, until the request is answered again", async () => {
    const { folder, lines } = await place();
    const journal = new ReceiptJournal(folder);
    await journal.add(receiptOf("a"));
    await journal.withdraw({ endpoint: "takstkoder", key: "a" });
    await journal.withdraw({ endpoint: "takstkoder", key: "never answered" });
    expect(await journal.receipt("a")).toBeUndefined();
    expect(await keysIn(folder)).toEqual([]);
    expect(lines()[1]).toBe('{"endpoint":"takstkoder","key":"a","withdrawn":true}');
    await journal.add(receiptOf("a", 7));
    await journal.close();
    expect(await new ReceiptJournal(folder).all()).toEqual([receiptOf("a", 7)]);
  });

  it("is written anew in the order of the keys, with nothing that holds no more", async () => {
    const { folder, path, lines } = await place();
    await addAll(folder, ["c", "a"]);
    const journal = new ReceiptJournal(folder);
    await journal.withdraw({ endpoint: "takstkoder", key: "c" });
    await journal.add(receiptOf("b"));
    await journal.order();
    expect(lines().map((line) => (line === "" ? "" : JSON.parse(line).key))).toEqual(["a", "b", ""]);
    const before = readFileSync(path, "utf8");
    await journal.add(receiptOf("0"));
    await journal.close();
    expect(readFileSync(path, "utf8")).toBe(`${before}${JSON.stringify(receiptOf("0"))}\n`);
  });

  it("takes no line after one the disk did not take, so that no line is ever torn in the middle", async (test) => {
    const disk = await temporaryFolder();
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", disk]).status !== 0)
      return test.skip("this process may not mount a disk");
    onTestFinished(() => void spawnSync("umount", ["--lazy", disk]));
    const folder = join(disk, "takstkoder");
    mkdirSync(folder);
    await addAll(folder, ["a"]);
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(join(disk, "filler"), Buffer.alloc(bavail * bsize));
    const journal = new ReceiptJournal(folder);
    const long = { ...receiptOf("b"), url: "x".repeat(10_000) };
    await expect(journal.add(long)).rejects.toThrow("ENOSPC");
    rmSync(join(disk, "filler"));
    await expect(journal.add(receiptOf("c"))).rejects.toThrow("ENOSPC");
    await journal.close();
    expect(await keysIn(folder)).toEqual(["a"]);
    await addAll(folder, ["d"]);
    expect(await keysIn(folder)).toEqual(["a", "d"]);
  });
});
