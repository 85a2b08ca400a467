// The kinds of field a row of the API can hold, so that an endpoint lists its fields as a table of words.
import type { Expectation, Field, FieldType } from "../src/domain/endpoint.ts";

/** A text without which the row would name nothing. */
export const key = of("text", "names the row");

/** A place: expected in every row, but bills from abroad or of travel may have none. */
export const place = of("text", "in every row");
/** A field without which the row has no meaning: a count, an amount, or the first day of an amount. */
export const total = of("count", "in every row");
export const amount = of("money", "in every row");
export const firstDay = of("date", "in every row");
export const name = of("text", "in every row");

/** A field that applies to some rows of a list only. */
export const text = of("text", "in some row");
export const count = of("count", "in some row");
export const money = of("money", "in some row");
export const number = of("number", "in some row");
export const date = of("date", "in some row");
export const boolean = of("boolean", "in some row");
export const codes = of("codes", "in some row");
export const rows = of("rows", "in some row");

/** The same field where nobody knows whether any row has it. */
export function perhaps({ type }: Field): Field {
  return of(type, "perhaps");
}

/** The same field where it is known to stay empty. */
export function empty({ type }: Field): Field {
  return of(type, "nowhere");
}

function of(type: FieldType, expected: Expectation): Field {
  return { type, expected };
}
