// The command line in one file, for tests that start it again and again: half of each start would go to reading the sources.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { afterAll } from "vitest";
import { projectFolder } from "../../src/platform/tool.ts";

/** Bundles such a file until the file's tests are done, and gives the arguments for Node that start it. */
export function bundledMain(main: "src/main.ts" | "test/e2e/still-main.ts"): readonly [string] {
  // Two folders below the project's, as deep as the sources, which find their files from where they are.
  const folder = join(projectFolder, "output", `test-${process.pid}`);
  const outfile = join(folder, "main.mjs");
  const entryPoints = [join(projectFolder, main)];
  buildSync({ entryPoints, outfile, bundle: true, packages: "external", platform: "node", format: "esm" });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return [outfile];
}
