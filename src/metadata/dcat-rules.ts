// The rules of DCAT-AP-NO and of the harvester behind data.norge.no, held against a finished catalogue.
import type { Catalogue, DcatProfile } from "./dcat.ts";
import { codeNode, type Node } from "./json-ld.ts";
import type { Fact, Publisher } from "./publisher.ts";

export interface Findings {
  /** What is wrong with the description; nothing in one that may be published. */
  readonly faults: readonly string[];
  /** What it lacks because the publisher did not tell. */
  readonly lacking: readonly Fact[];
}

interface Of {
  readonly publisher: Publisher;
  readonly profile: DcatProfile;
}

/** Every rule the catalogue breaks. A mandatory property may only be absent where it needs a fact nobody gave. */
export function dcatFindings({ "@graph": nodes }: Catalogue, of: Of): Findings {
  const lacks = nodes.flatMap((node) => absent(node, of.profile));
  const excused = (fact: Fact | undefined): fact is Fact =>
    fact !== undefined && of.publisher[fact] === undefined;
  const known = new Map(nodes.map((node) => [node["@id"], node]));
  return {
    lacking: [...new Set(lacks.map(({ fact }) => fact).filter(excused))],
    faults: [
      ...lacks.filter(({ fact }) => !excused(fact)).map(({ says }) => says),
      ...(known.size === nodes.length ? [] : ["two nodes have the same name"]),
      ...nodes.flatMap((node) => nameFaults(node)),
      ...nodes.flatMap((node) => languageFaults(node)),
      ...nodes.flatMap((node) => linkFaults(node, known)),
      ...nodes.flatMap((node) => literalFaults(node, of.profile)),
    ],
  };
}

/** The values of a property, one or many. */
export function valuesOf(node: Node, property: string): readonly Part[] {
  const value: unknown = node[property];
  if (value === undefined) return [];
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.map((one) => (typeof one === "object" && one !== null ? { ...one } : { "@value": String(one) }));
}

interface Part {
  readonly "@id"?: unknown;
  readonly "@value"?: unknown;
  readonly "@language"?: unknown;
  readonly "@type"?: unknown;
}

function classesOf({ "@type": type }: Node): readonly string[] {
  return typeof type === "string" ? [type] : type;
}

function absent(node: Node, profile: DcatProfile): readonly { says: string; fact: Fact | undefined }[] {
  return classesOf(node).flatMap((name) =>
    Object.entries(mandatory(profile)[name] ?? {})
      .filter(([property]) => valuesOf(node, property).length === 0)
      .map(([property, { fact }]) => ({ says: `${node["@id"]} has no ${property}`, fact })),
  );
}

const absolute = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/;

/** The harvester resolves relative names to example.com and rejects nodes without one. */
function nameFaults(node: Node): readonly string[] {
  const parts = propertiesOf(node).flatMap(([property]) => valuesOf(node, property));
  const nameless = parts.filter((part) => part["@id"] === undefined && part["@value"] === undefined);
  const iris = [node["@id"], ...parts.flatMap((part) => part["@id"] ?? [])].map(String);
  return [
    ...nameless.map(() => `${node["@id"]} holds a node without a name`),
    ...iris.filter((iri) => !absolute.test(iri)).map((iri) => `${iri} is not an absolute IRI`),
  ];
}

/** One text of a language, and both languages; keywords may be many. */
function languageFaults(node: Node): readonly string[] {
  return propertiesOf(node).flatMap(([property]) => {
    const languages = valuesOf(node, property).flatMap((part) => part["@language"] ?? []);
    if (languages.length === 0) return [];
    const right = property === "dcat:keyword" ? new Set(languages).size === 2 : languages.join() === "nb,en";
    return right ? [] : [`${node["@id"]} has ${property} in ${languages.join(", ")}`];
  });
}

function linkFaults(node: Node, known: ReadonlyMap<string, Node>): readonly string[] {
  return propertiesOf(node).flatMap(([property]) => {
    const expected = pointsAt[property];
    if (expected === undefined) return [];
    return valuesOf(node, property).flatMap((part) => {
      const target = known.get(String(part["@id"]));
      if (target !== undefined && classesOf(target).includes(expected) && isInItsTable(target)) return [];
      return [`${node["@id"]} has the ${property} ${part["@id"]}, which is no ${expected} of the catalogue`];
    });
  });
}

