// The state of a pull by its files: complete, cut short, released. And the page that a run writes.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { runProgram } from "../../src/cli/program.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { capturedContext } from "./captured-terminal.ts";

const scope = [
  ...[
    "--fagomraader",
    "LE",
    "--datasets",
    "fagomraader,takstkoder,takstbruk_landet_ar,takstbruk_landet_maned",
  ],
  ...["--since", "2019-07", "--until", "2021-08"],
];

/** An output folder, and a way to type commands for it. */
async function place() {
  const output = await temporaryFolder();
  const emulator = await startEmulator({ world: { rows: 20_000, seed: 1 }, dialect: dialects.documented });
  onTestFinished(() => emulator.close());
  const type = async (...words: readonly string[]) => {
    const context = capturedContext();
    const code = await runProgram([...words, "--output", output], context);
    return { code, out: context.out(), err: context.err() };
  };
  return { output, origin: emulator.origin, type };
}

const statusShape = z.object({
  pulls: z.array(
    z.object({ complete: z.boolean(), open: z.array(z.string()), planned: z.int(), answered: z.int() }),
  ),
  releases: z.array(z.object({ id: z.string(), latest: z.boolean() })),
  next: z.object({ run: z.string(), why: z.string() }),
});

const pullId = "20261101T040000Z";

/** Makes the pull one that was killed before this request was answered. */
function forget(output: string, request: string): void {
  const pull = join(output, "raw", pullId);
  const [endpoint = "", key = ""] = request.split("/");
  const journal = join(pull, endpoint, "receipts.ndjson");
  const lines = readFileSync(journal, "utf8").split("\n");
  const others = lines.filter((line) => !line.includes(`"key":"${key}"`));
  expect(others).toHaveLength(lines.length - 1);
  writeFileSync(journal, others.join("\n"));
  rmSync(join(pull, "summary.json"));
}

describe("helserefusjon status", () => {
  it("knows before the first pull what to run", async () => {
    const { type } = await place();
    expect((await type("status")).out).toMatch(
      /^No pulls yet\nNo releases yet\nNext: helserefusjon run --output/,
    );
  });

  it("names what a cut-short pull lacks, and the command that goes on with it does", async () => {
    const { output, origin, type } = await place();
    await type("extract", "--origin", origin, ...scope);
    const lost = "takstbruk_landet_ar/fagomraade-LE_fomar-2019_tomar-2021";
    forget(output, lost);
    const { out } = await type("status");
    expect(out).toContain(`Pull ${pullId} of ${origin} is incomplete:\n  open: ${lost}\n`);
    const status = statusShape.parse(JSON.parse((await type("status", "--json")).out));
    expect(status.pulls[0]).toMatchObject({ complete: false, open: [lost] });
    const [program, ...words] = status.next.run.replace(/ --output .*/, "").split(" ");
    expect(program).toBe("helserefusjon");
    expect(status.next.run).toContain("--since 2019-07 --until 2021-08");
    expect(await type(...words)).toMatchObject({ code: 0 });
    const after = statusShape.parse(JSON.parse((await type("status", "--json")).out));
    expect(after).toMatchObject({
      pulls: [{ complete: true, open: [], planned: after.pulls[0]?.answered }],
      releases: [{ latest: true }],
      next: { why: `fetches a new pull, because pull ${pullId} has its release` },
    });
  });

  it("counts a request that was divided by its parts", async () => {
    const { output, type } = await place();
    const emulator = await startEmulator({
      world: { rows: 20_000, seed: 1 },
      dialect: dialects.documented,
      mostRows: { rows: 60, how: 413 },
    });
    onTestFinished(() => emulator.close());
    expect(await type("extract", "--origin", emulator.origin, ...scope)).toMatchObject({ code: 0 });
    const { pulls } = statusShape.parse(JSON.parse((await type("status", "--json")).out));
    const planned = readFileSync(join(output, "raw", pullId, "plan.ndjson"), "utf8")
      .trimEnd()
      .split("\n");
    expect(pulls[0]?.planned).toBeGreaterThan(planned.length);
    expect(pulls[0]?.answered).toBe(pulls[0]?.planned);
  });
});

describe("a run", () => {
  it("prints JSON with --json and nothing with --quiet, and writes a page for reviewers", async () => {
    const { output, origin, type } = await place();
    const json = await type("run", "--origin", origin, ...scope, "--threads", "1", "--json");
    expect(JSON.parse(json.out)).toMatchObject({ version: "1.0.0", unchanged: false });
    for (const line of json.err.trimEnd().split("\n")) expect(JSON.parse(line)).toHaveProperty("kind");
    const page = readFileSync(join(output, "summary.md"), "utf8");
    expect(page).toMatch(/^# Release 1\.0\.0\n\nRelease synthetic-excerpt-\S+, version 1\.0\.0, is ready: /);
    expect(page).toMatch(/- \*\*Synthetic data\*\*: .*\n- \*\*An excerpt\*\*/);
    expect(page).toMatch(/- \d+ of \d+ checks passed\n/);
    expect(page).toMatch(/^\| takstbruk_landet_ar \| \d+ \| 2019-01-01 – 2021-01-01 \| [\d.]+ kB \|/m);
    expect(await type("load", "--quiet")).toEqual({ code: 0, out: "", err: "" });
    // Beside a pull, which status has to read too.
    writeFileSync(join(output, "releases", "latest", "manifest.json"), "{");
    expect(await type("status")).toMatchObject({
      code: 7,
      err: expect.stringMatching(/^Cannot read .*manifest\.json: it is not whole JSON\. [^\n]+\n$/),
    });
  });
});

describe("summary.md", () => {
  it("names the reason of a failed run, and removes the page of the run before", async () => {
    const { output, type } = await place();
    writeFileSync(join(output, "summary.md"), "# Release 1.0.0\n");
    expect(await type("run", "--origin", "http://127.0.0.1:9/v1", ...scope)).toMatchObject({ code: 3 });
    const page = readFileSync(join(output, "summary.md"), "utf8");
    expect(page).toMatch(
      /^# No release\n\nThe run failed \(exit code 3\):\n\n```text\n[^`]*Cannot fetch 2 requests: 127\.0\.0\.1:9 cannot be reached/,
    );
  });
});
