// The representations in which the API offers its answers, and how an answer in each of them was written.

export const representations = ["json", "xml", "csv", "xlsx"] as const;
export type Representation = (typeof representations)[number];
export type OtherRepresentation = Exclude<Representation, "json">;

const displayNames: Readonly<Record<Representation, string>> = {
  json: "JSON",
  xml: "XML",
  csv: "CSV",
  xlsx: "Excel",
};

/** The representation's name for people. */
export function displayName(representation: Representation): string {
  return displayNames[representation];
}

/** JSON and XML are documented. The media types of exports are unknown, so any is accepted for them. */
const accepted: Readonly<Record<Representation, string>> = {
  json: "application/json",
  xml: "application/xml",
  csv: "text/csv, */*;q=0.5",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, */*;q=0.5",
};

/** The `Accept` header that requests a representation. */
export function acceptOf(representation: Representation): string {
  return accepted[representation];
}

/** What was recognised in an XML, CSV or Excel answer. `columns` maps each label of the header to a field. */
export type Notation =
  | {
      readonly representation: "xml";
      readonly media_type: string;
      readonly encoding: string;
      /** The names of the outermost element and of the element of a row; null if there was no row. */
      readonly root: string;
      readonly row: string | null;
    }
  | {
      readonly representation: "csv";
      readonly media_type: string;
      readonly encoding: string;
      readonly byte_order_mark: boolean;
      readonly delimiter: string;
      readonly line_end: string;
      readonly decimal: Decimal;
      readonly columns: Readonly<Record<string, string>>;
    }
  | {
      readonly representation: "xlsx";
      readonly media_type: string;
      readonly sheets: readonly string[];
      readonly decimal: Decimal;
      readonly columns: Readonly<Record<string, string>>;
    };

/** The decimal mark of amounts; null if no amount had decimals. */
export type Decimal = "," | "." | null;
