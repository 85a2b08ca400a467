// Whatever way the API may turn out to write, the numbers published are the same.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { smallRelease } from "../small-release.ts";
import { differences } from "./differences.ts";

const golden = join(projectFolder, "test", "golden", "release");
const others = Object.values(dialects).filter(({ name }) => name !== "documented");

describe("a release from an API that writes in the dialect", () => {
  it.each(others.map(({ name }) => name))("%s holds the same rows as the documented one", async (name) => {
    const folder = await smallRelease({ dialect: name });
    expect(registry.datasets.flatMap((dataset) => differences({ folder, dialect: name }, dataset))).toEqual(
      [],
    );
  });

  it("is the same whichever root is asked", async () => {
    const folder = await smallRelease({ dialect: "documented", root: "old" });
    expect(readFileSync(join(folder, "manifest.json"), "utf8")).toBe(
      readFileSync(join(golden, "manifest.json"), "utf8"),
    );
  });
});
