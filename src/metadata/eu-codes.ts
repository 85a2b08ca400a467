// The codes of the EU's authority tables and of IANA that our catalogue uses, as nodes that say what they are.
import { link, type Node, texts } from "./json-ld.ts";

const authority = "http://publications.europa.eu/resource/authority";

/** The EU's name for a code of one of its tables: `euCode("file-type", "CSV")`. */
export function euCode(table: EuTable, code: string): string {
  return `${authority}/${table}/${code}`;
}

/** IANA's name for a media type. */
export function mediaTypeIri(mediaType: string): string {
  return `https://www.iana.org/assignments/media-types/${mediaType}`;
}

/** What the codes of each table are. */
export const euClasses = {
  "access-right": "dct:RightsStatement",
  country: "dct:Location",
  "data-theme": "skos:Concept",
  "file-type": "dct:MediaTypeOrExtent",
  frequency: "dct:Frequency",
  language: "dct:LinguisticSystem",
  licence: "dct:LicenseDocument",
} as const;

export type EuTable = keyof typeof euClasses;

/** The codes we use, so that a misspelt one is no code. */
const known: Readonly<Record<EuTable, readonly string[]>> = {
  "access-right": ["PUBLIC"],
  country: ["NOR"],
  "data-theme": ["HEAL", "GOVE", "REGI"],
  "file-type": ["CSV", "PARQUET"],
  frequency: ["MONTHLY", "QUARTERLY", "BIANNUAL", "ANNUAL", "IRREG"],
  language: ["NOB", "ENG"],
  licence: ["NLOD_2_0", "CC_BY_4_0"],
};

const mediaTypes = ["text/csv", "application/vnd.apache.parquet", "application/gzip"];

const themes: Readonly<Record<string, { readonly nb: string; readonly en: string }>> = {
  HEAL: { nb: "Helse", en: "Health" },
  GOVE: { nb: "Forvaltning og offentlig sektor", en: "Government and public sector" },
  REGI: { nb: "Regioner og byer", en: "Regions and cities" },
};

/** The node of a code or media type we know, or undefined for any other name. */
export function codeNode(iri: string): Node | undefined {
  if (mediaTypes.map(mediaTypeIri).includes(iri)) return { "@id": iri, "@type": "dct:MediaType" };
  const [, table, code = ""] =
    /^http:\/\/publications\.europa\.eu\/resource\/authority\/([^/]+)\/(.+)$/.exec(iri) ?? [];
  if (table === undefined || !isTable(table) || !known[table].includes(code)) return undefined;
  const label = themes[code];
  return {
    "@id": iri,
    "@type": euClasses[table],
    "skos:inScheme": link(`${authority}/${table}`),
    ...(label === undefined ? {} : { "skos:prefLabel": texts(label) }),
  };
}

function isTable(name: string): name is EuTable {
  return name in euClasses;
}
