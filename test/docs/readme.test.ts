// The README keeps up with the product: short, with datasets, targets and a picture that exist. Its query runs in snippets.test.ts.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { projectFolder } from "../../src/platform/tool.ts";

const readme = readFileSync(join(projectFolder, "README.md"), "utf8");

describe("the README", () => {
  it("shows five datasets, which exist, and their right number", () => {
    const shown = [...readme.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);
    const names = registry.datasets.map(({ name }) => name);
    expect(shown).toHaveLength(5);
    expect(names).toEqual(expect.arrayContaining(shown));
    expect(readme).toContain(`All ${names.length} datasets`);
  });

  it("has at most 80 lines", () => {
    expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(80);
  });

  it("names only make targets that exist", () => {
    const makefile = readFileSync(join(projectFolder, "Makefile"), "utf8");
    const targets = [...readme.matchAll(/(?:`|^)make ([a-z-]+)\b/gm)].map((match) => match[1] ?? "");
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((name) => !new RegExp(`^${name}:`, "m").test(makefile))).toEqual([]);
  });

  it("has a picture of the catalogue page of less than 120 kB", () => {
    const picture = /<img src="([^"]+)"[^>]* alt="[^"]+"/.exec(readme)?.[1] ?? "";
    expect(statSync(join(projectFolder, picture)).size).toBeLessThan(120_000);
  });
});
