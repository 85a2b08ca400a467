// The answers of a pull, put together again from their rows and what stood around them.
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import type { Receipt } from "../../domain/receipt.ts";
import { type PlannedRequest, type Request, urlOf } from "../../domain/request.ts";
import { jsonRows } from "../../stores/kept-rows.ts";
import type { PullFolder } from "../../stores/pull-folder.ts";
import { type Answer, textAnswer } from "../answers/answer.ts";
import { nameOfAsked } from "./asked.ts";

type Named = readonly [name: string, answer: Answer];

/**
 * Every answer of a pull by the request it was given to. A body is what the receipts and rows tell of it: the same rows,
 * white space between them and quotes around long numbers apart. A request that had to be split is refused as too large, so
 * that it is split again.
 */
export async function recordedInPull(
  pull: PullFolder,
  rootPath: string,
): Promise<ReadonlyMap<string, Answer>> {
  const receipts = (await pull.allReceipts()).map((receipt) => answered(pull, receipt));
  const splits: Named[] = [];
  for (const request of (await pull.plan()) ?? [])
    splits.push(...(await refused(request, { pull, rootPath })));
  return new Map([...splits, ...receipts]);
}

function answered(pull: PullFolder, receipt: Receipt): Named {
  const { url, status, headers, notation } = receipt;
  const { pathname, search } = new URL(url);
  const accept = notation?.representation === "xml" ? "application/xml" : "application/json";
  const { "content-type": contentType, ...others } = headers;
  const kept = Object.entries(others).filter(([name]) => !aboutTheBytes.includes(name));
  return [
    nameOfAsked({ method: "GET", path: pathname + search, accept }),
    { status, contentType, headers: Object.fromEntries(kept), body: bodyOf(pull, receipt) },
  ];
}

/** These were true of the bytes as they came. */
const aboutTheBytes = ["content-encoding", "content-length", "etag", "last-modified"];

function bodyOf(pull: PullFolder, receipt: Receipt): AsyncIterable<Buffer> {
  const { original } = receipt;
  if (original === undefined) return { [Symbol.asyncIterator]: () => rebuilt(pull, receipt) };
  const file = pull.originalFile(receipt, original.ending);
  const kept = () =>
    file.endsWith(".gz") ? createReadStream(file).pipe(createGunzip()) : createReadStream(file);
  return { [Symbol.asyncIterator]: () => kept()[Symbol.asyncIterator]() };
}

async function* rebuilt(pull: PullFolder, receipt: Receipt): AsyncGenerator<Buffer> {
  yield Buffer.from(receipt.envelope.head);
  let isFirst = true;
  for await (const line of jsonRows(pull.answerFile(receipt), receipt)) {
    yield Buffer.from(isFirst ? line : `,${line}`);
    isFirst = false;
  }
  yield Buffer.from(receipt.envelope.tail);
}

/** The requests of a plan that were split, and their parts that were. */
async function refused(
  request: PlannedRequest,
  of: { readonly pull: PullFolder; readonly rootPath: string },
): Promise<readonly Named[]> {
  const split = await of.pull.split(request);
  const [part] = split?.parts ?? [];
  if (split === undefined || part === undefined) return [];
  const below: Named[] = [];
  for (const one of split.parts) below.push(...(await refused(one, of)));
  const whole: Request = { ...request, path: part.path };
  const { pathname, search } = urlOf(whole, `http://127.0.0.1${of.rootPath}`);
  const accept = `application/${of.pull.pull.scope.representation === "xml" ? "xml" : "json"}`;
  const name = nameOfAsked({ method: "GET", path: pathname + search, accept });
  return [[name, textAnswer(413, `This was asked in parts: ${split.because}`)], ...below];
}
