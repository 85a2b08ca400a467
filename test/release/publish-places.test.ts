// Publishing within the size limits of a place, and with a signature in the format of minisign.
import { spawnSync } from "node:child_process";
import { createHash, verify } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { filesBelow } from "../../src/platform/files.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { minisignKey } from "./minisign-key.ts";
import { publishing, pull, releaseOf } from "./published.ts";

describe("publish to a place with size limits", () => {
  it("stores nothing if a file is larger than a file may be, and names the file", async () => {
    const place = join(await temporaryFolder(), "site");
    const { code, err } = await publishing(await releaseOf(1), "--to", place, "--limit-file", "1kB");
    expect(code).toBe(7);
    expect(err).toMatch(/a file may have 0\.0 MB, found .*manifest\.json \(.* MB\).*Nothing was stored/);
    expect(existsSync(place)).toBe(false);
  });

  it("counts the older releases of the place, except those that --prune removes", async () => {
    const place = await temporaryFolder();
    const [one, two, three] = [await releaseOf(1), await releaseOf(2), await releaseOf(3)];
    await publishing(one, "--to", place);
    const bytes = (await filesBelow(place)).reduce((sum, path) => sum + statSync(join(place, path)).size, 0);
    const limit = ["--limit-total", `${Math.round((2.5 * bytes) / 1000)}kB`];
    expect((await publishing(two, "--to", place, ...limit)).code).toBe(0);
    const rejected = await publishing(three, "--to", place, ...limit);
    expect([rejected.code, rejected.err]).toEqual([7, expect.stringContaining("the place may hold")]);
    expect(existsSync(join(place, pull(3)))).toBe(false);
    const { code, err } = await publishing(three, "--to", place, ...limit, "--prune", "--keep", "1");
    expect(code, err).toBe(0);
    expect(existsSync(join(place, pull(1)))).toBe(false);
  });

  it("knows the limits of GitHub Pages", async () => {
    const place = await temporaryFolder();
    const { code } = await publishing(await releaseOf(1), "--to", place, "--for", "github-pages");
    expect(code).toBe(0);
  });
});

const minisign = spawnSync("minisign", ["-v"]).error === undefined;

describe("publish --sign-key", () => {
  it.skipIf(!minisign)(
    "signs with a key that minisign made, so that minisign accepts it, and not with another file",
    async () => {
      const [keys, place] = [await temporaryFolder(), await temporaryFolder()];
      const run = (...argv: readonly string[]) =>
        spawnSync("minisign", argv, { cwd: keys, encoding: "utf8" });
      expect(run("-G", "-W", "-p", "minisign.pub", "-s", "minisign.key").status).toBe(0);
      const signed = ["--to", place, "--sign-key", join(keys, "minisign.key")];
      expect((await publishing(await releaseOf(1), ...signed)).code).toBe(0);
      const sums = join(place, pull(1), "SHA256SUMS");
      expect(run("-V", "-m", sums, "-p", "minisign.pub")).toMatchObject({
        status: 0,
        stdout: expect.stringContaining(`Trusted comment: release ${pull(1)}, file SHA256SUMS`),
      });
      appendFileSync(sums, "\n");
      expect(run("-V", "-m", sums, "-p", "minisign.pub")).toMatchObject({
        status: 1,
        stderr: expect.stringContaining("Signature verification failed"),
      });
    },
  );

  it("places a signature of SHA256SUMS beside the release, the same each time, and leaves the release as it is", async () => {
    const { file, publicKey } = await minisignKey();
    const [release, place] = [await releaseOf(1), await temporaryFolder()];
    const path = join(place, pull(1), "SHA256SUMS.minisig");
    expect((await publishing(release, "--to", place, "--sign-key", file)).code).toBe(0);
    const text = readFileSync(path, "utf8");
    const [, signature = "", trusted = "", whole = ""] = text.split("\n");
    const signed = Buffer.from(signature, "base64");
    const sums = readFileSync(join(release, "SHA256SUMS"));
    expect(signed.toString("latin1", 0, 10)).toBe("EDnumber01");
    expect(verify(null, createHash("blake2b512").update(sums).digest(), publicKey, signed.subarray(10))).toBe(
      true,
    );
    const comment = trusted.replace("trusted comment: ", "");
    expect(comment).toBe(`release ${pull(1)}, file SHA256SUMS`);
    const global = Buffer.concat([signed.subarray(10), Buffer.from(comment)]);
    expect(verify(null, global, publicKey, Buffer.from(whole, "base64"))).toBe(true);
    expect(existsSync(join(release, "SHA256SUMS.minisig"))).toBe(false);
    vi.stubEnv("HELSEREFUSJON_SIGN_KEY", readFileSync(file, "utf8"));
    onTestFinished(() => void vi.unstubAllEnvs());
    await publishing(release, "--to", place);
    expect(readFileSync(path, "utf8")).toBe(text);
    // A mirror of the published folder is a release too.
    expect((await publishing(join(place, pull(1)), "--to", await temporaryFolder())).code).toBe(0);
  });

  it("rejects a key with a password, another file and no file, before it stores anything", async () => {
    const { file } = await minisignKey("Sc");
    const place = join(await temporaryFolder(), "site");
    const release = await releaseOf(1);
    for (const [key, found] of [
      [file, /found one with a password/],
      [join(release, "manifest.json"), /found another text/],
      ["/nowhere.key", /found no file/],
    ] as const) {
      const { code, err } = await publishing(release, "--to", place, "--sign-key", key);
      expect([code, err]).toEqual([2, expect.stringMatching(found)]);
    }
    expect(existsSync(place)).toBe(false);
  });
});
