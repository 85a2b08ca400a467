// What publish rejects before it stores anything.
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../temporary-folder.ts";
import { pointerIn, publishing, pull, releaseOf, releaseWithCatalogue } from "./published.ts";

describe("helserefusjon publish", () => {
  it("rejects synthetic data without --allow-synthetic", async () => {
    const [release, place] = [await releaseOf(1, { synthetic: "By a test" }), await temporaryFolder()];
    const { code, err } = await publishing(release, "--to", place);
    expect(err).toBe(
      `Cannot publish ${pull(1)}: its data are synthetic (By a test). To publish them anyway, give --allow-synthetic\n`,
    );
    expect(code).toBe(7);
    expect(readdirSync(place)).toEqual([]);
    expect((await publishing(release, "--to", place, "--allow-synthetic")).code).toBe(0);
    expect(pointerIn(place).synthetic).toBe("By a test");
  });

  it.each([
    ["synthetic data", { synthetic: "By a test" }],
    ["an excerpt", { excerpt: true }],
  ])("never replaces a whole release of real data by %s", async (what, worse) => {
    const place = await temporaryFolder();
    await publishing(await releaseOf(1), "--to", place);
    const { code, err } = await publishing(await releaseOf(2, worse), "--to", place, "--allow-synthetic");
    expect(err).toContain(
      `: ${what} must not replace ${pull(1)}, which readers have now. Choose another place\n`,
    );
    expect(code).toBe(7);
    expect(readdirSync(place).sort()).toEqual([
      pull(1),
      "feed.xml",
      "index.html",
      "latest.json",
      "releases.json",
    ]);
  });

  it("rejects a release that was altered, before anything is stored", async () => {
    const [release, place] = [await releaseOf(1), await temporaryFolder()];
    writeFileSync(join(release, "tall.csv"), "ar\n2002\n");
    const { code, err } = await publishing(release, "--to", place);
    expect(err).toMatch(
      /^Cannot publish .*: tall\.csv must have SHA-256 [0-9a-f]{64} by manifest\.json, found [0-9a-f]{64} \(and 1 more, which verify lists\)\. Load the pull again\n$/,
    );
    expect(code).toBe(7);
    rmSync(join(release, "tall.csv"));
    expect((await publishing(release, "--to", place)).err).toMatch(
      /: tall\.csv is missing\. Load the pull again\n$/,
    );
    expect(readdirSync(place)).toEqual([]);
  });

  it.each<readonly [string, (release: string) => void, RegExp]>([
    [
      "a file with keys",
      (release) => writeFileSync(join(release, "credentials.json"), "{}"),
      /: credentials\.json is extra: no list names it\. Move it away\n$/,
    ],
    [
      "a link to a secret",
      (release) => symlinkSync("/etc/hostname", join(release, "notes.txt")),
      /: notes\.txt is extra: no list names it, and it is a symbolic link\. Move it away\n$/,
    ],
    [
      "a folder, also an empty one",
      (release) => mkdirSync(join(release, "by-hash")),
      /: by-hash is extra: no list names it, and it is a folder\. Move it away\n$/,
    ],
    [
      "a link in the place of a file, also to the same bytes",
      (release) => {
        renameSync(join(release, "tall.csv"), join(release, "..", "aside"));
        symlinkSync("../aside", join(release, "tall.csv"));
      },
      /: tall\.csv must be a file, found a symbolic link\. Load the pull again\n$/,
    ],
    [
      "a file that only SHA256SUMS names",
      (release) => {
        writeFileSync(join(release, "README.md"), "# Tall\n");
        appendFileSync(join(release, "SHA256SUMS"), `${"0".repeat(64)}  README.md\n`);
      },
      /: README\.md must not be in SHA256SUMS: manifest\.json does not name it \(and 1 more/,
    ],
    [
      "a name that leads out of the folder",
      (release) => appendFileSync(join(release, "SHA256SUMS"), `${"0".repeat(64)}  ../../secret\n`),
      /: SHA256SUMS must have a SHA-256 and a new name of a file in line 5, found "0+ {2}\.\.\/\.\.\/secret"\. Load the pull again\n$/,
    ],
    [
      "no SHA256SUMS",
      (release) => rmSync(join(release, "SHA256SUMS")),
      /^Cannot trust release .*: manifest\.json must have SHA-256 by SHA256SUMS, which has none/,
    ],
  ])("rejects a release with %s, and stores nothing", async (_, alter, message) => {
    const [release, place] = [await releaseOf(1), await temporaryFolder()];
    alter(release);
    const { code, err } = await publishing(release, "--to", place);
    expect(err).toMatch(message);
    expect(code).toBe(7);
    expect(readdirSync(place)).toEqual([]);
  });

  it("publishes a file that has another name on the disk too, as those of the warehouse have", async () => {
    const [release, place] = [await releaseOf(1), await temporaryFolder()];
    linkSync(join(release, "tall.csv"), join(release, "..", "mart.csv"));
    expect((await publishing(release, "--to", place)).code).toBe(0);
  });

  it.skipIf(!existsSync("/dev/full"))("names the place whose disk is full, not the output", async () => {
    const [release, place] = [await releaseOf(1), await temporaryFolder()];
    mkdirSync(join(place, pull(1)));
    symlinkSync("/dev/full", join(place, pull(1), "tall.csv.partial"));
    const { code, err } = await publishing(release, "--to", place);
    expect(err).toContain(`Cannot write ${place}/${pull(1)}/tall.csv.partial: the disk is full (ENOSPC)\n`);
    expect(code).toBe(8);
    expect(readdirSync(place)).toEqual([pull(1)]);
  });

  it.skipIf(!existsSync("/sys/fs"))("reports a place where no folder can be made", async () => {
    const { code, err } = await publishing(await releaseOf(1), "--to", "/sys/published");
    expect(err).toMatch(/^Cannot write \/sys\/published\S*: this user has no right to \(E(PERM|ACCES)\)\n$/);
    expect(code).toBe(8);
  });

  it("gives the facts of an error as fields with --json", async () => {
    const [release, place] = [await releaseOf(1, { synthetic: "By a test" }), await temporaryFolder()];
    const { err } = await publishing(release, "--to", place, "--json");
    expect(JSON.parse(err)).toMatchObject({
      class: "ReleaseError",
      exit_code: 7,
      facts: { release: pull(1), synthetic: "By a test" },
    });
  });

  it("never changes a published file", async () => {
    const [one, other, place] = [
      await releaseOf(1),
      await releaseOf(1, { excerpt: true }),
      await temporaryFolder(),
    ];
    await publishing(one, "--to", place);
    rmSync(join(place, "latest.json"));
    const { code, err } = await publishing(other, "--to", place);
    expect(err).toMatch(
      /^Cannot publish SHA256SUMS: expected \S+ at \S+ to have \d+ bytes and .*, found \d+ bytes and .*\. A published file never changes\. /,
    );
    expect(code).toBe(7);
  });

  it("rejects a place whose latest.json publish did not write", async () => {
    const [release, place] = [await releaseOf(1), await temporaryFolder()];
    writeFileSync(join(place, "latest.json"), "<html>");
    expect(await publishing(release, "--to", place)).toMatchObject({
      code: 7,
      err: expect.stringContaining("its latest.json is not one that publish wrote, because of its text ("),
    });
    expect(readFileSync(join(place, "latest.json"), "utf8")).toBe("<html>");
  });

  it("never replaces a catalogue with addresses by one without them, unless --force is given", async () => {
    const place = await temporaryFolder();
    const base = "https://data.example.org/helserefusjon/";
    await publishing(await releaseWithCatalogue(1, base), "--to", place);
    const [bare, none] = [await releaseWithCatalogue(2), await releaseOf(3)];
    for (const release of [bare, none]) {
      const { code, err } = await publishing(release, "--to", place);
      expect(err).toMatch(
        /^Cannot publish \S+ to \S+: the dcat\.jsonld there has addresses such as https:\/\/data\.example\.org\/helserefusjon\/catalog, and that of this release has none\. Harvesters would remove their datasets\. Run load --force --publisher <file> [^\n]*publish with --force\n$/,
      );
      expect(code).toBe(7);
    }
    expect(pointerIn(place).id).toBe(pull(1));
    expect((await publishing(await releaseWithCatalogue(4, base), "--to", place)).code).toBe(0);
    expect((await publishing(bare, "--to", place, "--force")).code).toBe(0);
    expect(readFileSync(join(place, "dcat.jsonld"), "utf8")).not.toContain("https:");
    expect((await publishing(none, "--to", place)).code).toBe(0);
  });

  it("does not wait for a pipe among what is to be pruned, and removes nothing then", async () => {
    const place = await temporaryFolder();
    mkdirSync(join(place, pull(1)));
    execFileSync("mkfifo", [join(place, pull(1), "manifest.json")]);
    const { code, err } = await publishing(await releaseOf(2), "--to", place, "--prune", "--keep", "1");
    expect(err).toContain(
      `Cannot read ${join(place, pull(1), "manifest.json")}: it must be a file, and is a named pipe`,
    );
    expect(code).toBe(7);
    expect(readdirSync(place)).toEqual([pull(1)]);
  });

  it.each(["latest.json", "dcat.jsonld"])("says what is at the place where %s is a folder", async (name) => {
    const place = await temporaryFolder();
    mkdirSync(join(place, name));
    const { code, err } = await publishing(await releaseOf(1), "--to", place);
    expect(err).toBe(`Cannot read ${join(place, name)}: it must be a file, and is a folder. Move it away\n`);
    expect(code).toBe(7);
    expect(readdirSync(place)).toEqual([name]);
  });

  it.each([
    "gs://bucket/x",
    "S3://bucket/x",
    "file:///srv/www",
    "http://example.org/x",
    "https://example.org/x",
    "az://container",
    "s3:/bucket",
    "s3:bucket",
    "s3://",
    "s3:///x",
    "s3://ab",
    "s3://Bucket",
    "s3://under_score",
    "s3://-bucket",
    "s3://bucket-",
    "s3://buc..ket",
    "s3://192.168.0.1/x",
    "s3://user:key@bucket/x",
    "s3://bucket/../x",
    "s3://bucket//x",
    "s3://bucket/x y",
    "s3://bucket?x=1",
    `s3://${"b".repeat(64)}`,
    "gs:bucket",
    "example.org:/srv/www",
    "user@example.org:www",
    "./gs://bucket",
    "",
    " ",
  ])("rejects the place %j with exit code 2, and makes no folder of that name", async (to) => {
    const release = await releaseOf(1);
    const before = readdirSync(".");
    const { code, err } = await publishing(release, "--to", to);
    expect(err).toContain(`Cannot use --to ${to}: expected a folder, or s3://bucket/prefix`);
    expect(code).toBe(2);
    expect(readdirSync(".")).toEqual(before);
  });

  it("rejects a place in the release's own folder", async () => {
    const release = await releaseOf(1);
    for (const place of [release, join(release, "published")]) {
      const { code, err } = await publishing(release, "--to", place);
      expect(err).toContain(`Cannot use --to ${place}: expected a folder outside the release`);
      expect(code).toBe(2);
    }
    expect(readdirSync(release)).toHaveLength(5);
  });

  it("takes a folder with a colon in its name where a path says that it is one", async () => {
    const place = join(await temporaryFolder(), "a:b");
    expect((await publishing(await releaseOf(1), "--to", place)).code).toBe(0);
    expect(pointerIn(place).id).toBe(pull(1));
  });

  it("rejects a name and a password in the address of a store, and shows neither", async () => {
    const argv = ["--to", "s3://bucket", "--s3-endpoint", "https://me:hemmelig@store.example.org"];
    const { code, err } = await publishing(await releaseOf(1), ...argv);
    expect(err).toContain(
      "Cannot use this --s3-endpoint: expected an http or https URL without user, password, query or fragment",
    );
    expect(err).not.toContain("hemmelig");
    expect(code).toBe(2);
  });

  it.each([
    [["--to", "s3://"], "Cannot use --to s3://: expected a folder, or s3://bucket/prefix"],
    [["--to", "x", "--prune"], "Cannot use --prune without --keep"],
    [["--to", "x", "--keep", "3"], "Cannot use --keep without --prune"],
    [[], "Name the place: `helserefusjon publish <release> --to <place>`"],
  ])("rejects %j with exit code 2", async (argv, message) => {
    const { code, err } = await publishing("latest", ...argv);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});
