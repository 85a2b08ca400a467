// Disks and rights: one clear sentence, exit code 8, nothing half-written.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runProgram } from "../../src/cli/program.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { builtProgram, projectFolder } from "../../src/platform/tool.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { capturedContext } from "./captured-terminal.ts";

describe.skipIf(!existsSync("/dev/full"))("a disk that is full", () => {
  it.each(["extract", "run"])(
    "stops %s with one sentence, and does not ask for a bug report",
    async (command) => {
      const emulator = await startEmulator({
        world: { rows: 20_000, seed: 1 },
        dialect: dialects.documented,
      });
      onTestFinished(() => emulator.close());
      const output = await temporaryFolder();
      const folder = join(output, "raw", "20261101T040000Z", "takstkoder");
      mkdirSync(folder, { recursive: true });
      symlinkSync("/dev/full", join(folder, "all.partial"));
      symlinkSync("/dev/full", join(output, "summary.md.partial"));
      const context = capturedContext();
      const argv = [
        command,
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
      expect(context.err()).not.toContain("summary.md");
      expect(existsSync(join(folder, "receipts.ndjson"))).toBe(false);
    },
  );
});

describe("helserefusjon extract", () => {
  it.skipIf(process.getuid?.() !== 0)(
    "does not take a folder it may not write in for one that another run is using",
    async () => {
      const output = await temporaryFolder();
      chmodSync(output, 0o555);
      const scratch = await temporaryFolder();
      chmodSync(scratch, 0o777);
      const { status, stderr } = extractAsNobody(output, scratch);
      expect(stderr).toMatch(/^Cannot write .*: this user has no right to \(EACCES\)\n$/);
      expect(status).toBe(8);
    },
  );

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
      const { status, stderr } = extractAsNobody(join(output, "below"), scratch);
      expect(stderr).toMatch(/^Cannot write .*below: this user has no right to \(EACCES\)$/m);
      expect(status).toBe(8);
    },
  );
});

/** Runs `helserefusjon extract` as the user who may write nothing but the scratch folder. */
function extractAsNobody(output: string, scratch: string) {
  return spawnSync(process.execPath, [builtProgram, "extract", "--output", output], {
    cwd: projectFolder,
    uid: 65_534,
    gid: 65_534,
    encoding: "utf8",
    env: { ...process.env, TMPDIR: scratch },
  });
}

/** A pull of two months, complete. */
async function pulled(output: string): Promise<void> {
  const emulator = await startEmulator({ world: { rows: 20_000, seed: 1 }, dialect: dialects.documented });
  onTestFinished(() => emulator.close());
  const part = ["--fagomraader", "LE", "--datasets", "fagomraader,takstkoder,takstbruk_landet_ar"];
  const argv = ["--output", output, "--since", "2020-01", "--until", "2020-02", ...part];
  expect(await runProgram(["extract", "--origin", emulator.origin, ...argv], capturedContext())).toBe(0);
}

/** A disk of 32 megabytes, or undefined where this process may not mount one. */
async function tinyDisk(): Promise<string | undefined> {
  const folder = await temporaryFolder();
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=32m", "tmpfs", folder]).status !== 0) return undefined;
  onTestFinished(() => void spawnSync("umount", ["--lazy", folder]));
  return folder;
}

/** Fills a disk but for so many kilobytes. */
function fill(folder: string, but: number): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(join(folder, "filler"), Buffer.alloc(bavail * bsize - but * 1024));
}

describe("helserefusjon transform and load", () => {
  it("stop with one sentence when the disk is full, and leave no release", async (test) => {
    const disk = await tinyDisk();
    if (disk === undefined) return test.skip("this process may not mount a disk");
    await pulled(disk);
    fill(disk, 300);
    const transforming = capturedContext();
    expect(await runProgram(["transform", "--output", disk], transforming)).toBe(8);
    expect(transforming.err()).toMatch(/^Cannot write .*: the disk is full \(ENOSPC\)\n$/m);
    rmSync(join(disk, "filler"));
    expect(await runProgram(["transform", "--output", disk], capturedContext())).toBe(0);
    fill(disk, 40);
    const loading = capturedContext();
    expect(await runProgram(["load", "--output", disk], loading)).toBe(8);
    expect(loading.err()).toMatch(/^Cannot write .*: the disk is full \(ENOSPC\)\n$/m);
    expect(readdirSync(join(disk, "releases")).filter((name) => !name.startsWith("."))).toEqual([]);
    rmSync(join(disk, "filler"));
    expect(await runProgram(["load", "--output", disk], capturedContext())).toBe(0);
  });

  it("stop with one sentence when a file would be larger than this user may write", async () => {
    const output = await temporaryFolder();
    await pulled(output);
    const command = `ulimit -f 200; exec "${process.execPath}" "${builtProgram}" transform --output "${output}"`;
    const { status, stderr } = spawnSync("sh", ["-c", command], { cwd: projectFolder, encoding: "utf8" });
    expect(stderr).toMatch(/^Cannot write .*: the file would be larger than allowed \(EFBIG\)$/m);
    expect(status).toBe(8);
  });
});

it.each(["transform", "load"])("%s rejects a folder that is not there, and makes none", async (command) => {
  const output = join(await temporaryFolder(), "mistyped");
  const context = capturedContext();
  expect(await runProgram([command, "--output", output], context)).toBe(7);
  expect(context.err()).toBe(
    `No such folder: ${output}. Run extract first, or point --output at an existing output folder\n`,
  );
  expect(existsSync(output)).toBe(false);
});

describe("a read-only medium", () => {
  const part = ["--datasets", "bandasjister", "--since", "2020-01", "--until", "2020-02"];

  it("has releases that verify and diff can read, with a note that the changed rows are not stored", async ({
    skip,
  }) => {
    const output = await temporaryFolder();
    const made = await runProgram(
      ["run", "--emulator", "small", ...part, "--output", output],
      capturedContext(),
    );
    expect(made).toBe(0);
    const readOnly = (command: string) =>
      spawnSync(
        "unshare",
        [
          "--mount",
          "sh",
          "-c",
          'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"',
          output,
          ...[process.execPath, builtProgram, ...command.split(" "), "--output", output],
        ],
        { encoding: "utf8" },
      );
    if (spawnSync("unshare", ["--mount", "true"]).status !== 0) skip();
    expect(readOnly("verify")).toMatchObject({ status: 0, stdout: expect.stringContaining("is intact") });
    expect(readOnly("diff latest latest")).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/the same data[\s\S]*not stored, because .* cannot be written/),
    });
    expect(readOnly("extract --emulator small")).toMatchObject({
      status: 8,
      stderr: expect.stringContaining("the file system is read-only (EROFS)"),
    });
  }, 60_000);

  it.skipIf(!existsSync("/proc/self"))(
    "ends with one sentence in a place that takes no folders",
    async () => {
      for (const argv of [
        ["extract", "--emulator", "small", "--output", "/proc/none/output"],
        ["probe", "--emulator", "small", "--output", "/proc/none/output"],
      ]) {
        const context = capturedContext();
        expect(await runProgram(argv, context)).toBe(8);
        expect(context.err()).toMatch(
          /^Cannot write \/proc\/none.*: no folder can be made there.*\(ENOENT\)\n$/,
        );
      }
    },
  );
});
