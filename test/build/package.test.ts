// The npm package as strangers get it: packed, unpacked into another project, started from another folder.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { billOfMaterials, bundleCatalogue } from "../../src/build/build.ts";
import { projectFolder } from "../../src/platform/tool.ts";

const stranger = mkdtempSync(join(tmpdir(), "helserefusjon-test-"));
const installed = join(stranger, "node_modules", "helserefusjon");

beforeAll(() => {
  execFileSync("npm", ["run", "--silent", "sbom"], { cwd: projectFolder });
  const options = ["pack", "--ignore-scripts", "--json", "--pack-destination", stranger];
  const [packed] = JSON.parse(execFileSync("npm", options, { cwd: projectFolder, encoding: "utf8" }));
  mkdirSync(installed, { recursive: true });
  const tarball = join(stranger, packed.filename);
  execFileSync("tar", ["--extract", "--file", tarball, "--strip-components=1", "--directory", installed]);
  const { dependencies } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  for (const name of Object.keys(dependencies)) link(name);
});

afterAll(() => rmSync(stranger, { recursive: true, force: true }));

/** Only what the package names as a dependency is there, as after `npm install helserefusjon`. */
function link(name: string): void {
  const place = join(stranger, "node_modules", name);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(join(projectFolder, "node_modules", name), place);
}

function run(...args: readonly string[]): string {
  const main = join(installed, "dist", "main.js");
  return execFileSync(process.execPath, [main, ...args], { cwd: stranger, encoding: "utf8" });
}

describe("the npm package", () => {
  it("names the revision it was built from, not that of the repository it is installed in", () => {
    execFileSync("git", ["init", "--quiet", stranger]);
    const { revision } = JSON.parse(readFileSync(join(projectFolder, "dist", "revision.json"), "utf8"));
    expect(run("--version").trim()).toBe(`0.1.0 (${revision})`);
  });

  it("makes a release from the emulator in any folder, without the packages of developers", () => {
    const part = ["--datasets", "fagomraader,takstkoder,takstbruk_landet_ar", "--fagomraader", "MU"];
    run("run", "--emulator", "small", ...part, "--since", "2025-01", "--until", "2025-03", "--quiet");
    const release = join(stranger, "output", "releases", "latest");
    expect(readdirSync(release)).toEqual(
      expect.arrayContaining(["manifest.json", "index.html", "catalogue.js"]),
    );
  });

  it("contains the list of the packages it installs, with nothing that differs between two equal builds", () => {
    const text = readFileSync(join(installed, "dist", "sbom.cdx.json"), "utf8");
    expect(text).toBe(billOfMaterials());
    const { bomFormat, metadata, components, ...rest } = JSON.parse(text);
    expect([bomFormat, metadata.component.name]).toEqual(["CycloneDX", "helserefusjon"]);
    expect(rest).not.toHaveProperty("serialNumber");
    expect(metadata).not.toHaveProperty("timestamp");
    const { dependencies } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    const listed = components.map(({ purl }: { purl: string }) => decodeURIComponent(purl));
    for (const [name, version] of Object.entries(dependencies))
      expect(listed).toContain(`pkg:npm/${name}@${version}`);
    expect(listed.filter((purl: string) => /npm\/(vitest|tsx|typescript)@/.test(purl))).toEqual([]);
  });

  it("contains no sources, tests or documentation of developers", () => {
    const folders = readdirSync(installed, { recursive: true, encoding: "utf8" });
    expect(folders.filter((path) => /\.ts$|^test|^docs/.test(path))).toEqual([]);
  });
});

describe("npm run build", () => {
  it("makes the catalogue page that releases contain, with the same bytes each time", () => {
    const differing = Object.entries(bundleCatalogue()).filter(([name, text]) => {
      return readFileSync(join(projectFolder, "dist", name), "utf8") !== text;
    });
    expect(differing.map(([name]) => name)).toEqual([]);
  });
});
