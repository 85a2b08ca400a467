// The rows of a kept answer as JSON again, one by one.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import type { Receipt } from "../domain/receipt.ts";
import { isFileThere } from "../platform/files.ts";

type Kept = Pick<Receipt, "file" | "fields">;

/**
 * Every row of an answer as the JSON it came as: its values to the letter, its fields in the order the answer first had them. What
 * was nested where the registry promises a text comes back as that text.
 */
export function jsonRows(path: string, receipt: Kept): AsyncIterable<string> {
  isFileThere(path);
  if (receipt.file.columns !== undefined) return rowsOfValues(path, receipt);
  return createInterface({ input: pipeline(createReadStream(path), createGunzip(), toItsReader) });
}

async function* rowsOfValues(path: string, { fields, file: { columns = [] } }: Kept): AsyncGenerator<string> {
  const cast = (text: string, { quoting }: { readonly quoting: boolean }) =>
    quoting ? JSON.stringify(text) : text;
  const values = pipeline(createReadStream(path), parse({ from: 2, cast }), toItsReader);
  for await (const row of values) yield jsonOf(row, { columns, fields: Object.keys(fields) });
}

function jsonOf(
  row: readonly string[],
  { columns, fields }: { readonly columns: readonly string[]; readonly fields: readonly string[] },
): string {
  const promised = columns.slice(0, -1);
  const others = row[promised.length] ?? "";
  const members = fields.flatMap((field) => {
    const value = row[promised.indexOf(field)] ?? "";
    return value === "" ? [] : [`${JSON.stringify(field)}:${value}`];
  });
  const more = others === "" ? [] : [String(JSON.parse(others)).slice(1, -1)];
  return `{${[...members, ...more].join(",")}}`;
}

/** A pipeline hands a failure to whoever reads its last stream; it wants to be told of it here too. */
function toItsReader(): void {}
