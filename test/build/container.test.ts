// The container: built from the Dockerfile, it makes a release of the emulator. Only where docker or podman works.
import { execFileSync, spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { projectFolder } from "../../src/platform/tool.ts";

/** The first program that reaches a running engine. */
const engine = ["docker", "podman"].find(
  (name) => spawnSync(name, ["info"], { timeout: 20_000 }).status === 0,
);
if (engine === undefined)
  process.stderr.write("The container is NOT tested: neither docker nor podman reaches an engine here.\n");

it.skipIf(engine === undefined)(
  "is built, runs as another user than root, and makes a release of the small world",
  () => {
    const run = (...words: readonly string[]) =>
      execFileSync(engine ?? "", words, { cwd: projectFolder, encoding: "utf8" });
    run("build", "--quiet", "--tag", "helserefusjon-test", ".");
    expect(run("run", "--rm", "--entrypoint", "id", "helserefusjon-test", "-u").trim()).not.toBe("0");
    const span = ["--fagomraader", "MU", "--since", "2025-01", "--until", "2025-03"];
    const out = run("run", "--rm", "helserefusjon-test", "run", "--emulator", "small", ...span);
    expect(out).toContain("version 1.0.0, is ready");
  },
  900_000,
);
