// The command line with a still clock, in one file, for tests that start it again and again.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { afterAll } from "vitest";
import { projectFolder } from "../../src/platform/tool.ts";

/** Bundles `still-main.ts` until the file's tests are done, and returns the path. */
export function bundledStillMain(): string {
  const folder = join(projectFolder, "output", `test-${process.pid}`);
  const outfile = join(folder, "main.mjs");
  const entryPoints = [join(projectFolder, "test", "e2e", "still-main.ts")];
  buildSync({ entryPoints, outfile, bundle: true, packages: "external", platform: "node", format: "esm" });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return outfile;
}
