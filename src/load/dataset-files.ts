// The files of one dataset: written into the staged release, read back whole, hashed.
import { rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import type { Build } from "../domain/build.ts";
import type { Column, Dataset } from "../domain/dataset.ts";
import { ReleaseError } from "../domain/errors.ts";
import { footerOf } from "../domain/footer.ts";
import type { ColumnStatistics, ManifestFile } from "../domain/manifest.ts";
import type { Report } from "../domain/progress.ts";
import { digestOf, isMissing, linkOrCopy } from "../platform/files.ts";
import { martFile, refuseOtherMart } from "../stores/build-store.ts";
import {
  asText,
  type CsvForm,
  canonicalForm,
  cellOf,
  excelForm,
  headerLine,
  mostExcelRows,
  packedForm,
} from "../stores/csv-form.ts";
import { type Columns, type FilePair, proveCsv, proveParquet } from "../stores/read-back.ts";
import { parquetFacts, parquetRows } from "../stores/read-files.ts";
import type { StagedRelease } from "../stores/release-store.ts";
import { identifier, literal, type Warehouse } from "../stores/warehouse.ts";
import type { Described } from "./describe.ts";

/** What may be written of CSV besides or instead of the plain canonical files. */
export interface CsvChoice {
  /** A second file of each dataset that Excel can hold whole. */
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

/** Writes the dataset's files and gives them as the manifest names them. ReleaseError when one does not read back. */
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
  refuseOtherMart(build, { name: dataset.name, path: mart, found: entry });
  await proveParquet(warehouse, parquet, { dataset, rows, footer });
  const from = { dataset, parquet, rows };
  const files = [entry, await canonicalFile(warehouse, from, csv)];
  if (csv.variant === undefined) return files;
  if (rows <= mostExcelRows) return [...files, await csvFile(warehouse, from, excelKind)];
  report({ kind: "noted", text: `load: ${dataset.name} has more rows than Excel holds: no variant for it` });
  return files;
}

/** A kind of file: how its name ends, and what the manifest says of it. */
interface FileKind {
  readonly ending: string;
  readonly says: Pick<ManifestFile, "format" | "variant" | "description" | "compression" | "media_type">;
}

interface CsvKind extends FileKind {
  readonly form: CsvForm;
}

const parquetKind: FileKind = {
  ending: ".parquet",
  says: { format: "parquet", media_type: "application/vnd.apache.parquet" },
};
const plainKind: CsvKind = {
  ending: ".csv",
  form: canonicalForm,
  says: { format: "csv", media_type: "text/csv" },
};
const packedKind: CsvKind = {
  ending: ".csv.gz",
  form: packedForm,
  says: { format: "csv", compression: "gzip", media_type: "application/gzip" },
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
  says: { format: "csv", variant: "excel", description: excelDescription, media_type: "text/csv" },
};

interface From {
  readonly dataset: Dataset;
  readonly parquet: string;
  readonly rows: number;
}

/** Plain first, since nothing else tells how large it is; packed by DuckDB, whose gzip holds no time and no name. */
async function canonicalFile(
  warehouse: Warehouse,
  from: From,
  { gzipOver }: CsvChoice,
): Promise<ManifestFile> {
  const plain = await csvFile(warehouse, from, plainKind);
  if (gzipOver === undefined || plain.bytes <= gzipOver) return plain;
  await rm(join(dirname(from.parquet), plain.path));
  return await csvFile(warehouse, from, packedKind);
}

async function csvFile(warehouse: Warehouse, from: From, kind: CsvKind): Promise<ManifestFile> {
  const csv = join(dirname(from.parquet), from.dataset.name + kind.ending);
  const written = { ...from, csv, form: kind.form };
  await writeCsv(warehouse, written);
  // Node hashes the file while DuckDB's threads read it back.
  const [entry] = await Promise.all([fileEntry(csv, kind, from.rows), proveCsv(warehouse, written)]);
  return entry;
}

async function fileEntry(path: string, { says }: FileKind, rows: number): Promise<ManifestFile> {
  return { path: basename(path), ...says, ...(await digestOf(path)), rows };
}

/** The Parquet file of a release: another name for the one in the warehouse, or a copy where the disk has no links. */
export async function placeParquet(from: string, to: string): Promise<void> {
  try {
    await linkOrCopy(from, to);
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new ReleaseError(`Cannot release ${from} as the build promises it: found no file`);
  }
}

/**
 * Writes a Parquet file's rows as CSV in their order and in this form: UTF-8, header; NULL is nothing, the empty text is
 * `""`, dates are ISO, lists are JSON. The bytes are the same for any number of threads.
 */
export async function writeCsv(
  warehouse: Warehouse,
  { dataset, parquet, csv, form }: FilePair,
): Promise<void> {
  const { delimiter, newLine, compression } = form;
  const header = identifier(headerLine(dataset.columns, form));
  // One column of whole lines under one name that is the header: DuckDB's writer asks and copies by the cell. Without a
  // quote it takes each as it is; forced quotes that are none spare it looking whether there should be one.
  await warehouse.run(`
    copy (select ${lineOf(dataset, form)} as ${header} from ${parquetRows(parquet)}) to ${literal(csv)} (
      format csv, header true, delimiter '${delimiter}', quote '', escape '', force_quote *, nullstr '',
      new_line '${newLine}', compression '${compression}',
      preserve_order true, per_thread_output false, use_tmp_file false, write_empty_file true
    )`);
}

/** Each cell but the last is joined to its delimiter first: also that is done once for each value of a dictionary. */
function lineOf({ columns }: Columns, form: CsvForm): string {
  const cells = columns.map((column, at) => {
    const cell = cellOf(column, form);
    return at === columns.length - 1 ? cell : `concat(${cell}, '${form.delimiter}')`;
  });
  return `concat(${cells.join(", ")})`;
}

/** So many rows, spread evenly over the table, are looked at for examples: few enough to hold, the same every time. */
const rowsForExamples = 500;
const longest = 80;

/**
 * The statistics of every column of a Parquet file of DuckDB's, by the column's name. Those of numbers, days and truths stand in
 * it for every row group, to the value; of texts only bounds do, so that their values are looked at, each once.
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

/** One row per column, in their order. */
function totalsQuery(columns: readonly Column[], file: string): string {
  const totals = columns.map(({ name, type }, place) => {
    if (type === "VARCHAR[]") return totalsOfLists(name, { place, file });
    return type === "VARCHAR" ? totalsOfTexts(name, { place, file }) : totalsTold(name, { place, type });
  });
  return `
    with told as materialized (select * from ${parquetFacts("metadata", file)})
    select place, rows, filled, ${shortened("smallest")} as smallest, ${shortened("largest")} as largest
    from (${totals.join(" union all ")}) order by place`;
}

interface Place {
  readonly place: number;
  readonly file: string;
}

function totalsOfLists(name: string, { place, file }: Place): string {
  return `select ${place} as place, count(*) as rows, count(${identifier(name)}) as filled,
    null as smallest, null as largest from ${parquetRows(file)}`;
}

function totalsOfTexts(name: string, { place, file }: Place): string {
  return `select ${place} as place, coalesce(sum(times), 0) as rows,
    coalesce(sum(times) filter (value is not null), 0) as filled, min(value) as smallest, max(value) as largest
    from (select ${identifier(name)} as value, count(*) as times from ${parquetRows(file)} group by value)`;
}

function totalsTold(
  name: string,
  { place, type }: { readonly place: number; readonly type: string },
): string {
  return `select ${place} as place, coalesce(sum(num_values), 0) as rows,
    coalesce(sum(num_values - stats_null_count), 0) as filled,
    min(stats_min_value::${type})::varchar as smallest, max(stats_max_value::${type})::varchar as largest
    from told where path_in_schema = ${literal(name)}`;
}

/** The first three different values of each column, by the row each is first found in; an empty text shows nothing. */
function examplesQuery(
  columns: readonly Column[],
  { file, rows }: { readonly file: string; readonly rows: number },
): string {
  const step = Math.max(1, Math.ceil(rows / rowsForExamples));
  const texts = columns.map((column) => `${asText(column, canonicalForm)}::varchar`);
  return `
    select place, to_json(list(value order by first_row)[:3])::varchar as examples from (
      select place, ${shortened("text")} as value, min(file_row_number) as first_row from (
        select file_row_number, unnest(range(${columns.length})) as place, unnest([${texts.join(", ")}]) as text
        from ${parquetRows(file, { rowNumbers: true })} where file_row_number % ${step} = 0
      ) where text <> '' group by all
    ) group by place`;
}

function shortened(text: string): string {
  return `case when length(${text}) > ${longest} then left(${text}, ${longest - 1}) || '…' else ${text} end`;
}
