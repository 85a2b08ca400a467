// The rows of an answer already stored, one by one: for code lists and the like, never for data.
import type { Receipt } from "../domain/receipt.ts";
import { jsonRows } from "../stores/kept-rows.ts";
import type { PullFolder } from "../stores/pull-folder.ts";

export type StoredRow = Readonly<Record<string, unknown>>;

export async function* storedRows(pull: PullFolder, receipt: Receipt): AsyncGenerator<StoredRow> {
  for await (const line of jsonRows(pull.answerFile(receipt), receipt)) {
    const row: StoredRow = JSON.parse(line);
    yield row;
  }
}