/** A code of the EU must say which table it is from. */
function isInItsTable(node: Node): boolean {
  const code = codeNode(node["@id"]);
  return (
    code === undefined || JSON.stringify(code["skos:inScheme"]) === JSON.stringify(node["skos:inScheme"])
  );
}

function literalFaults(node: Node, profile: DcatProfile): readonly string[] {
  const types: Readonly<Record<string, readonly [type: string, form: RegExp]>> = {
    "dcat:byteSize": [profile === "3" ? "xsd:nonNegativeInteger" : "xsd:decimal", /^\d+$/],
    "dct:issued": ["xsd:date", /^\d{4}-\d\d-\d\d$/],
    "dct:modified": ["xsd:date", /^\d{4}-\d\d-\d\d$/],
    "dcat:startDate": ["xsd:date", /^\d{4}-\d\d-\d\d$/],
    "dcat:endDate": ["xsd:date", /^\d{4}-\d\d-\d\d$/],
    "spdx:checksumValue": ["xsd:hexBinary", /^[0-9a-f]{64}$/],
  };
  const faults = Object.entries(types).flatMap(([property, [type, form]]) =>
    valuesOf(node, property)
      .filter((part) => part["@type"] !== type || !form.test(String(part["@value"])))
      .map((part) => `${node["@id"]} has ${property} ${JSON.stringify(part)}, which is no ${type}`),
  );
  const checksums = profile === "2-live" ? valuesOf(node, "spdx:checksum") : [];
  return [...faults, ...checksums.map(() => `${node["@id"]} has a checksum, which profile 2-live refuses`)];
}

function propertiesOf(node: Node): readonly (readonly [string, unknown])[] {
  return Object.entries(node).filter(([name]) => !name.startsWith("@"));
}

/** Properties by name, with the publisher's fact each one needs. */
type Demands = Readonly<Record<string, { readonly fact?: Fact }>>;

const responsible: Demands = { "dct:publisher": { fact: "name" }, "dcat:contactPoint": { fact: "contact" } };
const named: Demands = { "dct:title": {}, "dct:description": {} };

/** Version 3 of the standard. */
const coming: Readonly<Record<string, Demands>> = {
  "dcat:Catalog": { ...named, ...responsible },
  "dcat:Dataset": { ...named, ...responsible, "dcat:theme": {} },
  "dcat:Distribution": { "dcat:accessURL": { fact: "base" } },
  "foaf:Agent": { "foaf:name": {} },
  "vcard:Kind": { "vcard:fn": {}, "vcard:hasEmail": {} },
  "spdx:Checksum": { "spdx:algorithm": {}, "spdx:checksumValue": {} },
};

/** What data.norge.no validates today demands these as well, or warns, which counts as not conforming. */
const live: Readonly<Record<string, Demands>> = {
  ...coming,
  "dcat:Catalog": { ...coming["dcat:Catalog"], "dct:identifier": {} },
  "dcat:Dataset": { ...coming["dcat:Dataset"], "dct:identifier": {} },
  "dcat:Distribution": { ...coming["dcat:Distribution"], "dct:license": {} },
};

/** The mandatory properties of each class. */
export function mandatory(profile: DcatProfile): Readonly<Record<string, Demands>> {
  return profile === "3" ? coming : live;
}

/** The class of the node a property must point at, in the same graph. */
export const pointsAt: Readonly<Record<string, string>> = {
  "dcat:dataset": "dcat:Dataset",
  "dcat:distribution": "dcat:Distribution",
  "dcat:contactPoint": "vcard:Kind",
  "dcat:compressFormat": "dct:MediaType",
  "dcat:mediaType": "dct:MediaType",
  "dcat:theme": "skos:Concept",
  "dct:accessRights": "dct:RightsStatement",
  "dct:accrualPeriodicity": "dct:Frequency",
  "dct:format": "dct:MediaTypeOrExtent",
  "dct:language": "dct:LinguisticSystem",
  "dct:license": "dct:LicenseDocument",
  "dct:publisher": "foaf:Agent",
  "dct:rights": "dct:RightsStatement",
  "dct:spatial": "dct:Location",
  "dct:temporal": "dct:PeriodOfTime",
  "spdx:checksum": "spdx:Checksum",
};
