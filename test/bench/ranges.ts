// How many requests and bytes a reader over HTTP needs to answer a question: hyparquet with ranges, as on the catalogue page.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { openParquet, readRows } from "../../src/catalogue/data/parquet.ts";
import { close, listen } from "../../src/platform/listening.ts";
import type { Layout } from "./layouts.ts";
import type { Question } from "./questions.ts";

export interface Ranges {
  readonly question: string;
  readonly layout: string;
  readonly rows: number;
  readonly requests: number;
  readonly bytes: number;
}

/** Answers each question from each Parquet layout, every time as a reader who has seen nothing of the file. */
export async function rangesOf(
  questions: readonly Question[],
  layouts: readonly Layout[],
): Promise<readonly Ranges[]> {
  const found: Ranges[] = [];
  for (const question of questions)
    for (const layout of layouts.filter(({ file }) => file.endsWith(".parquet")))
      found.push({ question: question.name, layout: layout.name, ...(await counted(question, layout)) });
  return found;
}

async function counted({ where, columns }: Question, { file }: Layout) {
  const { size } = statSync(file);
  const sent = { requests: 0, bytes: 0 };
  const server = createServer((request, response) => {
    const [, first = "0", last = `${size - 1}`] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "") ?? [];
    const [start, end] = [Number(first), Math.min(Number(last), size - 1)];
    sent.requests++;
    sent.bytes += end - start + 1;
    response.writeHead(206, { "content-range": `bytes ${start}-${end}/${size}` });
    createReadStream(file, { start, end }).pipe(response);
  });
  const port = await listen(server, 0);
  try {
    const table = await openParquet({ path: `http://127.0.0.1:${port}/`, bytes: size });
    const rows = await readRows(table, { columns: [...columns, ...Object.keys(where)], where });
    if (rows.length === 0)
      throw new Error(`Cannot count the ranges of ${file}: it has no row of this question`);
    return { rows: rows.length, ...sent };
  } finally {
    await close(server);
  }
}
