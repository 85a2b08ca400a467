// The first view and what all views share, in a real browser, as people use them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServedRelease } from "../../src/release/serve.ts";
import type { KnownRelease } from "../../src/release/version-series.ts";
import { parquetFacts } from "../../src/stores/read-files.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { hasChromium, openBrowser, watchedPage } from "./browser.ts";
import { goldenRelease, shown } from "./shown-release.ts";

describe.skipIf(!hasChromium())("the catalogue page", () => {
  let browser: Browser;
  let release: KnownRelease;
  let served: ServedRelease;

  beforeAll(async () => {
    [browser, release] = await Promise.all([openBrowser(), goldenRelease()]);
    served = await shown(release);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  const at = (view: string) => `${served.address}#/${view}`;

  it("offers examples and the takster that cost most before anything is typed, and reads no Parquet", async () => {
    const { page, faults, requests } = await watchedPage(browser, served.address);
    await page.goto(at(""));
    expect(await page.locator("#start .found a").first().textContent()).toMatch(/A01a.*kr/);
    expect(await page.locator("#start .chips a").count()).toBeGreaterThan(2);
    await page.waitForFunction(() => Reflect.get(globalThis, "helserefusjonData") !== undefined);
    expect(requests.filter((path) => path.includes("parquet"))).toEqual([]);
    expect(faults).toEqual([]);
  });

  it("finds takster by what they are, places, datasets and columns, also with a typing error", async () => {
    const { page, faults } = await watchedPage(browser, served.address);
    await page.goto(at(""));
    const first = page.locator("#results a").first();
    for (const [typed, kind, expected] of [
      ["konsultajson", "takst", /Konsultasjon/],
      ["Kristiansund", "sted", /Kristiansund.*kommune/],
      ["takstbruk_landet_ar", "datasett", /takstbruk_landet_ar/],
      ["sum_refusjon", "kolonne", /sum_refusjon/],
    ] as const) {
      await page.fill("#search", typed);
      await page.waitForSelector(`#results a[data-kind=${kind}]`);
      expect(await first.textContent(), typed).toMatch(expected);
    }
    await page.fill("#search", "finnesikkeher");
    await page.waitForSelector("[role=status]:has-text('Ingenting ligner')");
    expect(faults).toEqual([]);
  });

  it("shows its first view from at most 150 kB, and reads each file of a takst in one request where it is small", async () => {
    const { page, requests } = await watchedPage(browser, served.address);
    await page.goto(at(""));
    await page.waitForSelector("#start .found a");
    const first = ["index.html", "catalogue.css", "catalogue.js", "catalogue-data.js"];
    const sizes = first.map((path) => gzipSync(readFileSync(join(release.folder, path))).length);
    expect(sizes.reduce((sum, bytes) => sum + bytes)).toBeLessThan(150_000);
    const own = requests
      .map((path) => path.slice(1) || "index.html")
      .filter((path) => path !== "favicon.ico");
    expect(first).toEqual(expect.arrayContaining(own));
    requests.length = 0;
    await page.goto(at("takst/LE/2ad"));
    for (const id of ["satser-LE", "maneder-LE", "kart-LE"])
      await page.waitForSelector(`#${id} svg[role=img]`);
    await page.waitForSelector(".rules");
    const files = requests.filter((path) => path.includes("parquet")).map((path) => path.split(" ")[0]);
    expect(files.toSorted()).toEqual([
      "/takst_kombinasjoner.parquet",
      "/takstbruk_fylke_ar_gjeldende.parquet",
      "/takstbruk_landet_maned.parquet",
      "/takstkoder.parquet",
    ]);
  });

  it("knows how many bytes at the end of each Parquet file hold its Bloom filters and its footer", async () => {
    const { page } = await watchedPage(browser, served.address);
    await page.goto(at(""));
    const { tailBytes } = JSON.parse((await page.textContent("#release")) ?? "{}");
    const warehouse = await openWarehouse({ file: ":memory:" });
    try {
      for (const { name } of release.manifest.datasets) {
        const path = `${name}.parquet`;
        const bytes = readFileSync(join(release.folder, path));
        const footer = bytes.readUInt32LE(bytes.length - 8) + 8;
        const [filters] = await warehouse.rows(
          `select coalesce(min(bloom_filter_offset), ${bytes.length - footer}) as first_byte
          from ${parquetFacts("metadata", join(release.folder, path))}`,
        );
        expect(tailBytes[path], path).toBe(bytes.length - Number(filters?.first_byte));
        expect(tailBytes[path], path).toBeGreaterThanOrEqual(footer);
      }
    } finally {
      warehouse.close();
    }
  });

  it("keeps what was searched in its address, and leads from the box to the results by keyboard", async () => {
    const { page } = await watchedPage(browser, served.address);
    await page.goto(at("data"));
    await page.keyboard.press("/");
    await page.waitForSelector("#search:focus");
    await page.keyboard.type("2ad");
    await page.waitForSelector("#results a");
    expect(page.url()).toContain("#/?q=2ad");
    await page.reload();
    await page.waitForSelector("#results a[data-kind=takst]");
    await page.focus("#search");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForSelector("h1:text-is('2ad')");
    await page.goBack();
    expect(await page.inputValue("#search")).toBe("2ad");
  });

  it("keeps language and theme for the next view and the next visit, and takes the language of a link", async () => {
    const { page, faults } = await watchedPage(browser, served.address);
    await page.goto(at("data/takstkoder"));
    expect(await page.getAttribute("html", "lang")).toBe("nb");
    await page.click("#language");
    expect(await page.textContent("nav")).toContain("Places");
    await page.click("#theme");
    await page.reload();
    expect(await page.textContent("nav")).toContain("Places");
    expect(await page.getAttribute("html", "data-theme")).toBe("dark");
    await page.goto(at("data?lang=nb"));
    expect(await page.textContent("nav")).toContain("Steder");
    expect(faults).toEqual([]);
  });

  it("labels synthetic data on every view, and gives each view a title", async () => {
    const { page } = await watchedPage(browser, served.address);
    const titles = new Set<string>();
    for (const view of [
      "",
      "data",
      "data/takstkoder",
      "takst/LE/2ad",
      "analyse",
      "sted",
      "tillit",
      "nowhere",
    ]) {
      await page.goto(at(view));
      expect(await page.textContent("#synthetic"), view).toContain("Syntetiske data");
      titles.add(await page.title());
    }
    expect(titles.size).toBe(8);
  });

  it("describes itself to search engines in the page, without asking anybody else for anything", async () => {
    const { page, faults } = await watchedPage(browser, served.address);
    await page.goto(at(""));
    const description = JSON.parse((await page.textContent("script[type='application/ld+json']")) ?? "{}");
    expect(description["@type"]).toBe("DataCatalog");
    expect(description.dataset.length).toBeGreaterThan(20);
    expect(description.isAccessibleForFree).toBe(true);
    expect(description.dataset[0].isAccessibleForFree).toBe(true);
    expect(await page.locator("footer a").allTextContents()).toEqual(
      expect.arrayContaining(["README.md", "CITATION.cff"]),
    );
    expect(faults).toEqual([]);
  });
});
