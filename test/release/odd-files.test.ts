// What the commands do with a release in which something is no plain file, is damaged, or is called what no file may be.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { knownRelease } from "../../src/cli/output-folder.ts";
import { runProgram } from "../../src/cli/program.ts";
import { OutputError, ReleaseError } from "../../src/domain/errors.ts";
import { isPlainName } from "../../src/domain/manifest.ts";
import { serveRelease } from "../../src/release/serve.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { build, load, outputWith, takstbruk, takstkoder, tool } from "../load/small-build.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { edit, sumAgain } from "./altered-release.ts";

let kept: string;
let id: string;
beforeAll(async () => {
  kept = await mkdtemp(join(tmpdir(), "helserefusjon-test-"));
});
afterAll(() => rm(kept, { recursive: true }));

interface Copy {
  readonly output: string;
  readonly folder: string;
}

/** An output with a release to alter: a copy of one that was loaded once. */
async function released(): Promise<Copy> {
  if (readdirSync(kept).length === 0) {
    const output = await outputWith();
    const csv = { variant: "excel", gzipOver: 100 } as const;
    const datasets = [takstkoder, takstbruk];
    const loaded = await load({ output, datasets, tool, report: () => undefined, csv });
    id = loaded.id;
    cpSync(join(output, "releases"), join(kept, "releases"), { recursive: true, verbatimSymlinks: true });
  }
  const output = await temporaryFolder();
  cpSync(kept, output, { recursive: true, verbatimSymlinks: true });
  return { output, folder: join(output, "releases", id) };
}

async function ran(...argv: readonly string[]): Promise<Answer> {
  const context = capturedContext();
  const code = await runProgram(argv, context);
  return { code, err: context.err() };
}

type ReaderOfAll = "verify" | "publish" | "serve";
type Name = ReaderOfAll | "diff" | "history" | "status";

/** What each command that reads releases makes of this one. What publish was to store must be nothing, or all. */
async function readByAll(copy: Copy): Promise<Readonly<Record<Name, Answer>>> {
  const { output, folder } = copy;
  const own = ["--output", output];
  return {
    ...(await readWhole(copy)),
    diff: await ran("diff", folder, folder, ...own, "--threads", "1"),
    history: await ran("history", "takstkoder", ...own),
    status: await ran("status", ...own),
  };
}

/** The same of the commands that read every file of a release. */
async function readWhole({ output, folder }: Copy): Promise<Readonly<Record<ReaderOfAll, Answer>>> {
  return {
    verify: await ran("verify", folder, "--output", output, "--threads", "1"),
    publish: await ran("publish", folder, "--to", await temporaryFolder()),
    serve: await served(folder, output),
  };
}

interface Answer {
  readonly code: number;
  readonly err: string;
}

/** As the command begins: what is sound would be served until it is stopped. */
async function served(folder: string, output: string): Promise<Answer> {
  try {
    const server = await serveRelease(await knownRelease(folder, output), { host: "127.0.0.1", port: 0 });
    await server.close();
    return { code: 0, err: "" };
  } catch (error) {
    if (error instanceof ReleaseError) return { code: error.exitCode, err: `${error.message}\n` };
    throw error;
  }
}

/** With FLIPS=full, bits are turned at many places, and every command reads every release. */
const isFull = process.env.FLIPS === "full";

/** Where in a file a bit is turned, as parts of its length. */
const places = isFull ? Array.from({ length: 60 }, (_, at) => at / 59) : [0.13, 1];

/** Files that not only those read who read all. */
const readByMore = /^(manifest\.json|SHA256SUMS|.*\.parquet)$/;

const all: readonly Name[] = ["verify", "diff", "history", "status", "publish", "serve"];

