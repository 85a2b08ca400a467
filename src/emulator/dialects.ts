// The emulator's dialects: each picks one form for every open question about the API.

/** Every open question about the API, with all forms a reader must expect. The first form is that of `documented`. */
export const variants = {
  satserEnvelope: ["refusjonskategorisatser", "refusjonskategorier", "bare array"],
  bandasjisterEnvelope: ["bandasjister", "bandasjisterMedAvtale", "bare array"],
  antallOnKodeverk: ["absent", "present"],
  nesting: ["praksistypekode", "praksis_type_kode", "kode"],
  month: ["yyyyMM text", "yyyyMM number", "MM text", "M text", "M number", "yyyy-MM text"],
  fylke: ["03 text", "3 text", "3 number", "name"],
  dates: [
    "2025-07-01",
    "2025-07-01T00:00:00",
    "2025-07-01T00:00:00.000",
    "2025-07-01T00:00:00+0200",
    "2025-07-01T00:00:00.000+02:00",
    "2025-06-30T22:00:00Z",
    "2025-06-30T22:00:00.000Z",
    "2025-06-30T22:00:00.000+0000",
    "to 23:59:59",
    "epoch millis",
    "[2025,7,1]",
    "01.07.2025",
  ],
  openEnd: ["absent", "null", "empty", "9999-12-31", "2999-12-31", "4000-01-01"],
  numbers: ["as live", "exponent", "whole", "text", "decimal comma", "thousands"],
  booleans: ["true", "'true'", "J/N", "ja/nei", "'1'/'0'", "1/0"],
  codeLists: ["pipe", "comma", "array"],
  oneSats: ["array", "object"],
  noSats: ["absent", "empty array"],
  missing: ["absent", "null"],
  empty: ["antall 0", "no array", "204", "404"],
  errors: ["json", "html", "text", "json 200", "html 200", "feilmeldinger"],
  members: ["none", "page that is whole", "unforeseen", "second list"],
  jsonType: ["application/json", "application/json;charset=UTF-8", "text/plain;charset=UTF-8"],
  keyOrder: ["sample", "documentation", "alphabetical"],
  layout: ["compact", "pretty"],
  gzip: ["when accepted", "never"],
  csvDelimiter: [";", ",", "\t"],
  csvEncoding: ["utf-8", "utf-8 with BOM", "cp1252"],
  csvDecimal: [",", "."],
  csvHeader: ["names", "labels"],
  csvLineEnd: ["\r\n", "\n"],
  xmlNames: ["envelope", "upper case", "item"],
  xmlEncoding: ["UTF-8", "ISO-8859-1"],
  caseOfBeskrivelse: ["counts", "ignored"],
  seldomFields: ["empty", "filled"],
  places: ["always", "not of journeys"],
  root: ["/v1", "/helserefusjon/v1"],
  cors: ["open", "none"],
} as const;

/** One form of an open question. */
export type Variant<Question extends keyof typeof variants> = (typeof variants)[Question][number];

/** The endpoints with validity dates. A backend may use another date form on each. */
export type DatedEndpoint =
  | "takstkoder"
  | "nlkkoder"
  | "refusjonskategorisatser"
  | "apatkombinasjoner"
  | "bandasjister";

type Scalar = Exclude<keyof typeof variants, "dates">;

/** One form for each open question. Only the date form differs by endpoint. */
export type Dialect = { readonly [Question in Scalar]: Variant<Question> } & {
  readonly name: string;
  readonly dates: Readonly<Record<DatedEndpoint, Variant<"dates">>>;
};

