// Streams that close, terminals that go, and disks that are full under the output: the work goes on, and the exit code reports it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { dialects } from "../../src/emulator/dialects.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { builtProgram, projectFolder } from "../../src/platform/tool.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const part = "--datasets fagomraader,bandasjister --since 2020-01 --until 2020-02";

async function origin(): Promise<string> {
  const emulator = await startEmulator({ world: { rows: 20_000, seed: 1 }, dialect: dialects.documented });
  onTestFinished(() => emulator.close());
  return emulator.origin;
}

/** Runs such a line in bash, where `$H` is the program; the exit code is that of the program. */
async function bash(line: string): Promise<{ readonly code: number; readonly err: string }> {
  const script = `H="${process.execPath} ${builtProgram}"; ${line}; exit \${PIPESTATUS[0]}`;
  const child = spawn("bash", ["-c", script], { cwd: projectFolder, stdio: ["ignore", "ignore", "pipe"] });
  let err = "";
  child.stderr.on("data", (text) => {
    err += text;
  });
  const [code] = await once(child, "exit");
  return { code: Number(code), err };
}

const isComplete = (output: string) =>
  readdirSync(join(output, "raw")).every((pull) => existsSync(join(output, "raw", pull, "summary.json")));

describe("a run whose output goes nowhere", () => {
  it.each([
    ["a reader of progress that wants one line", "2> >(head -c 1 > /dev/null) > /dev/null", 0, /^$/],
    ["a reader of all that wants nothing", "2>&1 | true", 0, /^$/],
    ["a full disk under the progress", "2> /dev/full > /dev/null", 0, /^$/],
    ["a closed standard output and error", "> /dev/null 2>&-", 0, /^$/],
    ["a full disk under a result that no option requests", "--quiet --json > /dev/full", 0, /^$/],
    [
      "a full disk under the result that was requested",
      "> /dev/full",
      8,
      /^Cannot print the result: the disk is full \(ENOSPC\)\. The command itself is done, and its files are whole$/m,
    ],
  ])("is complete with %s", async (_, into, code, err) => {
    const output = await temporaryFolder();
    const said = await bash(`$H extract --origin ${await origin()} --output ${output} ${part} ${into}`);
    expect(said.code, said.err).toBe(code);
    expect(said.err).toMatch(err);
    expect(said.err).not.toMatch(/\n {4}at /);
    expect(isComplete(output)).toBe(true);
  });

  it("is released, and the exit code says that the summary could not be printed", async () => {
    const output = await temporaryFolder();
    const said = await bash(`$H run --origin ${await origin()} --output ${output} ${part} > /dev/full`);
    expect(said.code).toBe(8);
    expect(existsSync(join(output, "releases", "latest", "manifest.json"))).toBe(true);
  });
});

describe("a command whose product is what it prints", () => {
  it.each(["status", "--help", "status --json", "extract --help", "--version"])(
    "%s fails where that cannot be written, and is quiet where the reader has enough",
    async (line) => {
      const output = line.startsWith("status") ? ` --output ${await temporaryFolder()}` : "";
      expect(await bash(`$H ${line}${output} > /dev/full`)).toEqual({
        code: 8,
        err: expect.stringMatching(/^[^\n]*Cannot print the result: the disk is full \(ENOSPC\)\.[^\n]*\n$/),
      });
      expect(await bash(`$H ${line}${output} | true`)).toEqual({ code: 0, err: "" });
    },
  );
});

describe("a signal", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("%s ends extract with a last word, and the next run goes on", async (signal, exitCode) => {
    const [api, output] = [await origin(), await temporaryFolder()];
    const argv = ["extract", "--origin", api, "--output", output, "--max-rate", "2", ...part.split(" ")];
    const child = spawn(process.execPath, [builtProgram, ...argv], { cwd: projectFolder });
    let err = "";
    child.stderr.on("data", (text) => {
      if (!err.includes("requests") && String(text).includes("requests")) child.kill(signal);
      err += text;
    });
    expect(await once(child, "exit")).toEqual([exitCode, null]);
    expect(err).toContain("Interrupted. Run the same command again to continue");
    expect(await bash(`$H ${argv.slice(0, 5).join(" ")} ${part}`)).toMatchObject({ code: 0 });
  });
});
