// The kinds of value that several options take.
import { z } from "zod";
import { isMonth } from "../domain/month.ts";
import { mayHoldSecret } from "../domain/origin.ts";
import { representations } from "../domain/representation.ts";

/** A world of the emulator: by name, or by how many rows it should have. */
export const worldName = /^(small|demo|[1-9]\d{0,8})$/;

/** The address of a server. It is written to files, so it holds nothing secret. */
export const webAddress = z.url({ protocol: /^https?$/ }).refine((address) => !mayHoldSecret(address));

/** What a person must know whose address was refused. */
export const webAddressAllowed = "an http or https URL without user, password, query or fragment";

/** Set by the tool for each request, or about the connection. */
const ownHeaders = [
  ...["accept", "accept-encoding", "connection", "content-length", "expect", "host", "http2-settings"],
  ...["if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "keep-alive"],
  ...["proxy-authorization", "proxy-connection", "range", "te", "trailer", "transfer-encoding", "upgrade"],
  "user-agent",
];

/** Headers a person gives, as pairs of name and value. */
export const headerLines = z
  .array(
    z
      .string()
      .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+:[ \t]*[\x21-\x7e]([\x20-\x7e\t]*[\x21-\x7e])?[ \t]*$/)
      .transform((line): readonly [string, string] => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      })
      .refine(([name]) => !ownHeaders.includes(name)),
  )
  .refine((lines) => new Set(lines.map(([name]) => name)).size === lines.length);

/** Codes of the API, with commas between them. */
export const codes = list(z.string().regex(/^[\p{L}\p{N}.+-]+$/u));

/** JSON is what is asked for where nothing is said, and so is not said in a scope. */
export const representation = z
  .enum(representations)
  .optional()
  .transform((name) => (name === "json" ? undefined : name));

export const month = z
  .string()
  .transform((text) => text.replace("-", ""))
  .refine(isMonth);

export function list<Item extends z.ZodType<string, string>>(item: Item) {
  return z
    .string()
    .transform((text) => text.split(",").map((part) => part.trim()))
    .pipe(z.array(item).min(1));
}
