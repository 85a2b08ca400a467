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
