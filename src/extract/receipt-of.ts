// The receipt of an answer that was landed whole.
import { emulatorHeader } from "../domain/origin.ts";
import type { Receipt } from "../domain/receipt.ts";
import { keyOf, type Request } from "../domain/request.ts";
import type { ResponseHead } from "../platform/http-client.ts";
import { assertNoNextPart } from "./envelope-members.ts";
import type { Landed } from "./landing.ts";

const keptHeaders = [
  "content-type",
  "content-encoding",
  "content-length",
  "date",
  "etag",
  "last-modified",
  emulatorHeader,
];

/** Everything that is kept of an answer besides its bytes. Throws a ContractError where its headers tell of another part. */
export function receiptOf(
  request: Request,
  of: { answer: Landed; head: ResponseHead; url: URL; now: Date },
): Receipt {
  if (of.head.status === 200) assertNoNextPart(of.head.headers, of.answer.rows);
  return {
    endpoint: request.endpoint,
    key: keyOf(request),
    parameters: request.parameters,
    url: of.url.href,
    status: of.head.status,
    headers: Object.fromEntries(
      Object.entries(of.head.headers).filter(([name]) => keptHeaders.includes(name)),
    ),
    ...(of.head.redirects === undefined ? {} : { redirects: of.head.redirects }),
    fetched_at: of.now.toISOString(),
    body: of.answer.body,
    file: of.answer.file,
    ...(of.answer.original === undefined ? {} : { original: of.answer.original }),
    ...(of.answer.notation === undefined ? {} : { notation: of.answer.notation }),
    envelope: of.answer.envelope,
    rows: of.answer.rows,
    periods: of.answer.periods,
    fields: of.answer.fields,
  };
}
