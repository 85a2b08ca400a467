// Readers and checkers of others judge a release, by `make interop`. Each accepts it, and rejects a broken copy.
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { dcat, dcatProfiles } from "../../src/metadata/dcat.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { goldenRelease } from "../catalogue/shown-release.ts";
import { goldenSubject } from "../metadata/golden-subject.ts";
import { minisignKey } from "../release/minisign-key.ts";
import { publishing, pull, releaseOf } from "../release/published.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** The folder that `make interop` fills with Python, cffconvert and the Nu Html Checker; without it nothing is judged. */
const tools = process.env.INTEROP;
const java = spawnSync("java", ["-version"]).error === undefined;
const golden = join(projectFolder, "test", "golden", "release");
/** The release to judge: `make interop RELEASE=output/releases/latest`. */
const release = process.env.RELEASE || golden;

type Break = (text: string) => string;

/** A copy of the golden release in which one file is broken. */
async function brokenRelease(file: string, breakFile: Break): Promise<string> {
  const copy = await temporaryFolder();
  cpSync(golden, copy, { recursive: true });
  return withFile(copy, file, breakFile(readFileSync(join(copy, file), "utf8")));
}

function withFile(folder: string, file: string, content: string | Buffer): string {
  writeFileSync(join(folder, file), content);
  return folder;
}

/** The faults that a judge of judges.py finds. */
function faults(judge: string, folder: string): readonly string[] {
  const script = join(projectFolder, "test", "interop", "judges.py");
  const { stdout, stderr } = spawnSync(join(tools ?? "", "bin", "python"), [script, judge, folder], {
    encoding: "utf8",
    maxBuffer: 100_000_000,
  });
  return z.array(z.string()).parse(stdout === "" ? [stderr] : JSON.parse(stdout));
}

const minutes = 60_000;

describe.skipIf(tools === undefined)("a release, judged by others (make interop)", () => {
  it(
    "has every record set in mlcroissant, with every row",
    async () => {
      expect(faults("croissant", release)).toEqual([]);
      const broken = await brokenRelease("croissant.json", (text) =>
        text.replace('"column": "fagomraade"', '"column": "fagområde"'),
      );
      expect(faults("croissant", broken)).toContainEqual(
        expect.stringContaining("mlcroissant cannot read fagomraader: GenerationError"),
      );
    },
    30 * minutes,
  );

  it.each(["iceberg", "delta"])(
    "is a table of %s without being written again",
    async (judge) => {
      expect(faults(judge, release)).toEqual([]);
      const broken = await brokenRelease("README.md", String);
      cpSync(join(golden, "takster.parquet"), join(broken, "praksistyper.parquet"));
      withFile(broken, "takstkoder.parquet", "PAR1 and nothing else PAR1");
      expect(faults(judge, broken)).toEqual([
        expect.stringMatching(/reads \d+ rows of praksistyper, and the manifest has \d+/),
        expect.stringMatching(/cannot read takstkoder/),
      ]);
    },
    10 * minutes,
  );

  it("is the newest version of each Delta table that publish --tables makes", async () => {
    const place = await temporaryFolder();
    const { folder } = await goldenRelease();
    expect((await publishing(folder, "--to", place, "--tables", "delta", "--allow-synthetic")).code).toBe(0);
    expect(faults("tables", place)).toEqual([]);
    rmSync(join(place, "tables", "takster", "_delta_log"), { recursive: true });
    expect(faults("tables", place)).toEqual([expect.stringContaining("deltalake cannot read takster")]);
  }, 120_000);

  it(
    "is a valid data package in frictionless: each value, key, size and hash of each CSV file",
    async () => {
      expect(faults("datapackage", release)).toEqual([]);
      const broken = await brokenRelease("fylker.csv", (text) => text.replace(/^(\d\d),/m, "first,"));
      const found = faults("datapackage", broken).join("\n");
      expect(found).toMatch(/frictionless: fylker.*hash/);
      expect(found).toMatch(/constraint .* is "first"|cell "first"|foreign key/);
      const renamed = await brokenRelease("README.md", String);
      cpSync(join(golden, "takster.parquet"), join(renamed, "praksistyper.parquet"));
      expect(faults("datapackage", renamed)).toContainEqual(expect.stringMatching(/praksistyper.*label/i));
    },
    30 * minutes,
  );

  it.each(dcatProfiles)(
    "has a catalogue that keeps the rules of DCAT-AP-NO in pyshacl, in profile %s",
    async (profile) => {
      const catalogue = JSON.stringify(dcat(goldenSubject(), profile));
      const judged = async (text: string) =>
        faults("dcat", withFile(await temporaryFolder(), "dcat.jsonld", text));
      expect(await judged(catalogue)).toEqual([]);
      for (const [right, wrong, fault] of [
        ['"dcat:contactPoint"', '"dcat:contact"', profile === "3" ? /contactPoint/ : /^$/],
        ['"dct:publisher"', '"dct:creator"', /terms\/publisher/],
        ['"xsd:date"', '"xsd:string"', /terms\/modified/],
        ["authority/licence", "authority/licences", /terms\/license/],
        ["authority/data-theme", "authority/themes", /dcat#theme/],
        ["media-types/", "media/", profile === "3" ? /mediaType/ : /^$/],
        ['dct:title":', 'dct:titles":', /terms\/title/],
      ] as const) {
        const found = (await judged(catalogue.replaceAll(right, wrong))).join("\n");
        expect(found, wrong).toMatch(fault);
      }
    },
    2 * minutes,
  );

  it("has a citation that is valid in cffconvert", async () => {
    const judged = (folder: string) =>
      spawnSync(join(tools ?? "", "cff", "bin", "cffconvert"), ["--validate"], { cwd: folder }).status;
    expect(judged(release)).toBe(0);
    expect(judged(await brokenRelease("CITATION.cff", (text) => text.replace("title:", "name:")))).toBe(1);
  });

  it.skipIf(!java)(
    "has pages and a front page of the published place that the Nu Html Checker accepts",
    async () => {
      const checker = join(tools ?? "", "node_modules", "vnu-jar", "build", "dist", "vnu.jar");
      const judged = (...pages: readonly string[]) =>
        spawnSync("java", ["-jar", checker, "--errors-only", ...pages], { encoding: "utf8" }).stderr;
      const pages = ["index.html", "data-dictionary.html"];
      const place = await temporaryFolder();
      expect((await publishing(await releaseOf(1), "--to", place)).code).toBe(0);
      expect(judged(...pages.map((page) => join(release, page)), join(place, "index.html"))).toBe("");
      for (const page of pages) {
        const broken = await brokenRelease(page, (text) =>
          text.replace("</body>", "<p id=a><p id=a></b></body>"),
        );
        expect(judged(join(broken, page))).toMatch(/error: Duplicate ID "a"|error: .*id.*a/i);
      }
    },
    5 * minutes,
  );

  it("has a signature that py-minisign accepts", async () => {
    const [{ file, publicText }, place] = [await minisignKey(), await temporaryFolder()];
    expect((await publishing(await releaseOf(1), "--to", place, "--sign-key", file)).code).toBe(0);
    const published = withFile(join(place, pull(1)), "minisign.pub", publicText);
    expect(faults("signature", published)).toEqual([]);
    const other = withFile(published, "SHA256SUMS", `${"0".repeat(64)}  tall.csv\n`);
    expect(faults("signature", other)).toEqual([expect.stringContaining("minisign")]);
  });
});
