// One question to the API, and the name by which its answer is kept.
import { createHash } from "node:crypto";

/** One question: an endpoint and the parameters it is asked with, in the order they are sent. */
export interface Request {
  readonly endpoint: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A request as a pull's plan names it. */
export interface PlannedRequest {
  readonly endpoint: string;
  readonly key: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const longestKey = 150;

/** The request's name within its endpoint, usable as a file name: `fagomraade-LE_fommaned-201501_tommaned-201601`. */
export function keyOf(request: Request): string {
  const known = keys.get(request);
  if (known !== undefined) return known;
  const key = keyFrom(request);
  keys.set(request, key);
  return key;
}

/** A request is named a dozen times before its answer is kept. */
const keys = new WeakMap<Request, string>();

function keyFrom(request: Request): string {
  const parts = Object.entries(request.parameters).map(([name, value]) => `${name}-${value}`);
  if (parts.length === 0) return "all";
  const key = parts.join("_").replaceAll(/[^A-Za-z0-9ÆØÅæøå,._-]/g, "~");
  const plain = parts.join("_");
  if (key === plain && key.length <= longestKey) return key;
  return `${key.slice(0, longestKey)}_${createHash("sha256").update(plain).digest("hex").slice(0, 12)}`;
}

/** How a person is told of the request: endpoint and key. */
export function nameOf(request: Request): string {
  return `${request.endpoint}/${keyOf(request)}`;
}

/** The request as a URL below an origin such as `https://opne-data-api.helserefusjon.no/v1`. */
export function urlOf(request: Request, origin: string): URL {
  const url = new URL(origin.replace(/\/+$/, "") + request.path);
  for (const [name, value] of Object.entries(request.parameters)) url.searchParams.set(name, value);
  return url;
}
