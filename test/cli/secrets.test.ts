// What a person gives to be let in stays out of every file and every line that is printed.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { runProgram } from "../../src/cli/program.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { scriptedServer } from "../extract/scripted-server.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { capturedContext } from "./captured-terminal.ts";

const secret = "hemmelig-5f2c";

async function run(words: readonly string[]) {
  const output = await temporaryFolder();
  const context = capturedContext();
  const code = await runProgram([...words, "--output", output], context);
  return { code, err: context.err(), printed: context.out() + context.err(), output };
}

/** The files of a folder, by path, that hold the secret, compressed or not, and how many there are in all. */
function filesWithSecret(folder: string): { readonly all: number; readonly found: readonly string[] } {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const found = files.flatMap(({ parentPath, name }) => {
    const bytes = readFileSync(join(parentPath, name));
    const text = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    return text.includes(secret) ? [join(parentPath, name)] : [];
  });
  return { all: files.length, found };
}

const small = ["--fagomraader", "LE", "--since", "2024-01", "--until", "2024-02", "--geographies", "landet"];
const given = ["--header", `X-Api-Key: ${secret}`, "--header", `Authorization: Bearer ${secret}`];
const agent = ["--user-agent", `tool/1 ${secret}`];

describe("a secret given by --header or --user-agent", () => {
  it("is sent with every request, and is in no file of a pull, a release or a report, and in no line", async () => {
    const world = { rows: 20_000, seed: 1 };
    const emulator = await startEmulator({ world, dialect: dialects.documented });
    onTestFinished(() => emulator.close());
    const datasets = ["--datasets", "fagomraader,takstkoder,takstbruk_landet_maned"];
    const words = ["run", "--origin", emulator.origin, ...small, ...datasets, ...given, ...agent];
    const { code, printed, output } = await run([...words, "--json"]);
    expect(code, printed).toBe(0);
    expect(printed).not.toContain(secret);
    const { all, found } = filesWithSecret(output);
    expect(all).toBeGreaterThan(20);
    expect(found).toEqual([]);
  });

  it.each(["extract", "probe", "crosscheck"])(
    "is sent by %s, and not shown although the server repeats it",
    async (command) => {
      const server = await scriptedServer((response) => {
        response.writeHead(401, { "set-cookie": secret }).end(`Ukjent nøkkel ${secret}`);
      });
      const { code, printed, output } = await run([command, "--origin", server.origin, ...given, ...agent]);
      expect(code).not.toBe(0);
      const [request] = server.requests;
      expect(request?.headers).toMatchObject({
        "x-api-key": secret,
        authorization: `Bearer ${secret}`,
        "user-agent": `tool/1 ${secret}`,
      });
      expect(printed).not.toContain(secret);
      // A probe keeps the body of an answer as the server sent it.
      const { found } = filesWithSecret(output);
      expect(found.filter((path) => !/probe\/.*\.txt$/.test(path))).toEqual([]);
    },
  );

  it.each([
    [`Host: ${secret}`],
    [`accept: ${secret}`],
    [`Content-Length: ${secret}`],
    [secret],
    [`X y: ${secret}`],
    ["X-Key:"],
    [`X-Key: ${secret}\r\nHost: x`],
    [`X-Key: ${secret}ø`],
  ])("is rejected without being repeated where the header is not one to give: %j", async (line) => {
    const { code, err } = await run(["extract", "--header", line]);
    expect(code).toBe(2);
    expect(err).toMatch(/^Cannot use this --header: expected a line "Name: value" [^\n]*\n$/);
  });

  it("is rejected where the same header is given twice", async () => {
    const { code, err } = await run(["extract", "--header", `X-A: ${secret}`, "--header", "x-a: 2"]);
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/^Cannot use this --header: expected .*each name once/),
    ]);
  });
});

describe("an address that may hold a secret", () => {
  it.each([
    [["extract", "--origin", `https://kari:${secret}@api.test/v1`], "--header"],
    [["run", "--origin", `https://${secret}@api.test/v1`], "--header"],
    [["plan", "--origin", `https://api.test/v1?key=${secret}`], "--header"],
    [["probe", "--origin", `https://api.test/v1#${secret}`], "--header"],
    [["crosscheck", "--origin", `kari:${secret}@api.test`], "--header"],
    [
      ["publish", "latest", "--to", "s3://b/x", "--s3-endpoint", `https://k:${secret}@s3.test`],
      "without user",
    ],
  ])("is rejected with a sentence that does not repeat it", async (words, advice) => {
    const { code, err } = await run(words);
    expect(code).toBe(2);
    expect(err).toContain("an http or https URL without user, password, query or fragment");
    expect(err).toContain(advice);
    expect(err).not.toContain(secret);
  });

  it("is rejected for Klass too", async () => {
    const context = capturedContext();
    expect(await runProgram(["geografi", "--klass", `https://k:${secret}@klass.test`], context)).toBe(2);
    expect(context.err()).not.toContain(secret);
  });

  it("stops every stage where an older pull has one, and the sentence names the file, not the secret", async () => {
    const output = await temporaryFolder();
    const folder = join(output, "raw", "20261101T040000Z");
    mkdirSync(folder, { recursive: true });
    const scope = { since: "202401", until: "202402", geographies: ["landet"], periods: ["maned"] };
    const pull = { id: "20261101T040000Z", origin: `https://k:${secret}@api.test/v1`, scope };
    writeFileSync(join(folder, "pull.json"), JSON.stringify(pull));
    const context = capturedContext();
    expect(await runProgram(["transform", "--output", output], context)).toBe(7);
    expect(context.err()).toContain(`Cannot read ${join(folder, "pull.json")}: `);
    expect(context.err()).toContain("it may hold a secret");
    expect(context.err()).not.toContain(secret);
  });
});
