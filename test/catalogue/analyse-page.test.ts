// Analyse, a takst's page and a place's page in a real browser: what they show is what the files hold.
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServedRelease } from "../../src/release/serve.ts";
import type { KnownRelease } from "../../src/release/version-series.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { hasChromium, openBrowser, watchedPage } from "./browser.ts";
import { goldenRelease, releaseLike, shown } from "./shown-release.ts";

describe.skipIf(!hasChromium())("the views of use", () => {
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

  async function download(
    page: Page,
    selector: string,
  ): Promise<{ readonly name: string; readonly text: string }> {
    const [file] = await Promise.all([page.waitForEvent("download"), page.click(selector)]);
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
  }

  /** Presses Tab until this element has the focus. */
  async function tabTo(page: Page, selector: string): Promise<void> {
    for (let pressed = 0; pressed < 60; pressed += 1) {
      if ((await page.locator(`${selector}:focus`).count()) > 0) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`Sixty tabs did not lead to ${selector}`);
  }

  /** The numbers of the SQL that a view shows, by place and period. */
  async function numbersOfSql(page: Page): Promise<ReadonlyMap<string, number>> {
    await page.click("#result > div:last-child [data-take=sql]");
    const sql = ((await page.textContent("#result .sql pre")) ?? "").replaceAll(
      served.address,
      `${release.folder}/`,
    );
    const warehouse = await openWarehouse({ file: ":memory:" });
    try {
      const rows = await warehouse.rows(sql.replace(/;$/, ""));
      const known = rows.filter(({ verdi }) => verdi !== null);
      return new Map(known.map(({ sted = "", periode, verdi }) => [`${sted} ${periode}`, Number(verdi)]));
    } finally {
      warehouse.close();
    }
  }

  async function numbersOfCsv(page: Page): Promise<ReadonlyMap<string, number>> {
    const { text } = await download(page, "#over-tid [data-take=csv]");
    const [head = "", ...lines] = text.trimEnd().split("\r\n");
    const names = head.split(",");
    const cells = lines.map((line) =>
      Object.fromEntries(line.split(",").map((cell, at) => [names[at] ?? "", cell])),
    );
    const known = cells.filter(({ verdi }) => verdi !== "");
    return new Map(known.map(({ sted = "", periode, verdi }) => [`${sted} ${periode}`, Number(verdi)]));
  }

  it.each([
    "takst=LE:2ad",
    "takst=LE:2ad,LE:H1&mal=refusjon&per=ingen",
    "takst=LE&mal=egenandel&niva=kommune",
    "takst=LE:2ad&mal=refusjon-per-takst&praksis=FALE",
    "takst=LE:2ad&per=LE:H1&niva=kommune&tid=maned",
    "takst=LE:2ad&mal=regninger&per=ingen&niva=landet&tid=maned",
  ])("give the same numbers as their SQL: %s", async (query) => {
    const { page, faults } = await watchedPage(browser, served.address);
    await page.goto(at(`analyse?${query}`));
    await page.waitForSelector("#over-tid svg[role=img]");
    const [csv, sql] = [await numbersOfCsv(page), await numbersOfSql(page)];
    expect(csv.size).toBeGreaterThan(0);
    expect([...csv.keys()].sort()).toEqual([...sql.keys()].sort());
    for (const [key, value] of csv) expect(value, key).toBeCloseTo(sql.get(key) ?? Number.NaN, 6);
    expect(faults).toEqual([]);
  });

  it("can be reached and used by keyboard alone, from the search to the CSV file", async () => {
    const { page, faults } = await watchedPage(browser, served.address);
    await page.goto(at(""));
    await page.keyboard.press("/");
    await page.keyboard.type("2ad");
    await page.waitForSelector("#results a[data-kind=takst]");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForSelector("h1:text-is('2ad'):focus");
    await page.waitForSelector(".takst .chips a");
    await tabTo(page, "a:text-is('Sammenlign fylker')");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#over-tid svg[role=img]");
    expect(page.url()).toContain("takst=LE:2ad");
    await tabTo(page, "#takster");
    await page.keyboard.type("H1");
    await page.waitForSelector("#takster-offered button");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForSelector("h2:has-text('2ad + H1')");
    await tabTo(page, "#niva");
    await page.keyboard.press("ArrowDown");
    await page.waitForSelector("h3:text-is('Fordeling') >> xpath=ancestor::figure >> svg[role=img]");
    expect(page.url()).toContain("niva=kommune");
    expect(await page.evaluate("document.activeElement.id")).toBe("niva");
    await tabTo(page, "#over-tid [data-take=csv]");
    const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    expect(file.suggestedFilename()).toBe("analyse.csv");
    await page.goBack();
    await page.waitForSelector("#kart svg[role=img]");
    expect(page.url()).not.toContain("niva=kommune");
    expect(faults).toEqual([]);
  });

  it("draw the fylker as a map, a place that stands out, and places without a number as hatched", async () => {
    const { page } = await watchedPage(browser, served.address);
    await page.goto(at("analyse?takst=JO:J1a&sted=03"));
    await page.waitForSelector("#kart svg[role=img]");
    expect(await page.locator("#kart svg text:text-is('Oslo')").count()).toBe(1);
    expect(await page.locator("#kart svg [fill='url(#hatched)']").count()).toBeGreaterThan(5);
    expect(await page.textContent("#result .tiles")).toMatch(/Oslo.*nr\. 1 av 1/);
    expect(await page.textContent("#rangering")).toContain("ikke det samme som null");
  });

  it("draw the kommuner as small squares in the squares of their fylker, and say that these show no places", async () => {
    const { page, faults } = await watchedPage(browser, served.address);
    await page.goto(at("analyse?takst=LE:2ad&niva=kommune&sted=0301"));
    await page.waitForSelector("#kart svg[role=img]");
    const squares = page.locator("#kart svg rect:has(title)");
    const places = await page.locator("#sted option").count();
    // The first choice is to highlight none.
    expect(await squares.count()).toBe(places - 1);
    const missing = await page.locator("#kart svg rect[fill='url(#hatched)']").count();
    expect(missing).toBeGreaterThan(0);
    expect(await page.textContent("#rangering")).toContain(
      `${missing} av ${places - 1} steder har ingen tall`,
    );
    expect(await page.locator("#kart svg g[fill='none'][stroke] rect").count()).toBe(1);
    expect(await page.textContent("#kart figcaption")).toContain("viser ikke hvor i fylket den ligger");
    expect(await page.locator("#tall tbody tr").first().textContent()).toContain(
      await page.inputValue("#periode"),
    );
    expect(faults).toEqual([]);
  });

  it("draw preliminary years as dashed, and never compare places in an incomplete one by default", async () => {
    const later = await shown(
      await releaseLike({
        tables: (tables) => ({
          ...tables,
          find: {
            ...tables.find,
            ar: {
              columns: ["ar", "maneder", "forelopig"],
              rows: [
                ["2019", "12", "true"],
                ["2020", "7", "true"],
              ],
            },
          },
        }),
      }),
    );
    try {
      const { page } = await watchedPage(browser, later.address);
      await page.goto(`${later.address}#/analyse?takst=LE:2ad&sted=03`);
      await page.waitForSelector("#over-tid svg[role=img]");
      expect(await page.inputValue("#periode")).toBe("2019");
      expect(await page.locator("#periode option").allTextContents()).toEqual([
        "2020 (ufullstendig år)",
        "2019 (foreløpig)",
      ]);
      expect(await page.locator("#over-tid svg [stroke-dasharray='4 4']").count()).toBeGreaterThan(0);
    } finally {
      await later.close();
    }
  });

  it("are taken along as a link, a picture with its source, and a citation", async () => {
    const { page, faults } = await watchedPage(browser, served.address, {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await page.goto(at("analyse?takst=LE:2ad"));
    await page.waitForSelector("#kart svg[role=img]");
    const svg = await download(page, "#kart [data-take=svg]");
    expect(svg.name).toBe("analyse.svg");
    for (const text of ["Kart", "Antall 2ad per", "SYNTETISKE DATA", "NLOD", release.manifest.id]) {
      expect(svg.text.replaceAll(/<[^>]*>/g, " ")).toContain(text);
    }
    expect(svg.text).not.toContain("var(--");
    const [png] = await Promise.all([page.waitForEvent("download"), page.click("#kart [data-take=png]")]);
    expect(
      readFileSync(await png.path())
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
    await page.click("#kart [data-take=citation]");
    await page.waitForSelector("#kart [role=status]:text-is('Kopiert')");
    expect(await page.evaluate("navigator.clipboard.readText()")).toContain(release.manifest.id);
    await page.click("#over-tid [data-take=link]");
    await page.waitForSelector("#over-tid [role=status]:text-is('Kopiert')");
    const link = await page.evaluate<string>("navigator.clipboard.readText()");
    const other = await watchedPage(browser, served.address, { locale: "en-GB" });
    await other.page.goto(link);
    await other.page.waitForSelector("#kart svg[role=img]");
    expect(await other.page.textContent("h2")).toContain("Antall 2ad");
    expect(faults).toEqual([]);
  });

  it("show a takst with its rates, its rules in groups, its use by month and by fylke, and takster like it", async () => {
    const { page, faults } = await watchedPage(browser, served.address);
    await page.goto(at("takst/2AD"));
    for (const id of ["satser-LE", "maneder-LE", "kart-LE", "fylker-LE"])
      await page.waitForSelector(`#${id} svg[role=img]`);
    const text = (await page.textContent(".takst")) ?? "";
    expect(text).toContain("Konsultasjon");
    expect(text).toMatch(/% av fagområdet/);
    expect(await page.locator(".rules .chips").first().textContent()).toContain("H1");
    const { text: csv } = await download(page, "#maneder-LE [data-take=csv]");
    const types = new Set(csv.split("\r\n").flatMap((line) => line.split(",")[1] ?? []));
    const drawn = await page.locator(
      "#maneder-LE svg text[font-weight], #maneder-LE svg g[font-weight] text",
    );
    const names = await drawn.allTextContents();
    const others = names.find((name) => name.endsWith("andre"));
    const summed = others === undefined ? 0 : Number.parseInt(others, 10) - 1;
    expect(names).toContain("Alle");
    // The names are those of all types of practice and "Alle"; the types of the file have a heading above them.
    expect(names.length - 1 + summed).toBe(types.size - 1);
    await page.goto(at("takst/finnesikke"));
    await page.waitForSelector("main .note");
    expect(await page.textContent("main .note")).toContain("Ingen takst heter finnesikke");
    expect(faults).toEqual([]);
  });

  it("show a takst that several fagområder have side by side", async () => {
    const { page } = await watchedPage(browser, served.address);
    await page.goto(at("takst/1"));
    await page.waitForSelector("[data-takst='PS:1']");
    expect(await page.locator(".columns > .takst").count()).toBe(2);
    await page.goto(at("takst/PS/1"));
    await page.waitForSelector("[data-takst='PS:1']");
    expect(await page.locator(".takst").count()).toBe(1);
    expect(await page.textContent("article")).toContain("Samme kode finnes også i");
  });

  it("show what is done in a place, beside the country and places of its size", async () => {
    const { page, faults } = await watchedPage(browser, served.address);
    await page.goto(at("sted"));
    await page.fill("#place-search", "kristiansund");
    await page.click("text=Kristiansund");
    await page.waitForSelector("h1:text-is('Kristiansund')");
    await page.waitForSelector("#fagomraader svg[role=img]");
    const text = (await page.textContent("article")) ?? "";
    expect(text).toContain("Største takster, 2020");
    expect(text).toContain("Steder av samme størrelse");
    await page.goto(at("sted/9999"));
    await page.waitForSelector(".note");
    expect(await page.textContent(".note")).toContain("9999");
    expect(faults).toEqual([]);
  });
});
