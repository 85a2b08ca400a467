// dcat.jsonld: the release as a catalogue by DCAT-AP-NO, for data.norge.no to harvest.
import { agentIri, iri } from "./addresses.ts";
import { datasetNodes } from "./dcat-dataset.ts";
import type { DcatProfile } from "./dcat-profile.ts";
import { codeNode, euCode } from "./eu-codes.ts";
import { link, type Node, texts, typed } from "./json-ld.ts";
import type { Publisher } from "./publisher.ts";
import { dayOf, type Subject } from "./subject.ts";

/** The prefixes stand in the document: a harvester must not have to fetch them. */
const context = {
  dcat: "http://www.w3.org/ns/dcat#",
  dct: "http://purl.org/dc/terms/",
  foaf: "http://xmlns.com/foaf/0.1/",
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

/** The catalogue as one flat graph. What the publisher did not tell is left out, never made up. */
export function dcat(subject: Subject, profile: DcatProfile): Catalogue {
  const { publisher, tables } = subject;
  const described = [
    catalogNode(subject),
    ...agentNodes(publisher),
    ...contactNodes(publisher),
    rightsNode(subject),
    ...tables.flatMap((table) => datasetNodes(table, { subject, profile })),
  ];
  return { "@context": context, "@graph": [...described, ...codesOf(described)] };
}

function catalogNode({ manifest, publisher, tables }: Subject): Node {
  const { homepage, name, contact } = publisher;
  const self = iri(publisher, "catalog");
  const day = typed("date", dayOf(manifest));
  return {
    "@id": self,
    "@type": "dcat:Catalog",
    "dct:title": texts(manifest.title),
    "dct:description": texts(manifest.description),
    "dct:identifier": { "@value": self },
    ...(name === undefined ? {} : { "dct:publisher": link(agentIri(publisher)) }),
    ...(contact === undefined ? {} : { "dcat:contactPoint": link(iri(publisher, "contact")) }),
    ...(homepage === undefined ? {} : { "foaf:homepage": link(homepage) }),
    "dct:language": [link(euCode("language", "NOB")), link(euCode("language", "ENG"))],
    "dct:license": link(euCode("licence", "NLOD_2_0")),
    "dct:spatial": link(euCode("country", "NOR")),
    "dct:modified": day,
    "dcat:dataset": tables.map(({ entry }) => link(iri(publisher, "dataset", entry.name))),
  };
}

function agentNodes(publisher: Publisher): readonly Node[] {
  const { name, organisation } = publisher;
  if (name === undefined) return [];
  const identifier = organisation === undefined ? {} : { "dct:identifier": { "@value": organisation } };
  return [{ "@id": agentIri(publisher), "@type": "foaf:Agent", "foaf:name": texts(name), ...identifier }];
}

function contactNodes(publisher: Publisher): readonly Node[] {
  const { contact } = publisher;
  if (contact === undefined) return [];
  const url = contact.url === undefined ? {} : { "vcard:hasURL": link(contact.url) };
  return [
    {
      "@id": iri(publisher, "contact"),
      "@type": ["vcard:Kind", "vcard:Organization"],
      "vcard:fn": texts(contact.name),
      "vcard:hasEmail": link(`mailto:${contact.email}`),
      ...url,
    },
  ];
}

/** How the sources want to be named. */
function rightsNode({ manifest, publisher }: Subject): Node {
  return {
    "@id": iri(publisher, "rights"),
    "@type": "dct:RightsStatement",
    "rdfs:label": texts(manifest.attribution),
  };
}

/** A node for every code the others point at, each once. */
function codesOf(nodes: readonly Node[]): readonly Node[] {
  const linked = nodes.flatMap((node) => Object.values(node).flatMap((value) => linksIn(value)));
  return [...new Set(linked)].flatMap((iri) => codeNode(iri) ?? []);
}

function linksIn(value: Node[string]): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.flatMap((one) => (isLink(one) ? [one["@id"]] : []));
}

function isLink(value: unknown): value is { readonly "@id": string } {
  return typeof value === "object" && value !== null && "@id" in value;
}
