// data-dictionary.html of a release: complete, in both languages, searchable in a browser without a server.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { subjects } from "../../pipelines/subjects.ts";
import { dictionaryPage } from "../../src/pages/dictionary-page.ts";
import { mermaidOf, svgOf } from "../../src/pages/entity-diagram.ts";
import { hasChromium, openBrowser, watchedPage } from "../catalogue/browser.ts";
import { goldenManifest, goldenSubject } from "../metadata/golden-subject.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const { text } = dictionaryPage(goldenSubject());

describe("the subjects of the data dictionary", () => {
  it("have every dataset once, and no other", () => {
    const named = Object.values(subjects).flatMap((uses) => Object.keys(uses));
    expect(named.sort()).toEqual(registry.datasets.map(({ name }) => name).sort());
  });
});

describe("data-dictionary.html", () => {
  it("has every dataset and every column with its text in both languages", () => {
    for (const { name, columns, grain } of goldenManifest.datasets) {
      const [, article = ""] = text.split(`<article id="${name}">`);
      const own = article.split("</article>")[0] ?? "";
      expect(own.match(/<tr><td>/g)?.length, name).toBe(columns.length);
      for (const { nb, en } of [grain, ...columns.map(({ description }) => description)]) {
        expect(own).toContain(`<span lang="nb">${marked(nb)}</span><span lang="en">${marked(en)}</span>`);
      }
    }
  });

  it("allows its own script and style by their hashes, and nothing else", () => {
    const [, policy = ""] = /Content-Security-Policy" content="([^"]*)"/.exec(text) ?? [];
    const inner = (tag: string) => new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(text)?.[1] ?? "";
    const hash = (tag: string) => `'sha256-${createHash("sha256").update(inner(tag)).digest("base64")}'`;
    expect(policy).toContain(`default-src 'none'; script-src ${hash("script")}; style-src ${hash("style")};`);
  });

  it("warns of synthetic numbers only where they are", () => {
    expect(text).toContain("Syntetiske tall");
    expect(dictionaryPage(goldenSubject({ change: { synthetic: null } })).text).not.toContain(
      "Syntetiske tall",
    );
  });

  it.skipIf(!hasChromium())(
    "finds a column and changes its language in a browser, from a folder",
    async () => {
      const file = join(await temporaryFolder(), "data-dictionary.html");
      writeFileSync(file, text);
      const browser = await openBrowser();
      onTestFinished(() => browser.close());
      const { href } = pathToFileURL(file);
      const { page, faults } = await watchedPage(browser, href);
      await page.goto(href);
      const rows = page.locator("tbody tr:visible");
      const all = goldenManifest.datasets.flatMap(({ columns }) => columns).length;
      await page.fill("#search", "antall_regninger brukt");
      const found = await rows.allTextContents();
      expect(found.length).toBeLessThan(all);
      expect(found.filter((row) => !row.includes("antall_regninger"))).toEqual([]);
      const description = rows.first().locator("span:visible");
      expect(await description.allTextContents()).toEqual(["Antall regninger taksten er brukt på."]);
      await page.check("#en");
      expect(await description.allTextContents()).toEqual(["Number of bills the takst was used on."]);
      expect(await page.evaluate("document.documentElement.lang")).toBe("en");
      await page.fill("#search", "");
      expect(await rows.count()).toBe(all);
      expect(faults).toEqual([]);
    },
  );
});

describe("the diagram of joins", () => {
  const entities = [
    {
      name: "bruk",
      references: [
        {
          columns: ["fagomraade", "takstkode"],
          dataset: "takster",
          to: ["fagomraade", "takstkode"],
          matches: "one",
        },
        { columns: ["takstkode"], dataset: "takstkoder", to: ["takstkode"], matches: "many" },
      ],
    },
    { name: "takster", references: [] },
  ] as const;

  it("is a line for each reference in Mermaid, with a crow's foot where several rows match", () => {
    expect(mermaidOf(entities)).toBe(
      'erDiagram\n    bruk }o--o| takster : "fagomraade, takstkode"\n    bruk }o--o{ takstkoder : "takstkode"',
    );
  });

  it("is a curve from the row of each reference to its dataset in SVG, dashed where several rows match", () => {
    const svg = svgOf(entities, "a < b");
    expect(svg).toContain('aria-label="a &lt; b"');
    expect(svg.match(/<path /g)?.length).toBe(2);
    expect(svg.match(/stroke-dasharray/g)?.length).toBe(1);
    expect(svg.match(/<rect /g)?.length).toBe(3);
    expect([...svg.matchAll(/>([^<>\n]+)<\/text>/g)].map(([, label]) => label)).toEqual([
      "bruk",
      "fagomraade, takstkode",
      "takstkode",
      "takster",
      "takstkoder",
    ]);
  });
});

function marked(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
