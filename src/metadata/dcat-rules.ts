// Checks a finished catalogue by the rules of DCAT-AP-NO and of the harvester of data.norge.no.
import type { Catalogue, DcatProfile } from "./dcat.ts";
import { codeNode, mediaTypeIri, type Node } from "./json-ld.ts";
import type { Fact, Publisher } from "./publisher.ts";

export interface Findings {
  /** What is wrong. A catalogue may be published only without faults. */
  readonly faults: readonly string[];
  /** The facts that the publisher did not give. */
  readonly lacking: readonly Fact[];
}

interface Of {
  readonly publisher: Publisher;
  readonly profile: DcatProfile;
}

/** A mandatory property may be absent only if it needs a fact that the publisher did not give. */
export function dcatFindings({ "@graph": nodes }: Catalogue, rules: Of): Findings {
  const lacks = nodes.flatMap((node) => missingProperties(node, rules.profile));
  const excused = (fact: Fact | undefined): fact is Fact =>
    fact !== undefined && rules.publisher[fact] === undefined;
  const known = new Map(nodes.map((node) => [node["@id"], node]));
  return {
    lacking: [...new Set(lacks.map(({ fact }) => fact).filter(excused))],
    faults: [
      ...lacks.filter(({ fact }) => !excused(fact)).map(({ fault }) => fault),
      ...(known.size === nodes.length ? [] : ["two nodes have the same @id"]),
      ...nodes.flatMap((node) => nameFaults(node)),
      ...nodes.flatMap((node) => languageFaults(node)),
      ...nodes.flatMap((node) => linkFaults(node, { known, profile: rules.profile })),
      ...nodes.flatMap((node) => literalFaults(node, rules.profile)),
    ],
  };
}

function propertyValues(node: Node, property: string): readonly Part[] {
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

function nodeClasses({ "@type": type }: Node): readonly string[] {
  return typeof type === "string" ? [type] : type;
}

function missingProperties(
  node: Node,
  profile: DcatProfile,
): readonly { fault: string; fact: Fact | undefined }[] {
  return nodeClasses(node).flatMap((name) =>
    Object.entries(mandatory(profile)[name] ?? {})
      .filter(([property]) => propertyValues(node, property).length === 0)
      .map(([property, { fact }]) => ({ fault: `${node["@id"]} has no ${property}`, fact })),
  );
}

const absolute = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/;

/** The harvester resolves relative names to example.com and rejects nodes without a name. */
function nameFaults(node: Node): readonly string[] {
  const parts = nodeProperties(node).flatMap(([property]) => propertyValues(node, property));
  const nameless = parts.filter((part) => part["@id"] === undefined && part["@value"] === undefined);
  const iris = [node["@id"], ...parts.flatMap((part) => part["@id"] ?? [])].map(String);
  return [
    ...nameless.map(() => `${node["@id"]} holds a node without @id`),
    ...iris.filter((iri) => !absolute.test(iri)).map((iri) => `${iri} is not an absolute IRI`),
  ];
}

/** Each text has one version in each language. Keywords may have several. */
function languageFaults(node: Node): readonly string[] {
  return nodeProperties(node).flatMap(([property]) => {
    const languages = propertyValues(node, property).flatMap((part) => part["@language"] ?? []);
    if (languages.length === 0) return [];
    const right = property === "dcat:keyword" ? new Set(languages).size === 2 : languages.join() === "nb,en";
    return right ? [] : [`${node["@id"]} has ${property} in ${languages.join(", ")}`];
  });
}

interface Within {
  readonly known: ReadonlyMap<string, Node>;
  readonly profile: DcatProfile;
}

function linkFaults(node: Node, { known, profile }: Within): readonly string[] {
  return nodeProperties(node).flatMap(([property]) => {
    const expected = { ...pointsAt, ...(profile === "3" ? pointsAtInVersion3 : {}) }[property];
    if (expected === undefined) return [];
    return propertyValues(node, property).flatMap((part) => {
      const target = known.get(String(part["@id"]));
      if (
        target !== undefined &&
        nodeClasses(target).includes(expected) &&
        isInItsTable(target) &&
        (expected !== "dct:MediaType" || target["@id"].startsWith(mediaTypeIri("", profile)))
      )
        return [];
      return [`${node["@id"]} has the ${property} ${part["@id"]}, which is no ${expected} of the catalogue`];
    });
  });
}

/** An EU code must name its table. */
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
    propertyValues(node, property)
      .filter((part) => part["@type"] !== type || !form.test(String(part["@value"])))
      .map((part) => `${node["@id"]} has ${property} ${JSON.stringify(part)}, which is no ${type}`),
  );
  const checksums = profile === "2-live" ? propertyValues(node, "spdx:checksum") : [];
  return [
    ...faults,
    ...checksums.map(() => `${node["@id"]} has a checksum, which profile 2-live does not allow`),
  ];
}

function nodeProperties(node: Node): readonly (readonly [string, unknown])[] {
  return Object.entries(node).filter(([name]) => !name.startsWith("@"));
}

/** Mandatory properties by name, with the publisher's fact that each needs. */
type Demands = Readonly<Record<string, { readonly fact?: Fact }>>;

const publisherDemands: Demands = {
  "dct:publisher": { fact: "name" },
  "dcat:contactPoint": { fact: "contact" },
};
const namedDemands: Demands = { "dct:title": {}, "dct:description": {} };

