// The rows of a kept answer as JSON again, one by one.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline/promises";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import type { Receipt } from "../domain/receipt.ts";
import { otherFields } from "../domain/rows-file.ts";

type Kept = Pick<Receipt, "file" | "fields">;

/** Every row of an answer as the JSON it came as: its values to the letter, its fields in the order the answer first had them. */
export function jsonRows(path: string, receipt: Kept): AsyncIterable<string> {
  const file = createReadStream(path);
  if (receipt.file.columns === undefined) return createInterface({ input: file.pipe(createGunzip()) });
  return rowsOfValues(file, receipt);
}

async function* rowsOfValues(
  file: NodeJS.ReadableStream,
  { fields, file: { columns = [] } }: Kept,
): AsyncGenerator<string> {
  const values = file.pipe(
    parse({ from: 2, cast: (text, { quoting }) => (quoting ? JSON.stringify(text) : text) }),
  );
  for await (const row of values) yield jsonOf(row, { columns, fields: Object.keys(fields) });
}

function jsonOf(
  row: readonly string[],
  { columns, fields }: { readonly columns: readonly string[]; readonly fields: readonly string[] },
): string {
  const others = row[columns.indexOf(otherFields)] ?? "";
  const members = fields.flatMap((field) => {
    const value = row[columns.indexOf(field)] ?? "";
    return value === "" ? [] : [`${JSON.stringify(field)}:${value}`];
  });
  const more = others === "" ? [] : [String(JSON.parse(others)).slice(1, -1)];
  return `{${[...members, ...more].join(",")}}`;
}
