// Makes a pull readable for a person who finds the folder: what it is, how to check it, and a list of its answers.
import { join, relative } from "node:path";
import type { PullSummary } from "../domain/pull.ts";
import type { Receipt } from "../domain/receipt.ts";
import { writeWhole } from "../platform/files.ts";
import type { PullFolder } from "../stores/pull-folder.ts";

/** Writes README.md, index.csv and SHA256SUMS into the pull's folder. */
export async function describePull(pull: PullFolder, summary: PullSummary): Promise<void> {
  await writeWhole(join(pull.folder, "README.md"), readme(pull, summary));
  const receipts = await pull.allReceipts();
  await writeWhole(join(pull.folder, "index.csv"), index(pull, receipts));
  await writeWhole(join(pull.folder, "SHA256SUMS"), sums(pull, receipts));
}

function readme({ pull }: PullFolder, summary: PullSummary): string {
  const { source, requests, reused, rows, bytes } = summary;
  return `# Pull ${pull.id}

${requests} answers of ${source.origin}, ${rows} rows, ${bytes} bytes as received, from ${summary.first_fetched_at} to
${summary.last_fetched_at}. ${reused} of them were taken from an earlier pull; their receipts say which.
${source.synthetic === null ? "" : `\n**Not real data:** ${source.synthetic}\n`}
- \`pull.json\`: what was asked of whom. \`summary.json\`: what came of it; there only when the pull is complete.
- \`plan.ndjson\`: every request that was to be asked. Each has a receipt, or a split whose parts have.
- \`index.csv\`: every answer with its URL, time, rows, and SHA-256 of the body as received and of its file here.
- \`takstbruk_…/<request>.rows.csv\`: the rows of an answer, one a line, each value as the API wrote it: texts in quotes, numbers
  and null without, nothing where a row did not have the field. What nobody expected is the JSON in \`_other\`.
- \`<endpoint>/<request>.ndjson.gz\`: the rows of a code list, one a line, as the API wrote them.
- \`<endpoint>/<request>.xml.gz\`, \`.csv.gz\` or \`.xlsx\`: the body they were read from, where it was not JSON.
- \`<endpoint>/receipts.ndjson\`: for each answer, one a line in the order of their keys, the proof that it was whole: status, headers,
  time, what stood around the rows, how many rows there were and of which months or years, and every field with the number of rows that had
  it and the kinds of value it held.
- \`<endpoint>/<request>.split.json\`: a request the API could not deliver whole, why, and the parts asked instead.

Load an endpoint in DuckDB: \`SELECT * FROM read_csv('takstbruk_landet_ar/*.rows.csv', all_varchar = true, hive_partitioning = false, nullstr = ['', 'null'], allow_quoted_nulls = false)\`
Check the files: \`sha256sum --check SHA256SUMS\`
`;
}

function index(pull: PullFolder, receipts: readonly Receipt[]): string {
  const lines = receipts.map((receipt) => {
    const { endpoint, url, fetched_at, rows, body, file } = receipt;
    return [
      relative(pull.folder, pull.answerFile(receipt)),
      endpoint,
      fetched_at,
      rows,
      body.bytes,
      body.sha256,
      file.sha256,
      url,
    ];
  });
  const header = [
    "file",
    "endpoint",
    "fetched_at",
    "rows",
    "body_bytes",
    "body_sha256",
    "file_sha256",
    "url",
  ];
  return `${[header, ...lines].map((line) => line.map(cell).join(",")).join("\n")}\n`;
}

function sums(pull: PullFolder, receipts: readonly Receipt[]): string {
  const files = receipts.flatMap((receipt) => pull.filesOf(receipt));
  return files.map(({ path, promised }) => `${promised.sha256}  ${relative(pull.folder, path)}\n`).join("");
}

function cell(value: string | number): string {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
