// The forms an answer may take where nobody has seen the real one; the first of each list is the `documented` one.

/** Every open question about the API with every answer a reader must expect to it. */
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
  numbers: ["as live", "exponent", "whole", "text", "decimal comma"],
  booleans: ["true", "'true'", "J/N", "ja/nei", "'1'/'0'", "1/0"],
  codeLists: ["pipe", "comma", "array"],
  oneSats: ["array", "object"],
  noSats: ["absent", "empty array"],
  missing: ["absent", "null"],
  empty: ["antall 0", "no array", "204", "404"],
  errors: ["json", "html", "text", "json 200", "html 200"],
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
} as const;

/** One of the answers to one of the open questions. */
export type Variant<Question extends keyof typeof variants> = (typeof variants)[Question][number];
