// A table of the release in the catalogue: the dataset, the days it covers, and a distribution for each file.
import type { licenses } from "../domain/license.ts";
import type { ManifestFile } from "../domain/manifest.ts";
import { agentIri, fileAddress, iri } from "./addresses.ts";
import type { DcatProfile } from "./dcat-profile.ts";
import { euCode, mediaTypeIri } from "./eu-codes.ts";
import { type Link, link, type Node, textIn, texts, typed } from "./json-ld.ts";
import { spanOf } from "./span.ts";
import { dayOf, descriptionOf, fileWords, type Subject, type Table, titleOf } from "./subject.ts";

interface Of {
  readonly subject: Subject;
  readonly profile: DcatProfile;
}

/** The nodes of one table. */
export function datasetNodes(table: Table, of: Of): readonly Node[] {
  return [
    datasetNode(table, of.subject),
    periodNode(table, of.subject),
    ...table.entry.files.flatMap((file) => distributionNodes(file, { ...of, table })),
  ];
}

function datasetNode(table: Table, { manifest, publisher }: Subject): Node {
  const { entry, dataset } = table;
  const self = iri(publisher, "dataset", entry.name);
  const { contact, frequency, name } = publisher;
  const often =
    frequency === undefined ? {} : { "dct:accrualPeriodicity": link(euCode("frequency", frequency)) };
  return {
    "@id": self,
    "@type": "dcat:Dataset",
    "dct:title": texts(titleOf(table, manifest)),
    "dct:description": texts(descriptionOf(table, manifest)),
    "dct:identifier": { "@value": self },
    ...(name === undefined ? {} : { "dct:publisher": link(agentIri(publisher)) }),
    ...(contact === undefined ? {} : { "dcat:contactPoint": link(iri(publisher, "contact")) }),
    "dcat:theme": ["HEAL", ...(dataset.themes ?? [])].map((theme) => link(euCode("data-theme", theme))),
    "dcat:keyword": [
      ...dataset.keywords.nb.map((word) => textIn("nb", word)),
      ...dataset.keywords.en.map((word) => textIn("en", word)),
    ],
    "dct:spatial": link(euCode("country", "NOR")),
    "dct:temporal": link(`${self}/period`),
    "dct:accessRights": link(euCode("access-right", "PUBLIC")),
    ...often,
    "dct:language": link(euCode("language", "NOB")),
    "dct:issued": typed("date", dayOf(manifest)),
    "dct:modified": typed("date", dayOf(manifest)),
    "dcat:version": { "@value": manifest.version },
    "dcat:distribution": entry.files.map(({ path }) => link(distributionIri(path, publisher))),
  };
}

function periodNode(table: Table, { manifest, publisher }: Subject): Node {
  const { start, end } = spanOf(table, manifest);
  return {
    "@id": `${iri(publisher, "dataset", table.entry.name)}/period`,
    "@type": "dct:PeriodOfTime",
    ...(start === undefined ? {} : { "dcat:startDate": typed("date", start) }),
    ...(end === undefined ? {} : { "dcat:endDate": typed("date", end) }),
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
  const kind = fileWords(file);
  const day = typed("date", dayOf(manifest));
  const node: Node = {
    "@id": self,
    "@type": "dcat:Distribution",
    "dct:title": texts({ nb: `${title.nb}, ${kind}`, en: `${title.en}, ${kind}` }),
    "dct:description": texts(table.entry.grain),
    ...(address === undefined ? {} : { "dcat:accessURL": link(address), "dcat:downloadURL": link(address) }),
    "dct:license": link(euCode("licence", licenceCodes[table.dataset.license ?? "data"])),
    "dct:rights": link(iri(publisher, "rights")),
    "dct:format": link(euCode("file-type", file.format.toUpperCase())),
    ...mediaTypes(file),
    "dcat:byteSize": typed(profile === "3" ? "nonNegativeInteger" : "decimal", String(file.bytes)),
    "dct:issued": day,
    "dct:modified": day,
  };
  if (profile === "2-live") return [node];
  return [{ ...node, "spdx:checksum": link(`${self}/checksum`) }, checksumNode(`${self}/checksum`, file)];
}

/** What is packed is of the type of what is in it. */
function mediaTypes({ media_type: type, compression }: ManifestFile): Readonly<Record<string, Link>> {
  if (compression === undefined) return { "dcat:mediaType": link(mediaTypeIri(type)) };
  return {
    "dcat:mediaType": link(mediaTypeIri("text/csv")),
    "dcat:compressFormat": link(mediaTypeIri(type)),
  };
}

/** What data.norge.no validates today takes only SHA-1, so that our SHA-256 is for the coming version alone. */
function checksumNode(self: string, { sha256 }: ManifestFile): Node {
  return {
    "@id": self,
    "@type": "spdx:Checksum",
    "spdx:algorithm": link("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
    "spdx:checksumValue": typed("hexBinary", sha256),
  };
}

function distributionIri(path: string, publisher: Subject["publisher"]): string {
  return iri(publisher, "distribution", path);
}
