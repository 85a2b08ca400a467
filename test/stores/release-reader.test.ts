// What readers of releases are told: the manifest or why there is none, and which files are no longer what it says.
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ReleaseError } from "../../src/domain/errors.ts";
import { digestOf } from "../../src/platform/files.ts";
import { readManifest } from "../../src/stores/release-reader.ts";
import { emptyOutput } from "./small-release.ts";

describe("readManifest()", () => {
  it("rejects a folder without a manifest, or with one that is not", async () => {
    const output = await emptyOutput();
    await expect(readManifest(output)).rejects.toThrow(
      new ReleaseError(
        `Cannot read release ${output}: it has no manifest.json. See the releases with helserefusjon status`,
        {
          facts: { folder: output },
        },
      ),
    );
    await writeFile(join(output, "manifest.json"), "{");
    await expect(readManifest(output)).rejects.toThrow(/manifest\.json: it is not whole JSON/);
    await writeFile(join(output, "manifest.json"), '{"manifest_version": "7.0"}');
    await expect(readManifest(output)).rejects.toThrow(
      /manifest\.json as a manifest: manifest_version: [^\n]*\(and \d+ more\)\. If another version/,
    );
  });
});

describe("digestOf()", () => {
  it("counts and hashes a file larger than one read", async () => {
    const bytes = Buffer.alloc(3_000_001, "takst");
    const path = join(await emptyOutput(), "large");
    await writeFile(path, bytes);
    expect(await digestOf(path)).toEqual({
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
    });
  });
});
