// Publishing into a folder: what is stored, what readers see, what is rejected.
import { cpSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesBelow } from "../../src/platform/files.ts";
import { publishedFiles } from "../../src/release/published-files.ts";
import { goldenRelease } from "../catalogue/shown-release.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { pointerIn, publishing, pull, releaseOf, releaseWithCatalogue } from "./published.ts";

describe("helserefusjon publish into a folder", () => {
  it("stores every file of the release as it is below its id, and points latest.json at it", async () => {
    const [release, place] = [await releaseOf(1), join(await temporaryFolder(), "made", "below")];
    const { code, out } = await publishing(release, "--to", place);
    expect(out).toContain(`Release ${pull(1)}, version 1.0.0, at ${place}:\n  5 files stored`);
    expect(code).toBe(0);
    for (const path of ["LESMEG.md", "SHA256SUMS", "manifest.json", "manifest.schema.json", "tall.csv"]) {
      expect(readFileSync(join(place, pull(1), path))).toEqual(readFileSync(join(release, path)));
    }
    expect(await filesBelow(place)).toHaveLength(9);
    const { datasets } = JSON.parse(readFileSync(join(release, "manifest.json"), "utf8"));
    expect(pointerIn(place)).toMatchObject({
      id: pull(1),
      version: "1.0.0",
      synthetic: null,
      manifest: { url: `${pull(1)}/manifest.json` },
      files: [
        { path: "LESMEG.md", media_type: "text/plain; charset=utf-8" },
        { path: "SHA256SUMS", media_type: "text/plain; charset=utf-8" },
        { path: "manifest.schema.json" },
        { path: "tall.csv", url: `${pull(1)}/tall.csv`, sha256: datasets[0].files[0].sha256, bytes: 8 },
      ],
    });
  });

  it("stores nothing the second time", async () => {
    const [release, place] = [await releaseOf(1), await temporaryFolder()];
    await publishing(release, "--to", place);
    const stamps = () =>
      readdirSync(place, { recursive: true }).map((name) => statSync(join(place, String(name))).mtimeMs);
    const before = stamps();
    const { code, out } = await publishing(release, "--to", place);
    expect(out).toContain("0 files stored, 0 B; 5 were already there\n  latest.json already pointed at it");
    expect(code).toBe(0);
    expect(stamps()).toEqual(before);
  });

  it("prints nothing with --quiet, unless it fails", async () => {
    const [release, place] = [await releaseOf(1), await temporaryFolder()];
    expect(await publishing(release, "--to", place, "--quiet")).toMatchObject({ code: 0, out: "", err: "" });
    expect((await publishing(join(place, "none"), "--to", place, "--quiet")).err).toContain(
      "Cannot find release",
    );
  });

  it("leads readers to the next release and leaves the one before where it was", async () => {
    const place = await temporaryFolder();
    const [older, newer] = [await releaseOf(1), await releaseOf(2)];
    await publishing(older, "--to", place);
    const { out } = await publishing(newer, "--to", place);
    expect(out).toContain(`latest.json pointed at it (before: ${pull(1)})`);
    expect(pointerIn(place).id).toBe(pull(2));
    expect(readFileSync(join(place, pull(1), "tall.csv"), "utf8")).toBe("ar\n2001\n");
  });

  it("goes back to an older release without storing anything when that is published again", async () => {
    const place = await temporaryFolder();
    const [older, newer] = [await releaseOf(1), await releaseOf(2)];
    await publishing(older, "--to", place);
    await publishing(newer, "--to", place);
    expect((await publishing(older, "--to", place)).out).toContain("0 files stored");
    expect(pointerIn(place).id).toBe(pull(1));
  });

  it("only says what it would do with --dry-run", async () => {
    const [release, place] = [await releaseOf(1), join(await temporaryFolder(), "new")];
    const { code, out } = await publishing(release, "--to", place, "--dry-run");
    expect(code).toBe(0);
    expect(out).toContain(`would store ${pull(1)}/tall.csv, 8 B, text/csv; charset=utf-8`);
    expect(out).toContain("latest.json would be pointed at it");
    expect(existsSync(place)).toBe(false);
  });

  it("keeps a copy of the catalogue where harvesters look for it, and never prunes that", async () => {
    const place = await temporaryFolder();
    for (const day of [1, 2]) {
      await publishing(await releaseWithCatalogue(day), "--to", place, "--prune", "--keep", "1");
      expect(readFileSync(join(place, "dcat.jsonld"), "utf8")).toContain(`2026-11-${day}`);
    }
    expect(readdirSync(place).sort()).toEqual([
      pull(2),
      "dcat.jsonld",
      "feed.xml",
      "index.html",
      "latest.json",
      "releases.json",
    ]);
  });

  it("finds a release by its name in the output, and says where it looked", async () => {
    const [release, place] = [await releaseOf(1), await temporaryFolder()];
    const output = join(release, "..", "..");
    expect((await publishing("latest", "--output", output, "--to", place)).code).toBe(0);
    expect(pointerIn(place).id).toBe(pull(1));
    const { code, err } = await publishing("nothing", "--output", output, "--to", place);
    expect(err).toMatch(/^Cannot find release nothing: found no manifest\.json in .*releases\/nothing or /);
    expect(code).toBe(7);
  });
});

describe("a release as it is made", () => {
  it("gives each file the media type of the manifest as Content-Type, and texts their encoding", async () => {
    const { folder, manifest } = await goldenRelease();
    const { files } = await publishedFiles(folder, manifest);
    expect(files.length).toBeGreaterThan(30);
    const types = Object.fromEntries(
      files.map(({ path, contentType }) => [path.replace(/^.*\./, ""), contentType]),
    );
    expect(types).toEqual({
      SHA256SUMS: "text/plain; charset=utf-8",
      cff: "application/yaml",
      css: "text/css; charset=utf-8",
      csv: "text/csv; charset=utf-8",
      html: "text/html; charset=utf-8",
      js: "text/javascript; charset=utf-8",
      json: "application/json",
      jsonld: "application/ld+json",
      md: "text/markdown; charset=utf-8",
      parquet: "application/vnd.apache.parquet",
      sql: "application/sql",
    });
  });

  it("is published from a copy as well as from where it was made", async () => {
    const [release, place, copy] = [await releaseOf(1), await temporaryFolder(), await temporaryFolder()];
    cpSync(release, copy, { recursive: true });
    await publishing(release, "--to", place);
    expect((await publishing(copy, "--to", place)).out).toContain("0 files stored");
  });
});
