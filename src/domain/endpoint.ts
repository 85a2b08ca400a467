// What the registry says of one path of the API: where it is, what multiplies it into requests, what one row holds.
import type { Month } from "./month.ts";
import type { OtherRepresentation } from "./representation.ts";

/** A path of the API. Its name is also the name of its relation, `raw.<name>`, and of its folder in a pull. */
export interface Endpoint {
  readonly name: string;
  /** The path below the origin, `/takstbruk/agtakst/kommune/maned`. */
  readonly path: string;
  /** Where it is offered in other representations than JSON; XML is asked for by `Accept` on the same path. */
  readonly otherPaths?: Readonly<Partial<Record<OtherRepresentation, string>>>;
  /** What the header of a CSV or Excel answer may call a field besides its own name, in small letters. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The name the documentation or a seen answer gives the list; other names are read too, and reported. */
  readonly envelope: string;
  /** Requests are the product of the axes; no axis means one bare request. */
  readonly axes: readonly Axis[];
  /** Parameters that narrow the answer when the user asks for it: comma lists of codes. */
  readonly filters: readonly Filter[];
  /** The fields of a row, named exactly as in the API. */
  readonly fields: Readonly<Record<string, Field>>;
  /** What a row is known to hold besides, under names the documentation does not give: found by what it is. */
  readonly unnamed?: readonly FieldType[];
  /** Set on takstbruk only: what its rows are summed over. */
  readonly geography?: Geography;
  readonly period?: Period;
}

export const geographies = ["kommune", "fylke", "landet"] as const;
export type Geography = (typeof geographies)[number];

export const periods = ["maned", "ar"] as const;
export type Period = (typeof periods)[number];

/** One way a path is multiplied into requests. */
export type Axis =
  /** One request for each value, as where the answer does not say which value it belongs to. */
  | { readonly kind: "fixed"; readonly parameter: string; readonly values: readonly string[] }
  /** One request for each code in the stored answer of another endpoint. */
  | { readonly kind: "codes"; readonly parameter: string; readonly endpoint: string; readonly field: string }
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

/** How often a field should have a value. Absent and null are the same. */
export type Expectation =
  /** It names the row, so that one row without it stops the pull. */
  | "names the row"
  /** An answer in which no row has it stops the pull. Single rows without it are counted and reported. */
  | "in every row"
  /** It applies to some rows only. A long list in which no row has it stops the pull; a short one may lack it by chance. */
  | "in some row"
  /** Nobody knows whether any row has it. Only its return under another spelling stops the pull. */
  | "perhaps"
  /** It is known to stay empty. A value in it is reported. */
  | "nowhere";

/** What a field means; how it may be written (text, number, list) is `kindsOf` of this type. */
export type FieldType = "text" | "count" | "money" | "number" | "date" | "boolean" | "codes" | "rows";

/** The JSON kinds a value can have. `null` counts as absent. */
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

/** The JSON kinds in which a field of this type has been seen or must be expected. `null` is always allowed. */
export function kindsOf(type: FieldType): readonly JsonKind[] {
  return kinds[type];
}

/** True when a scope leaves something out besides earlier and later months: what is made from it is an excerpt. */
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

/** What the user asked for: the span, and the codes and places to narrow it to. Absent means all. */
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
  /** The representation to ask for where it is offered; JSON where nothing is said. */
  readonly representation?: OtherRepresentation;
}
