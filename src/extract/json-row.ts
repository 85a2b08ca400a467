// Reads one row of a JSON answer where it stands in memory: finds its end, notes its fields, changes no meaning.
import { incomplete, type LongNumbers, malformed, skipSpace, stringEnd, valueEnd } from "./json-value.ts";
import type { RowFields } from "./row-fields.ts";
import { kindBoolean, kindNull, kindNumber, kindString } from "./row-shape.ts";

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;

const kindArray = 16;
const kindObject = 32;

/**
 * The position after the object that begins at `start`, or `incomplete`. Line breaks between its tokens become spaces, so
 * that the row is one line. Throws a ContractError, to be completed by the caller, where the bytes are no JSON object.
 */
export function scanRow(bytes: Buffer, start: number, to: { fields: RowFields; long: LongNumbers }): number {
  const end = bytes.length;
  to.fields.nextRow();
  let at = skipSpace(bytes, start + 1);
  if (at < end && bytes[at] === closeBrace) return to.fields.endRow(bytes, start, at + 1);
  while (at < end) {
    if (bytes[at] !== quote) throw malformed(bytes, at, "a key in quotes");
    let field = to.fields.predicted(bytes, at + 1);
    let keyEnd = at + 1 + (field?.bytes.length ?? 0);
    if (field === undefined) {
      keyEnd = stringEnd(bytes, at);
      if (keyEnd === incomplete) return incomplete;
      field = to.fields.named(bytes, at + 1, keyEnd - 1);
    }
    to.fields.note(field);
    at = skipSpace(bytes, keyEnd);
    if (at >= end) return incomplete;
    if (bytes[at] !== colon) throw malformed(bytes, at, "a colon after the key");
    at = skipSpace(bytes, at + 1);
    if (at >= end) return incomplete;
    field.kinds |= kindAt(bytes, at);
    const valueStart = at;
    at = valueEnd(bytes, at, to.long);
    if (at === incomplete) return incomplete;
    to.fields.noteValue(valueStart, at);
    at = skipSpace(bytes, at);
    if (at >= end) return incomplete;
    if (bytes[at] === closeBrace) return to.fields.endRow(bytes, start, at + 1);
    if (bytes[at] !== comma) throw malformed(bytes, at, "a comma or the end of the row");
    at = skipSpace(bytes, at + 1);
  }
  return incomplete;
}

function kindAt(bytes: Buffer, at: number): number {
  switch (bytes[at]) {
    case quote:
      return kindString;
    case openBracket:
      return kindArray;
    case openBrace:
      return kindObject;
    case 0x74:
    case 0x66:
      return kindBoolean;
    case 0x6e:
      return kindNull;
    default:
      return kindNumber;
  }
}
