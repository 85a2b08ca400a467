// The README keeps up with the product.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { sources } from "../house/sources.ts";

const readme = readFileSync(join(projectFolder, "README.md"), "utf8");

describe("the README", () => {
  it("names every dataset", () => {
    expect(
      registry.datasets.map(({ name }) => name).filter((name) => !readme.includes(`\`${name}\``)),
    ).toEqual([]);
  });

  it("is short", () => {
    expect(readme.split("\n").length).toBeLessThan(150);
  });

  it("names only make targets that exist", () => {
    const makefile = readFileSync(join(projectFolder, "Makefile"), "utf8");
    const named = [...readme.matchAll(/\bmake ([a-z]+)\b/g)].map((match) => match[1] ?? "");
    const targets = named.filter((name) => !["it", "are"].includes(name));
    expect(targets.filter((name) => !new RegExp(`^${name}:`, "m").test(makefile))).toEqual([]);
  });

  it("links, like all of docs, only to files that are there", () => {
    for (const { path, text } of sources(/\.md$/)) {
      const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? "");
      const folder = join(projectFolder, path, "..");
      expect(
        links.filter((link) => !existsSync(join(folder, link))),
        path,
      ).toEqual([]);
    }
  });
});
