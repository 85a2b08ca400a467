// The end of a complete pull: its summary, made from its receipts, and the files that explain its folder to people.

import { join, relative } from "node:path";
import { ContractError } from "../domain/errors.ts";
import { counted, countText } from "../domain/markdown.ts";
import { emulatorHeader, isRealRoot } from "../domain/origin.ts";
import type { PullSummary, Source } from "../domain/pull.ts";
import { fingerprintOf, type Receipt } from "../domain/receipt.ts";
import { labelOf, type Request } from "../domain/request.ts";
import { writeWhole } from "../platform/files.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { partsOfSplit } from "./plan.ts";

/** Sums up a pull. Throws a ContractError if one of these requests has no receipt. */
export async function summarise(pull: PullFolder, requests: readonly Request[]): Promise<PullSummary> {
  const parts = await Promise.all(requests.map((request) => partsOfSplit(pull, request)));
  const receipts = await Promise.all(
    parts.flat().map(async (request) => {
      const receipt = await pull.receipt(request);
      if (receipt === undefined)
        throw new ContractError(
          `Cannot finish the pull: ${labelOf(request)} has no receipt. Run again to request it`,
          { facts: { request: labelOf(request), folder: pull.folder } },
        );
      return receipt;
    }),
  );
  assertSomeFound(receipts);
  const times = receipts.map((receipt) => receipt.fetched_at).sort();
  return {
    requests: receipts.length,
    reused: receipts.filter((receipt) => receipt.reused_from !== undefined).length,
    rows: receipts.reduce((sum, receipt) => sum + receipt.rows, 0),
    bytes: receipts.reduce((sum, receipt) => sum + receipt.body.bytes, 0),
    first_fetched_at: times[0] ?? "",
    last_fetched_at: times.at(-1) ?? "",
    sha256: fingerprintOf(receipts),
    evidence_sha256: await pull.evidence(),
    source: answersSource(pull.pull.origin, receipts),
  };
}

/** 404 may mean "no rows", but if all requests of an endpoint return it, the path has moved. */
function assertSomeFound(receipts: readonly Receipt[]): void {
  for (const endpoint of new Set(receipts.map((receipt) => receipt.endpoint))) {
    const own = receipts.filter((receipt) => receipt.endpoint === endpoint);
    if (!own.every((receipt) => receipt.status === 404)) continue;
    throw new ContractError(
      `${endpoint} returned 404 for ${own.length === 1 ? "its only request" : `all ${counted(own.length, "request")}`}. Its path has probably changed. First URL: ${own[0]?.url}`,
      { facts: { endpoint, requests: own.length, status: 404, url: `${own[0]?.url}` } },
    );
  }
}

/** The origin of these answers, and whether they are synthetic. */
export function answersSource(origin: string, receipts: readonly Receipt[]): Source {
  const worlds = new Set(receipts.map((receipt) => receipt.headers[emulatorHeader]).filter(Boolean));
  if (worlds.size > 0) {
    const world = [...worlds].sort().join(" and ");
    return {
      origin: `emulator (${world})`,
      synthetic: "The answers are synthetic. They came from the project's own emulator.",
    };
  }
  if (isRealRoot(origin)) return { origin, synthetic: null };
  return { origin, synthetic: "The answers did not come from a documented root of the API." };
}

/** Writes README.md, index.csv and SHA256SUMS into the pull's folder, for people who find it. */
export async function describePull(pull: PullFolder, summary: PullSummary): Promise<void> {
  await writeWhole(join(pull.folder, "README.md"), readme(pull, summary));
  const receipts = await pull.allReceipts();
  await writeWhole(join(pull.folder, "index.csv"), index(pull, receipts));
  await writeWhole(join(pull.folder, "SHA256SUMS"), sums(pull, receipts));
}

function readme({ pull }: PullFolder, summary: PullSummary): string {
  const { source, requests, reused, rows, bytes } = summary;
  return `# Pull ${pull.id}

- Origin: ${source.origin}
- Answers: ${countText(requests)}. Reused from an earlier pull, which their receipts name: ${countText(reused)}
- Rows: ${countText(rows)}. Bytes: ${countText(bytes)}
- Received: ${summary.first_fetched_at} to ${summary.last_fetched_at}
${source.synthetic === null ? "" : `\n**Not real data:** ${source.synthetic}\n`}
- \`pull.json\`: the origin and the scope. \`summary.json\`: the result, which exists only if the pull is complete.
- \`plan.ndjson\`: every request. Each has a receipt, or was split into parts that have receipts.
- \`index.csv\`: every answer with its URL, time, rows, and SHA-256 of the received body and of its file here.
- \`takstbruk_…/<request>.rows.csv\`: the rows of an answer, one per line, with each value as the API wrote it. Texts are in quotes.
  Numbers and null are bare. An absent field is empty. Undeclared fields are JSON in the column \`_other\`.
- \`<endpoint>/<request>.ndjson.gz\`: the rows of a code list, one per line, as the API wrote them.
- \`<endpoint>/<request>.xml.gz\`, \`.csv.gz\` or \`.xlsx\`: the received body, if it was not JSON.
- \`<endpoint>/receipts.ndjson\`: one line for each answer in the order of their keys, as proof that it was whole. A line has status,
  headers, time, the text around the rows, the number of rows by month or year, and each field with its number of rows and kinds of value.
- \`<endpoint>/<request>.split.json\`: a request that the API could not deliver whole, the reason, and the parts requested instead.

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
  return `${[header, ...lines].map((line) => line.map(csvCell).join(",")).join("\n")}\n`;
}

function sums(pull: PullFolder, receipts: readonly Receipt[]): string {
  const files = receipts.flatMap((receipt) => pull.filesOf(receipt));
  return files.map(({ path, expected }) => `${expected.sha256}  ${relative(pull.folder, path)}\n`).join("");
}

function csvCell(value: string | number): string {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