/** Version 3 of DCAT-AP-NO. */
const version3Demands: Readonly<Record<string, Demands>> = {
  "dcat:Catalog": { ...namedDemands, ...publisherDemands },
  "dcat:Dataset": { ...namedDemands, ...publisherDemands, "dcat:theme": {} },
  "dcat:Distribution": { "dcat:accessURL": { fact: "base" } },
  "foaf:Agent": { "foaf:name": {} },
  "vcard:Kind": { "vcard:fn": {}, "vcard:hasEmail": {} },
  "spdx:Checksum": { "spdx:algorithm": {}, "spdx:checksumValue": {} },
};

/** Today's validation at data.norge.no also demands these. Some give only a warning, but a warning loses the points. */
const liveDemands: Readonly<Record<string, Demands>> = {
  ...version3Demands,
  "dcat:Catalog": { ...version3Demands["dcat:Catalog"], "dct:identifier": {} },
  "dcat:Dataset": { ...version3Demands["dcat:Dataset"], "dct:identifier": {} },
  "dcat:Distribution": { ...version3Demands["dcat:Distribution"], "dct:license": {} },
};

/** The mandatory properties of each class. */
export function mandatory(profile: DcatProfile): Readonly<Record<string, Demands>> {
  return profile === "3" ? version3Demands : liveDemands;
}

/** The class of the node a property must point at, in the same graph. */
const pointsAt: Readonly<Record<string, string>> = {
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
  "foaf:homepage": "foaf:Document",
  "spdx:checksum": "spdx:Checksum",
};

const pointsAtInVersion3: Readonly<Record<string, string>> = { "dct:rights": "odrs:RightsStatement" };

export interface QualityScore {
  /** The lowest score of a dataset. */
  readonly points: number;
  /** The highest possible score: the scale has 40 more points that no dataset gets. */
  readonly reachable: number;
  /** The properties that lose points in at least one dataset. */
  readonly lost: readonly string[];
}

type Indicator = readonly [name: string, points: number, holds: (node: Node) => boolean];

const has = (property: string) => (node: Node) => propertyValues(node, property).length > 0;

const hasCode = (property: string) => (node: Node) => {
  const values = propertyValues(node, property);
  return values.length > 0 && values.every((value) => codeNode(String(value["@id"])) !== undefined);
};

const hasAddress = (property: string) => (node: Node) =>
  propertyValues(node, property).some((value) => /^https?:/.test(String(value["@id"])));

const datasetIndicators: readonly Indicator[] = [
  ["keyword", 30, has("dcat:keyword")],
  ["theme", 30, hasCode("dcat:theme")],
  ["spatial", 20, has("dct:spatial")],
  ["temporal", 20, has("dct:temporal")],
  ["accessRights", 10, has("dct:accessRights")],
  ["accessRights vocabulary", 5, hasCode("dct:accessRights")],
  ["contactPoint", 20, has("dcat:contactPoint")],
  ["publisher", 10, has("dct:publisher")],
];

/** An address counts as answering, because `publish` reads every file back later. */
const distributionIndicators: readonly Indicator[] = [
  ["accessURL", 50, hasAddress("dcat:accessURL")],
  ["downloadURL", 20, has("dcat:downloadURL")],
  ["downloadURL answers", 30, hasAddress("dcat:downloadURL")],
  ["format", 20, has("dct:format")],
  ["mediaType", 10, has("dcat:mediaType")],
  [
    "vocabulary of format and mediaType",
    10,
    (node) => hasCode("dct:format")(node) && hasCode("dcat:mediaType")(node),
  ],
  ["formatMatch", 15, hasAddress("dcat:downloadURL")],
  ["syntaxValid", 15, hasAddress("dcat:downloadURL")],
  ["license", 20, has("dct:license")],
  ["known license", 10, hasCode("dct:license")],
  ["rights", 5, has("dct:rights")],
  ["byteSize", 5, has("dcat:byteSize")],
  ["issued", 5, has("dct:issued")],
  ["modified", 5, has("dct:modified")],
];

const conformity = 30;
const reachable = [...datasetIndicators, ...distributionIndicators].reduce(
  (sum, [, points]) => sum + points,
  conformity,
);

/** A dataset gets the points of a distribution property only if all its distributions have it. */
export function qualityScore({ "@graph": nodes }: Catalogue, { faults, lacking }: Findings): QualityScore {
  const conforms = faults.length === 0 && lacking.length === 0;
  const byName = new Map(nodes.map((node) => [node["@id"], node]));
  const lost = nodes
    .filter((node) => node["@type"] === "dcat:Dataset")
    .map((dataset) => {
      const files = propertyValues(dataset, "dcat:distribution").flatMap(
        (part) => byName.get(String(part["@id"])) ?? [],
      );
      return [
        ...datasetIndicators.filter(([, , holds]) => !holds(dataset)),
        ...distributionIndicators.filter(([, , holds]) => files.length === 0 || !files.every(holds)),
      ];
    });
  const worst = Math.max(0, ...lost.map((missed) => missed.reduce((sum, [, points]) => sum + points, 0)));
  return {
    points: reachable - worst - (conforms ? 0 : conformity),
    reachable,
    lost: [...new Set(lost.flatMap((missed) => missed.map(([name]) => name)))].concat(
      conforms ? [] : ["DCAT compliance"],
    ),
  };
}
