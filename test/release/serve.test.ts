// serve: a release's files over HTTP, in parts where requested, and nothing else of the machine.
import { readFileSync } from "node:fs";
import { rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { UsageError } from "../../src/domain/errors.ts";
import { rangeOf, serveRelease } from "../../src/release/serve.ts";
import type { KnownRelease } from "../../src/release/version-series.ts";
import { goldenRelease } from "../catalogue/shown-release.ts";

describe("a served release", () => {
  let release: KnownRelease;
  let address: string;

  beforeEach(async () => {
    release = await goldenRelease();
    const served = await serveRelease(release, { host: "127.0.0.1", port: 0 });
    address = served.address;
    onTestFinished(() => served.close());
  });

  const bytesOf = (name: string) => readFileSync(join(release.folder, name));

  it("gives every file of the release whole, with its kind, its size and its hash as ETag", async () => {
    const types = new Map<string, string | null>();
    for (const name of readFileSync(join(release.folder, "SHA256SUMS"), "utf8").matchAll(/ {2}(.+)$/gm)) {
      const answer = await fetch(`${address}${name[1]}`);
      expect(answer.status, name[1]).toBe(200);
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytesOf(name[1] ?? "")), name[1]).toBe(true);
      types.set(name[1]?.replace(/.*\./, "") ?? "", answer.headers.get("content-type"));
    }
    expect(Object.fromEntries(types)).toMatchObject({
      parquet: "application/vnd.apache.parquet",
      csv: "text/csv; charset=utf-8",
      html: "text/html; charset=utf-8",
      js: "text/javascript; charset=utf-8",
      css: "text/css; charset=utf-8",
    });
    const page = await fetch(address);
    expect(await page.text()).toBe(bytesOf("index.html").toString());
    const again = await fetch(address, { headers: { "if-none-match": page.headers.get("etag") ?? "" } });
    expect(again.status).toBe(304);
  });

  it("gives the parts of a file that readers of Parquet ask for, to pages of any origin", async () => {
    const whole = bytesOf("takstkoder.parquet");
    const ask = (range: string) => fetch(`${address}takstkoder.parquet`, { headers: { range } });
    const parts = [
      ["bytes=0-3", whole.subarray(0, 4)],
      ["bytes=-8", whole.subarray(-8)],
      [`bytes=${whole.length - 4}-`, whole.subarray(-4)],
      ["bytes=10-99999999", whole.subarray(10)],
    ] as const;
    for (const [range, expected] of parts) {
      const answer = await ask(range);
      expect(answer.status, range).toBe(206);
      expect(Buffer.from(await answer.arrayBuffer()).equals(expected), range).toBe(true);
      expect(answer.headers.get("content-range"), range).toMatch(
        new RegExp(`^bytes \\d+-\\d+/${whole.length}$`),
      );
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    }
    const beyond = await ask(`bytes=${whole.length}-`);
    expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, `bytes */${whole.length}`]);
    expect((await ask("bytes=0-1,5-6")).status).toBe(200);
  });

  it("answers HEAD with the size and no body, OPTIONS with what is allowed, and nothing that would change it", async () => {
    const head = await fetch(`${address}fylker.parquet`, { method: "HEAD" });
    expect(head.headers.get("content-length")).toBe(String(bytesOf("fylker.parquet").length));
    expect(head.headers.get("accept-ranges")).toBe("bytes");
    expect((await head.arrayBuffer()).byteLength).toBe(0);
    const requested = await fetch(address, { method: "OPTIONS" });
    expect([requested.status, requested.headers.get("access-control-allow-headers")]).toEqual([204, "Range"]);
    expect((await fetch(`${address}fylker.csv`, { method: "PUT", body: "x" })).status).toBe(405);
  });

  it.each([
    "/../package.json",
    "/..%2f..%2fetc%2fpasswd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "//etc/passwd",
    "/../../../../../../etc/passwd",
    "/fylker.csv/../../x",
    "/.",
    "/nothing.csv",
    "/%zz",
  ])("gives nothing at %s", async (path) => {
    expect(await statusOf(address, path)).toBe(404);
  });

  it("answers only to its own names, so that no page elsewhere can have its name lead here", async () => {
    const { port } = new URL(address);
    for (const host of ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
      expect(await statusOf(address, "/", `${host}:${port}`), host).toBe(200);
    const others = [
      "evil.example",
      `evil.example:${port}`,
      "127.0.0.1",
      "localhost:1",
      `localhost.evil:${port}`,
    ];
    for (const host of others) expect(await statusOf(address, "/manifest.json", host), host).toBe(421);
  });

  it("answers to any name where other machines are served too", async () => {
    const open = await serveRelease(release, { host: "0.0.0.0", port: 0 });
    onTestFinished(() => open.close());
    const { port } = new URL(open.address);
    expect(await statusOf(`http://127.0.0.1:${port}/`, "/", "data.example.org")).toBe(200);
  });

  it("gives nothing that is in the folder but not of the release, and no link that took a file's place", async () => {
    await writeFile(join(release.folder, "credentials.json"), "{}");
    const served = await serveRelease(release, { host: "127.0.0.1", port: 0 });
    onTestFinished(() => served.close());
    expect(await statusOf(served.address, "/credentials.json")).toBe(404);
    await rm(join(release.folder, "fylker.csv"));
    await symlink("/etc/hostname", join(release.folder, "fylker.csv"));
    await expect(statusOf(served.address, "/fylker.csv")).rejects.toThrow(/socket hang up|aborted/);
    await expect(serveRelease(release, { host: "127.0.0.1", port: 0 })).rejects.toThrow(
      /fylker\.csv must be a file, found a symbolic link\. Load the pull again$/,
    );
  });

  it("is rejected in one sentence where the port is taken", async () => {
    const port = Number(new URL(address).port);
    const second = serveRelease(release, { host: "127.0.0.1", port });
    await expect(second).rejects.toThrow(UsageError);
    await expect(second).rejects.toThrow(`Cannot serve at 127.0.0.1 port ${port}`);
  });

  it("reads any range within the file, or rejects it", () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(60), fc.nat(60), (bytes, from, to) => {
        for (const header of [`bytes=${from}-${to}`, `bytes=${from}-`, `bytes=-${to}`]) {
          const range = rangeOf(header, bytes);
          if (range === undefined || range === "unsatisfiable") continue;
          expect(range.first).toBeGreaterThanOrEqual(0);
          expect(range.last).toBeGreaterThanOrEqual(range.first);
          expect(range.last).toBeLessThan(bytes);
        }
      }),
    );
  });
});

/** Asks for a path exactly as written, which fetch would tidy first. */
function statusOf(address: string, path: string, host?: string): Promise<number> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, ...(host === undefined ? {} : { headers: { host } }) }, (answer) =>
      resolve(answer.resume().statusCode ?? 0),
    )
      .on("error", reject)
      .end();
  });
}
