// The representations the API offers its answers in.

export const representations = ["json", "xml", "csv", "xlsx"] as const;
export type Representation = (typeof representations)[number];
export type OtherRepresentation = Exclude<Representation, "json">;

const words: Readonly<Record<Representation, string>> = {
  json: "JSON",
  xml: "XML",
  csv: "CSV",
  xlsx: "Excel",
};

/** What a person calls it. */
export function wordOf(representation: Representation): string {
  return words[representation];
}

/** JSON and XML are documented; an export may call itself anything, and is known by its path. */
const accepted: Readonly<Record<Representation, string>> = {
  json: "application/json",
  xml: "application/xml",
  csv: "text/csv, */*;q=0.5",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, */*;q=0.5",
};

/** The `Accept` header to ask for a representation with. */
export function acceptOf(representation: Representation): string {
  return accepted[representation];
}
