// A request to the API, and the names by which its answer is stored and shown.
import { createHash } from "node:crypto";

/** An endpoint and the parameters of one request, in the order in which they are sent. */
export interface Request {
  readonly endpoint: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A request in a pull's plan. */
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
  const key = newKey(request);
  keys.set(request, key);
  return key;
}

/** Remembered because a dozen places need the key of a request. */
const keys = new WeakMap<Request, string>();

function newKey(request: Request): string {
  const parts = Object.entries(request.parameters).map(([name, value]) => `${name}-${value}`);
  if (parts.length === 0) return "all";
  const plain = parts.join("_");
  const key = plain.replaceAll(/[^A-Za-z0-9ÆØÅæøå,._-]/g, "~");
  if (key === plain && key.length <= longestKey) return key;
  return `${key.slice(0, longestKey)}_${createHash("sha256").update(plain).digest("hex").slice(0, 12)}`;
}

/** The request's name for people: endpoint and key. */
export function labelOf(request: Request): string {
  return `${request.endpoint}/${keyOf(request)}`;
}

/** The request as a URL below an origin such as `https://opne-data-api.helserefusjon.no/v1`. */
export function urlOf(request: Request, origin: string): URL {
  const url = new URL(origin.replace(/\/+$/, "") + request.path);
  for (const [name, value] of Object.entries(request.parameters)) url.searchParams.set(name, value);
  return url;
}
