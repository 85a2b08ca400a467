// The kinds of field a row of the API can hold, so that an endpoint lists its fields as a table of words.
import type { Field } from "../src/domain/endpoint.ts";

/** A text without which the row would name nothing. */
export const key: Field = { type: "text", always: true };
/** A count without which the row would say nothing. */
export const total: Field = { type: "count", always: true };
export const text: Field = { type: "text", always: false };
export const count: Field = { type: "count", always: false };
export const money: Field = { type: "money", always: false };
export const number: Field = { type: "number", always: false };
export const date: Field = { type: "date", always: false };
export const boolean: Field = { type: "boolean", always: false };
export const codes: Field = { type: "codes", always: false };
export const rows: Field = { type: "rows", always: false };
