// datapackage.json by the Data Package standard: what it says, and that every mistake in it is found.
import { describe, expect, it } from "vitest";
import { datapackage, datapackageFaults, tableSchema } from "../../src/metadata/datapackage.ts";
import { changed, goldenManifest, goldenSubject } from "./golden-subject.ts";

const subject = goldenSubject();
const document = datapackage(subject);
const files = goldenManifest.datasets.flatMap((dataset) => dataset.files);

describe("datapackage.json", () => {
  it("keeps every rule", () => {
    expect(datapackageFaults(document, files)).toEqual([]);
  });

  it.each<[string, readonly (string | number)[], unknown, RegExp]>([
    ["a package without resources", ["resources"], [], /resources: Too small/],
    [
      "another version of the standard",
      ["$schema"],
      "https://datapackage.org/profiles/1.0/datapackage.json",
      /\$schema: Invalid input/,
    ],
    ["a name with spaces", ["name"], "Helse refusjon", /^name: Invalid string/],
    ["a version that is a year", ["version"], "2026", /^version: Invalid string/],
    ["a day instead of a moment", ["created"], "2026-11-01", /created: Invalid ISO datetime/],
    [
      "a licence with neither name nor text",
      ["licenses", 0],
      { title: "NLOD" },
      /licenses\.0: expected a name or a path/,
    ],
    [
      "a role of version 1",
      ["contributors", 0, "role"],
      "author",
      /expected roles, because role is of version 1/,
    ],
    [
      "a path out of the release",
      ["resources", 0, "path"],
      "../fagomraader.parquet",
      /resources\.0\.path: Invalid string/,
    ],
    ["a path and data", ["resources", 0, "data"], [], /resources\.0\.data: expected no data beside a path/],
    [
      "a type that is no table",
      ["resources", 0, "type"],
      "json",
      /resources\.0\.type: Invalid input: expected "table"/,
    ],
    ["another number of bytes", ["resources", 0, "bytes"], 1, /has 1 bytes/],
    ["another hash", ["resources", 1, "hash"], `sha256:${"0".repeat(64)}`, /does not list fagomraader\.csv/],
    [
      "two resources of a name",
      ["resources", 1, "name"],
      "fagomraader",
      /the resource name fagomraader is used twice/,
    ],
    [
      "an unknown type of field",
      ["resources", 0, "schema", "fields", 0, "type"],
      "text",
      /type: Invalid option/,
    ],
    [
      "two fields of a name",
      ["resources", 0, "schema", "fields", 1, "name"],
      "fagomraade",
      /two fields fagomraade/,
    ],
    [
      "a key that is no list",
      ["resources", 0, "schema", "primaryKey"],
      "fagomraade",
      /primaryKey: Invalid input: expected array/,
    ],
    ["a key of no field", ["resources", 0, "schema", "primaryKey"], ["kode"], /no key field kode/],
    [
      "a reference to no table",
      ["resources", 2, "schema", "foreignKeys", 0, "reference", "resource"],
      "x",
      /x has no field/,
    ],
    [
      "a reference of unequal length",
      ["resources", 2, "schema", "foreignKeys", 0, "fields"],
      ["fagomraade", "praksis_type_kode"],
      /refers from/,
    ],
    [
      "an unknown constraint",
      ["resources", 0, "schema", "fields", 0, "constraints"],
      { always: true },
      /Unrecognized key: "always"/,
    ],
    [
      "a pattern for a type that has none",
      ["resources", 0, "schema", "fields", 0],
      { name: "dag", type: "date", description: "Dag", constraints: { pattern: "^2" } },
      /expected no pattern for this type/,
    ],
    [
      "a pattern that is no regular expression",
      ["resources", 0, "schema", "fields", 0, "constraints"],
      { pattern: "(" },
      /expected a regular expression/,
    ],
    ["a keyword twice", ["keywords"], ["helse", "helse"], /keywords: expected no name twice/],
    [
      "a table without a schema",
      ["resources", 0, "schema"],
      undefined,
      /resources\.0: expected a type and a schema/,
    ],
  ])("is rejected with %s", (_what, path, value, fault) => {
    expect(datapackageFaults(changed(document, path, value), files).join("\n")).toMatch(fault);
  });

  it("gives the Parquet and the CSV file of a table one schema", () => {
    const { resources } = JSON.parse(JSON.stringify(document));
    expect(resources).toHaveLength(2 * goldenManifest.datasets.length);
    for (let at = 0; at < resources.length; at += 2) {
      const [parquet, csv] = resources.slice(at, at + 2);
      expect(csv).toMatchObject({ name: `${parquet.name}-csv`, format: "csv", encoding: "utf-8" });
      expect(csv.schema).toEqual(parquet.schema);
    }
  });

  it("states a reference or a limit only where this release was proven to keep it", () => {
    const kommune = subject.tables.find(({ entry }) => entry.name === "takstbruk_kommune_ar");
    if (kommune === undefined) throw new Error("The golden release holds no takstbruk_kommune_ar");
    const broken = goldenManifest.checks.filter(({ failed }) => failed > 0).map(({ name }) => name);
    expect(broken).toContain("takstbruk_kommune_ar_behandler_kommunenr_in_kommuner");
    const schema = tableSchema(kommune, goldenManifest);
    const resources = JSON.stringify(schema.foreignKeys);
    expect(resources).toContain('"resource":"fagomraader"');
    expect(resources).toContain('"resource":"takster"');
    expect(resources).not.toContain('"resource":"kommuner"');
    // One to many: a praksistype may be listed under several fagområder.
    expect(broken).not.toContain("takstbruk_kommune_ar_praksis_type_kode_in_praksistyper");
    expect(resources).not.toContain('"resource":"praksistyper"');
    const { fields } = schema;
    expect(fields).toContainEqual(
      expect.objectContaining({ name: "antall_maneder", constraints: { minimum: 0, maximum: 12 } }),
    );
    const unverified = tableSchema(kommune, { ...goldenManifest, checks: [] });
    expect(unverified.foreignKeys).toBeUndefined();
    expect(unverified.fields).not.toContainEqual(
      expect.objectContaining({ name: "antall_maneder", constraints: expect.anything() }),
    );
  });

  it("describes a file for Excel as a file, and a compressed one as the table it holds", () => {
    const [first, ...others] = goldenManifest.datasets;
    if (first === undefined) throw new Error("The golden release is empty");
    const [parquet, csv] = first.files;
    if (parquet === undefined || csv === undefined) throw new Error("A table lacks its files");
    const compressed = {
      ...csv,
      path: "fagomraader.csv.gz",
      compression: "gzip",
      media_type: "application/gzip",
    } as const;
    const excel = { ...csv, path: "fagomraader.excel.csv", variant: "excel" } as const;
    const datasets = [{ ...first, files: [parquet, compressed, excel] }, ...others];
    const made = datapackage(goldenSubject({ change: { datasets } }));
    expect(
      datapackageFaults(
        made,
        datasets.flatMap((dataset) => dataset.files),
      ),
    ).toEqual([]);
    expect(JSON.stringify(made)).toContain('"name":"fagomraader-csv","path":"fagomraader.csv.gz"');
    expect(JSON.stringify(made)).toContain('"x-variant":"excel"');
  });
});
