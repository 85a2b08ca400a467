// The forms of a CSV file: canonical, canonical in gzip, and one for a Norwegian Excel.
import type { ManifestFile } from "../domain/manifest.ts";
import { identifier } from "./warehouse.ts";

export interface TypedColumn {
  readonly name: string;
  /** A DuckDB type. */
  readonly type: string;
}

export interface CsvForm {
  /** The byte order mark, by which Excel recognises UTF-8, or nothing. */
  readonly start: "" | "\ufeff";
  readonly delimiter: "," | ";";
  readonly newLine: "\\n" | "\\r\\n";
  readonly decimal: "." | ",";
  /** An apostrophe before texts that a spreadsheet would run as formulas, or nothing. */
  readonly guard: "" | "'";
  readonly compression: "none" | "gzip";
}

/** UTF-8 without a byte order mark, comma, LF, decimal point. */
export const canonicalForm: CsvForm = {
  start: "",
  delimiter: ",",
  newLine: "\\n",
  decimal: ".",
  guard: "",
  compression: "none",
};

/** The canonical form in gzip. */
export const gzipForm: CsvForm = { ...canonicalForm, compression: "gzip" };

/** A Norwegian Excel opens this form with a double click: byte order mark, semicolon, CRLF, decimal comma, no formulas. */
export const excelForm: CsvForm = {
  start: "\ufeff",
  delimiter: ";",
  newLine: "\\r\\n",
  decimal: ",",
  guard: "'",
  compression: "none",
};

/** The rows below a header that fit into Excel. It shows only the beginning of a longer file. */
export const mostExcelRows = 1_048_575;

/** The form of a CSV file in a manifest. */
export function formOf({ variant, compression }: Pick<ManifestFile, "variant" | "compression">): CsvForm {
  if (variant === "excel") return excelForm;
  return compression === "gzip" ? gzipForm : canonicalForm;
}

/** The SQL for a column in this form. A list becomes the text of a JSON array. */
export function asText(column: TypedColumn, form: CsvForm): string {
  const name = identifier(column.name);
  if (column.type === "VARCHAR[]") return `to_json(${name})::varchar`;
  if (column.type === "VARCHAR" && form.guard !== "") return guarded(name);
  return writesAsText(column, form) ? `replace(${name}::varchar, '.', ',')` : name;
}

/**
 * The SQL for a cell in a line of this form, or NULL for no value. It uses functions of one argument and no casts, because
 * DuckDB calls those once for each value of a Parquet dictionary and not for each row.
 */
export function cellOf(column: TypedColumn, form: CsvForm): string {
  const value = asText(column, form);
  if (column.type.startsWith("VARCHAR")) return quotedCell(value, form);
  if (column.type === "DATE") return `strftime(${value}, '%Y-%m-%d')`;
  if (column.type === "TIMESTAMP") return `strftime(${value}, '%Y-%m-%dT%H:%M:%S.%f')`;
  return writesAsText(column, form) ? value : `to_json(${value})::varchar`;
}

/**
 * Puts an apostrophe before texts that begin with = + - @, a tab or a line break, also after apostrophes. So removing one
 * apostrophe restores every text. Numbers keep their minus, because they are no texts.
 */
function guarded(text: string): string {
  return `regexp_replace(${text}, '^(''*[=+@\\t\\r\\n-])', '''\\1')`;
}

/** Quotes a text that is empty or has a delimiter, a line break, a quote, or a # that some readers take for a comment. */
function quotedCell(text: string, { delimiter }: CsvForm): string {
  const doubled = `replace(${text}, '"', '""')`;
  return `regexp_replace(${doubled}, '^(.*[${delimiter}"#\\n\\r].*)?$', '"\\0"', 's')`;
}

/** True if this form writes the column's values as texts, so that they are read back as texts. */
export function writesAsText({ type }: TypedColumn, form: CsvForm): boolean {
  return type === "VARCHAR[]" || (type.startsWith("DECIMAL") && form.decimal === ",");
}

/** The header, without its line break. */
export function headerLine(columns: readonly TypedColumn[], { start, delimiter }: CsvForm): string {
  return start + columns.map((column) => column.name).join(delimiter);
}

/** The header, with its line break. */
export function headerOf(columns: readonly TypedColumn[], form: CsvForm): string {
  return `${headerLine(columns, form)}${form.newLine === "\\n" ? "\n" : "\r\n"}`;
}
