// Browsing tables and judging them, in a real browser; rows come by ranges from a server, by choice where the page is a file.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "csv-parse/sync";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServedRelease } from "../../src/release/serve.ts";
import type { KnownRelease } from "../../src/release/version-series.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { hasChromium, openBrowser, watchedPage } from "./browser.ts";
import { goldenRelease, releaseLike, shown } from "./shown-release.ts";

describe.skipIf(!hasChromium())("the tables of a release", () => {
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

  /** The cells of the CSV file, its names first. */
  const csv = (name: string): readonly (readonly string[])[] =>
    parse(readFileSync(join(release.folder, `${name}.csv`), "utf8"));

  async function firstCells(page: Page): Promise<readonly (readonly string[])[]> {
    await page.waitForSelector("#preview tbody tr");
    const rows = await page.locator("#preview tbody tr").all();
    return await Promise.all(rows.map((row) => row.locator("th, td").allTextContents()));
  }

  const keyNames = ["fagomraade", "takstkode", "praksis_type_kode", "ar"];

  /** The key of each row and its sum of refusjon, as the CSV file of the preview has them. */
  async function rowsOfCsv(page: Page): Promise<readonly (readonly unknown[])[]> {
    const download = page.waitForEvent("download");
    await page.click("#preview [data-take=csv]");
    const text = readFileSync(await (await download).path(), "utf8");
    const rows: readonly Readonly<Record<string, string>>[] = parse(text, { columns: true });
    return rows.map((row) => [...keyNames.map((name) => row[name]), Number(row.sum_refusjon)]);
  }

  /** The same, as the SQL of the preview gives them. */
  async function rowsOfSql(page: Page): Promise<readonly (readonly unknown[])[]> {
    await page.click("#preview [data-take=sql]");
    const shownSql = (await page.textContent("#preview .sql pre")) ?? "";
    const warehouse = await openWarehouse({ file: ":memory:" });
    try {
      const sql = shownSql.replaceAll(served.address, `${release.folder}/`).replace(/;$/, "");
      const rows = await warehouse.rows(sql);
      return rows.map((row) => [...keyNames.map((name) => row[name]), Number(row.sum_refusjon)]);
    } finally {
      warehouse.close();
    }
  }

  it("are listed by subject, each with its rows and its size", async () => {
    const { page, faults } = await watchedPage(browser, served.address);
    await page.goto(`${served.address}#/data`);
    const groups = await page.locator("h2").allTextContents();
    expect(groups).toEqual([
      "Bruk",
      "Takster og satser",
      "Laboratorium",
      "Geografi",
      "Kvalitet",
      "Spørsmål med SQL",
    ]);
    expect(await page.locator(".card").count()).toBe(release.manifest.datasets.length);
    expect(await page.textContent("#bruk .card:has-text('takstbruk_landet_ar')")).toMatch(
      /rader · \d+ kolonner · 2019–2020 · [\d,]+.kB/,
    );
    expect(faults).toEqual([]);
  });

  it("show the rows of the CSV file at once, and read parts of the Parquet file only", async () => {
    const { page, faults, requests } = await watchedPage(browser, served.address);
    await page.goto(`${served.address}#/data/avstemming`);
    const shownRows = await firstCells(page);
    const cells = shownRows.map((row) => row.map((cell) => (cell === "NULL" ? "" : cell)));
    expect(cells).toEqual(csv("avstemming").slice(1, 51));
    const requested = requests.filter((path) => path.includes("parquet"));
    expect(requested.filter((path) => !/^\/avstemming\.parquet bytes=\d+-\d+$/.test(path))).toEqual([]);
    expect(faults).toEqual([]);
  });

  it("are filtered by several conditions, sorted, counted and turned page by page", async () => {
    const { page, faults } = await watchedPage(browser, served.address);
    await page.goto(`${served.address}#/data/takstbruk_landet_ar`);
    await firstCells(page);
    await page.selectOption(".condition [name=column]", "fagomraade");
    await page.selectOption(".condition [name=kind]", "among");
    await page.fill(".condition [name=value]", "le, fy");
    await page.click("text=Legg til filter");
    await page.selectOption(".condition:nth-child(2) [name=column]", "ar");
    await page.selectOption(".condition:nth-child(2) [name=kind]", "between");
    await page.fill(".condition:nth-child(2) [name=from]", "2020");
    await page.keyboard.press("Enter");
    const [names = [], ...rows] = csv("takstbruk_landet_ar");
    const column = (name: string) => names.indexOf(name);
    const own = rows.filter(
      (cells) => ["LE", "FY"].includes(cells[column("fagomraade")] ?? "") && cells[0] === "2020",
    );
    await page.waitForSelector(`#preview .pages:has-text('av ${own.length} rader')`);
    await page.click("[aria-label='Sorter etter sum_antall_takst']");
    await page.waitForSelector("[aria-label='Sorter etter sum_antall_takst ↑']");
    await page.click("[aria-label='Sorter etter sum_antall_takst ↑']");
    await page.waitForSelector("[aria-label='Sorter etter sum_antall_takst ↓']");
    const shownRows = await firstCells(page);
    expect(shownRows.map((row) => Number(row[column("sum_antall_takst")]))).toEqual(
      own.map((cells) => Number(cells[column("sum_antall_takst")])).sort((one, other) => other - one),
    );
    await page.click("[aria-label='Antall av takstkode']");
    await page.waitForSelector(".histogram");
    const counted = await page.locator(".histogram .counts .number").allTextContents();
    expect(counted.reduce((sum, text) => sum + Number(text), 0)).toBe(own.length);
    expect(faults).toEqual([]);
  });

  it("have a link to the rows that are shown, their CSV, and SQL that gives the same", async () => {
    const { page, faults } = await watchedPage(browser, served.address);
    await page.goto(`${served.address}#/data/takstbruk_landet_ar`);
    await page.waitForSelector("#preview tbody tr");
    await page.selectOption(".condition [name=column]", "takstkode");
    await page.selectOption(".condition [name=kind]", "among");
    await page.fill(".condition [name=value]", "2ad, H1");
    await page.keyboard.press("Enter");
    await page.waitForURL(/filter=/);
    await page.click("[aria-label='Sorter etter sum_refusjon']");
    await page.waitForSelector("[aria-label='Sorter etter sum_refusjon ↑']");
    const before = await firstCells(page);
    expect(decodeURIComponent(page.url())).toContain("filter=takstkode:blant:2ad:H1&sorter=sum_refusjon");
    await page.reload();
    expect(await firstCells(page)).toEqual(before);
    expect(await page.inputValue(".condition [name=value]")).toBe("2ad, H1");
    const ofCsv = await rowsOfCsv(page);
    expect(ofCsv.length).toBe(before.length);
    expect(ofCsv).toEqual(await rowsOfSql(page));
    await page.goBack();
    await page.waitForURL(({ hash }) => !hash.includes("sorter="));
    await page.waitForSelector("[aria-label='Sorter etter sum_refusjon']");
    expect(await page.inputValue(".condition [name=value]")).toBe("2ad, H1");
    expect(faults).toEqual([]);
  });

  it("describe their columns, traps, files with sizes and hashes, and how to load them", async () => {
    const { page } = await watchedPage(browser, served.address, {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await page.goto(`${served.address}#/data/takstbruk_kommune_ar`);
    const text = (await page.textContent("article")) ?? "";
    expect(text).toContain("egenandel");
    expect(text).toMatch(/takstbruk_kommune_ar\.parquet.*[0-9a-f]{64}/);
    expect(await page.locator(".downloads a").allTextContents()).toEqual([
      expect.stringMatching(/^Parquet \d.*kB$/),
      expect.stringMatching(/^CSV \d.*kB$/),
    ]);
    await page.selectOption("#load select", "pandas");
    await page.click("#load button");
    await page.waitForSelector("#load [role=status]:text-is('Kopiert')");
    const copied = await page.evaluate("navigator.clipboard.readText()");
    expect(copied).toContain(`${served.address}takstbruk_kommune_ar.parquet`);
  });

  it("answer questions whose SQL runs as it is shown", async () => {
    const { page, faults } = await watchedPage(browser, served.address);
    await page.goto(`${served.address}#/data`);
    const every = page.locator("#recipes details");
    const asked = new Set(
      release.manifest.datasets.flatMap(({ recipes = [] }) => recipes.map(({ name }) => name)),
    );
    expect(await every.count()).toBe(asked.size);
    const warehouse = await openWarehouse({ file: ":memory:" });
    try {
      for (const sql of await every.locator("pre").allTextContents()) {
        const statements = sql.replaceAll(served.address, `${release.folder}/`).split(";\n");
        for (const statement of statements) await warehouse.run(statement);
      }
    } finally {
      warehouse.close();
    }
    await page.goto(`${served.address}#/data/takster`);
    const own = release.manifest.datasets.find(({ name }) => name === "takster")?.recipes ?? [];
    expect(own.length).toBeGreaterThan(0);
    expect(await page.locator("#recipes summary").allTextContents()).toEqual(
      own.map(({ question }) => question.nb),
    );
    expect(faults).toEqual([]);
  });

  it("opened as a file: search and the country's use work, and a table is read when it is chosen", async () => {
    const origin = pathToFileURL(`${release.folder}/`).href;
    const { page, faults } = await watchedPage(browser, origin);
    await page.goto(`${origin}index.html#/?q=konsultasjon`);
    await page.waitForSelector("#results a[data-kind=takst]");
    await page.goto(`${origin}index.html#/analyse?takst=LE:2ad`);
    await page.waitForSelector("#kart svg[role=img]");
    await page.goto(`${origin}index.html#/tillit`);
    await page.waitForSelector("#dekning svg[role=img]");
    await page.goto(`${origin}index.html#/data/fylker`);
    await page.waitForSelector("#preview input[type=file]");
    expect(await page.textContent("#preview .note")).toContain("åpnet som en fil");
    await page.setInputFiles("#preview input[type=file]", join(release.folder, "fylker.parquet"));
    const shownRows = await firstCells(page);
    expect(shownRows.map((row) => row[0])).toEqual(
      csv("fylker")
        .slice(1, 51)
        .map((row) => row[0]),
    );
    expect(faults).toEqual([]);
  });

  it("are judged on one page: what is preliminary, what is missing, what was checked, and what is new", async () => {
    const later = await shown(
      await releaseLike({
        manifest: (manifest) => ({
          ...manifest,
          previous: { id: "synthetic-before", version: "1.0.0" },
          changes: [{ dataset: "takstkoder", kind: "changed", added: 12, removed: 3, restated: 4567 }],
        }),
      }),
    );
    try {
      const { page, faults } = await watchedPage(browser, later.address);
      await page.goto(`${later.address}#/tillit`);
      await page.waitForSelector("#dekning svg[role=img]");
      await page.waitForSelector("#mangler svg[role=img]");
      const text = ((await page.textContent("article")) ?? "").replaceAll("\u202f", " ");
      expect(text).toContain("synthetic-before, 1.0.0");
      expect(text).toMatch(/takstkoder1234 567/);
      expect(text).toContain("Foreløpige år");
      expect(text).toMatch(/Sjekker som fant noe \(\d+\)/);
      await page.selectOption("#deler", "fylke");
      await page.waitForSelector("#mangler svg[role=img]");
      expect(faults).toEqual([]);
    } finally {
      await later.close();
    }
  });
});
