// Fetches codes and their changes from SSB Klass, Statistics Norway's register of classifications.
import { z } from "zod";
import { ContractError, RequestError } from "../domain/errors.ts";

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
export async function fetchKlass(root: string, span: Span): Promise<KlassAnswer> {
  const { kommune, fylke } = classifications;
  return {
    kommuner: await fetchCodes(root, kommune, span),
    fylker: await fetchCodes(root, fylke, span),
    changes: await fetchChanges(root, kommune, span),
  };
}

async function fetchCodes(root: string, classification: number, span: Span): Promise<readonly KlassCode[]> {
  const url = klassUrl(root, `${classification}/codes`, span);
  const body = await fetchText(url);
  if (body === undefined) throw new RequestError(`Klass returned 404 for ${url}. Check --klass.`);
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
  root: string,
  classification: number,
  span: Span,
): Promise<readonly KlassChange[]> {
  const url = klassUrl(root, `${classification}/changes`, span);
  const body = await fetchText(url);
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

/** Returns undefined for 404. Node's own fetch is enough for these few small answers. */
async function fetchText(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout(60_000),
    });
    if (response.status === 404) return undefined;
    if (response.ok) return await response.text();
    throw new RequestError(
      `Klass returned status ${response.status} for ${url}; expected 200. Try again later.`,
    );
  } catch (cause) {
    if (cause instanceof RequestError) throw cause;
    const reason = cause instanceof Error ? failureReason(cause) : String(cause);
    throw new RequestError(`Klass does not answer ${url}: ${reason}. Try again later.`, { cause });
  }
}

/** The error of fetch has no reason; its cause has. */
function failureReason(error: Error): string {
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}

function parseKlass<T>(schema: z.ZodType<T>, body: string, url: string): T {
  const result = schema.safeParse(parseKlassJson(body, url));
  if (result.success) return result.data;
  throw new ContractError(
    `The answer to ${url} has not the shape of Klass: ${z.prettifyError(result.error).slice(0, 500)}`,
  );
}

function parseKlassJson(body: string, url: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new ContractError(
      `The answer to ${url} is not JSON. It begins ${JSON.stringify(body.slice(0, 80))}`,
      {
        cause,
      },
    );
  }
}