describe("a release with an odd file", () => {
  it("is read by every command where nothing is odd", async () => {
    const answers = await readByAll(await released());
    for (const name of all) expect(answers[name], name).toMatchObject({ code: 0 });
  });

  it.each<readonly [string, (path: string) => void, string]>([
    ["a named pipe, which nobody writes into", (path) => void execFileSync("mkfifo", [path]), "a named pipe"],
    ["a link to itself", (path) => symlinkSync(basename(path), path), "a symbolic link"],
    ["a link to a device without end", (path) => symlinkSync("/dev/zero", path), "a symbolic link"],
    ["a folder", (path) => void mkdirSync(path), "a folder"],
  ])("is rejected by every command that needs it for %s, without waiting", async (_, make, found) => {
    for (const name of ["manifest.json", "SHA256SUMS", "takstkoder.parquet", "index.html"]) {
      const copy = await released();
      rmSync(join(copy.folder, name));
      make(join(copy.folder, name));
      const answers = await readByAll(copy);
      for (const command of name === "index.html" ? (["verify", "publish", "serve"] as const) : all) {
        if (name === "takstkoder.parquet" && command === "status") continue;
        const { code, err } = answers[command];
        expect({ code, err }, `${command} of ${name}`).toEqual({
          code: 7,
          err: expect.stringContaining(name),
        });
        if (name !== "SHA256SUMS") expect(err, `${command} of ${name}`).toContain(found);
      }
    }
  });

  it("is rejected whichever bit of which file is turned, in one sentence and never as a bug", async () => {
    const counts = { flips: 0, rejected: 0 };
    const copy = await released();
    for (const name of readdirSync(copy.folder)) {
      const sound = readFileSync(join(copy.folder, name));
      for (const part of places) {
        const at = Math.floor(part * (sound.length - 1));
        const bytes = Buffer.from(sound);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
        writeFileSync(join(copy.folder, name), bytes);
        const answers = isFull || readByMore.test(name) ? await readByAll(copy) : await readWhole(copy);
        for (const [command, { code, err }] of Object.entries(answers)) {
          expect([0, 7], `${command}, ${name}, byte ${at}: ${err}`).toContain(code);
          expect(err, `${command}, ${name}, byte ${at}`).not.toMatch(/\n {4}at /);
          counts.rejected += Number(code === 7);
        }
        for (const command of ["verify", "publish", "serve"] as const)
          expect(answers[command].code, `${command}, ${name}, byte ${at}`).toBe(7);
        counts.flips += 1;
      }
      writeFileSync(join(copy.folder, name), sound);
    }
    expect(counts.flips).toBeGreaterThan(30);
    expect(counts.rejected).toBeGreaterThan(3 * counts.flips - 1);
  });

  it.each([
    ["no JSON", "{"],
    ["another JSON", "[1, 2]"],
    ["null", "null"],
    ["nothing", ""],
    ["endless lists", "[".repeat(200_000)],
    ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x00])],
    ["more than any manifest has", Buffer.alloc(64_000_001, " ")],
  ])("is rejected by every command where manifest.json is %s", async (_, text) => {
    const copy = await released();
    writeFileSync(join(copy.folder, "manifest.json"), text);
    const answers = await readByAll(copy);
    for (const name of all)
      expect(answers[name], name).toEqual({
        code: 7,
        err: expect.stringMatching(/^Cannot read .*manifest\.json[^\n]*\n$/),
      });
  });

  it.each([
    ['"path": "takstkoder.parquet"', '"path": "../takstkoder.parquet"'],
    ['"path": "takstkoder.parquet"', '"path": "/etc/passwd"'],
    ['"path": "takstkoder.parquet"', '"path": "Takstbruk_landet_ar.parquet"'],
    ['"path": "README.md"', '"path": "SHA256SUMS"'],
    ['"name": "takstkoder"', '"name": "../../takstkoder"'],
    ['"name": "beskrivelse",', '"name": "takstkode",'],
    [/"key": \[\s*"takstkode"\s*\]/, '"key": ["nothing"]'],
    [/"key": \[\s*"takstkode"\s*\]/, '"key": []'],
    ['"period": "ar"', '"period": "nothing"'],
    ['"id": "2026', '"id": "../2026'],
    [/"id": "2026[^"]+"/, '"id": "latest"'],
  ])("is rejected by every command where a manifest that is summed anew says %s as %s", async (from, to) => {
    const copy = await released();
    await edit(join(copy.folder, "manifest.json"), (text) => {
      expect(text).toMatch(from);
      return text.replace(from, to);
    });
    await sumAgain(copy.folder);
    const answers = await readByAll(copy);
    for (const name of all)
      expect(answers[name], name).toEqual({
        code: 7,
        err: expect.stringMatching(/^Cannot read .*manifest\.json as a manifest: [^\n]*\n$/),
      });
  });
});

describe("a manifest that is summed anew but describes other columns than its Parquet file has", () => {
  it.each([
    ['"type": "DECIMAL(18,2)"', '"type": "VARCHAR"'],
    ['"name": "sum_refusjon",', '"name": "sum",'],
  ])("is rejected by those that read its rows where %s is %s", async (from, to) => {
    const copy = await released();
    await edit(join(copy.folder, "manifest.json"), (text) => text.replace(from, to));
    await sumAgain(copy.folder);
    const own = ["--output", copy.output];
    const answers = [
      await ran("verify", copy.folder, ...own, "--threads", "1"),
      await ran("diff", copy.folder, copy.folder, ...own, "--threads", "1"),
      await ran("history", "takstbruk_landet_ar", ...own),
    ];
    for (const { code, err } of answers) {
      expect(err).toMatch(/Cannot trust takstbruk_landet_ar\.parquet: its column 3 must be sum/);
      expect(code).toBe(7);
    }
  });
});

describe("isPlainName()", () => {
  it("takes what releases call their files", async () => {
    const { folder } = await released();
    for (const name of readdirSync(folder)) expect(isPlainName(name), name).toBe(true);
  });

  it.each([
    "",
    ".",
    "..",
    ".env",
    "a/b",
    "a\\b",
    "/etc/passwd",
    "C:a",
    "a:b",
    "a b",
    "a\nb",
    "a\u0000",
    "a\u202eb",
    "ø.csv",
    "a.",
    "-a",
    "a%2fb",
    "NUL",
    "con.csv",
    "Com1.txt",
    "a".repeat(201),
  ])("rejects %j", (name) => {
    expect(isPlainName(name)).toBe(false);
  });
});

