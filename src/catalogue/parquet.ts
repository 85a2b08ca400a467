// The release's Parquet files, read in parts where they lie, or from files the reader has chosen.
import { decompress } from "fzstd";
import {
  type AsyncBuffer,
  cachedAsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
} from "hyparquet";

/** Values as hyparquet reads them: whole numbers as bigint or number, amounts as number, dates as Date. */
export type Row = Readonly<Record<string, unknown>>;

/** An open Parquet file. */
export interface ParquetTable {
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly rows: number;
}

/** A file the browser may not read by itself, since the page was opened as a file: the reader must choose it. */
export class FileNeeded extends Error {
  readonly path: string;

  constructor(path: string) {
    super(path);
    this.path = path;
  }
}

const chosen = new Map<string, File>();
const open = new Map<string, Promise<ParquetTable>>();

/** Files the reader chose, known by their names from now on. */
export function takeFiles(files: Iterable<File>): void {
  for (const file of files) {
    chosen.set(file.name, file);
    open.delete(file.name);
  }
}

/** Opens a file of the release by its path and size. FileNeeded where the reader must choose it first. */
export async function openParquet(file: {
  readonly path: string;
  readonly bytes: number;
}): Promise<ParquetTable> {
  const known = open.get(file.path) ?? opened(file);
  open.set(file.path, known);
  try {
    return await known;
  } catch (error) {
    open.delete(file.path);
    throw error;
  }
}

export interface Part {
  /** All columns where it is absent. */
  readonly columns?: readonly string[];
  /** Texts a column must equal; row groups that cannot hold them are not read. */
  readonly where?: Readonly<Record<string, string>>;
  readonly from?: number;
  readonly to?: number;
}

/** Some columns and rows of a table. */
export async function readRows({ file, metadata }: ParquetTable, part: Part): Promise<readonly Row[]> {
  const { columns, where, from, to } = part;
  const conditions = Object.entries(where ?? {}).map(([name, text]) => [name, { $eq: text }]);
  return await parquetReadObjects({
    file,
    metadata,
    compressors: { ZSTD: (input, length) => decompress(input, new Uint8Array(length)) },
    ...(columns === undefined ? {} : { columns: [...columns] }),
    ...(conditions.length === 0 ? {} : { filter: Object.fromEntries(conditions) }),
    ...(from === undefined ? {} : { rowStart: from }),
    ...(to === undefined ? {} : { rowEnd: to }),
  });
}

/** The rows of each row group, first included, last not. */
export function groupsOf({
  metadata,
}: ParquetTable): readonly { readonly from: number; readonly to: number }[] {
  let from = 0;
  return metadata.row_groups.map(({ num_rows }) => {
    const group = { from, to: from + Number(num_rows) };
    from = group.to;
    return group;
  });
}

async function opened({
  path,
  bytes,
}: {
  readonly path: string;
  readonly bytes: number;
}): Promise<ParquetTable> {
  const file = cachedAsyncBuffer(bufferOf(path, bytes), { minSize: 1 << 16 });
  const metadata = await parquetMetadataAsync(file);
  return { file, metadata, rows: Number(metadata.num_rows) };
}

function bufferOf(path: string, bytes: number): AsyncBuffer {
  const file = chosen.get(path);
  if (file !== undefined) {
    return { byteLength: file.size, slice: (start, end) => file.slice(start, end).arrayBuffer() };
  }
  if (location.protocol === "file:") throw new FileNeeded(path);
  return { byteLength: bytes, slice: (start, end = bytes) => fetchPart(path, start, end) };
}

/** A host that knows no ranges sends the whole file, of which the part is then taken. */
async function fetchPart(path: string, start: number, end: number): Promise<ArrayBuffer> {
  const answer = await fetch(path, { headers: { Range: `bytes=${start}-${end - 1}` } });
  if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status}`);
  const body = await answer.arrayBuffer();
  return answer.status === 206 ? body : body.slice(start, end);
}
