// Which fields the rows of one answer had: every key of every row, counted while the bytes pass.
import type { JsonKind } from "../domain/endpoint.ts";
import { ContractError } from "../domain/errors.ts";
import type { FieldSeen } from "../domain/receipt.ts";

/**
 * The fields seen so far. Rows of one answer have nearly always the same keys in the same order, so each key is first
 * compared, byte by byte, with the key that followed last time; only a surprise costs a look-up by name.
 */
export interface RowFields {
  /** Begins the next row. */
  nextRow(): void;
  /** Takes back what was noted of the row just begun: its bytes are not all there and it will be read again. */
  forgetRow(): void;
  /** The field whose key, with its closing quote, begins at `start`, where it is the one that followed last time. */
  predicted(bytes: Uint8Array, start: number): Field | undefined;
  /** The field whose key stands between the two quotes at `start` and `end`. */
  named(bytes: Uint8Array, start: number, end: number): Field;
  /** Counts the field for this row. */
  note(field: Field): void;
  seen(): Readonly<Record<string, FieldSeen>>;
}

/** One field; `bytes` is its key as written, with the closing quote; `kinds` has a bit for each entry of `jsonKinds`. */
export interface Field {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly index: number;
  rows: number;
  kinds: number;
  lastRow: number;
}

export const jsonKinds: readonly JsonKind[] = ["string", "number", "boolean", "null", "array", "object"];

const mostFields = 1000;

export function rowFields(): RowFields {
  const fields: Field[] = [];
  const byName = new Map<string, Field>();
  let row = 0;
  let next = 0;

  function named(bytes: Uint8Array, start: number, end: number): Field {
    const name = nameIn(bytes.subarray(start, end));
    const known = byName.get(name);
    if (known !== undefined) return known;
    if (fields.length === mostFields) {
      throw new ContractError(`has more than ${mostFields} different fields in its rows`);
    }
    const field = {
      name,
      bytes: bytes.slice(start, end + 1),
      index: fields.length,
      rows: 0,
      kinds: 0,
      lastRow: 0,
    };
    fields.push(field);
    byName.set(name, field);
    return field;
  }

  return {
    nextRow() {
      row++;
      next = 0;
    },
    forgetRow() {
      for (const field of fields) {
        if (field.lastRow !== row) continue;
        field.rows--;
        field.lastRow = 0;
      }
      row--;
    },
    predicted(bytes, start) {
      const field = fields[next];
      return field !== undefined && startsWith(bytes, start, field.bytes) ? field : undefined;
    },
    named,
    note(field) {
      if (field.lastRow === row) throw new ContractError(`has the key "${field.name}" twice in row ${row}`);
      field.lastRow = row;
      field.rows++;
      next = field.index + 1;
    },
    seen: () => Object.fromEntries(fields.map((field) => [field.name, seenOf(field)])),
  };
}

function startsWith(bytes: Uint8Array, start: number, expected: Uint8Array): boolean {
  for (let i = 0; i < expected.length; i++) if (bytes[start + i] !== expected[i]) return false;
  return true;
}

function nameIn(bytes: Uint8Array): string {
  const name: unknown = JSON.parse(`"${Buffer.from(bytes).toString("utf8")}"`);
  return String(name);
}

function seenOf(field: Field): FieldSeen {
  return { rows: field.rows, kinds: jsonKinds.filter((_, bit) => (field.kinds & (1 << bit)) !== 0) };
}
