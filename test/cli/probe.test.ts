// The probe command on the command line: its output, its files and its exit codes.
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
  /** The folder of the recording. */
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

/** Removes the address, because its port differs each time. */
function withoutAddress(report: string): string {
  return report.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, "http://here");
}

describe("probe", () => {
  it("ends with 0 if the pipeline can read all answers, and records each so that it can be served again", async () => {
    const world = { rows: 20_000, seed: 1 };
    const emulator = await startEmulator({ world, dialect: dialects.awkward });
    onTestFinished(() => emulator.close());
    const first = await probe(emulator.origin);
    expect(first.code, first.context.err()).toBe(0);
    expect(first.context.out()).toMatch(
      /^The pipeline can read every answer that it should read \(27 calls\)\. The report is .*report\.md\n$/,
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
    expect(findings).toMatch(/^Findings/);
    expect(findingsAgain).toBe(findings);
  });

  it("ends with 4 if the pipeline cannot read an answer, and names the answer", async () => {
    const server = await scriptedServer((response) => {
      response.setHeader("content-type", "application/json").end('{"a":[],"b":[]}');
    });
    const { code, context, report } = await probe(`${server.origin}/v1`);
    expect(code).toBe(4);
    expect(context.err()).toMatch(
      /The pipeline cannot read \d\d of \d\d answers: 01-fagomraader, .* The report is /,
    );
    expect(report).toMatch(/^# Probe of http:\/\/127.0.0.1:\d+\/v1\n/);
    expect(report).toContain("## Answers the pipeline cannot read\n\n### 01-fagomraader\n");
  });

  it("ends with 3 and stops after three calls if the server rejects connections", async () => {
    const { code, context, report, folder } = await probe("http://127.0.0.1:1/v1");
    expect(code).toBe(3);
    expect(context.err().split("\n").at(-2)).toBe(
      "Cannot probe http://127.0.0.1:1/v1: The first 3 calls got no answer (127.0.0.1:1 cannot be reached " +
        "(connect ECONNREFUSED 127.0.0.1:1)), " +
        `so the probe stopped. The report is ${join(folder, "report.md")}. ` +
        "Set HTTPS_PROXY if this network needs a proxy, then probe again",
    );
    expect(report).toContain("Check that this is the right host");
    expect(report).not.toContain("rejects it");
    expect(report).toMatch(/^\| 01-fagomraader \| .* \| \*\*unanswered\*\* \| gets no answer \|$/m);
    expect(report).toMatch(/^\| landet-ar \| .* \| \*\*unanswered\*\* \| did not make this call \|$/m);
  });

  it("ends with 3 if only some calls got no answer, and marks their questions as unanswered", async () => {
    const emulator = await startEmulator({
      world: { rows: 20_000, seed: 1 },
      dialect: dialects.documented,
      faults: [{ path: "/bandasjister", calls: "all", fault: { kind: "reset", when: "before answer" } }],
    });
    onTestFinished(() => emulator.close());
    const { code, context, report } = await probe(emulator.origin);
    expect(context.err()).toMatch(
      /The pipeline can read every answer that it should read \(\d+ calls\)\. 1 call got no answer: \d\d-bandasjister\. /,
    );
    expect(code).toBe(3);
    expect(report).toMatch(/^\| \d\d-bandasjister \| .* \| \*\*unanswered\*\* \| gets no answer \|$/m);
  });
});
