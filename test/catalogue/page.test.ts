// The first view and what all views share, in a real browser, as people use them.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServedRelease } from "../../src/release/serve.ts";
import { hasChromium, openBrowser, watchedPage } from "./browser.ts";
import { goldenRelease, shown } from "./shown-release.ts";

describe.skipIf(!hasChromium())("the catalogue page", () => {
  let browser: Browser;
  let served: ServedRelease;

  beforeAll(async () => {
    [browser, served] = await Promise.all([openBrowser(), goldenRelease().then(shown)]);
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
