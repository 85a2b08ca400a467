// The small world as a release, byte for byte as it was last accepted. `make golden` accepts a change.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runProgram } from "../../src/cli/program.ts";
import { builtScripts } from "../../src/pages/describe-release.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { smallRelease } from "../small-release.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const golden = join(projectFolder, "test", "golden", "release");

/** The bundled scripts are half libraries; their hashes in the golden manifest and SHA256SUMS are compared instead. */
const isKept = (path: string) => !builtScripts.some((name) => path === name || path.endsWith(`/${name}`));

/** Folders that look like values of columns, as DuckDB reads them in the paths of files. */
const misleading = ["fagomraade=FY", "ar=1999", "takstkode=x", "filename=no", "_request=no"];

describe("the golden release", () => {
  it("comes out byte for byte the same below folders that look like values of columns, and verify and history read its rows", async () => {
    const output = join(await temporaryFolder(), ...misleading);
    mkdirSync(output, { recursive: true });
    // At one thread; test/release/same-bytes.test.ts holds it against more of them.
    const folder = await smallRelease({ dialect: "documented", output });
    if (process.env.UPDATE_GOLDEN !== undefined) {
      rmSync(golden, { recursive: true, force: true });
      cpSync(folder, golden, { recursive: true, filter: isKept });
    }
    const names = readdirSync(folder).filter(isKept);
    expect(names.sort()).toEqual(readdirSync(golden).sort());
    for (const name of names.filter((file) => !file.endsWith(".parquet"))) {
      expect(readFileSync(join(folder, name), "utf8"), name).toBe(readFileSync(join(golden, name), "utf8"));
    }
    for (const name of names) {
      expect(readFileSync(join(folder, name)).equals(readFileSync(join(golden, name))), name).toBe(true);
    }
    const context = capturedContext();
    expect(await runProgram(["verify", "latest", "--output", output], context), context.err()).toBe(0);
    const requested = [
      "history",
      "takstbruk_landet_ar",
      "--key",
      "fagomraade=LE",
      "--json",
      "--output",
      output,
    ];
    expect(await runProgram(requested, context), context.err()).toBe(0);
    expect(context.out()).toContain('"fagomraade":"LE"');
  });
});
