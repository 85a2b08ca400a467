// The forms of a CSV file: the canonical one that every tool reads, the same packed, and one for a Norwegian Excel.
import type { ManifestFile } from "../domain/manifest.ts";
import { identifier } from "./warehouse.ts";

export interface TypedColumn {
  readonly name: string;
  /** A DuckDB type. */
  readonly type: string;
}

export interface CsvForm {
  /** What stands before the header: nothing, or the mark by which Excel knows UTF-8. */
  readonly start: "" | "\ufeff";
  readonly delimiter: "," | ";";
  readonly newLine: "\\n" | "\\r\\n";
  readonly decimal: "." | ",";
  /** What stands before a text that a spreadsheet would run as a formula: nothing, or an apostrophe. */
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
export const packedForm: CsvForm = { ...canonicalForm, compression: "gzip" };

/** What a Norwegian Excel opens with a double click: byte order mark, semicolon, CRLF, decimal comma, no formulas. */
export const excelForm: CsvForm = {
  start: "\ufeff",
  delimiter: ";",
  newLine: "\\r\\n",
  decimal: ",",
  guard: "'",
  compression: "none",
};

/** The rows Excel can hold below a header; of a longer file it would show the beginning only. */
export const mostExcelRows = 1_048_575;

/** The form of a CSV file, by what the manifest says of it. */
export function formOf({ variant, compression }: Pick<ManifestFile, "variant" | "compression">): CsvForm {
  if (variant === "excel") return excelForm;
  return compression === "gzip" ? packedForm : canonicalForm;
}

/** The SQL for a column as this form holds it: a list as the text of a JSON array, a guarded text, all else as it is. */
export function asText(column: TypedColumn, form: CsvForm): string {
  const name = identifier(column.name);
  if (column.type === "VARCHAR[]") return `to_json(${name})::varchar`;
  if (column.type === "VARCHAR" && form.guard !== "") return guarded(name);
  return writesAsText(column, form) ? `replace(${name}::varchar, '.', ',')` : name;
}

/**
 * The SQL for the characters of a column's cell in a line of this form; NULL, which is nothing, where there is no value. All
 * are functions of one argument and no casts: DuckDB asks those once for each value of a Parquet dictionary, not for each row.
 */
export function cellOf(column: TypedColumn, form: CsvForm): string {
  const value = asText(column, form);
  if (column.type.startsWith("VARCHAR")) return quoted(value, form);
  if (column.type === "DATE") return `strftime(${value}, '%Y-%m-%d')`;
  if (column.type === "TIMESTAMP") return `strftime(${value}, '%Y-%m-%dT%H:%M:%S.%f')`;
  return writesAsText(column, form) ? value : `to_json(${value})::varchar`;
}

/**
 * Texts that begin with one of = + - @, a tab or a line break get an apostrophe in front. So do those that have apostrophes in
 * front of one already, so that taking one away gives every text back. Numbers are no texts and keep their minus.
 */
function guarded(text: string): string {
  return `regexp_replace(${text}, '^(''*[=+@\\t\\r\\n-])', '''\\1')`;
}

/** In quotes where it is empty, or holds what ends a cell or a line, a quote, or what some readers take for a comment. */
function quoted(text: string, { delimiter }: CsvForm): string {
  const doubled = `replace(${text}, '"', '""')`;
  return `regexp_replace(${doubled}, '^(.*[${delimiter}"#\\n\\r].*)?$', '"\\0"', 's')`;
}

/** Whether this form writes the column's values as texts, which reading it back must take them for. */
export function writesAsText({ type }: TypedColumn, form: CsvForm): boolean {
  return type === "VARCHAR[]" || (type.startsWith("DECIMAL") && form.decimal === ",");
}

/** The first line of a file of these columns, without its end. */
export function headerLine(columns: readonly TypedColumn[], { start, delimiter }: CsvForm): string {
  return start + columns.map((column) => column.name).join(delimiter);
}

/** The first line of a file of these columns. */
export function headerOf(columns: readonly TypedColumn[], form: CsvForm): string {
  return `${headerLine(columns, form)}${form.newLine === "\\n" ? "\n" : "\r\n"}`;
}
