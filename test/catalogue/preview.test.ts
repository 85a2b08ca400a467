// The preview reads a release's Parquet files in the browser: by ranges from a server, by choice where the page is a file.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServedRelease } from "../../src/release/serve.ts";
import type { KnownRelease } from "../../src/release/version-series.ts";
import { hasChromium, openBrowser, watchedPage } from "./browser.ts";
import { goldenRelease, shown } from "./shown-release.ts";

describe.skipIf(!hasChromium())("the preview of a table", () => {
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

  const lines = (name: string) =>
    readFileSync(join(release.folder, `${name}.csv`), "utf8")
      .trimEnd()
      .split("\n");

  async function firstCells(page: Page): Promise<readonly (readonly string[])[]> {
    await page.waitForSelector("#preview tbody tr");
    const rows = await page.locator("#preview tbody tr").all();
    return await Promise.all(rows.map((row) => row.locator("th, td").allTextContents()));
  }

  it("shows the rows of the CSV file, asking for parts of the Parquet file only", async () => {
    const { page, faults, requests } = await watchedPage(browser, served.address);
    await page.goto(`${served.address}#/data/avstemming`);
    expect(requests.filter((path) => path.includes("parquet"))).toEqual([]);
    await page.click("#preview button");
    const shownRows = await firstCells(page);
    expect(shownRows.map((row) => row.map((cell) => (cell === "NULL" ? "" : cell)).join(","))).toEqual(
      lines("avstemming").slice(1, 51),
    );
    const asked = requests.filter((path) => path.includes("parquet"));
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((path) => !/^\/avstemming\.parquet bytes=\d+-\d+$/.test(path))).toEqual([]);
    expect(faults).toEqual([]);
  });

  it("filters and sorts, whatever lies between the rows, and turns the page", async () => {
    const { page } = await watchedPage(browser, served.address);
    await page.goto(`${served.address}#/data/takstbruk_landet_ar`);
    await page.click("#preview button");
    await firstCells(page);
    await page.selectOption("#preview label:has-text('Filtrer') select", "fagomraade");
    await page.fill("#preview input[type=search]", "le");
    await page.selectOption("#preview label:has-text('Sorter') select", "sum_antall_takst");
    await page.check("#preview input[type=checkbox]");
    await page.click("#preview form button");
    await page.waitForSelector("#preview .pages", { state: "attached" });
    const [head = ""] = lines("takstbruk_landet_ar");
    const names = head.split(",");
    const own = lines("takstbruk_landet_ar")
      .slice(1)
      .map((line) => line.split(","))
      .filter((cells) => cells[names.indexOf("fagomraade")] === "LE")
      .map((cells) => Number(cells[names.indexOf("sum_antall_takst")]))
      .sort((one, other) => other - one);
    const shownRows = await firstCells(page);
    expect(shownRows.map((row) => Number(row[names.indexOf("sum_antall_takst")]))).toEqual(own.slice(0, 50));
    expect(await page.textContent("#preview .pages")).toContain(`av ${own.length} rader`);
  });

  it("opened as a file says why it cannot read the tables, and reads the one that is chosen", async () => {
    const origin = pathToFileURL(`${release.folder}/`).href;
    const { page, faults } = await watchedPage(browser, origin);
    await page.goto(`${origin}index.html#/data/fylker`);
    expect(await page.textContent("#load pre")).toContain("'fylker.parquet'");
    await page.click("#preview button");
    await page.waitForSelector("#preview input[type=file]");
    expect(await page.textContent("#preview .note")).toContain("åpnet som en fil");
    await page.setInputFiles("#preview input[type=file]", join(release.folder, "fylker.parquet"));
    const shownRows = await firstCells(page);
    expect(shownRows.map((row) => row[0])).toEqual(
      lines("fylker")
        .slice(1, 51)
        .map((line) => line.split(",")[0]),
    );
    await page.goto(`${origin}index.html#/bilder`);
    await page.waitForSelector("#bruk svg[role=img]");
    await page.click("#language");
    expect(await page.textContent("nav")).toContain("Pictures");
    expect(faults).toEqual([]);
  });
});
