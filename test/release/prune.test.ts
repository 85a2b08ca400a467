// Pruning: what leaves a target, and everything that never does.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filesBelow } from "../../src/platform/files.ts";
import { prune } from "../../src/release/prune.ts";
import { folderTarget } from "../../src/release/target.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { publishing, pull, releaseOf } from "./published.ts";

async function placeWith(...days: readonly number[]): Promise<string> {
  const place = await temporaryFolder();
  for (const day of days) await publishing(await releaseOf(day), "--to", place);
  return place;
}

const topFiles = ["latest.json", "releases.json", "feed.xml", "index.html"];

const releasesIn = (place: string) =>
  readdirSync(place)
    .filter((name) => !topFiles.includes(name))
    .sort();

describe("helserefusjon publish --prune", () => {
  it("keeps the newest releases, by the time of their requests", async () => {
    const place = await placeWith(3, 1, 2);
    const { code, out } = await publishing(await releaseOf(4), "--to", place, "--prune", "--keep", "2");
    expect(out).toContain(`removed: ${pull(1)}, ${pull(2)}\n`);
    expect(code).toBe(0);
    expect(releasesIn(place)).toEqual([pull(3), pull(4)]);
  });

  it("keeps the release readers are pointed at, however old, besides the newest", async () => {
    const place = await placeWith(1, 2, 3);
    await publishing(await releaseOf(1), "--to", place, "--prune", "--keep", "1");
    expect(releasesIn(place)).toEqual([pull(1), pull(3)]);
    expect(JSON.parse(readFileSync(join(place, "latest.json"), "utf8")).id).toBe(pull(1));
  });

  it("only says what it would remove with --dry-run, counting the release that would be published", async () => {
    const place = await placeWith(1, 2);
    const dry = await publishing(await releaseOf(3), "--to", place, "--prune", "--keep", "1", "--dry-run");
    expect(dry.out).toContain(`would be removed: ${pull(1)}\n`);
    expect(releasesIn(place)).toEqual([pull(1), pull(2)]);
  });

  it("removes what is left of a release that was never finished, and leaves everything that is no release", async () => {
    const place = await placeWith(2);
    mkdirSync(join(place, pull(1)));
    writeFileSync(join(place, pull(1), "tall.csv.partial"), "ar\n");
    mkdirSync(join(place, "docs", pull(9)), { recursive: true });
    writeFileSync(join(place, "docs", pull(9), "tall.csv"), "not ours");
    writeFileSync(join(place, "docs", "manifest.json"), '{"id": "docs"}');
    cpSync(join(place, pull(2)), join(place, "copy"), { recursive: true });
    writeFileSync(join(place, "notes.html"), "");
    const { out } = await publishing(await releaseOf(2), "--to", place, "--prune", "--keep", "1");
    expect(out).toContain(`removed: ${pull(1)}\n`);
    expect(releasesIn(place)).toEqual([pull(2), "copy", "docs", "notes.html"]);
  });

  it("removes nothing from a place without latest.json", async () => {
    const place = await placeWith(1, 2);
    rmSync(join(place, "latest.json"));
    const pruning = prune({ target: folderTarget(place), keep: 1, dryRun: false, publishing: pull(2) });
    await expect(pruning).rejects.toThrow(
      /^Cannot prune .*: it has no latest\.json, which names the release that readers need/,
    );
    expect(releasesIn(place)).toEqual([pull(1), pull(2)]);
  });

  it("never removes a file the pointer or one of the newest releases needs, whatever was published when", async () => {
    const releases = await Promise.all([1, 2, 3, 4, 5].map((day) => releaseOf(day)));
    const order = fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(order, fc.integer({ min: 1, max: 4 }), async (days, keep) => {
        const place = await temporaryFolder();
        for (const day of days) await publishing(releases[day - 1] ?? "", "--to", place);
        const last = days.at(-1) ?? 0;
        await publishing(releases[last - 1] ?? "", "--to", place, "--prune", "--keep", String(keep));
        const newest = [...days].sort((a, b) => b - a).slice(0, keep);
        const expected = [...new Set([...newest, last])].map(pull).sort();
        const files = await filesBelow(place);
        expect(releasesIn(place)).toEqual(expected);
        expect(files).toHaveLength(topFiles.length + 5 * expected.length);
      }),
      { numRuns: 8 },
    );
  });
});
