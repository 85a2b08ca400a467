// The command as a person types it: what it prints, what it leaves behind, and its exit codes.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runProgram } from "../../src/cli/program.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { startReplay } from "../../src/emulator/replay.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { recordedCalls } from "../../src/stores/recording.ts";
import { scriptedServer } from "../extract/scripted-server.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { type CapturedContext, capturedContext } from "./captured-terminal.ts";

interface Ran {
  readonly code: number;
  readonly context: CapturedContext;
  /** What the probe left. */
  readonly folder: string;
  readonly report: string;
}

async function probe(origin: string): Promise<Ran> {
  const output = await temporaryFolder();
  const context = capturedContext();
  const code = await runProgram(["probe", "--origin", origin, "--output", output], context);
  const folder = join(output, "probe", "20261101T040000Z");
  return { code, context, folder, report: readFileSync(join(folder, "report.md"), "utf8") };
}

/** The report without the address, which is another each time. */
function withoutAddress(report: string): string {
  return report.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, "http://here");
}

describe("probe", () => {
  it("ends with 0 where all can be read, and leaves each answer with its headers, to be served again offline", async () => {
    const world = { rows: 20_000, seed: 1 };
    const emulator = await startEmulator({ world, dialect: dialects.awkward });
    onTestFinished(() => emulator.close());
    const first = await probe(emulator.origin);
    expect(first.code, first.context.err()).toBe(0);
    expect(first.context.out()).toMatch(
      /^The pipeline can read everything that was asked for \(27 calls\)\. The report is .*report\.md\n$/,
    );
    const calls = await recordedCalls(first.folder);
    expect(calls).toHaveLength(27);
    expect(
      calls.every(({ answer }) => answer?.headers["content-type"] !== undefined || answer?.status === 204),
    ).toBe(true);
    expect(readdirSync(first.folder)).toEqual(
      expect.arrayContaining(["24-landet-ar-csv.csv", "25-landet-ar-xlsx.xlsx"]),
    );
    const replay = await startReplay({ folder: first.folder });
    onTestFinished(() => replay.close());
    const again = await probe(replay.origin);
    expect(again.code, again.context.err()).toBe(0);
    const [findings, findingsAgain] = [first, again].map(
      ({ report }) => withoutAddress(report).split("\n## ")[2],
    );
    expect(findings).toMatch(/^What was asked about/);
    expect(findingsAgain).toBe(findings);
  });

  it("ends with 4 where something cannot be read, and names it", async () => {
    const server = await scriptedServer((response) => {
      response.setHeader("content-type", "application/json").end('{"a":[],"b":[]}');
    });
    const { code, context, report } = await probe(`${server.origin}/v1`);
    expect(code).toBe(4);
    expect(context.err()).toMatch(
      /The pipeline cannot read \d\d of \d\d answers: 01-fagomraader, .* The report is /,
    );
    expect(report).toMatch(/^# Probe of http:\/\/127.0.0.1:\d+\/v1\n/);
    expect(report).toContain("## What the pipeline cannot read\n\n### 01-fagomraader\n");
  });

  it("ends with 3 and one sentence where the server refuses connections, and does not go on knocking", async () => {
    const { code, context, report, folder } = await probe("http://127.0.0.1:1/v1");
    expect(code).toBe(3);
    expect(context.err().split("\n").at(-2)).toBe(
      "Cannot probe http://127.0.0.1:1/v1: The first 3 calls were not answered (127.0.0.1:1 cannot be reached " +
        "(connect ECONNREFUSED 127.0.0.1:1): no proxy is set; set HTTPS_PROXY if this network needs one, or run " +
        "`make demo`, which needs no network), " +
        `and no more were made. The report is ${join(folder, "report.md")}`,
    );
    expect(report).toContain("see whether the host can be reached from here");
  });
});
