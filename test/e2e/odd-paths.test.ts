// Folders with names that DuckDB, a URL or a shell would read something into: the release below each is the same.
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runProgram } from "../../src/cli/program.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { smallRelease } from "../small-release.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const golden = join(projectFolder, "test", "golden", "release");

describe("a release made below folders that look like values of columns", () => {
  it("has the bytes of the golden one, and verify, diff and history read those rows", async () => {
    const names = ["fagomraade=FY", "ar=1999", "takstkode=x", "filename=no", "_request=no"];
    const output = join(await temporaryFolder(), ...names);
    mkdirSync(output, { recursive: true });
    const folder = await smallRelease({ dialect: "documented", output });
    for (const name of readdirSync(golden))
      expect(readFileSync(join(folder, name)).equals(readFileSync(join(golden, name))), name).toBe(true);
    const context = capturedContext();
    const verifying = ["verify", "latest", "--rebuild", "20261101T040000Z", "--output", output];
    expect(await runProgram(verifying, context), context.err()).toBe(0);
    const asked = ["history", "takstkoder", "--key", "fagomraade=LE", "--json", "--output", output];
    expect(await runProgram(asked, context), context.err()).toBe(0);
    expect(context.out()).toContain('"fagomraade": "LE"');
  }, 60_000);
});