/** The forms on record in real answers, related publications and the documentation, and the likeliest form otherwise. */
const documented = {
  name: "documented",
  satserEnvelope: "refusjonskategorisatser",
  bandasjisterEnvelope: "bandasjister",
  antallOnKodeverk: "absent",
  nesting: "praksistypekode",
  month: "yyyyMM text",
  fylke: "03 text",
  openEnd: "absent",
  numbers: "as live",
  booleans: "true",
  codeLists: "pipe",
  oneSats: "array",
  noSats: "absent",
  missing: "absent",
  empty: "antall 0",
  errors: "json",
  members: "none",
  jsonType: "application/json",
  keyOrder: "sample",
  layout: "compact",
  gzip: "when accepted",
  csvDelimiter: ";",
  csvEncoding: "utf-8",
  csvDecimal: ",",
  csvHeader: "names",
  csvLineEnd: "\r\n",
  xmlNames: "envelope",
  xmlEncoding: "UTF-8",
  caseOfBeskrivelse: "counts",
  seldomFields: "empty",
  places: "always",
  root: "/v1",
  cors: "open",
  dates: {
    takstkoder: "2025-07-01",
    nlkkoder: "2025-07-01",
    refusjonskategorisatser: "2025-07-01",
    apatkombinasjoner: "2025-07-01",
    bandasjister: "2025-07-01",
  },
} as const satisfies Dialect;

/** Allowed but inconvenient forms: nulls, UTC instants, names instead of codes, numbers as text. */
const awkward = {
  ...documented,
  name: "awkward",
  satserEnvelope: "bare array",
  bandasjisterEnvelope: "bare array",
  nesting: "praksis_type_kode",
  month: "yyyy-MM text",
  fylke: "name",
  openEnd: "null",
  numbers: "text",
  booleans: "J/N",
  codeLists: "array",
  oneSats: "object",
  noSats: "empty array",
  missing: "null",
  empty: "204",
  errors: "html",
  jsonType: "text/plain;charset=UTF-8",
  keyOrder: "alphabetical",
  layout: "pretty",
  gzip: "never",
  csvDelimiter: "\t",
  csvEncoding: "cp1252",
  csvHeader: "labels",
  csvLineEnd: "\n",
  xmlNames: "item",
  xmlEncoding: "ISO-8859-1",
  dates: {
    takstkoder: "2025-06-30T22:00:00.000+0000",
    nlkkoder: "2025-06-30T22:00:00.000Z",
    refusjonskategorisatser: "2025-06-30T22:00:00Z",
    apatkombinasjoner: "to 23:59:59",
    bandasjister: "epoch millis",
  },
} as const satisfies Dialect;

/** A backend with US defaults: comma CSV, decimal point, bare numbers, no array if empty. */
const american = {
  ...documented,
  name: "american",
  members: "page that is whole",
  cors: "none",
  satserEnvelope: "refusjonskategorier",
  bandasjisterEnvelope: "bandasjisterMedAvtale",
  antallOnKodeverk: "present",
  nesting: "kode",
  month: "M number",
  fylke: "3 number",
  openEnd: "9999-12-31",
  numbers: "whole",
  booleans: "1/0",
  codeLists: "comma",
  empty: "no array",
  errors: "text",
  jsonType: "application/json;charset=UTF-8",
  keyOrder: "documentation",
  csvDelimiter: ",",
  csvEncoding: "utf-8 with BOM",
  csvDecimal: ".",
  csvLineEnd: "\n",
  xmlNames: "upper case",
  dates: {
    takstkoder: "2025-07-01T00:00:00",
    nlkkoder: "2025-07-01T00:00:00.000",
    refusjonskategorisatser: "epoch millis",
    apatkombinasjoner: "2025-07-01",
    bandasjister: "2025-06-30T22:00:00.000Z",
  },
} as const satisfies Dialect;

/** An old Java stack: dates as arrays, exponents in large doubles, single-element lists unwrapped. */
const java = {
  ...documented,
  name: "java",
  antallOnKodeverk: "present",
  month: "yyyyMM number",
  fylke: "3 text",
  openEnd: "2999-12-31",
  numbers: "exponent",
  booleans: "'true'",
  oneSats: "object",
  missing: "null",
  empty: "404",
  errors: "json 200",
  keyOrder: "alphabetical",
  csvDecimal: ".",
  dates: {
    takstkoder: "[2025,7,1]",
    nlkkoder: "2025-07-01T00:00:00.000+02:00",
    refusjonskategorisatser: "2025-07-01T00:00:00+0200",
    apatkombinasjoner: "[2025,7,1]",
    bandasjister: "2025-07-01T00:00:00.000",
  },
} as const satisfies Dialect;

