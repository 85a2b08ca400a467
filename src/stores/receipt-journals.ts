// The journals of a pull, one for each endpoint that was asked.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Receipt } from "../domain/receipt.ts";
import { ReceiptJournal } from "./receipt-journal.ts";

/** The journals in a pull's folder. */
export class ReceiptJournals {
  readonly #folder: string;
  readonly #opened = new Map<string, ReceiptJournal>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The journal of an endpoint, whether there is one yet or not. */
  of(endpoint: string): ReceiptJournal {
    const opened = this.#opened.get(endpoint);
    if (opened !== undefined) return opened;
    const journal = new ReceiptJournal(join(this.#folder, endpoint));
    this.#opened.set(endpoint, journal);
    return journal;
  }

  /** The receipts of all endpoints, in the order of these and of their keys. */
  async receipts(): Promise<readonly Receipt[]> {
    const journals = await this.#all();
    return (await Promise.all(journals.map((journal) => journal.all()))).flat();
  }

  /** Writes all anew, in the order of the keys. */
  async order(): Promise<void> {
    for (const journal of await this.#all()) await journal.order();
  }

  /** Closes the files that were written to. */
  async close(): Promise<void> {
    for (const journal of this.#opened.values()) await journal.close();
  }

  async #all(): Promise<readonly ReceiptJournal[]> {
    const entries = await readdir(this.#folder, { withFileTypes: true });
    const endpoints = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    return endpoints.sort().map((endpoint) => this.of(endpoint));
  }
}
