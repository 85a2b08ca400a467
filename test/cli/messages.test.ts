// What the command line says when there is nothing to work on yet, when the network is away, and which words it completes.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { allCommands, runProgram } from "../../src/cli/program.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { scriptedServer } from "../extract/scripted-server.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { capturedContext } from "./captured-terminal.ts";

/** An output folder, and a way to type commands for it. */
async function place() {
  const output = await temporaryFolder();
  const type = async (...words: readonly string[]) => {
    const context = capturedContext();
    const code = await runProgram([...words, "--output", output], context);
    return { code, out: context.out(), err: context.err() };
  };
  return { output, type };
}

describe("a command that needs a release", () => {
  it.each([
    ["verify"],
    ["diff"],
    ["history", "takstkoder", "--key", "takstkode=2ad"],
    ["publish", "latest", "--to", "/nowhere"],
    ["serve"],
  ])("%s says how to make the first one", async (...words) => {
    const { type } = await place();
    expect(await type(...words)).toMatchObject({
      code: 7,
      err: expect.stringMatching(
        /^Cannot find release latest: [^\n]*`make demo` [^\n]*`helserefusjon run`[^\n]*\n$/,
      ),
    });
  });
});

describe("a host that cannot be reached", () => {
  const nobody = ["--origin", "http://127.0.0.1:9/v1"];

  it("is one sentence for all requests, and one while they are tried again", async () => {
    const { type } = await place();
    const { code, err } = await type("extract", ...nobody);
    expect(code).toBe(3);
    expect(err.match(/cannot be reached/g)).toHaveLength(2);
    expect(err.trimEnd().split("\n").slice(1)).toEqual([
      expect.stringMatching(
        /^extract: 127\.0\.0\.1:9 cannot be reached \(.*ECONNREFUSED.*\)\. Trying again …$/,
      ),
      expect.stringMatching(
        /^Cannot fetch 9 requests: 127\.0\.0\.1:9 cannot be reached \(.*\)\. Set HTTPS_PROXY .*`make demo`, which needs no network$/,
      ),
    ]);
  });

  it("is one error for programs, with the number of requests", async () => {
    const { type } = await place();
    const { err } = await type("extract", ...nobody, "--json");
    const errors = err.split("\n").filter((line) => line.includes('"kind":"error"'));
    expect(errors.map((line) => JSON.parse(line))).toMatchObject([
      { class: "RequestError", facts: { host: "127.0.0.1:9", code: "ECONNREFUSED", requests: 9 } },
    ]);
  });
});

const planShape = z.array(
  z.object({ endpoint: z.string(), requests: z.int(), codes_from: z.string().optional() }),
);

describe("helserefusjon plan", () => {
  const small = ["--datasets", "fagomraader,takstbruk_landet_ar", "--since", "2025-01", "--json"];

  it("needs no network, and takes the fagområder from the documentation", async () => {
    const { type } = await place();
    const plan = planShape.parse(JSON.parse((await type("plan", ...small)).out));
    expect(plan).toMatchObject([
      { endpoint: "fagomraader", requests: 1 },
      { endpoint: "takstbruk_landet_ar", requests: 23, codes_from: "the API's documentation" },
    ]);
    expect((await type("plan")).out).toContain("fagomraade are those of the API's documentation.");
    expect(await type("plan", "--fagomraader", "LEX")).toMatchObject({
      code: 2,
      err: expect.stringContaining("the documentation lists AP, APO"),
    });
  });

  it("takes them from an earlier pull of the same origin, and says from which", async () => {
    const { type } = await place();
    const list = '{"fagomraader":[{"fagomraadekode":"LE"},{"fagomraadekode":"FY"}]}';
    const { origin } = await scriptedServer((response) => {
      response.setHeader("content-type", "application/json").end(list);
    });
    const words = ["extract", "--origin", origin, "--datasets", "fagomraader"];
    expect(await type(...words)).toMatchObject({ code: 0 });
    const plan = planShape.parse(JSON.parse((await type("plan", "--origin", origin, ...small)).out));
    expect(plan[1]).toMatchObject({ requests: 2, codes_from: "pull 20261101T040000Z" });
    const other = planShape.parse(JSON.parse((await type("plan", ...small)).out));
    expect(other[1]).toMatchObject({ requests: 23 });
  });
});

