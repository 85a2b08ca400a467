// Disks and rights: one clear sentence, exit code 8, nothing half-written.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runProgram } from "../../src/cli/program.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { capturedContext } from "./captured-terminal.ts";

describe("helserefusjon extract", () => {
  it.skipIf(!existsSync("/dev/full"))("stops with one sentence when the disk is full", async () => {
    const emulator = await startEmulator({ world: { rows: 20_000, seed: 1 }, dialect: dialects.documented });
    onTestFinished(() => emulator.close());
    const output = await temporaryFolder();
    const folder = join(output, "raw", "20261101T040000Z", "takstkoder");
    mkdirSync(folder, { recursive: true });
    symlinkSync("/dev/full", join(folder, "all.partial"));
    const context = capturedContext();
    const argv = [
      "extract",
      "--origin",
      emulator.origin,
      "--output",
      output,
      "--since",
      "2020-01",
      "--until",
      "2020-01",
    ];
    expect(await runProgram(argv, context)).toBe(8);
    expect(context.err()).toMatch(/^Cannot write .*: the disk is full \(ENOSPC\)$/m);
    expect(existsSync(join(folder, "all.receipt.json"))).toBe(false);
  });

  it("stops with one sentence when the output is below a file", async () => {
    const file = join(await temporaryFolder(), "file");
    writeFileSync(file, "");
    const context = capturedContext();
    expect(await runProgram(["extract", "--output", join(file, "output")], context)).toBe(8);
    expect(context.err()).toMatch(/^Cannot write .*file.*: a part of the path is a file \(ENOTDIR\)\n$/);
  });

  it.skipIf(process.getuid?.() !== 0)(
    "stops with one sentence where the user has no right to write",
    async () => {
      const output = await temporaryFolder();
      chmodSync(output, 0o555);
      const scratch = await temporaryFolder();
      chmodSync(scratch, 0o777);
      const argv = ["--import", "tsx", "src/main.ts", "extract", "--output", join(output, "below")];
      const { status, stderr } = spawnSync(process.execPath, argv, {
        cwd: projectFolder,
        uid: 65_534,
        gid: 65_534,
        encoding: "utf8",
        env: { ...process.env, TMPDIR: scratch },
      });
      expect(stderr).toMatch(/^Cannot write .*below: this user has no right to \(EACCES\)$/m);
      expect(status).toBe(8);
    },
  );
});
