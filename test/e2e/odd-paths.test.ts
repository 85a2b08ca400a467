// Folders with names that DuckDB, a URL or a shell would read something into: the release below each is the same.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runProgram } from "../../src/cli/program.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { smallRelease } from "../small-release.ts";
import { temporaryFolder } from "../temporary-folder.ts";

describe("a folder with an odd name", () => {
  it("is one like any other, whatever a shell, a URL or DuckDB would make of its letters", async () => {
    const odd = ["* ** [1] #x 100% %20", 'it\'s "q"; $HOME {uuid} ~', "a:", "b.parquet", "æøå A\u030A"];
    const output = join(await temporaryFolder(), ...odd, "two\nlines\tand", "-", "x".repeat(200));
    const more = ["--datasets", "fagomraader,bandasjister,takstbruk_landet_ar", "--fagomraader", "LE"];
    const folder = await smallRelease({ dialect: "documented", output, more });
    const context = capturedContext();
    expect(await runProgram(["verify", "--output", output], context), context.err()).toBe(0);
    expect(readdirSync(folder)).toContain("takstbruk_landet_ar.parquet");
  });

  it("is rejected with one sentence where it has a question mark, which DuckDB takes for the end of a path", async () => {
    const output = join(await temporaryFolder(), "what?", "output");
    for (const command of ["run", "extract", "verify", "crosscheck"]) {
      const context = capturedContext();
      expect(await runProgram([command, "--output", output], context), command).toBe(2);
      expect(context.err()).toBe(
        `Cannot use ${output}: DuckDB takes a question mark in a path for its end. Choose a folder with another name\n`,
      );
    }
    expect(existsSync(output)).toBe(false);
    const context = capturedContext();
    const other = join(await temporaryFolder(), "[1]", "back\\slash");
    expect(await runProgram(["extract", "--output", other], context)).toBe(2);
    expect(context.err()).toMatch(/^Cannot use .*: DuckDB finds no file if a path has a backslash beside/);
  });

  it("is rejected with one sentence where its path is longer than the system allows", async () => {
    const output = join(await temporaryFolder(), "x".repeat(300));
    const context = capturedContext();
    expect(await runProgram(["extract", "--output", output], context)).toBe(8);
    expect(context.err()).toMatch(/^Cannot write .*: the path is too long \(ENAMETOOLONG\)\n$/);
  });
});
