// The script that reads Parquet: a worker where the page comes from a server, a plain script where it is a file.
import { countValues, type Histogram, type HistogramQuestion } from "./histogram.ts";
import { openParquet, type ParquetFile, type Part, type Row, readRows } from "./parquet.ts";
import { type FoundRows, findRows, type Question } from "./questions.ts";

export type ReaderRequest =
  | { readonly kind: "rows"; readonly file: ParquetFile; readonly part: Part }
  | { readonly kind: "find"; readonly file: ParquetFile; readonly question: Question }
  | { readonly kind: "histogram"; readonly file: ParquetFile; readonly question: HistogramQuestion };

/** Rows as one array a column, which is quick to hand from a worker to the page. */
export interface Columns {
  readonly rows: number;
  readonly values: Readonly<Record<string, readonly unknown[]>>;
}

export type ReaderAnswer = Columns | FoundRows | Histogram;

export async function answer(request: ReaderRequest): Promise<ReaderAnswer> {
  const table = await openParquet(request.file);
  switch (request.kind) {
    case "rows":
      return inColumns(await readRows(table, request.part));
    case "find":
      return await findRows(table, request.question);
    case "histogram":
      return await countValues(table, request.question);
  }
}

function inColumns(rows: readonly Row[]): Columns {
  const names = Object.keys(rows[0] ?? {});
  const columns = names.map((name) => [name, rows.map((row) => row[name])] as const);
  return { rows: rows.length, values: Object.fromEntries(columns) };
}

interface Numbered {
  readonly id: number;
  readonly request: ReaderRequest;
}

if (typeof document === "undefined") {
  self.addEventListener("message", ({ data }: MessageEvent<Numbered>) => {
    answer(data.request).then(
      (found) => self.postMessage({ id: data.id, found }),
      (error) => self.postMessage({ id: data.id, failed: String(error?.message ?? error) }),
    );
  });
}
