// Whichever representation is asked for, in whichever dialect it is written, the same rows are published.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { smallRelease } from "../small-release.ts";
import { differences } from "./differences.ts";

const golden = join(projectFolder, "test", "golden", "release");

/** Every dialect besides the documented one with every representation besides JSON, which test/e2e/dialects has. */
const others = ["awkward", "american", "java", "legacy", "terse"] as const;
const forms = ["xml", "csv", "xlsx"] as const;
const matrix = others.flatMap((dialect) => forms.map((form) => [dialect, form] as const));

describe("a release from the documented dialect", () => {
  it.each(forms)("has as %s the very bytes it has as JSON, but for the account of bodies", async (form) => {
    const folder = await smallRelease({ dialect: "documented", more: ["--representation", form] });
    const tables = readdirSync(golden).filter(
      (name) => /\.(csv|parquet)$/.test(name) && !name.startsWith("dekning"),
    );
    expect(tables.length).toBeGreaterThan(30);
    const other = tables.filter(
      (name) => !readFileSync(join(folder, name)).equals(readFileSync(join(golden, name))),
    );
    expect(other).toEqual([]);
    const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
    expect(manifest.scope.representation).toBe(form);
    const asJson = JSON.parse(readFileSync(join(golden, "manifest.json"), "utf8"));
    expect(manifest.drift).toEqual(asJson.drift);
    expect(manifest.datasets.map(({ rows }: { rows: number }) => rows)).toEqual(
      asJson.datasets.map(({ rows }: { rows: number }) => rows),
    );
  });
});

describe("a release from an API that writes in the dialect, asked for as", () => {
  it.each(matrix)("%s %s holds the same rows as the documented one", async (dialect, form) => {
    const fagomraader = ["LE", "FY"];
    const more = ["--representation", form, "--fagomraader", fagomraader.join(",")];
    const folder = await smallRelease({ dialect, more });
    const datasets = registry.datasets.filter(({ name }) => name !== "dekning");
    expect(datasets.flatMap((dataset) => differences({ folder, dialect, fagomraader }, dataset))).toEqual([]);
  });
});