describe("helserefusjon status", () => {
  it("counts a request that failed in all attempts as failed, until it is answered", async () => {
    const { output, type } = await place();
    const world = { rows: 20_000, seed: 1 };
    const fault = { path: "/bandasjister", calls: "all", fault: { kind: "status", status: 503 } } as const;
    const broken = await startEmulator({ world, dialect: dialects.documented, faults: [fault] });
    onTestFinished(() => broken.close());
    const words = ["--origin", broken.origin, "--datasets", "fagomraader,bandasjister"];
    expect(await type("extract", ...words)).toMatchObject({ code: 3 });
    const { out } = await type("status", "--json");
    expect(JSON.parse(out).pulls).toMatchObject([{ failed: ["bandasjister/all"], open: [], answered: 1 }]);
    expect((await type("status")).out).toContain("\n  failed: bandasjister/all\n");
    expect(output).not.toBe("");
  });
});

describe("helserefusjon completion", () => {
  /** The completions that a shell gives for these words, the last of which is unfinished. */
  async function completed(shell: string, words: string): Promise<readonly string[]> {
    const context = capturedContext();
    await runProgram(["completion"], context);
    const typed = `COMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]}-1)); _helserefusjon; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync(shell, ["-c", `${context.out()}\n${typed}`], { encoding: "utf8" });
    expect(stderr).toBe("");
    return stdout.trim().split("\n");
  }

  it.for([
    ["bash", "bash --norc --noprofile -i", ""],
    ["zsh", "zsh -f -i", "autoload -U compinit; compinit -u -D\r"],
  ])(
    "completes a command, an option and a value when Tab is pressed in %s",
    async ([shell = "", start = "", before = ""], { skip }) => {
      if ([shell, "script"].some((tool) => spawnSync(tool, ["--version"]).status !== 0)) skip();
      const context = capturedContext();
      await runProgram(["completion"], context);
      const folder = await temporaryFolder();
      writeFileSync(join(folder, "completion.sh"), context.out());
      const typed = [
        before,
        "source ./completion.sh\r",
        'helserefusjon() { echo "given: $*."; }\r',
        "helserefusjon pub\t latest --sign\tk --for gi\t\rexit\r",
      ];
      const { stdout } = spawnSync("script", ["-qec", start, "/dev/null"], {
        cwd: folder,
        env: { PATH: process.env.PATH, HOME: folder, TERM: "dumb" },
        input: typed.join(""),
        encoding: "utf8",
        timeout: 30_000,
      });
      expect(stdout).toContain("given: publish latest --sign-key k --for github-pages.");
    },
  );

  it("completes commands, options and listed values in bash", async () => {
    const names = (await allCommands()).map(({ name }) => name);
    const all = await completed("bash", 'helserefusjon ""');
    expect(all).toEqual(expect.arrayContaining([...names, "--help", "--version"]));
    expect(await completed("bash", "helserefusjon pu")).toEqual(["publish"]);
    expect(await completed("bash", "helserefusjon run --repr")).toEqual(["--representation"]);
    expect(await completed("bash", "helserefusjon run --representation x")).toEqual(["xml", "xlsx"]);
    expect(await completed("bash", 'helserefusjon run --output ""')).toEqual([""]);
  });
});

describe("the help of a command", () => {
  it("shows each example on one line, as long as it is, and the line is a valid command", async () => {
    for (const { name, examples } of await allCommands()) {
      const context = capturedContext();
      await runProgram([name, "--help"], context);
      const lines = context
        .out()
        .split("\n")
        .filter((line) => line.startsWith("  helserefusjon "));
      expect(lines.map((line) => line.trim())).toEqual(examples.map(([line]) => line));
    }
  });
});
