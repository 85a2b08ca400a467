// A dataset's files: its Parquet as the transform finished it, and the same rows in the same order as CSV.
import { ReleaseError } from "../domain/errors.ts";
import { isMissing, linkOrCopy } from "../platform/files.ts";
import { type CsvForm, cellOf, headerLine } from "../stores/csv-form.ts";
import type { Columns, FilePair } from "../stores/read-back.ts";
import { parquetRows } from "../stores/read-files.ts";
import { identifier, literal, type Warehouse } from "../stores/warehouse.ts";

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
