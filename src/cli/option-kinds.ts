// The kinds of value that several options take.
import { z } from "zod";
import { isMonth } from "../domain/month.ts";
import { representations } from "../domain/representation.ts";

/** A world of the emulator: by name, or by how many rows it should have. */
export const worldName = /^(small|demo|[1-9]\d{0,8})$/;

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
