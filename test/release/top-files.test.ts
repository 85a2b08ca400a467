// The top of a published place: what a person, a feed reader and a search engine find there.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sax from "sax";
import { describe, expect, it, onTestFinished } from "vitest";
import { sqlScriptBase, sqlScriptPath } from "../../src/domain/manifest.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { hasChromium, openBrowser, watchedPage } from "../catalogue/browser.ts";
import { goldenRelease } from "../catalogue/shown-release.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { catalogueAt, publishing, pull, releaseOf, releaseWithCatalogue } from "./published.ts";
import { bucketWith, sharedS3Store, usingCredentials } from "./s3-store.ts";

const emptyStore = sharedS3Store();
usingCredentials();

async function placeWith(...releases: readonly string[]): Promise<string> {
  const place = await temporaryFolder();
  for (const release of releases) expect((await publishing(release, "--to", place)).code).toBe(0);
  return place;
}

const textAt = (place: string, name: string) => readFileSync(join(place, name), "utf8");

/** The texts of all elements of this name, in an XML text that a strict parser accepts. */
function elements(xml: string, name: string): readonly string[] {
  const found: string[] = [];
  const open: string[] = [];
  const parser = sax.parser(true);
  parser.onopentag = (tag) => {
    open.push(tag.name);
    if (tag.name === name) found.push("");
  };
  parser.ontext = (text) => {
    if (open.at(-1) === name) found[found.length - 1] += text;
  };
  parser.onclosetag = () => void open.pop();
  parser.onerror = (error) => {
    throw error;
  };
  parser.write(xml).close();
  return found;
}

describe("the top of a published place", () => {
  it("lists the whole releases in releases.json, the newest first, and names the current one", async () => {
    const place = await placeWith(await releaseOf(2), await releaseOf(3), await releaseOf(1));
    const { current, releases } = JSON.parse(textAt(place, "releases.json"));
    expect(current).toBe(pull(1));
    expect(releases.map(({ id }: { id: string }) => id)).toEqual([pull(3), pull(2), pull(1)]);
    expect(releases[0]).toMatchObject({ version: "1.0.0", rows: 1, manifest: `${pull(3)}/manifest.json` });
  });

  it("has a feed with one entry for each release and what changed in it", async () => {
    const changes = [{ dataset: "tall", kind: "changed" as const, added: 1200, removed: 0, restated: 3 }];
    const place = await placeWith(await releaseOf(1), await releaseOf(2, { changes }));
    const feed = textAt(place, "feed.xml");
    expect(elements(feed, "title").slice(1)).toEqual([
      `Release ${pull(2)}, version 1.0.0`,
      `Release ${pull(1)}, version 1.0.0`,
    ]);
    expect(elements(feed, "content")).toEqual([
      "1 row in 1 dataset.\ntall: 1 200 rows added, 0 removed, 3 restated.",
      "1 row in 1 dataset. The first release of its kind.",
    ]);
    expect(new Set(elements(feed, "id")).size).toBe(3);
  });

  it("has a sitemap and robots.txt with whole addresses where the publisher gave a base, and else none", async () => {
    const base = "https://data.example.org/helserefusjon";
    const place = await placeWith(await releaseWithCatalogue(1, `${base}/`));
    expect(elements(textAt(place, "sitemap.xml"), "loc")).toEqual([`${base}/${pull(1)}/manifest.json`]);
    expect(textAt(place, "robots.txt")).toContain(`Sitemap: ${base}/sitemap.xml\n`);
    const without = await placeWith(await releaseOf(1));
    expect(() => textAt(without, "sitemap.xml")).toThrow("ENOENT");
  });

  it("has the script that makes views in DuckDB, with the whole address of the current release", async () => {
    const base = "https://data.example.org/helserefusjon";
    const script = `create view tall as select getvariable('${sqlScriptBase}') || 'tall.csv' as file;\n`;
    const release = (day: number) =>
      releaseOf(day, {}, [catalogueAt(`${base}/`), { path: sqlScriptPath, text: script }]);
    const place = await placeWith(await release(1), await release(2));
    const published = textAt(place, sqlScriptPath);
    expect(published).toContain(`SET VARIABLE ${sqlScriptBase} = '${base}/${pull(2)}/';\n${script}`);
    const warehouse = await openWarehouse({ file: ":memory:" });
    onTestFinished(() => warehouse.close());
    await warehouse.run(published);
    expect(await warehouse.rows("from tall")).toEqual([{ file: `${base}/${pull(2)}/tall.csv` }]);
    const without = await placeWith(await releaseOf(1, {}, [{ path: sqlScriptPath, text: script }]));
    expect(() => textAt(without, sqlScriptPath)).toThrow("ENOENT");
  });

  it("never lists a release that is removed with --prune", async () => {
    const place = await placeWith(await releaseOf(1), await releaseOf(2));
    await publishing(await releaseOf(3), "--to", place, "--prune", "--keep", "2");
    expect(textAt(place, "releases.json")).not.toContain(pull(1));
    expect(textAt(place, "index.html")).not.toContain(pull(1));
  });

  it("leaves a page alone that somebody else put there, and says so", async () => {
    const place = await temporaryFolder();
    writeFileSync(join(place, "index.html"), "<h1>Our institute</h1>");
    const { code, out } = await publishing(await releaseOf(1), "--to", place);
    expect(code).toBe(0);
    expect(out).toContain("left as they are, because publish did not write them: index.html\n");
    expect(textAt(place, "index.html")).toBe("<h1>Our institute</h1>");
    expect(textAt(place, "feed.xml")).toContain(pull(1));
  });

  it("shows texts of a manifest as texts, whatever they contain", async () => {
    const title = { nb: '</title><script>alert("x")</script>', en: "<b>&" };
    const place = await placeWith(await releaseOf(1, { title }));
    expect(textAt(place, "index.html")).not.toContain("<script");
    expect(elements(textAt(place, "feed.xml"), "title")[0]).toBe("<b>&");
  });
});

describe.skipIf(!hasChromium())("the top of a bucket in a browser", () => {
  it.each([true, false])(
    "leads to the catalogue of the current release (scripts: %s)",
    async (javaScriptEnabled) => {
      const store = await emptyStore();
      const { folder } = await goldenRelease();
      const { code } = await publishing(folder, ...bucketWith(store.endpoint), "--allow-synthetic");
      expect(code).toBe(0);
      const browser = await openBrowser();
      try {
        const { page, faults } = await watchedPage(browser, store.endpoint, { javaScriptEnabled });
        await page.goto(`${store.endpoint}/data/open/numbers/index.html`);
        await page.waitForURL(/synthetic-[^/]+\/index\.html/);
        expect(await page.title()).toContain("Helserefusjon");
        expect(faults).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );
});
