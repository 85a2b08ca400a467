// A release describes itself: every file of it in SHA256SUMS, and no release where a description is wrong.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hashedFiles } from "../../src/stores/release-files.ts";
import { readManifest } from "../../src/stores/release-reader.ts";
import { publisher } from "../metadata/golden-subject.ts";
import { load, outputWith, takstbruk, takstkoder, tool } from "./small-build.ts";

const datasets = [takstkoder, takstbruk];
const quiet = { report: () => {}, tool };

describe("a release", () => {
  it("has the hash of every file but itself in SHA256SUMS, the manifest's too", async () => {
    const { folder } = await load({ ...quiet, output: await outputWith(), datasets });
    const names = (await readdir(folder)).filter((name) => name !== "SHA256SUMS").sort();
    const lines = await Promise.all(
      names.map(async (name) => {
        const hash = createHash("sha256").update(await readFile(join(folder, name)));
        return `${hash.digest("hex")}  ${name}\n`;
      }),
    );
    expect(await readFile(join(folder, "SHA256SUMS"), "utf8")).toBe(lines.join(""));
    expect(await hashedFiles(folder, await readManifest(folder))).toMatchObject({ faults: [], extra: [] });
  });

  it("says how good its description is, and is another one when somebody else publishes it", async () => {
    const output = await outputWith();
    const nobodys = await load({ ...quiet, output, datasets });
    expect(nobodys.quality).toMatchObject({ points: 205, lacking: ["name", "base", "contact"] });
    const theirs = await load({ ...quiet, output, datasets, publisher });
    expect(theirs.quality).toMatchObject({ points: 395, reachable: 395, lacking: [] });
    expect(theirs.id).toBe(`${nobodys.id}-2`);
    const catalogue = await readFile(join(theirs.folder, "dcat.jsonld"), "utf8");
    expect(catalogue).toContain(`https://data.example.org/helserefusjon/${theirs.id}/takstkoder.csv`);
    expect(await load({ ...quiet, output, datasets, publisher })).toMatchObject({
      id: theirs.id,
      unchanged: true,
    });
  });

  it.each([
    [
      "keywords in one language",
      { nb: ["takster"], en: [] },
      /dcat\.jsonld breaks .* has dcat:keyword in nb/,
    ],
    [
      "a keyword without letters",
      { nb: [""], en: ["fees"] },
      /datapackage\.json breaks .* keywords\.0: Too small/,
    ],
  ])("is not made with %s, and leaves nothing behind", async (_what, keywords, message) => {
    const output = await outputWith();
    const wrong = [{ ...takstkoder, keywords }, takstbruk];
    await expect(load({ ...quiet, output, datasets: wrong })).rejects.toThrow(message);
    expect(await readdir(join(output, "releases"))).toEqual([]);
  });
});
