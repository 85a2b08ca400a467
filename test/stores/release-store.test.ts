// Releases on a real disk: whole or not there, never changed, and latest always at one that is there.
import { mkdir, readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Manifest } from "../../src/domain/manifest.ts";
import { manifestJsonSchema } from "../../src/domain/manifest.ts";
import { latestRelease, releaseIds } from "../../src/stores/release-reader.ts";
import { discardRelease, promoteRelease, stageRelease } from "../../src/stores/release-store.ts";
import { describedBy, emptyOutput, manifestOf, release } from "./small-release.ts";

describe("stageRelease()", () => {
  it("removes what crashed loads left, and only that", async () => {
    const output = await emptyOutput();
    await release(output, "ar\n2023\n");
    await mkdir(join(output, "releases", ".staging-old.spill"));
    await stageRelease(output, "B");
    expect(await readdir(join(output, "releases"))).toEqual([".staging-B", "A", "latest"]);
  });
});

describe("discardRelease()", () => {
  it("leaves no trace of what was staged", async () => {
    const output = await emptyOutput();
    await discardRelease(await stageRelease(output, "A"));
    expect(await readdir(join(output, "releases"))).toEqual([]);
  });
});

describe("promoteRelease()", () => {
  it("names the release when it is whole, with its manifest and the manifest's JSON Schema", async () => {
    const output = await emptyOutput();
    const { folder } = await release(output, "ar\n2023\n");
    expect(await readdir(folder)).toEqual([
      "LESMEG.md",
      "SHA256SUMS",
      "manifest.json",
      "manifest.schema.json",
      "tall.csv",
    ]);
    expect(JSON.parse(await readFile(join(folder, "manifest.schema.json"), "utf8"))).toEqual(
      manifestJsonSchema(),
    );
  });

  it("writes the manifest with two spaces, a line break at the end and its keys in the order of the schema", async () => {
    const output = await emptyOutput();
    const { folder } = await release(output, "ar\n2023\n", ({ datasets, ...others }) => ({
      datasets,
      ...others,
    }));
    const text = await readFile(join(folder, "manifest.json"), "utf8");
    expect(text.startsWith('{\n  "manifest_version": "2.0",\n  "id": "A",\n  "version": "1.0.0",\n')).toBe(
      true,
    );
    expect(text.endsWith("\n}\n")).toBe(true);
  });

  it("keeps releases of the same id with other content as -2 and -3, and finds each again", async () => {
    const output = await emptyOutput();
    const texts = ["ar\n2021\n", "ar\n2022\n", "ar\n2023\n"];
    for (const text of texts) await release(output, text);
    expect(await releaseIds(output)).toEqual(["A", "A-2", "A-3"]);
    expect(await release(output, texts[1] ?? "")).toMatchObject({ id: "A-2", unchanged: true });
    expect(await releaseIds(output)).toEqual(["A", "A-2", "A-3"]);
  });

  it("points latest at the release the last load ended with, by a relative link, unchanged ones too", async () => {
    const output = await emptyOutput();
    expect(await latestRelease(output)).toBeUndefined();
    await release(output, "ar\n2022\n");
    await release(output, "ar\n2023\n");
    expect(await readlink(join(output, "releases", "latest"))).toBe("A-2");
    await release(output, "ar\n2022\n");
    expect(await latestRelease(output)).toBe("A");
  });

  it("never lets a synthetic release take latest from a real one", async () => {
    const output = await emptyOutput();
    const synthetic = (manifest: Manifest): Manifest => ({ ...manifest, synthetic: "Made up." });
    expect((await release(output, "ar\n1\n", synthetic)).latest).toBe("A");
    expect((await release(output, "ar\n2\n")).latest).toBe("A-2");
    expect((await release(output, "ar\n3\n", synthetic)).latest).toBe("A-2");
    expect(await latestRelease(output)).toBe("A-2");
    await rm(join(output, "releases", "A-2"), { recursive: true });
    expect(await release(output, "ar\n3\n", synthetic)).toMatchObject({ id: "A-2", latest: "A-2" });
  });

  it("never lets an excerpt take latest from the whole, nor made-up data from a real excerpt", async () => {
    const output = await emptyOutput();
    const excerpt = (manifest: Manifest): Manifest => ({ ...manifest, excerpt: true });
    const synthetic = (manifest: Manifest): Manifest => ({ ...manifest, synthetic: "Made up." });
    expect((await release(output, "ar\n1\n", excerpt)).latest).toBe("A");
    expect((await release(output, "ar\n2\n", synthetic)).latest).toBe("A");
    expect((await release(output, "ar\n3\n")).latest).toBe("A-3");
    expect((await release(output, "ar\n4\n", excerpt)).latest).toBe("A-3");
  });

  it("mends latest when a load crashed between the release and its link", async () => {
    const output = await emptyOutput();
    await release(output, "ar\n2022\n");
    await rm(join(output, "releases", "latest"));
    await release(output, "ar\n2022\n");
    expect(await latestRelease(output)).toBe("A");
  });

  it("takes a release made by another revision of the tool for the same", async () => {
    const output = await emptyOutput();
    await release(output, "ar\n2022\n");
    const tool = { name: "helserefusjon", version: "9.9.9", revision: "other" };
    expect(await release(output, "ar\n2022\n", (manifest) => ({ ...manifest, tool }))).toMatchObject({
      unchanged: true,
    });
  });

  it("rejects a manifest that does not name every staged file, or names one that is not there", async () => {
    const output = await emptyOutput();
    const staged = await stageRelease(output, "A");
    const path = join(staged.folder, "other.csv");
    await writeFile(path, "ar\n");
    const failure = promoteRelease(staged, describedBy(await manifestOf(path)));
    await expect(failure).rejects.toThrow(
      "Cannot make release A: expected the files tall.csv, found other.csv",
    );
  });

  it("rejects to call an altered release unchanged", async () => {
    const output = await emptyOutput();
    const { folder } = await release(output, "ar\n2023\n");
    await writeFile(join(folder, "tall.csv"), "ar\n2024\n");
    await expect(release(output, "ar\n2023\n")).rejects.toThrow(
      /Cannot keep release .*: tall\.csv must have SHA-256/,
    );
    await rm(join(folder, "tall.csv"));
    await expect(release(output, "ar\n2023\n")).rejects.toThrow(/tall\.csv is missing/);
  });
});
