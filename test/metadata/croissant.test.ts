// croissant.json and schema-org.jsonld: the rules of both, every breach found.
import { describe, expect, it } from "vitest";
import { croissant, croissantFaults } from "../../src/metadata/croissant.ts";
import { schemaOrg, schemaOrgFaults } from "../../src/metadata/schema-org.ts";
import { changed, goldenManifest, goldenSubject } from "./golden-subject.ts";

const document = croissant(goldenSubject());
const files = goldenManifest.datasets.flatMap((dataset) => dataset.files);
type Case = [string, readonly (string | number)[], unknown, RegExp];

describe("croissant.json", () => {
  it("keeps every rule, with and without a publisher", () => {
    expect(croissantFaults(document, files)).toEqual([]);
    expect(croissantFaults(croissant(goldenSubject({ by: {} })), files)).toEqual([]);
  });

  it.each<Case>([
    ["another version", ["conformsTo"], "http://mlcommons.org/croissant/1.0", /conformsTo/],
    ["the older schema.org", ["@context", "@vocab"], "http://schema.org/", /@vocab/],
    ["no licence", ["license"], [], /license/],
    ["a date for a version", ["version"], "2026-11-01", /version/],
    ["no day of publication", ["datePublished"], undefined, /datePublished/],
    ["a file without a hash", ["distribution", 0, "sha256"], undefined, /sha256/],
    ["a file of another size", ["distribution", 0, "contentSize"], "1 B", /has 1 B/],
    ["a type nobody knows", ["recordSet", 0, "field", 0, "dataType"], "VARCHAR", /dataType/],
    [
      "a key of no field",
      ["recordSet", 0, "key", 0, "@id"],
      "fagomraader/x",
      /points to fagomraader\/x, which is no field/,
    ],
    [
      "a reference to another table, which mlcroissant would join",
      ["recordSet", 0, "field", 0, "references"],
      { field: { "@id": "takstkoder/takstkode" } },
      /references/,
    ],
    [
      "a field of no file",
      ["recordSet", 0, "field", 0, "source", "fileObject", "@id"],
      "x",
      /which is no file/,
    ],
    [
      "two fields of one name",
      ["recordSet", 0, "field", 1, "@id"],
      "fagomraader/fagomraade",
      /is used twice/,
    ],
  ])("is rejected with %s", (_what, path, value, fault) => {
    expect(croissantFaults(changed(document, path, value), files).join("\n")).toMatch(fault);
  });
});

describe("schema-org.jsonld", () => {
  const page = schemaOrg(goldenSubject());

  it("keeps every rule", () => {
    expect(schemaOrgFaults(page)).toEqual([]);
  });

  it.each<Case>([
    ["a description too short to be shown", ["dataset", 0, "description", 0, "@value"], "Tall.", /50/],
    ["a title in one language", ["dataset", 0, "name"], [{ "@language": "nb", "@value": "Tall" }], /name/],
    ["no licence", ["dataset", 0, "license"], undefined, /license/],
    ["no creator", ["dataset", 0, "creator"], undefined, /creator/],
    ["no file", ["dataset", 0, "distribution"], [], /distribution/],
    ["a span in words", ["dataset", 0, "temporalCoverage"], "siden 2015", /temporalCoverage/],
  ])("is rejected with %s", (_what, path, value, fault) => {
    expect(schemaOrgFaults(changed(page, path, value)).join("\n")).toMatch(fault);
  });
});
