// The registry's description of one endpoint: its path, the axes that multiply it into requests, and the fields of a row.
import { type Month, type Period, periods } from "./period.ts";
import { type OtherRepresentation, type Representation, representations } from "./representation.ts";

/** A path of the API. Its name is also the name of its relation, `raw.<name>`, and of its folder in a pull. */
export interface Endpoint {
  readonly name: string;
  /** The path below the origin, `/takstbruk/agtakst/kommune/maned`. */
  readonly path: string;
  /** The paths of the representations other than JSON. XML has the same path and is requested by `Accept`. */
  readonly otherPaths?: Readonly<Partial<Record<OtherRepresentation, string>>>;
  /** Labels in lower case that the header of a CSV or Excel answer may have instead of a field's name. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The name of the list in the documentation or a recorded answer. Other names are read too, and reported. */
  readonly envelope: string;
  /** Requests are the product of the axes. Without an axis there is one request. */
  readonly axes: readonly Axis[];
  /** Parameters that narrow the answer to a list of codes, if the user asks for it. */
  readonly filters: readonly Filter[];
  /** The fields of a row, named exactly as in the API. */
  readonly fields: Readonly<Record<string, Field>>;
  /** The types of fields that the documentation describes without names. */
  readonly unnamed?: readonly FieldType[];
  /** Set for takstbruk only: the geographic level of its rows. */
  readonly geography?: Geography;
  readonly period?: Period;
}

export const geographies = ["kommune", "fylke", "landet"] as const;
export type Geography = (typeof geographies)[number];

/** One way a path is multiplied into requests. */
export type Axis =
  /** One request for each value, for example because the rows do not show the value. */
  | { readonly kind: "fixed"; readonly parameter: string; readonly values: readonly string[] }
  /** One request for each code in the stored answer of another endpoint. A plan without answers has the documented codes. */
  | {
      readonly kind: "codes";
      readonly parameter: string;
      readonly endpoint: string;
      readonly field: string;
      readonly documented?: readonly string[];
    }
  /** Windows of at most `longest` months, both ends inclusive, `yyyyMM`. */
  | { readonly kind: "months"; readonly first: string; readonly last: string; readonly longest: number }
  /** Windows of at most `longest` calendar years, both ends inclusive, `yyyy`. */
  | { readonly kind: "years"; readonly first: string; readonly last: string; readonly longest: number };

export type Filter = "takstkoder" | "kommuner" | "fylker" | "praksistyper";

/** A field of a row as the API writes it, and how often it is expected to have a value. */
export interface Field {
  readonly type: FieldType;
  readonly expected: Expectation;
}

/** How often a field should have a value. An absent value counts as null. */
export type Expectation =
  /** It identifies the row, so one row without it stops the pull. */
  | "names the row"
  /** An answer without it in any row stops the pull. Single rows without it are counted and reported. */
  | "in every row"
  /** It applies to some rows only. A long list without it stops the pull. A short list may lack it by chance. */
  | "in some row"
  /** Nobody knows whether any row has it. Only another spelling of it stops the pull. */
  | "perhaps"
  /** It is known to stay empty. A value in it is reported. */
  | "nowhere";

/** The meaning of a field. `kindsOf` gives the JSON kinds in which it may be written. */
export type FieldType = "text" | "count" | "money" | "number" | "date" | "boolean" | "codes" | "rows";

/** The JSON kinds of a value. `null` counts as absent. */
export type JsonKind = "string" | "number" | "boolean" | "null" | "array" | "object";

const kinds: Readonly<Record<FieldType, readonly JsonKind[]>> = {
  text: ["string", "number"],
  count: ["number", "string"],
  money: ["number", "string"],
  number: ["number", "string"],
  date: ["string", "number", "array"],
  boolean: ["boolean", "string", "number"],
  codes: ["string", "array", "number"],
  rows: ["array", "object"],
};

/** The JSON kinds in which a field of this type may be written, besides `null`. */
export function kindsOf(type: FieldType): readonly JsonKind[] {
  return kinds[type];
}

/** Whether a scope omits more than earlier and later months, so that its release is an excerpt. */
export function isExcerpt(scope: Scope): boolean {
  const {
    since: _since,
    until: _until,
    geographies: places,
    periods: kinds,
    representation: _,
    ...narrowing
  } = scope;
  const chosen = Object.values(narrowing).some((codes) => codes !== undefined);
  return chosen || places.length < geographies.length || kinds.length < periods.length;
}

/** The months, codes and places that the user requested. An absent list means all. */
export interface Scope {
  readonly since: Month;
  readonly until: Month;
  readonly geographies: readonly Geography[];
  readonly periods: readonly Period[];
  readonly datasets?: readonly string[];
  readonly fagomraader?: readonly string[];
  readonly takstkoder?: readonly string[];
  readonly kommuner?: readonly string[];
  readonly fylker?: readonly string[];
  readonly praksistyper?: readonly string[];
  /** The representation to request if it is offered; JSON if absent. */
  readonly representation?: OtherRepresentation;
}

/** The representations in which an endpoint is offered, in the order of `representations`. */
export function offeredBy(endpoint: Endpoint): readonly Representation[] {
  return representations.filter((name) => name === "json" || endpoint.otherPaths?.[name] !== undefined);
}

/** The scope's representation if the endpoint offers it, else JSON. */
export function representationOf(endpoint: Endpoint, { representation }: Scope): Representation {
  return representation !== undefined && offeredBy(endpoint).includes(representation)
    ? representation
    : "json";
}

/** The path of an endpoint for the scope's representation. */
export function pathIn(endpoint: Endpoint, { representation }: Scope): string {
  return (representation === undefined ? undefined : endpoint.otherPaths?.[representation]) ?? endpoint.path;
}
