// Fetches codes and their changes from SSB Klass, Statistics Norway's register of classifications.
import { Writable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { ContractError, RequestError } from "../domain/errors.ts";
import { jsonIfValid } from "../domain/json.ts";
import { type Client, openClient, type ResponseHead, UnreachableError } from "../platform/http-client.ts";
import type { Proxies } from "../platform/proxies.ts";

export const klassRoot = "https://data.ssb.no/api/klass/v1";

/** The numbers of the two classifications in Klass. */
export const classifications = { kommune: 131, fylke: 104 } as const;

/** Days as yyyy-MM-dd. `to` is exclusive. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** A code with one name. `to` is exclusive, and null if the code is still valid. */
export interface KlassCode {
  readonly code: string;
  readonly name: string;
  readonly from: string;
  readonly to: string | null;
}

/** A code that became another code, or gave part of its area to it. One of the two may be missing. */
export interface KlassChange {
  readonly oldCode: string | null;
  readonly newCode: string | null;
  readonly date: string;
}

export interface KlassAnswer {
  readonly kommuner: readonly KlassCode[];
  readonly fylker: readonly KlassCode[];
  readonly changes: readonly KlassChange[];
}

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const codes = z.object({
  codes: z
    .array(
      z.object({
        code: z.string().min(1),
        name: z.string().min(1),
        validFrom: day.nullish(),
        validTo: day.nullish(),
        validFromInRequestedRange: day.nullish(),
        validToInRequestedRange: day.nullish(),
      }),
    )
    .min(1),
});
const changes = z.object({
  codeChanges: z.array(
    z.object({ oldCode: z.string().nullish(), newCode: z.string().nullish(), changeOccurred: day }),
  ),
});

/** Throws a RequestError if Klass does not answer, and a ContractError if the answer has another shape. */
export async function fetchKlass(
  { root, userAgent, proxies }: KlassAccess,
  span: Span,
): Promise<KlassAnswer> {
  const { kommune, fylke } = classifications;
  const client = openClient({ connections: 1, userAgent, patience, proxies });
  const klass = { root, client };
  try {
    return {
      kommuner: await fetchCodes(klass, kommune, span),
      fylker: await fetchCodes(klass, fylke, span),
      changes: await fetchChanges(klass, kommune, span),
    };
  } finally {
    await client.close();
  }
}

/** Where Klass is and how to reach it. */
export interface KlassAccess {
  readonly root: string;
  readonly userAgent: string;
  readonly proxies: Proxies;
}

interface Klass {
  readonly root: string;
  readonly client: Client;
}

/** The answers are small. */
const patience = { toEnd: 60_000, mostBytes: 50_000_000 };

async function fetchCodes(klass: Klass, classification: number, span: Span): Promise<readonly KlassCode[]> {
  const url = klassUrl(klass.root, `${classification}/codes`, span);
  const body = await fetchText(klass, url);
  if (body === undefined)
    throw new RequestError(`Klass returned 404 for ${url}. Check --klass`, { facts: { url, status: 404 } });
  return parseKlass(codes, body, url).codes.map((one) => ({
    code: one.code,
    name: one.name,
    from: one.validFromInRequestedRange ?? one.validFrom ?? span.from,
    to: endOrNull(one.validToInRequestedRange ?? one.validTo, span),
  }));
}

/** Klass cuts validity at the end of the requested span, so such a code is still valid. */
function endOrNull(to: string | null | undefined, span: Span): string | null {
  return to === null || to === undefined || to >= span.to ? null : to;
}

/** Klass answers 404 if it has no table of changes. */
async function fetchChanges(
  klass: Klass,
  classification: number,
  span: Span,
): Promise<readonly KlassChange[]> {
  const url = klassUrl(klass.root, `${classification}/changes`, span);
  const body = await fetchText(klass, url);
  if (body === undefined) return [];
  return parseKlass(changes, body, url).codeChanges.map(({ oldCode, newCode, changeOccurred }) => ({
    oldCode: oldCode ?? null,
    newCode: newCode ?? null,
    date: changeOccurred,
  }));
}

function klassUrl(root: string, path: string, { from, to }: Span): string {
  return `${root.replace(/\/+$/, "")}/classifications/${path}?from=${from}&to=${to}`;
}

/** Returns undefined for 404. */
async function fetchText({ client }: Klass, url: string): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  const openSink = () =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk);
        done();
      },
    });
  const head = await client
    .get(new URL(url), { accept: "application/json" }, openSink)
    .catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const next = cause instanceof UnreachableError ? cause.advice : "Try again later";
      throw new RequestError(`Klass does not answer ${url}: ${reason}. ${next}`, {
        cause,
        facts: { url, reason },
      });
    });
  if (head.status === 200) return decompressed(Buffer.concat(chunks), head).toString("utf8");
  if (head.status === 404) return undefined;
  throw new RequestError(`Klass returned status ${head.status} for ${url}; expected 200. Try again later`, {
    facts: { url, status: head.status },
  });
}

function decompressed(body: Buffer, { headers }: ResponseHead): Buffer {
  if (headers["content-encoding"] !== "gzip" || body.length === 0) return body;
  return gunzipSync(body, { maxOutputLength: patience.mostBytes });
}

function parseKlass<T>(schema: z.ZodType<T>, body: string, url: string): T {
  const json = jsonIfValid(body);
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const found =
    json === undefined
      ? `is not JSON. It begins ${JSON.stringify(body.slice(0, 80))}`
      : `has not the shape of Klass: ${z.prettifyError(result.error).slice(0, 500)}`;
  throw new ContractError(`The answer to ${url} ${found}. Try again later, or check --klass`, {
    facts: { url, found },
  });
}
