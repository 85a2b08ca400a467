// Reads the rows of a stored answer back as JSON.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import type { Receipt } from "../domain/receipt.ts";
import { isFileThere } from "../platform/files.ts";

type Kept = Pick<Receipt, "file" | "fields">;

/**
 * Every row of an answer as JSON, with the values as the API wrote them and the fields in the order of the answer's first row.
 * A nested value in a field that the registry declares a text becomes that text.
 */
export function storedJsonLines(path: string, receipt: Kept): AsyncIterable<string> {
  isFileThere(path);
  if (receipt.file.columns !== undefined) return rowsOfValues(path, receipt);
  return createInterface({ input: pipeline(createReadStream(path), createGunzip(), atTheReader) });
}

async function* rowsOfValues(path: string, { fields, file: { columns = [] } }: Kept): AsyncGenerator<string> {
  const cast = (text: string, { quoting }: { readonly quoting: boolean }) =>
    quoting ? JSON.stringify(text) : text;
  const values = pipeline(createReadStream(path), parse({ from: 2, cast }), atTheReader);
  for await (const row of values) yield jsonRow(row, { columns, fields: Object.keys(fields) });
}

function jsonRow(
  row: readonly string[],
  { columns, fields }: { readonly columns: readonly string[]; readonly fields: readonly string[] },
): string {
  const declared = columns.slice(0, -1);
  const others = row[declared.length] ?? "";
  const members = fields.flatMap((field) => {
    const value = row[declared.indexOf(field)] ?? "";
    return value === "" ? [] : [`${JSON.stringify(field)}:${value}`];
  });
  const more = others === "" ? [] : [String(JSON.parse(others)).slice(1, -1)];
  return `{${[...members, ...more].join(",")}}`;
}

/** A pipeline needs a callback for failures, which reach the reader of its last stream as well. */
function atTheReader(): void {}