describe("output/releases", () => {
  const latest = (copy: Copy) => join(copy.output, "releases", "latest");

  it.each<readonly [string, (copy: Copy) => void, RegExp, number]>([
    [
      "latest is a link to nothing",
      (copy) => symlinkSync("gone", latest(copy)),
      /latest is a link to nothing \(ENOENT\)\. /,
      7,
    ],
    [
      "latest is a link to itself",
      (copy) => symlinkSync("latest", latest(copy)),
      /latest is a link to nothing \(ELOOP\)\. /,
      7,
    ],
    [
      "latest is a file",
      (copy) => writeFileSync(latest(copy), ""),
      /latest is a file, but a release is a folder/,
      7,
    ],
    ["latest is an empty folder", (copy) => void mkdirSync(latest(copy)), /found no manifest\.json in/, 7],
  ])("says so where %s", async (_, alter, message, exit) => {
    const copy = await released();
    rmSync(latest(copy));
    alter(copy);
    for (const argv of [["verify"], ["history", "takstkoder"], ["publish", "latest", "--to", copy.output]]) {
      const { code, err } = await ran(...argv, "--output", copy.output);
      expect(err, argv[0]).toMatch(message);
      expect(err, argv[0]).toMatch(/^Cannot find release latest: [^\n]*\n$/);
      expect(err, argv[0]).not.toContain("write");
      expect(code, argv[0]).toBe(exit);
    }
  });

  it.each(["a file", "a folder"])("is not filled where latest is %s, and status says why", async (kind) => {
    const output = await outputWith();
    mkdirSync(join(output, "releases"));
    if (kind === "a file") writeFileSync(join(output, "releases", "latest"), "");
    else mkdirSync(join(output, "releases", "latest"));
    const loading = load({ output, datasets: [takstkoder, takstbruk], tool, report: () => undefined });
    await expect(loading).rejects.toThrow(OutputError);
    await expect(loading).rejects.toThrow(/latest: it must be a link to a release, and is a file or folder/);
    expect(readdirSync(join(output, "releases"))).toEqual(["latest"]);
    expect(await ran("status", "--output", output)).toMatchObject({
      code: 8,
      err: expect.stringMatching(/^Cannot use .*latest: [^\n]*\n$/),
    });
  });

  it("mends a latest that is a link to nothing or to itself", async () => {
    for (const target of ["gone", "latest"]) {
      const output = await outputWith();
      mkdirSync(join(output, "releases"));
      symlinkSync(target, join(output, "releases", "latest"));
      const loaded = await load({ output, datasets: [takstkoder, takstbruk], tool, report: () => undefined });
      expect(loaded.latest).toBe(loaded.id);
      expect(readlinkSync(join(output, "releases", "latest"))).toBe(loaded.id);
    }
  });

  it("differs from a file in its place, and from a release that is a file", async () => {
    const output = await outputWith();
    writeFileSync(join(output, "releases"), "");
    const options = { output, datasets: [takstkoder, takstbruk], tool, report: () => undefined };
    await expect(load(options)).rejects.toThrow(/^Cannot read .*releases: it must be a folder.*\(ENOTDIR\)$/);
    rmSync(join(output, "releases"));
    mkdirSync(join(output, "releases"));
    writeFileSync(join(output, "releases", build.pull), "");
    await expect(load(options)).rejects.toThrow(
      /^Cannot read .*manifest\.json: .*a part of the path is a file \(ENOTDIR\)$/,
    );
    const { code, err } = await ran("status", "--output", output);
    expect(err).toMatch(/^Cannot read [^\n]*\(ENOTDIR\)\n$/);
    expect(code).toBe(7);
  });

  it.skipIf(process.getuid?.() === 0)("differs from one that this user may not read", async () => {
    const copy = await released();
    for (const place of [join(copy.folder, "manifest.json"), copy.folder, join(copy.output, "releases")]) {
      chmodSync(place, 0);
      for (const argv of [["verify"], ["status"], ["history", "takstkoder"]]) {
        const { code, err } = await ran(...argv, "--output", copy.output);
        expect(err, place).toMatch(/^Cannot [^\n]*(read it|cannot be read) \(EACCES\)\n$/);
        expect(err, place).not.toContain("write");
        expect([7, 8], place).toContain(code);
      }
      chmodSync(place, 0o755);
    }
  });

  it("may hold files that cannot be releases", async () => {
    const copy = await released();
    writeFileSync(join(copy.output, "releases", "Thumbs.db"), "");
    writeFileSync(join(copy.output, "releases", ".DS_Store"), "");
    expect((await ran("history", "takstkoder", "--output", copy.output)).code).toBe(0);
  });
});
