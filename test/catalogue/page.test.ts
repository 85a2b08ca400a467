// The catalogue page of a release in a real browser, as people use it.
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

  it("lists every dataset, and finds those with a word in names, columns or texts, however å is written", async () => {
    const { page, faults } = await watchedPage(browser, served.address);
    await page.goto(at(""));
    const cards = page.locator(".card");
    const all = await cards.count();
    expect(all).toBe(24);
    await page.fill("#search", "behandler_kommunenr");
    expect(await cards.locator("code").first().textContent()).toMatch(/^takstbruk_kommune/);
    expect(await page.locator(".matched").first().textContent()).toContain("behandler_kommunenr");
    await page.fill("#search", "innbyggere");
    expect(await cards.first().textContent()).toContain("kommune_innbyggere");
    await page.fill("#search", "fagområde");
    const counted = await cards.count();
    await page.fill("#search", "fagomraade");
    expect(await cards.count()).toBe(counted);
    await page.fill("#search", "finnesikke");
    expect(await cards.count()).toBe(0);
    expect(await page.textContent("[role=status]")).toMatch(/^0 /);
    expect(faults).toEqual([]);
  });

  it("keeps the language that was chosen, on the next view and the next visit", async () => {
    const { page, faults } = await watchedPage(browser, served.address);
    await page.goto(at("data/takstkoder"));
    expect(await page.textContent("h1")).toBe("Takstkoder");
    expect(await page.getAttribute("html", "lang")).toBe("nb");
    await page.click("#language");
    expect(await page.textContent("nav")).toContain("Datasets");
    expect(await page.getAttribute("html", "lang")).toBe("en");
    await page.reload();
    expect(await page.textContent("nav")).toContain("Datasets");
    expect(await page.textContent("#load")).toContain("Copy");
    expect(faults).toEqual([]);
  });

  it("says on every view that made-up data are made up", async () => {
    const { page } = await watchedPage(browser, served.address);
    for (const view of ["", "data/takstkoder", "takst/2ad", "bilder", "sjekker", "nowhere"]) {
      await page.goto(at(view));
      expect(await page.textContent("#synthetic"), view).toContain("Syntetiske data");
    }
  });

  it("tells what a dataset's columns hold, its traps, its files with their hashes, and what checks found", async () => {
    const { page } = await watchedPage(browser, served.address);
    await page.goto(at("data/takstbruk_kommune_ar"));
    const text = (await page.textContent("article")) ?? "";
    expect(text).toContain("egenandel");
    expect(text).toMatch(/behandler_kommunenr of takstbruk_kommune_ar is in kommuner/);
    expect(text).toMatch(/takstbruk_kommune_ar\.parquet.*[0-9a-f]{64}/);
    const row = page.locator("tr", { has: page.locator("th code", { hasText: /^ar$/ }) });
    expect(await row.locator("td").allTextContents()).toEqual(
      expect.arrayContaining(["SMALLINT", "0 %", "2019", "2020"]),
    );
  });

  it("draws use over time, coverage, what kommuner lack and fylker, and says that nothing came before", async () => {
    const { page, faults } = await watchedPage(browser, served.address);
    await page.goto(at("bilder"));
    for (const id of ["bruk", "fylker", "avstemming", "dekning"]) {
      await page.waitForSelector(`#${id} svg[role=img]`);
      expect(await page.locator(`#${id} details tbody tr`).count(), id).toBeGreaterThan(3);
    }
    await page.selectOption("#bruk select", "antall");
    await page.waitForSelector("#bruk svg[role=img]");
    expect(await page.textContent("#changes")).toContain("første utgivelsen av sitt slag");
    expect(faults).toEqual([]);
  });

  it("gives a snippet in each language with the address of the file, and copies it", async () => {
    const { page } = await watchedPage(browser, served.address, {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await page.goto(at("data/takstkoder"));
    const options = await page.locator("#load option").allTextContents();
    expect(options).toEqual(["DuckDB", "pandas", "polars", "R", "Spark", "JavaScript"]);
    await page.selectOption("#load select", "pandas");
    await page.click("#load button");
    // By selector: a function that is not true at once is evaluated again where the page's own policy forbids that.
    await page.waitForSelector("#load [role=status]:text-is('Kopiert')");
    const copied = await page.evaluate("navigator.clipboard.readText()");
    expect(copied).toBe(await page.textContent("#load pre"));
    expect(copied).toContain(`read_parquet("${served.address}takstkoder.parquet"`);
  });

  it("finds the text, rates, rules and use of a takst in the release's own files, in less than a second", async () => {
    const { page, faults } = await watchedPage(browser, served.address);
    await page.goto(at("takst/"));
    await page.fill("#takstkode", "2AD");
    await page.press("#takstkode", "Enter");
    await page.waitForSelector("#time");
    const text = (await page.textContent("#takst")) ?? "";
    expect(text).toContain("2ad · LE");
    expect(text).toContain("Konsultasjon på dagtid");
    expect(text).toMatch(/Utelukker.*H1 \(offisiell\)/);
    expect(text).toMatch(/fradato.*2019-07-01/);
    expect(await page.locator("#bruk-LE details th").allTextContents()).toContain("Oslo");
    await page.waitForSelector("#bruk-LE svg[role=img]");
    expect(Number(/(\d+) ms/.exec(text)?.[1])).toBeLessThan(1000);
    await page.goto(at("takst/finnesikke"));
    await page.waitForSelector("#takst .note");
    expect(await page.textContent("#takst")).toContain("Ingen takst heter finnesikke");
    expect(faults).toEqual([]);
  });
});
