// dcat.jsonld: describes a release as a DCAT-AP-NO catalogue, which data.norge.no can harvest.
import type { ManifestFile } from "../domain/manifest.ts";
import type { licenses } from "../domain/source.ts";
import {
  bilingualLiterals,
  codeNode,
  euCode,
  type Link,
  linkTo,
  mediaTypeIri,
  type Node,
  textLiteral,
  typedLiteral,
} from "./json-ld.ts";
import type { Publisher } from "./publisher.ts";
import {
  agentIri,
  dayOf,
  descriptionOf,
  fileAddress,
  fileLabel,
  iri,
  type Subject,
  spanOf,
  type Table,
  titleOf,
} from "./subject.ts";

/** The document holds the prefixes, so that a harvester need not fetch them. */
const context = {
  dcat: "http://www.w3.org/ns/dcat#",
  dct: "http://purl.org/dc/terms/",
  foaf: "http://xmlns.com/foaf/0.1/",
  odrs: "http://schema.theodi.org/odrs#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  spdx: "http://spdx.org/rdf/terms#",
  vcard: "http://www.w3.org/2006/vcard/ns#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
} as const;

export interface Catalogue {
  readonly "@context": typeof context;
  readonly "@graph": readonly Node[];
}

/** The catalogue as one flat graph, without the facts that the publisher did not give. */
export function dcat(subject: Subject, profile: DcatProfile): Catalogue {
  const { publisher, tables } = subject;
  const described = [
    catalogNode(subject),
    ...agentNodes(publisher),
    ...contactNodes(publisher),
    ...(publisher.homepage === undefined ? [] : [{ "@id": publisher.homepage, "@type": "foaf:Document" }]),
    rightsNode(subject, profile),
    ...tables.flatMap((table) => datasetNodes(table, { subject, profile })),
  ];
  return { "@context": context, "@graph": [...described, ...codeNodes(described)] };
}

function catalogNode({ manifest, publisher, tables }: Subject): Node {
  const { homepage, name, contact } = publisher;
  const self = iri(publisher, "catalog");
  const day = typedLiteral("date", dayOf(manifest));
  return {
    "@id": self,
    "@type": "dcat:Catalog",
    "dct:title": bilingualLiterals(manifest.title),
    "dct:description": bilingualLiterals(manifest.description),
    "dct:identifier": { "@value": self },
    ...(name === undefined ? {} : { "dct:publisher": linkTo(agentIri(publisher)) }),
    ...(contact === undefined ? {} : { "dcat:contactPoint": linkTo(iri(publisher, "contact")) }),
    ...(homepage === undefined ? {} : { "foaf:homepage": linkTo(homepage) }),
    "dct:language": [linkTo(euCode("language", "NOB")), linkTo(euCode("language", "ENG"))],
    "dct:license": linkTo(euCode("licence", "NLOD_2_0")),
    "dct:spatial": linkTo(euCode("country", "NOR")),
    "dct:modified": day,
    "dcat:dataset": tables.map(({ entry }) => linkTo(iri(publisher, "dataset", entry.name))),
  };
}

function agentNodes(publisher: Publisher): readonly Node[] {
  const { name, organisation } = publisher;
  if (name === undefined) return [];
  const identifier = organisation === undefined ? {} : { "dct:identifier": { "@value": organisation } };
  return [
    {
      "@id": agentIri(publisher),
      "@type": "foaf:Agent",
      "foaf:name": bilingualLiterals(name),
      ...identifier,
    },
  ];
}

function contactNodes(publisher: Publisher): readonly Node[] {
  const { contact } = publisher;
  if (contact === undefined) return [];
  const url = contact.url === undefined ? {} : { "vcard:hasURL": linkTo(contact.url) };
  return [
    {
      "@id": iri(publisher, "contact"),
      "@type": ["vcard:Kind", "vcard:Organization"],
      "vcard:fn": bilingualLiterals(contact.name),
      "vcard:hasEmail": linkTo(`mailto:${contact.email}`),
      ...url,
    },
  ];
}

/** The attribution that the sources require. Version 3 requires the class of the Open Data Institute. */
function rightsNode({ manifest, publisher }: Subject, profile: DcatProfile): Node {
  return {
    "@id": iri(publisher, "rights"),
    "@type": profile === "3" ? ["dct:RightsStatement", "odrs:RightsStatement"] : "dct:RightsStatement",
    "rdfs:label": bilingualLiterals(manifest.attribution),
  };
}

/** One node for each code that other nodes link to. */
function codeNodes(nodes: readonly Node[]): readonly Node[] {
  const linked = nodes.flatMap((node) => Object.values(node).flatMap((value) => findLinks(value)));
  return [...new Set(linked)].flatMap((iri) => codeNode(iri) ?? []);
}

function findLinks(value: Node[string]): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.flatMap((one) => (isLink(one) ? [one["@id"]] : []));
}

function isLink(value: unknown): value is { readonly "@id": string } {
  return typeof value === "object" && value !== null && "@id" in value;
}

interface Of {
  readonly subject: Subject;
  readonly profile: DcatProfile;
}

function datasetNodes(table: Table, context: Of): readonly Node[] {
  return [
    datasetNode(table, context.subject),
    periodNode(table, context.subject),
    ...table.entry.files.flatMap((file) => distributionNodes(file, { ...context, table })),
  ];
}

