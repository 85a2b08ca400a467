// Asks SSB Klass, Statistics Norway's register of classifications, for the codes of one and how they changed.
import { z } from "zod";
import { ContractError, RequestError } from "../domain/errors.ts";

/** Where Klass is. */
export const klassRoot = "https://data.ssb.no/api/klass/v1";

/** The two classifications. */
export const classifications = { kommune: 131, fylke: 104 } as const;

/** Days as yyyy-MM-dd; `to` is the first day no longer asked for. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** A code under one name, from its first day until before `to`; `to` is null where it goes on. */
export interface KlassCode {
  readonly code: string;
  readonly name: string;
  readonly from: string;
  readonly to: string | null;
}

/** One code that became, or gave part of itself to, another on a day; one of the two may be missing. */
export interface KlassChange {
  readonly oldCode: string | null;
  readonly newCode: string | null;
  readonly date: string;
}

/** What Klass says of both classifications in a span of days. */
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

/** Asks for all of it. RequestError when Klass does not answer, ContractError when it answers in another shape. */
export async function askKlass(root: string, span: Span): Promise<KlassAnswer> {
  const { kommune, fylke } = classifications;
  return {
    kommuner: await askCodes(root, kommune, span),
    fylker: await askCodes(root, fylke, span),
    changes: await askChanges(root, kommune, span),
  };
}

async function askCodes(root: string, classification: number, span: Span): Promise<readonly KlassCode[]> {
  const url = urlOf(root, `${classification}/codes`, span);
  const body = await answerOf(url);
  if (body === undefined)
    throw new RequestError(`Cannot compare with Klass as it must know ${url}: found 404`);
  return parsed(codes, body, url).codes.map((one) => ({
    code: one.code,
    name: one.name,
    from: one.validFromInRequestedRange ?? one.validFrom ?? span.from,
    to: openEnd(one.validToInRequestedRange ?? one.validTo, span),
  }));
}

/** What ends with the span asked for goes on. */
function openEnd(to: string | null | undefined, span: Span): string | null {
  return to === null || to === undefined || to >= span.to ? null : to;
}

/** Klass answers 404 where there is no table of changes. */
async function askChanges(root: string, classification: number, span: Span): Promise<readonly KlassChange[]> {
  const url = urlOf(root, `${classification}/changes`, span);
  const body = await answerOf(url);
  if (body === undefined) return [];
  return parsed(changes, body, url).codeChanges.map(({ oldCode, newCode, changeOccurred }) => ({
    oldCode: oldCode ?? null,
    newCode: newCode ?? null,
    date: changeOccurred,
  }));
}

function urlOf(root: string, path: string, { from, to }: Span): string {
  return `${root.replace(/\/+$/, "")}/classifications/${path}?from=${from}&to=${to}`;
}

/** The body of an answer, or undefined for 404. Small and rare, so Node's own fetch serves. */
async function answerOf(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout(60_000),
    });
    if (response.status === 404) return undefined;
    if (response.ok) return await response.text();
    throw new RequestError(`Cannot compare with Klass as ${url} must answer 200: found ${response.status}`);
  } catch (cause) {
    if (cause instanceof RequestError) throw cause;
    const reason = cause instanceof Error ? causeOf(cause) : String(cause);
    throw new RequestError(`Cannot compare with Klass as ${url} does not answer: ${reason}`, { cause });
  }
}

/** fetch says only that it failed; its cause says why. */
function causeOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}

function parsed<T>(schema: z.ZodType<T>, body: string, url: string): T {
  const result = schema.safeParse(jsonOf(body, url));
  if (result.success) return result.data;
  throw new ContractError(
    `Cannot read ${url} in the shape of Klass: ${z.prettifyError(result.error).slice(0, 500)}`,
  );
}

function jsonOf(body: string, url: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new ContractError(`Cannot read ${url} as JSON: found ${JSON.stringify(body.slice(0, 80))}`, {
      cause,
    });
  }
}
