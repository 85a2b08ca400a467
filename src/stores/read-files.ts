// All SQL that reads files. Every option is given, so that DuckDB guesses no column and takes none from a folder's name.
import { literal } from "./warehouse.ts";

/** One file or several of the same kind. */
type Files = string | readonly string[];

/**
 * Options without which DuckDB looks at the path: below a folder such as `fagomraade=FY` it would give every row that value.
 * Columns are matched by their order, because all files have the same.
 */
const plain = "hive_partitioning = false, hive_types_autocast = false, union_by_name = false";

/** The rows of Parquet files, for a `from` clause; with a column `file_row_number` if wanted. */
export function parquetRows(files: Files, { rowNumbers = false } = {}): string {
  return `read_parquet(${listOf(files)}, ${plain}, filename = false, file_row_number = ${rowNumbers},
    binary_as_string = false)`;
}

/** The metadata of Parquet files: their row groups, their sizes, or the texts of their footers. */
export function parquetFacts(kind: "metadata" | "file_metadata" | "kv_metadata", files: Files): string {
  return `parquet_${kind}(${listOf(files)})`;
}

/** For each row group of a Parquet file, whether a Bloom filter excludes a value of a column. */
export function bloomFilterFacts(file: string, column: string, value: string): string {
  return `parquet_bloom_probe(${pathLiteral(file)}, ${literal(column)}, ${literal(value)})`;
}

export interface CsvReading {
  /** The columns in their order, with the type that their text is cast to. */
  readonly columns: readonly (readonly [name: string, type: string])[];
  readonly delimiter?: string;
  /** Texts that mean NULL, and whether they do in quotes too. */
  readonly nulls: { readonly texts: readonly string[]; readonly quoted: boolean };
  readonly compression?: "none" | "gzip";
  /** `\n` if nothing else ends a line; absent if DuckDB may find out. */
  readonly lineEnd?: "\\n";
  /** The longest line in bytes. One thread reads such files, because several misread texts with line breaks. */
  readonly longestLine?: number;
  /** Adds a column `filename` to each row. */
  readonly filename?: boolean;
}

/** The rows of CSV files with a header and these columns. */
export function csvRows(files: Files, reading: CsvReading): string {
  const { delimiter = ",", nulls, compression = "none", lineEnd, longestLine, filename = false } = reading;
  const columns = reading.columns.map(([name, type]) => `${literal(name)}: ${literal(type)}`).join(", ");
  const limits = `max_line_size = ${longestLine}, buffer_size = ${4 * (longestLine ?? 0)}, parallel = false,`;
  return `read_csv(${listOf(files)}, ${plain}, filename = ${filename}, columns = {${columns}}, auto_detect = false,
    header = true, delim = ${literal(delimiter)}, quote = '"', escape = '"', compression = '${compression}',
    ${lineEnd === undefined ? "" : `new_line = '${lineEnd}',`} ${longestLine === undefined ? "" : limits}
    nullstr = [${nulls.texts.map(literal).join(", ")}], allow_quoted_nulls = ${nulls.quoted},
    encoding = 'utf-8', strict_mode = true, null_padding = false, ignore_errors = false)`;
}

export interface JsonReading {
  readonly columns: readonly string[];
  /** The longest object in bytes. */
  readonly longest: number;
}

/** The objects of JSON files: these members of each as text, and `filename`. */
export function jsonRows(files: Files, { columns, longest }: JsonReading): string {
  const types = columns.map((column) => `${literal(column)}: 'VARCHAR'`).join(", ");
  return `read_json(${listOf(files)}, ${plain}, filename = true, columns = {${types}}, auto_detect = false,
    format = 'unstructured', compression = 'uncompressed', maximum_object_size = ${longest}, ignore_errors = false)`;
}

/** The lines of gzip files, each as `json`, and `filename`. */
export function gzipLines(files: Files, { longest }: Pick<JsonReading, "longest">): string {
  return `read_ndjson_objects(${listOf(files)}, ${plain}, filename = true, compression = 'gzip',
    maximum_object_size = ${longest}, ignore_errors = false)`;
}

function listOf(files: Files): string {
  return `[${(typeof files === "string" ? [files] : files).map(pathLiteral).join(", ")}]`;
}

/** A path as a SQL literal. Brackets keep DuckDB from taking `*`, `?` and `[` for patterns. */
function pathLiteral(path: string): string {
  return literal(path.replaceAll(/[*?[]/g, "[$&]"));
}