function datasetNode(table: Table, { manifest, publisher }: Subject): Node {
  const { entry, dataset } = table;
  const self = iri(publisher, "dataset", entry.name);
  const { contact, frequency, name } = publisher;
  const often =
    frequency === undefined ? {} : { "dct:accrualPeriodicity": linkTo(euCode("frequency", frequency)) };
  return {
    "@id": self,
    "@type": "dcat:Dataset",
    "dct:title": bilingualLiterals(titleOf(table, manifest)),
    "dct:description": bilingualLiterals(descriptionOf(table, manifest)),
    "dct:identifier": { "@value": self },
    ...(name === undefined ? {} : { "dct:publisher": linkTo(agentIri(publisher)) }),
    ...(contact === undefined ? {} : { "dcat:contactPoint": linkTo(iri(publisher, "contact")) }),
    "dcat:theme": ["HEAL", ...(dataset.themes ?? [])].map((theme) => linkTo(euCode("data-theme", theme))),
    "dcat:keyword": [
      ...dataset.keywords.nb.map((word) => textLiteral("nb", word)),
      ...dataset.keywords.en.map((word) => textLiteral("en", word)),
    ],
    "dct:spatial": linkTo(euCode("country", "NOR")),
    "dct:temporal": linkTo(`${self}/period`),
    "dct:accessRights": linkTo(euCode("access-right", "PUBLIC")),
    ...often,
    "dct:language": linkTo(euCode("language", "NOB")),
    "dct:issued": typedLiteral("date", dayOf(manifest)),
    "dct:modified": typedLiteral("date", dayOf(manifest)),
    "dcat:version": { "@value": manifest.version },
    "dcat:distribution": entry.files.map(({ path }) => linkTo(distributionIri(path, publisher))),
  };
}

function periodNode(table: Table, { manifest, publisher }: Subject): Node {
  const { start, end } = spanOf(table, manifest);
  return {
    "@id": `${iri(publisher, "dataset", table.entry.name)}/period`,
    "@type": "dct:PeriodOfTime",
    ...(start === undefined ? {} : { "dcat:startDate": typedLiteral("date", start) }),
    ...(end === undefined ? {} : { "dcat:endDate": typedLiteral("date", end) }),
  };
}

const licenceCodes: Readonly<Record<keyof typeof licenses, string>> = {
  data: "NLOD_2_0",
  reference_tables: "CC_BY_4_0",
};

function distributionNodes(
  file: ManifestFile,
  { table, subject, profile }: Of & { readonly table: Table },
): readonly Node[] {
  const { manifest, publisher } = subject;
  const self = distributionIri(file.path, publisher);
  const address = fileAddress(publisher, manifest.id, file.path);
  const title = titleOf(table, manifest);
  const kind = fileLabel(file);
  const day = typedLiteral("date", dayOf(manifest));
  const node: Node = {
    "@id": self,
    "@type": "dcat:Distribution",
    "dct:title": bilingualLiterals({ nb: `${title.nb}, ${kind}`, en: `${title.en}, ${kind}` }),
    "dct:description": bilingualLiterals(table.entry.grain),
    ...(address === undefined
      ? {}
      : { "dcat:accessURL": linkTo(address), "dcat:downloadURL": linkTo(address) }),
    "dct:license": linkTo(euCode("licence", licenceCodes[table.dataset.license ?? "data"])),
    "dct:rights": linkTo(iri(publisher, "rights")),
    "dct:format": linkTo(euCode("file-type", file.format.toUpperCase())),
    ...mediaTypes(file, profile),
    "dcat:byteSize": typedLiteral(profile === "3" ? "nonNegativeInteger" : "decimal", String(file.bytes)),
    "dct:issued": day,
    "dct:modified": day,
  };
  if (profile === "2-live") return [node];
  return [{ ...node, "spdx:checksum": linkTo(`${self}/checksum`) }, checksumNode(`${self}/checksum`, file)];
}

/** The media type of a compressed file is that of its content. */
function mediaTypes(
  { media_type: type, compression }: ManifestFile,
  profile: DcatProfile,
): Readonly<Record<string, Link>> {
  if (compression === undefined) return { "dcat:mediaType": linkTo(mediaTypeIri(type, profile)) };
  return {
    "dcat:mediaType": linkTo(mediaTypeIri("text/csv", profile)),
    "dcat:compressFormat": linkTo(mediaTypeIri(type, profile)),
  };
}

/** Only profile 3 has checksums, because today's validation at data.norge.no accepts only SHA-1. */
function checksumNode(self: string, { sha256 }: ManifestFile): Node {
  return {
    "@id": self,
    "@type": "spdx:Checksum",
    "spdx:algorithm": linkTo("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
    "spdx:checksumValue": typedLiteral("hexBinary", sha256),
  };
}

function distributionIri(path: string, publisher: Subject["publisher"]): string {
  return iri(publisher, "distribution", path);
}

/** `2-live` is today's validation at data.norge.no, `3` the coming version of the standard. */
export const dcatProfiles = ["2-live", "3"] as const;
export type DcatProfile = (typeof dcatProfiles)[number];