/** A Norwegian mainframe behind a web service: dotted dates, decimal comma, ja and nei, cp1252. */
const legacy = {
  ...documented,
  name: "legacy",
  caseOfBeskrivelse: "ignored",
  nesting: "praksis_type_kode",
  month: "MM text",
  openEnd: "empty",
  numbers: "decimal comma",
  booleans: "ja/nei",
  codeLists: "comma",
  noSats: "empty array",
  errors: "html 200",
  jsonType: "text/plain;charset=UTF-8",
  gzip: "never",
  csvEncoding: "cp1252",
  csvHeader: "labels",
  xmlNames: "item",
  xmlEncoding: "ISO-8859-1",
  dates: {
    takstkoder: "01.07.2025",
    nlkkoder: "01.07.2025",
    refusjonskategorisatser: "01.07.2025",
    apatkombinasjoner: "01.07.2025",
    bandasjister: "01.07.2025",
  },
} as const satisfies Dialect;

/** As few characters as possible, with an offset on some dates and a far year for an open end. */
const terse = {
  ...documented,
  name: "terse",
  satserEnvelope: "bare array",
  nesting: "kode",
  month: "M text",
  fylke: "3 text",
  openEnd: "4000-01-01",
  numbers: "whole",
  booleans: "'1'/'0'",
  oneSats: "object",
  empty: "no array",
  errors: "text",
  csvDelimiter: ",",
  csvDecimal: ".",
  csvLineEnd: "\n",
  dates: {
    takstkoder: "2025-07-01T00:00:00.000+02:00",
    nlkkoder: "2025-07-01T00:00:00+0200",
    refusjonskategorisatser: "2025-07-01T00:00:00",
    apatkombinasjoner: "2025-06-30T22:00:00Z",
    bandasjister: "2025-06-30T22:00:00.000+0000",
  },
} as const satisfies Dialect;

/** The other host of the same API. A browser application uses it without a key. */
const twin = { ...documented, name: "twin", root: "/helserefusjon/v1" } as const satisfies Dialect;

/** Legal and rare forms, all at once: a reader that accepts each of them may still fail on their combination. */
const hostile = {
  ...awkward,
  name: "hostile",
  antallOnKodeverk: "present",
  satserEnvelope: "refusjonskategorier",
  month: "M number",
  fylke: "3 number",
  openEnd: "4000-01-01",
  numbers: "exponent",
  booleans: "'1'/'0'",
  codeLists: "comma",
  empty: "404",
  errors: "feilmeldinger",
  members: "unforeseen",
  keyOrder: "documentation",
  gzip: "when accepted",
  csvDelimiter: ",",
  csvDecimal: ",",
  dates: {
    takstkoder: "to 23:59:59",
    nlkkoder: "epoch millis",
    refusjonskategorisatser: "[2025,7,1]",
    apatkombinasjoner: "2025-06-30T22:00:00.000+0000",
    bandasjister: "2025-07-01T00:00:00+0200",
  },
} as const satisfies Dialect;

/** Amounts and counts with a space between thousands: nobody can be sure what other text forms mean. */
const thousands = { ...legacy, name: "thousands", numbers: "thousands" } as const satisfies Dialect;

/** A second list, of remarks, beside the rows. */
const twoLists = { ...documented, name: "two-lists", members: "second list" } as const satisfies Dialect;

/** Journeys have no place: their rows lack the kommune and the fylke. */
const placeless = { ...documented, name: "placeless", places: "not of journeys" } as const satisfies Dialect;

/** Fields that are empty in the real answers have values in one fagområde. */
const filled = { ...documented, name: "filled", seldomFields: "filled" } as const satisfies Dialect;

/** `documented` follows the evidence. The other dialects together use every other form at least once. */
export const dialects = {
  ...{ documented, twin, awkward, american, java, legacy, terse, hostile, placeless, thousands, filled },
  "two-lists": twoLists,
} as const;
