// The rows of an answer already stored, one by one: for code lists and the like, never for data.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline/promises";
import { createGunzip } from "node:zlib";
import type { Receipt } from "../domain/receipt.ts";
import type { PullFolder } from "../stores/pull-folder.ts";

export type StoredRow = Readonly<Record<string, unknown>>;

export async function* storedRows(pull: PullFolder, receipt: Receipt): AsyncGenerator<StoredRow> {
  const input = createReadStream(pull.answerFile(receipt)).pipe(createGunzip());
  for await (const line of createInterface({ input })) {
    const row: StoredRow = JSON.parse(line);
    yield row;
  }
}
