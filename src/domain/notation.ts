// How an answer that was not JSON turned out to be written: found in the answer itself, kept in its receipt.

/** What was recognised in an XML, CSV or Excel answer. `columns` says which field each header was taken for. */
export type Notation =
  | {
      readonly representation: "xml";
      readonly media_type: string;
      readonly encoding: string;
      /** The names of the outermost element and of the element of a row; null where there was no row. */
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

/** The mark before the decimals of amounts; null where no amount had any. */
export type Decimal = "," | "." | null;
