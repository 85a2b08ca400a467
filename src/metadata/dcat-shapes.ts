// What DCAT-AP-NO demands of each class, and what the properties of a catalogue must point at.
import type { DcatProfile } from "./dcat-profile.ts";
import type { Fact } from "./publisher.ts";

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
