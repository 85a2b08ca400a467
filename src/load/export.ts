// A dataset's files: its Parquet as the transform finished it, and the same rows in the same order as CSV.
import { ReleaseError } from "../domain/errors.ts";
import { isMissing, linkOrCopy } from "../platform/files.ts";
import { asText, type FilePair } from "../stores/read-back.ts";
import { fileLiteral, identifier, literal, type Warehouse } from "../stores/warehouse.ts";

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
 * Writes a Parquet file's rows as CSV in their order: UTF-8, comma, LF, header; NULL is nothing, the empty text is `""`,
 * dates are ISO, lists are JSON. The bytes are the same for any number of threads.
 */
export async function writeCsv(warehouse: Warehouse, { dataset, parquet, csv }: FilePair): Promise<void> {
  const columns = dataset.columns.map((column) => `${asText(column)} as ${identifier(column.name)}`);
  await warehouse.run(`
    copy (select ${columns.join(", ")} from read_parquet(${fileLiteral(parquet)})) to ${literal(csv)} (
      format csv, header true, delimiter ',', quote '"', escape '"', nullstr '', new_line '\\n', compression 'none',
      dateformat '%Y-%m-%d', timestampformat '%Y-%m-%dT%H:%M:%S.%f',
      preserve_order true, per_thread_output false, use_tmp_file false, write_empty_file true
    )`);
}
