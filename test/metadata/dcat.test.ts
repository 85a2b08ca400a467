// dcat.jsonld by DCAT-AP-NO: the rules it keeps, every breach found, and the score it would be given.
import { describe, expect, it } from "vitest";
import { type Catalogue, dcat } from "../../src/metadata/dcat.ts";
import { dcatFindings, qualityScore } from "../../src/metadata/dcat-rules.ts";
import { codeNode, mediaTypeIri, type Node } from "../../src/metadata/json-ld.ts";
import { goldenSubject, publisher } from "./golden-subject.ts";

const catalogue = dcat(goldenSubject(), "2-live");
const of = { publisher, profile: "2-live" } as const;

/** The catalogue with properties of every node of a class replaced; undefined removes one. */
function having(type: string, properties: Readonly<Record<string, unknown>>): Catalogue {
  const change = (node: Node): Node => {
    if (![node["@type"]].flat().includes(type)) return node;
    const entries = Object.entries({ ...node, ...properties }).filter(([, value]) => value !== undefined);
    return { "@id": node["@id"], "@type": node["@type"], ...Object.fromEntries(entries) };
  };
  return { ...catalogue, "@graph": catalogue["@graph"].map(change) };
}

describe("dcat.jsonld", () => {
  it("keeps every rule, in both profiles", () => {
    expect(dcatFindings(catalogue, of)).toEqual({ faults: [], lacking: [] });
    const three = dcat(goldenSubject(), "3");
    expect(dcatFindings(three, { publisher, profile: "3" })).toEqual({ faults: [], lacking: [] });
  });

  it("has a type of byteSize for each profile, and checksums only where they are accepted", () => {
    const three = dcat(goldenSubject(), "3");
    expect(dcatFindings(three, of).faults).toContainEqual(expect.stringContaining("checksum"));
    expect(dcatFindings(three, of).faults).toContainEqual(expect.stringContaining("which is no xsd:decimal"));
    expect(dcatFindings(catalogue, { publisher, profile: "3" }).faults).toContainEqual(
      expect.stringContaining("which is no xsd:nonNegativeInteger"),
    );
  });

  it("names media types and the statement of rights as each profile requires", () => {
    const { faults } = dcatFindings(dcat(goldenSubject(), "2-live"), { publisher, profile: "3" });
    expect(faults).toContainEqual(
      expect.stringMatching(/dcat:mediaType https:\/\/www\.iana\.org\/.*no dct:MediaType/),
    );
    expect(faults).toContainEqual(expect.stringMatching(/dct:rights .* no odrs:RightsStatement/));
  });

  it.each<[string, string, Readonly<Record<string, unknown>>, string]>([
    [
      "a catalogue without a publisher",
      "dcat:Catalog",
      { "dct:publisher": undefined },
      "has no dct:publisher",
    ],
    ["a dataset without a theme", "dcat:Dataset", { "dcat:theme": undefined }, "has no dcat:theme"],
    [
      "a dataset without an identifier",
      "dcat:Dataset",
      { "dct:identifier": undefined },
      "has no dct:identifier",
    ],
    ["a file without a licence", "dcat:Distribution", { "dct:license": undefined }, "has no dct:license"],
    [
      "a file nobody can reach",
      "dcat:Distribution",
      { "dcat:accessURL": undefined },
      "has no dcat:accessURL",
    ],
    ["a contact without e-mail", "vcard:Kind", { "vcard:hasEmail": undefined }, "has no vcard:hasEmail"],
    [
      "a relative name",
      "dcat:Distribution",
      { "dcat:downloadURL": { "@id": "a.csv" } },
      "a.csv is not an absolute IRI",
    ],
    [
      "a node without a name",
      "dcat:Dataset",
      { "dct:temporal": { "@type": "dct:PeriodOfTime" } },
      "without @id",
    ],
    [
      "a title in one language",
      "dcat:Catalog",
      { "dct:title": [{ "@language": "nb", "@value": "Tall" }] },
      "dct:title in nb",
    ],
    [
      "two titles of a language",
      "dcat:Catalog",
      { "dct:title": ["nb", "nb", "en"].map((language) => ({ "@language": language, "@value": "T" })) },
      "dct:title in nb, nb, en",
    ],
    [
      "a theme that is no EU theme",
      "dcat:Dataset",
      { "dcat:theme": { "@id": "https://example.org/helse" } },
      "no skos:Concept of the catalogue",
    ],
    [
      "a code of no table",
      "dct:LinguisticSystem",
      { "skos:inScheme": undefined },
      "no dct:LinguisticSystem of the catalogue",
    ],
    [
      "a date that is a moment",
      "dcat:Dataset",
      { "dct:issued": { "@type": "xsd:dateTime", "@value": "2026-11-01T04:00:00Z" } },
      "no xsd:date",
    ],
    [
      "a size in words",
      "dcat:Distribution",
      { "dcat:byteSize": { "@type": "xsd:decimal", "@value": "1 kB" } },
      "no xsd:decimal",
    ],
    [
      "two nodes of one name",
      "dct:PeriodOfTime",
      { "@id": "https://example.org/x" },
      "two nodes have the same @id",
    ],
  ])("is rejected with %s", (_what, type, properties, fault) => {
    const broken = type === "dct:PeriodOfTime" ? doubled() : having(type, properties);
    expect(dcatFindings(broken, of).faults.join("\n")).toContain(fault);
  });

  it("lacks only the facts that the publisher did not give", () => {
    const unknown = dcat(goldenSubject({ by: {} }), "2-live");
    const findings = dcatFindings(unknown, { publisher: {}, profile: "2-live" });
    expect(findings.faults).toEqual([]);
    expect([...findings.lacking].sort()).toEqual(["base", "contact", "name"]);
    expect(dcatFindings(unknown, of).faults).toContainEqual(expect.stringContaining("has no dct:publisher"));
  });

  it("names a dataset the same from release to release, and its files by release", () => {
    const next = dcat(goldenSubject({ change: { id: "next" } }), "2-live");
    const names = ({ "@graph": nodes }: Catalogue) => nodes.map((node) => node["@id"]);
    expect(names(next)).toEqual(names(catalogue));
    expect(JSON.stringify(next)).toContain("https://data.example.org/helserefusjon/next/fagomraader.csv");
  });

  it("knows only codes there are: a misspelt one has no node, and is rejected", () => {
    const table = "http://publications.europa.eu/resource/authority";
    expect(codeNode(`${table}/data-theme/HEAL`)).toMatchObject({ "@type": "skos:Concept" });
    for (const name of [
      `${table}/data-theme/HELSE`,
      `${table}/data-themes/HEAL`,
      mediaTypeIri("text/CSV", "3"),
    ])
      expect(codeNode(name), name).toBeUndefined();
  });
});

describe("the quality score", () => {
  it.each<[string, Readonly<Record<string, unknown>>, number]>([
    ["keywords", { "dcat:keyword": undefined }, 365],
    ["a theme of the EU", { "dcat:theme": { "@id": "https://example.org/helse" } }, 335],
    ["the place", { "dct:spatial": undefined }, 375],
    ["the time", { "dct:temporal": undefined }, 375],
    ["files", { "dcat:distribution": undefined }, 175],
  ])("falls without %s", (_what, properties, points) => {
    const poorer = having("dcat:Dataset", properties);
    expect(qualityScore(poorer, dcatFindings(poorer, of)).points).toBe(points);
  });
});

function doubled(): Catalogue {
  const [first, ...others] = catalogue["@graph"];
  if (first === undefined) throw new Error("The catalogue is empty");
  return { ...catalogue, "@graph": [first, first, ...others] };
}
