// Reads columns of Parquet files: by ranges over HTTP, or from a file the reader has chosen.
import { decompress } from "fzstd";
import {
  type AsyncBuffer,
  cachedAsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
} from "hyparquet";

/** A Parquet file: its path beside the page and its size, or the file itself. */
export interface ParquetFile {
  readonly path: string;
  readonly bytes: number;
  /** The bytes of Bloom filters and footer at its end, if they are known. */
  readonly tailBytes?: number | undefined;
  readonly chosen?: File;
}

/** Values as hyparquet gives them: whole numbers as bigint or number, amounts as number, dates as Date. */
export type Row = Readonly<Record<string, unknown>>;

export interface ParquetTable {
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly rows: number;
}

const open = new Map<string, Promise<ParquetTable>>();

export async function openParquet(file: ParquetFile): Promise<ParquetTable> {
  const key = `${file.path} ${file.chosen?.lastModified ?? ""}`;
  const known = open.get(key) ?? opened(file);
  open.set(key, known);
  try {
    return await known;
  } catch (error) {
    open.delete(key);
    throw error;
  }
}

export interface Part {
  /** All columns where it is absent. */
  readonly columns?: readonly string[];
  /** Values a column must be among. Row groups that cannot hold them are not read. */
  readonly where?: Readonly<Record<string, readonly (string | number)[]>>;
  readonly from?: number;
  readonly to?: number;
}

/** Some columns and rows of a table. */
export async function readRows({ file, metadata }: ParquetTable, part: Part): Promise<readonly Row[]> {
  const { columns, where = {}, from, to } = part;
  const conditions = Object.entries(where).map(([name, values]) => [name, { $in: [...values] }]);
  return await parquetReadObjects({
    file,
    metadata,
    compressors: { ZSTD: (input, length) => decompress(input, new Uint8Array(length)) },
    ...(columns === undefined ? {} : { columns: [...columns] }),
    ...(conditions.length === 0 ? {} : { filter: Object.fromEntries(conditions) }),
    useBloomFilters: true,
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

/** Where the length is not known. hyparquet fetches the rest of a longer footer. */
const usualTailBytes = 1 << 15;
/** Smaller files are fetched whole, in one request. */
const wholeFileBytes = 1 << 16;

async function opened(source: ParquetFile): Promise<ParquetTable> {
  const { tailBytes = usualTailBytes } = source;
  const file = keepingTail(cachedAsyncBuffer(bufferOf(source), { minSize: wholeFileBytes }), tailBytes);
  const metadata = await parquetMetadataAsync(file, { initialFetchSize: tailBytes });
  return { file, metadata, rows: Number(metadata.num_rows) };
}

/** Fetches the end of a file once: the footer is read first, and then single Bloom filters. */
function keepingTail(file: AsyncBuffer, tailBytes: number): AsyncBuffer {
  const { byteLength } = file;
  const first = Math.max(0, byteLength - tailBytes);
  let tail: Promise<ArrayBuffer> | undefined;
  return {
    byteLength,
    slice: async (start, end = byteLength) => {
      if (start < first) return await file.slice(start, end);
      tail ??= Promise.resolve(file.slice(first, byteLength));
      return (await tail).slice(start - first, end - first);
    },
  };
}

function bufferOf({ path, bytes, chosen }: ParquetFile): AsyncBuffer {
  if (chosen !== undefined) {
    return { byteLength: chosen.size, slice: (start, end) => chosen.slice(start, end).arrayBuffer() };
  }
  return { byteLength: bytes, slice: (start, end = bytes) => fetchPart(path, start, end) };
}

/** A host that knows no ranges sends the whole file; the part is then taken from it. */
async function fetchPart(path: string, start: number, end: number): Promise<ArrayBuffer> {
  const answer = await fetch(path, { headers: { Range: `bytes=${start}-${end - 1}` } });
  if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status}`);
  const body = await answer.arrayBuffer();
  return answer.status === 206 ? body : body.slice(start, end);
}
