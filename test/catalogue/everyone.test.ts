// The catalogue page for everyone and everything: screen readers, phones, the dark, many tables, hostile texts.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Manifest } from "../../src/domain/manifest.ts";
import { type ServedRelease, serveRelease } from "../../src/release/serve.ts";
import { hasChromium, openBrowser, watchedPage } from "./browser.ts";
import { goldenRelease, releaseLike, shown } from "./shown-release.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Violations that keep people from using the page, each with where it is. A table's rows from the twentieth on are as those before. */
const serious = `axe.run({ exclude: ["tbody tr:nth-child(n+20)"] }, { resultTypes: ["violations"] }).then(({ violations }) => violations
  .filter(({ impact }) => impact === "serious" || impact === "critical")
  .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + " " + target + " " + failureSummary)))`;

describe.skipIf(!hasChromium())("the catalogue page is for everyone:", () => {
  let browser: Browser;
  let served: ServedRelease;

  beforeAll(async () => {
    [browser, served] = await Promise.all([openBrowser(), goldenRelease().then(shown)]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  const views = {
    "": "#start .found a",
    data: ".card",
    "data/takstbruk_kommune_ar": "#preview tbody",
    "takst/LE/2ad": "#kart-LE svg[role=img]",
    "analyse?takst=LE:2ad&niva=kommune": "#rangering svg[role=img]",
    "sted/0301": "#fagomraader svg[role=img]",
    tillit: "#mangler svg[role=img]",
  };

  it.each([
    ["a desktop in the light", { width: 1280, height: 900 }, "light"],
    ["a phone in the dark", { width: 360, height: 740 }, "dark"],
  ] as const)(
    "%s has no barrier axe knows, and nothing wider than the screen",
    async (_where, viewport, colorScheme) => {
      const { page, faults } = await watchedPage(browser, served.address, { viewport, colorScheme });
      for (const [view, there] of Object.entries(views)) {
        await page.goto(`${served.address}#/${view}`);
        await page.waitForSelector(there);
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
        const wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
        expect(await page.evaluate(wider), view).toBeLessThanOrEqual(0);
        // The policy of the page forbids scripts from elsewhere; the tool that looks at it is let in by the browser.
        await page.evaluate(axe);
        expect(await page.evaluate(serious), view).toEqual([]);
      }
      const paper = await page.evaluate("getComputedStyle(document.body).backgroundColor");
      expect(paper).toBe(colorScheme === "dark" ? "rgb(16, 21, 26)" : "rgb(255, 255, 255)");
      expect(faults).toEqual([]);
    },
  );

  it("paper is white also for a reader of the dark, and has no controls", async () => {
    const { page } = await watchedPage(browser, served.address, { colorScheme: "dark" });
    await page.goto(`${served.address}#/analyse?takst=LE:2ad`);
    await page.waitForSelector("#kart svg[role=img]");
    await page.click("#theme");
    await page.click("#theme");
    await page.emulateMedia({ media: "print" });
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
    for (const control of ["nav", ".panel", ".take", "#periode"])
      expect(await page.locator(control).first().isVisible(), control).toBe(false);
    expect(await page.locator("#kart svg").isVisible()).toBe(true);
  });

  it("a keyboard reaches the content first, then every view", async () => {
    const { page } = await watchedPage(browser, served.address);
    await page.goto(served.address);
    const focused = "document.activeElement.textContent";
    await page.keyboard.press("Tab");
    expect(await page.evaluate(focused)).toBe("Til innholdet");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("main");
    await page.focus(".skip");
    for (const _link of ["helserefusjon", "Finn", "Analyse"]) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForSelector("h1:focus");
    expect(await page.evaluate(focused)).toBe("Analyse");
  });

  it("thirty datasets and a table of 200 columns are shown, and a text that looks like markup stays a text", async () => {
    const release = await releaseLike({ manifest: many });
    const large = await serveRelease(release, { host: "127.0.0.1", port: 0 });
    try {
      const { page, faults } = await watchedPage(browser, large.address);
      await page.goto(large.address);
      expect(await page.textContent("h1")).toBe(hostile);
      await page.fill("#search", "kolonne_199");
      await page.waitForSelector("#results a[data-kind=kolonne]");
      await page.goto(`${large.address}#/data`);
      expect(await page.locator(".card").count()).toBe(30);
      await page.click(".card a");
      expect(await page.locator(".describes th > code").count()).toBe(200);
      expect(await page.textContent("article")).toContain(hostile);
      await page.goto(`${large.address}#/tillit`);
      expect(await page.textContent("article")).toContain(hostile);
      expect(await page.evaluate("window.broken")).toBeUndefined();
      expect(await page.locator("img, script:not([src]):not([type])").count()).toBe(0);
      expect(faults).toEqual([]);
    } finally {
      await large.close();
    }
  });
});

const hostile = `</script><script>window.broken = 1</script><img src=x onerror="window.broken = 2"> & 'æøå' <!--`;

/** Thirty datasets, the first of 200 columns, with texts that would be markup if anything took them for it. */
function many(manifest: Manifest): Manifest {
  const [first] = manifest.datasets;
  if (first === undefined) throw new Error("The golden release has no datasets");
  const [column] = first.columns;
  if (column === undefined) throw new Error("A dataset has no columns");
  const words = { nb: hostile, en: hostile };
  const statistics = { nulls: 1, smallest: hostile, largest: hostile, examples: [hostile] };
  const columns = Array.from({ length: 200 }, (_, at) => {
    return { ...column, name: `kolonne_${at}`, description: words, api: hostile, statistics };
  });
  const datasets = Array.from({ length: 30 }, (_, at) => ({
    ...first,
    name: `datasett_${at}`,
    title: words,
  }));
  const traps = [{ name: "trap", text: words }];
  const checks = [
    {
      name: hostile,
      severity: "warn",
      check: { nb: hostile, en: hostile },
      failed: 1,
      noun: { nb: hostile, en: hostile },
      sample: [{ [hostile]: hostile }],
    },
  ] as const;
  return {
    ...manifest,
    title: words,
    synthetic: hostile,
    datasets: datasets.map((one, at) => (at === 0 ? { ...one, columns, traps } : one)),
    checks,
  };
}
