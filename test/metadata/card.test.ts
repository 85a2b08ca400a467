// The card people read and the citation: what they say, and that a wrong citation is found.
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { citation, citationFaults, readmeCard, sizeCategory } from "../../src/metadata/documents.ts";
import type { Subject } from "../../src/metadata/subject.ts";
import { changed, goldenManifest, goldenSubject } from "./golden-subject.ts";

describe("README.md of a release", () => {
  const text = readmeCard(goldenSubject());
  const front: unknown = parse(text.split("---\n")[1] ?? "");

  it("gives Hugging Face the licence, the language, the size and the Parquet file of each table", () => {
    expect(front).toMatchObject({ license: "other", license_name: "nlod-2.0", language: ["nb"] });
    const configs = goldenManifest.datasets.map(({ name }) =>
      expect.objectContaining({ config_name: name, data_files: [`${name}.parquet`] }),
    );
    expect(front).toMatchObject({ configs, size_categories: ["10K<n<100K"] });
  });

  it("shows Hugging Face's readers the use by year in the whole country first, and in an excerpt without it the largest table", () => {
    const configs = (of: Subject) => {
      const parsed: unknown = parse(readmeCard(of).split("---\n")[1] ?? "");
      const { configs } = z
        .object({ configs: z.array(z.looseObject({ config_name: z.string() })) })
        .parse(parsed);
      return configs.filter((one) => one.default === true).map(({ config_name }) => config_name);
    };
    const whole = goldenSubject();
    expect(configs(whole)).toEqual(["takstbruk_landet_ar"]);
    const excerpt = whole.tables.filter(({ entry }) => entry.name.startsWith("kommune"));
    expect(configs({ ...whole, tables: excerpt })).toEqual(["kommune_innbyggere"]);
  });

  it("names every table with what a row is, in both languages", () => {
    for (const { name, title, grain } of goldenManifest.datasets) {
      expect(text).toContain(`| \`${name}\` | ${title.nb} | ${grain.nb} | ${grain.en} |`);
    }
  });

  it.each([
    [0, "n<1K"],
    [999, "n<1K"],
    [1_000, "1K<n<10K"],
    [2_000_000, "1M<n<10M"],
    [30_000_000, "10M<n<100M"],
    [2_000_000_000, "n>1B"],
  ])("calls %d rows %s", (rows, size) => {
    expect(sizeCategory(rows)).toBe(size);
  });
});

describe("CITATION.cff", () => {
  const document: unknown = parse(citation(goldenSubject()));

  it("keeps the rules of the format", () => {
    expect(citationFaults(document)).toEqual([]);
    expect(document).toMatchObject({ "date-released": "2026-11-01", version: "1.0.0", type: "dataset" });
  });

  it.each([
    ["no authors", "authors", []],
    ["no title", "title", ""],
    ["a moment for a day", "date-released", "2026-11-01T04:00:00Z"],
    ["another version of the format", "cff-version", "1.1.0"],
  ])("is rejected with %s", (_what, property, value) => {
    expect(citationFaults(changed(document, [property], value)).join()).toContain(property);
  });
});
