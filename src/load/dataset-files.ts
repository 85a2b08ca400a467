// Writes the files of one dataset into the staged release, reads them back, and hashes them.
import { rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import type { Build } from "../domain/build.ts";
import type { Column, Dataset } from "../domain/dataset.ts";
import { ReleaseError } from "../domain/errors.ts";
import { footerOf } from "../domain/footer.ts";
import type { ColumnStatistics, FormatChoice, ManifestFile } from "../domain/manifest.ts";
import type { Report } from "../domain/progress.ts";
import { digestOf, isMissing, linkOrCopy } from "../platform/files.ts";
import { assertMartUnaltered, martFile } from "../stores/build-store.ts";
import {
  asText,
  type CsvForm,
  canonicalForm,
  cellOf,
  excelForm,
  gzipForm,
  headerLine,
  mostExcelRows,
} from "../stores/csv-form.ts";
import { type Columns, type FilePair, verifyCsv, verifyParquet } from "../stores/read-back.ts";
import { parquetFacts, parquetRows } from "../stores/read-files.ts";
import type { StagedRelease } from "../stores/release-store.ts";
import { identifier, literal, type Warehouse } from "../stores/warehouse.ts";
import type { Described } from "./describe.ts";

/** Options for CSV files besides or instead of the plain canonical ones. */
export interface CsvChoice {
  /** Absent for `parquet,csv`. */
  readonly formats?: FormatChoice;
  /** A second file of each dataset that fits into Excel. */
  readonly variant?: "excel";
  /** Canonical files of more bytes than this become `.csv.gz`. */
  readonly gzipOver?: number;
}

export interface ExportContext {
  readonly output: string;
  readonly build: Build;
  readonly staged: StagedRelease;
  readonly csv?: CsvChoice;
  readonly report: Report;
}

/** Writes the dataset's files and returns their entries in the manifest. Throws a ReleaseError if one does not read back. */
export async function datasetFiles(
  warehouse: Warehouse,
  { dataset, built }: Described,
  { output, build, staged, csv = {}, report }: ExportContext,
): Promise<readonly ManifestFile[]> {
  const { rows } = built;
  const parquet = join(staged.folder, `${dataset.name}.parquet`);
  const footer = footerOf(dataset, { source: build.summary.source, pull: build.pull, scope: build.scope });
  const mart = martFile(output, dataset.name);
  await placeParquet(mart, parquet);
  const entry = await fileEntry(parquet, parquetKind, rows);
  assertMartUnaltered(build, { name: dataset.name, path: mart, found: entry });
  await verifyParquet(warehouse, parquet, { dataset, rows, footer });
  const from = { dataset, parquet, rows };
  const files = [entry, ...(await canonicalFiles(warehouse, from, csv))];
  if (csv.variant === undefined) return files;
  if (rows <= mostExcelRows) return [...files, await csvFile(warehouse, from, excelKind)];
  report({
    kind: "message",
    text: `load: ${dataset.name} has more rows than Excel holds: no variant for it`,
  });
  return files;
}

/** A kind of file: the end of its name, and its entry in the manifest. */
interface FileKind {
  readonly ending: string;
  readonly entry: Pick<ManifestFile, "format" | "variant" | "description" | "compression" | "media_type">;
}

interface CsvKind extends FileKind {
  readonly form: CsvForm;
}

const parquetKind: FileKind = {
  ending: ".parquet",
  entry: { format: "parquet", media_type: "application/vnd.apache.parquet" },
};
const plainKind: CsvKind = {
  ending: ".csv",
  form: canonicalForm,
  entry: { format: "csv", media_type: "text/csv" },
};
const compressedKind: CsvKind = {
  ending: ".csv.gz",
  form: gzipForm,
  entry: { format: "csv", compression: "gzip", media_type: "application/gzip" },
};
const excelDescription = {
  nb:
    "For norsk Excel: BOM, semikolon, CRLF, desimalkomma. En tekst som begynner med =, +, -, @, tabulator eller linjeskift, " +
    "har fått en apostrof foran, slik at Excel ikke leser den som formel. Den kanoniske CSV-filen er uendret.",
  en:
    "For a Norwegian Excel: byte order mark, semicolon, CRLF, decimal comma. A text that begins with =, +, -, @, a tab or a line " +
    "break has an apostrophe in front, so that Excel does not read it as a formula. The canonical CSV file is unchanged.",
};
const excelKind: CsvKind = {
  ending: ".excel.csv",
  form: excelForm,
  entry: { format: "csv", variant: "excel", description: excelDescription, media_type: "text/csv" },
};

interface From {
  readonly dataset: Dataset;
  readonly parquet: string;
  readonly rows: number;
}

/** Writes the plain file first, to know its size. DuckDB's gzip has no time and no name, so that its bytes are always the same. */
async function canonicalFiles(
  warehouse: Warehouse,
  source: From,
  { formats = "parquet,csv", gzipOver }: CsvChoice,
): Promise<readonly ManifestFile[]> {
  if (formats === "parquet") return [];
  if (formats === "parquet,csv.gz") return [await csvFile(warehouse, source, compressedKind)];
  const plain = await csvFile(warehouse, source, plainKind);
  if (gzipOver === undefined || plain.bytes <= gzipOver) return [plain];
  await rm(join(dirname(source.parquet), plain.path));
  return [await csvFile(warehouse, source, compressedKind)];
}

async function csvFile(warehouse: Warehouse, source: From, kind: CsvKind): Promise<ManifestFile> {
  const csv = join(dirname(source.parquet), source.dataset.name + kind.ending);
  const written = { ...source, csv, form: kind.form };
  await writeCsv(warehouse, written);
  // Node hashes the file while DuckDB reads it back.
  const [entry] = await Promise.all([fileEntry(csv, kind, source.rows), verifyCsv(warehouse, written)]);
  return entry;
}

async function fileEntry(path: string, { entry }: FileKind, rows: number): Promise<ManifestFile> {
  return { path: basename(path), ...entry, ...(await digestOf(path)), rows };
}

/** Links the Parquet file of the warehouse into the release, or copies it if the disk has no links. */
export async function placeParquet(from: string, to: string): Promise<void> {
  try {
    await linkOrCopy(from, to);
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new ReleaseError(`Cannot release ${from}: the file is gone. Run transform again`, {
      cause: error,
      facts: { file: from },
    });
  }
}

/**
 * Writes the rows of a Parquet file as CSV in this form, in their order: UTF-8 with a header. NULL is nothing, an empty text is
 * `""`, dates are ISO, and lists are JSON. The bytes are the same for any number of threads.
 */
export async function writeCsv(
  warehouse: Warehouse,
  { dataset, parquet, csv, form }: FilePair,
): Promise<void> {
  const { delimiter, newLine, compression } = form;
  const header = identifier(headerLine(dataset.columns, form));
  // We build each line in SQL and write it as one column whose name is the header. DuckDB's writer works cell by cell and takes
  // twice as long. An empty quote, forced on all values, keeps it from searching each line for characters to quote.
  await warehouse.run(`
    copy (select ${csvLineOf(dataset, form)} as ${header} from ${parquetRows(parquet)}) to ${literal(csv)} (
      format csv, header true, delimiter '${delimiter}', quote '', escape '', force_quote *, nullstr '',
      new_line '${newLine}', compression '${compression}',
      preserve_order true, per_thread_output false, use_tmp_file false, write_empty_file true
    )`);
}

/** Joins each cell with its delimiter first, because DuckDB does that once for each value of a dictionary. */
function csvLineOf({ columns }: Columns, form: CsvForm): string {
  const cells = columns.map((column, at) => {
    const cell = cellOf(column, form);
    return at === columns.length - 1 ? cell : `concat(${cell}, '${form.delimiter}')`;
  });
  return `concat(${cells.join(", ")})`;
}

/** Examples come from so many rows, spread evenly over the table, so that they are always the same. */
const rowsForExamples = 500;
const longest = 80;

/**
 * The statistics of every column of a Parquet file by the column's name. The file has exact ones of numbers, dates and booleans
 * for each row group. Of texts it has only bounds, so that their values are counted.
 */
export async function columnStatistics(
  warehouse: Warehouse,
  { columns }: Dataset,
  parquet: string,
): Promise<ReadonlyMap<string, ColumnStatistics>> {
  const totals = await warehouse.rows(totalsQuery(columns, parquet));
  const examples = await warehouse.rows(
    examplesQuery(columns, { file: parquet, rows: Number(totals[0]?.rows) }),
  );
  const examplesAt = new Map(examples.map((row) => [row.place, row.examples]));
  return new Map(
    totals.map(({ rows, place = null, filled, smallest = null, largest = null }) => [
      columns[Number(place)]?.name ?? "",
      {
        nulls: Number(rows) - Number(filled),
        smallest,
        largest,
        examples: listOfTexts.parse(JSON.parse(examplesAt.get(place) ?? "[]")),
      },
    ]),
  );
}

const listOfTexts = z.array(z.string());

/** One row for each column, in their order. One scan of the file counts all columns that the metadata cannot. */
function totalsQuery(columns: readonly Column[], file: string): string {
  const isText = ({ type }: Column) => type.startsWith("VARCHAR");
  const scanned = columns.map((column, place) => (isText(column) ? totalsOfScan(column, place) : ""));
  const totals = columns.map((column, place) =>
    isText(column)
      ? `select rows, unnest(c${place}) from totals`
      : `select ${totalsOfMetadata(column, place)} from metadata where path_in_schema = ${literal(column.name)}`,
  );
  return `
    with metadata as materialized (select * from ${parquetFacts("metadata", file)}),
    totals as materialized (select count(*) as rows ${scanned.join("")} from ${parquetRows(file)})
    select place, rows, filled, ${shortenedValue("smallest")} as smallest, ${shortenedValue("largest")} as largest
    from (${totals.join(" union all by name ")}) order by place`;
}

function totalsOfScan({ name, type }: Column, place: number): string {
  const value = identifier(name);
  const [smallest, largest] = type === "VARCHAR" ? [`min(${value})`, `max(${value})`] : ["null", "null"];
  return `, {place: ${place}, filled: count(${value}), smallest: ${smallest}::varchar, largest: ${largest}::varchar} as c${place}`;
}

function totalsOfMetadata({ type }: Column, place: number): string {
  return `${place} as place, coalesce(sum(num_values), 0) as rows,
    coalesce(sum(num_values - stats_null_count), 0) as filled,
    min(stats_min_value::${type})::varchar as smallest, max(stats_max_value::${type})::varchar as largest`;
}

/** The first three different values of each column, ordered by their first row, without empty texts. */
function examplesQuery(
  columns: readonly Column[],
  { file, rows }: { readonly file: string; readonly rows: number },
): string {
  const step = Math.max(1, Math.ceil(rows / rowsForExamples));
  const texts = columns.map((column) => `${asText(column, canonicalForm)}::varchar`);
  return `
    select place, to_json(list(value order by first_row)[:3])::varchar as examples from (
      select place, ${shortenedValue("text")} as value, min(file_row_number) as first_row from (
        select file_row_number, unnest(range(${columns.length})) as place, unnest([${texts.join(", ")}]) as text
        from ${parquetRows(file, { rowNumbers: true })} where file_row_number % ${step} = 0
      ) where text <> '' group by all
    ) group by place`;
}

function shortenedValue(text: string): string {
  return `case when length(${text}) > ${longest} then left(${text}, ${longest - 1}) || '…' else ${text} end`;
}
