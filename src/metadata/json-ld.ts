// Our form of JSON-LD: flat nodes with absolute names, and texts in two languages.
import type { Words } from "../domain/dataset.ts";

/** A node of a graph: its name, its classes and its properties. */
export interface Node {
  readonly "@id": string;
  readonly "@type": string | readonly string[];
  readonly [property: string]: Value | string | readonly string[];
}

export type Value = Link | Literal | readonly (Link | Literal)[];

export interface Link {
  readonly "@id": string;
}

export interface Literal {
  readonly "@value": string;
  readonly "@language"?: string;
  readonly "@type"?: string;
}

export function linkTo(iri: string): Link {
  return { "@id": iri };
}

export function bilingualLiterals({ nb, en }: Words): readonly Literal[] {
  return [textLiteral("nb", nb), textLiteral("en", en)];
}

export function textLiteral(language: "nb" | "en", text: string): Literal {
  return { "@language": language, "@value": text };
}

/** A literal of an XML Schema type, such as `date`. */
export function typedLiteral(type: string, text: string): Literal {
  return { "@type": `xsd:${type}`, "@value": text };
}

const authority = "http://publications.europa.eu/resource/authority";

/** The EU's name for a code of one of its tables: `euCode("file-type", "CSV")`. */
export function euCode(table: EuTable, code: string): string {
  return `${authority}/${table}/${code}`;
}

/** Where each profile finds the names of media types: version 3 of DCAT-AP-NO accepts only the second. */
const mediaTypeLists = {
  "2-live": "https://www.iana.org/assignments/media-types",
  "3": "https://www.w3.org/ns/iana/media-types",
} as const;

export function mediaTypeIri(mediaType: string, profile: keyof typeof mediaTypeLists): string {
  return `${mediaTypeLists[profile]}/${mediaType}`;
}

/** The class of the codes in each table. */
const euClasses = {
  "access-right": "dct:RightsStatement",
  country: "dct:Location",
  "data-theme": "skos:Concept",
  "file-type": "dct:MediaTypeOrExtent",
  frequency: "dct:Frequency",
  language: "dct:LinguisticSystem",
  licence: "dct:LicenseDocument",
} as const;

export type EuTable = keyof typeof euClasses;

/** The codes we use. A misspelt code is not in the list, so the rules reject it. */
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

/** Returns undefined for an unknown code or media type. */
export function codeNode(iri: string): Node | undefined {
  if (mediaTypes.some((type) => Object.values(mediaTypeLists).some((list) => iri === `${list}/${type}`)))
    return { "@id": iri, "@type": "dct:MediaType" };
  const [, table, code = ""] =
    /^http:\/\/publications\.europa\.eu\/resource\/authority\/([^/]+)\/(.+)$/.exec(iri) ?? [];
  if (table === undefined || !isTable(table) || !known[table].includes(code)) return undefined;
  const label = themes[code];
  return {
    "@id": iri,
    "@type": euClasses[table],
    "skos:inScheme": linkTo(`${authority}/${table}`),
    ...(label === undefined ? {} : { "skos:prefLabel": bilingualLiterals(label) }),
  };
}

function isTable(name: string): name is EuTable {
  return name in euClasses;
}
